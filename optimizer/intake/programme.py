"""Read a programme: a folder of tables, or one workbook. All or nothing, and every problem at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.contained import run_contained
from optimizer.domain import PUBLIC_KEY, Programme
from optimizer.errors import ContainedError, FormatError, InputError, UsageError
from optimizer.intake.assemble import assemble
from optimizer.intake.beside import overlooked
from optimizer.intake.file_names import readable
from optimizer.intake.gathered import Gathered
from optimizer.intake.mapping import Mappings, load_mapping
from optimizer.intake.receipt import FileReceipt, Receipt
from optimizer.intake.records import Record
from optimizer.intake.sheets import SheetReader
from optimizer.messages import Cell, Finding

ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ett", ".ods", ".csv", ".tsv", ".txt")
KEY_FILE = "jiedui.key"
MEMORY_BYTES = 1 << 30
_OURS = (KEY_FILE, "mapping.yaml", "jiedui.toml")


@dataclass(frozen=True)
class Intake:
    """What reading gave. ``programme`` is None as soon as one finding is an error."""

    programme: Programme | None
    findings: tuple[Finding, ...]
    receipt: Receipt
    tables: Mapping[str, tuple[Record, ...]] = field(default_factory=dict, repr=False)
    """Records by table kind, for rooms that register kinds of their own."""

    def require(self) -> Programme:
        """The programme. Raises InputError with every finding when there is none."""
        if self.programme is None:
            raise InputError(findings=self.findings)
        return self.programme


def read_programme(
    path: Path | str, *, mapping: Mappings | None = None, progress: Callable[[Any], None] | None = None
) -> Intake:
    """Read the folder or workbook at ``path``; parsing runs in one contained child.

    ``mapping`` is used instead of the mapping.yaml beside the tables. Bad tables never raise: they are findings.
    Raises UsageError when there is no such path, FormatError for a damaged mapping file.
    """
    place = Path(path)
    if place.exists() and not (place.is_dir() or place.is_file()):
        raise UsageError(code="intake.no_file", path=place.name)
    mappings = load_mapping(place) if mapping is None else mapping
    with _without_collector():
        return _read(place, mappings, progress)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small objects without cycles: the collector would only walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(place: Path, mappings: Mappings, progress: Callable[[Any], None] | None) -> Intake:
    files, others = files_of(place)
    gathered = Gathered(_key(place))
    reader = SheetReader(mappings)
    for answer in parsed(files, progress):
        reader.take(answer)
    receipts = reader.finish(gathered)
    gathered.findings += overlooked(place, {name for name, _ in files}, ENDINGS)
    if not files:
        gathered.findings.append(Finding("intake.no_tables", "error", {"endings": ENDINGS}, (Cell(place.name),)))
    programme = assemble(gathered, readable(place.name))
    receipts = reader.told(gathered, receipts) + others
    counts = {part: len(records) for part, records in sorted(gathered.parts.items())}
    if programme is not None and programme.incumbent is not None:
        counts["pairs in force"] = len(programme.incumbent.pairings)
    receipt = Receipt(files=tuple(sorted(receipts, key=lambda f: f.file)), counts=counts)
    tables: dict[str, list[Record]] = {}
    for records in gathered.parts.values():
        for record in records:
            tables.setdefault(record.kind.name, []).append(record)
    return Intake(programme, tuple(gathered.findings), receipt, {k: tuple(v) for k, v in tables.items()})


def parsed(files: list[tuple[str, Path]], progress: Callable[[Any], None] | None = None) -> list[dict[str, Any]]:
    """As :func:`parse`; a file that ends its reader is refused alone, and the others are read."""
    try:
        return parse(files, progress) if files else []
    except ContainedError as error:
        return _one_by_one(files, error)


def parse(files: list[tuple[str, Path]], progress: Callable[[Any], None] | None = None) -> list[dict[str, Any]]:
    """Raw sheets of all files, from one child whose limits grow with the size of the input. Raises ContainedError."""
    megabytes = sum(file.stat().st_size for _, file in files if file.is_file()) / 1e6
    seconds = 4.0 + 1.5 * megabytes
    answer = run_contained(
        "optimizer.intake.readers.parse:parse_files",
        {"files": [[name, str(file.absolute())] for name, file in files]},
        memory_bytes=MEMORY_BYTES,
        cpu_seconds=seconds,
        wall_seconds=4 * seconds,
        progress=progress,
    )
    return list(answer)


def _one_by_one(files: list[tuple[str, Path]], error: ContainedError) -> list[dict[str, Any]]:
    """After a death, each file in a child of its own, so that the one to blame can be named."""
    found = []
    for name, file in files:
        try:
            found += parse([(name, file)]) if len(files) > 1 else _refused(name, error)
        except ContainedError as own:
            found += _refused(name, own)
    return found


def _refused(name: str, error: ContainedError) -> list[dict[str, Any]]:
    refusal = {"code": error.code, "sheet": "", "address": "", "facts": dict(error.facts)}
    return [{"file": name, "sha256": "", "bytes": 0, "kind": "", "sheets": [], "refusal": refusal}]


def files_of(place: Path) -> tuple[list[tuple[str, Path]], list[FileReceipt]]:
    """Tables to read, by name, and receipts of what lies beside them. Raises UsageError when there is no such path."""
    if not place.exists():
        raise UsageError(code="intake.no_such_path", path=place.name)
    if place.is_file():
        return [(readable(place.name), place)], []
    found: list[tuple[str, Path]] = []
    others: list[FileReceipt] = []
    for entry in sorted(place.iterdir(), key=lambda p: p.name):
        name = readable(entry.name)
        if name.startswith((".", "~$")) or name in _OURS:
            continue
        if entry.is_dir():
            others.append(FileReceipt(file=name + "/", reason="folder"))
        elif entry.suffix.lower() in ENDINGS:
            found.append((name, entry))
        else:
            others.append(FileReceipt(file=name, bytes=entry.stat().st_size, reason="no_table"))
    return found, others


def _key(place: Path) -> str:
    """The text of jiedui.key beside the tables, else the public key."""
    file = (place if place.is_dir() else place.parent) / KEY_FILE
    if not file.is_file():
        return PUBLIC_KEY
    try:
        return file.read_text("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise FormatError(file=KEY_FILE, format="jiedui-key", detail=type(error).__name__) from None
