"""A copy of the user's tables with the wrong cells coloured and commented."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from optimizer.contained import run_contained
from optimizer.domain import Fact
from optimizer.errors import ExistsError, ResourceError, UsageError
from optimizer.intake.programme import MEMORY_BYTES, files_of
from optimizer.messages import Cell, Finding, Lang

SUFFIX = "-标注.xlsx"
LIST_FILE = "问题清单.xlsx"
"""Everything at once, for a folder of several tables."""
_ORDER = ("error", "ask", "warning", "note")


class MarkedCopies(Fact):
    """``written``: the copies, by name of the source; ``listed``: the list of all problems, when there is one;
    ``refused``: files with problems that could not be opened, so that they have no copy."""

    written: tuple[Path, ...] = ()
    listed: Path | None = None
    refused: tuple[str, ...] = ()


def mark_copy(
    path: Path | str,
    findings: Iterable[Finding],
    out: Path | str,
    *,
    lang: Lang = "zh",
    masked: bool = False,
    force: bool = False,
) -> MarkedCopies:
    """Write, into folder ``out``, a marked xlsx copy of every file in which something is wrong, open or doubtful.

    Cells are coloured by severity and carry the sentence and the advice as a comment; a sheet 问题清单 in front lists all,
    each line linked to its cell. Of a folder of tables 问题清单.xlsx lists the problems of all files, also of those that
    cannot be opened or are missing. Without anything worse than a note nothing is written. The originals are not
    touched; what is no xlsx becomes one, and its list says so. ``masked`` is off because the copy holds the names anyway.
    Raises ExistsError unless ``force``, UsageError when ``out`` is the folder of the tables itself, ContainedError.
    """
    source, folder = Path(path), Path(out)
    files, _ = files_of(source)
    if source.is_dir() and folder.resolve() == source.resolve():
        raise UsageError(code="intake.mark_inside", folder=str(folder))
    ordered = sorted(findings, key=_place)
    marks = [mark for number, finding in enumerate(ordered) for mark in _marks(number, finding, lang, masked=masked)]
    if all(mark["severity"] == "note" for mark in marks):
        return MarkedCopies()
    wrong = {mark["file"] for mark in marks if mark["severity"] != "note"}
    targets = {name: folder / copy for name, copy in _copy_names([n for n, _ in files]).items() if name in wrong}
    listed = folder / LIST_FILE if source.is_dir() else None
    for target in (*targets.values(), *([listed] if listed else [])):
        if target.exists() and not force:
            raise ExistsError(path=str(target))
    written: list[str] = []
    refused: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, file in files:
            if name in targets:
                own = [mark for mark in marks if mark["file"] == name]
                payload = {"name": name, "path": str(file.resolve()), "marks": own, "lang": lang}
                done = _write(targets[name], "mark_file", payload, file.stat().st_size / 1e6)
                (written if done else refused).append(name)
        if listed:
            _write(listed, "list_file", {"marks": marks, "lang": lang}, 1.0)
        elif not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise ResourceError(detail=f"{folder}: {error.strerror or error}") from error
    return MarkedCopies(written=tuple(targets[n] for n in written), listed=listed, refused=tuple(refused))


def _place(finding: Finding) -> tuple[int, str, str, int, int, str]:
    """By gravity, then as one reads the tables: file, sheet, row, column."""
    cell = finding.cells[0] if finding.cells else Cell("")
    found = re.match(r"([A-Z]*)(\d*)", cell.address)
    column, row = (found[1], found[2]) if found else ("", "")
    return (_ORDER.index(finding.severity), cell.file, cell.sheet, int(row or 0), len(column), column)


def _marks(number: int, finding: Finding, lang: Lang, *, masked: bool) -> list[dict[str, Any]]:
    """One mark a cell; a finding about no cell still stands in the list."""
    words = {
        "finding": number,
        "severity": finding.severity,
        "text": finding.say(lang, masked=masked),
        "advice": finding.advice(lang, masked=masked),
    }
    places = [{"file": cell.file, "sheet": cell.sheet, "address": cell.address} for cell in finding.cells]
    return [{**place, **words} for place in places or [{"file": "", "sheet": "", "address": ""}]]


def _copy_names(names: Sequence[str]) -> dict[str, str]:
    """Names of the copies: 职工.xls -> 职工-标注.xlsx; where two files differ by their ending only, that is kept."""
    stems = [Path(name).stem for name in names]
    return {name: (stem if stems.count(stem) == 1 else name) + SUFFIX for name, stem in zip(names, stems, strict=True)}


def _write(target: Path, task: str, payload: dict[str, Any], megabytes: float) -> bool:
    """Run ``task`` of the marker in a contained child and put its file into place in one step."""
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    os.close(handle)
    try:
        done = run_contained(
            f"optimizer.intake.readers.mark:{task}",
            {**payload, "out": str(Path(draft).resolve())},
            memory_bytes=2 * MEMORY_BYTES,
            cpu_seconds=20 + 20 * megabytes,
            wall_seconds=60 + 60 * megabytes,
        )
        if done:
            os.replace(draft, target)
        return bool(done)
    finally:
        Path(draft).unlink(missing_ok=True)
