"""What was understood of each sheet and header, and what a person could confirm: the matter of ``jiedui map``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from optimizer.domain import Fact
from optimizer.intake.column import TableKind, kind_named, kinds
from optimizer.intake.headers import suggestion
from optimizer.intake.mapping import Mappings, load_mapping
from optimizer.intake.programme import files_of, parse
from optimizer.intake.raw import RawSheet, column_name, sheet_of
from optimizer.intake.recognise import best_guess, recognise
from optimizer.intake.table import IGNORED_HEADERS, Block
from optimizer.intake.text import header_forms, squeeze

How = Literal["exact", "saved", "suggested", "unused", "twice"]


class HeaderGuess(Fact):
    """One header: the field it stands for and how that is known. A suggestion counts only once it is confirmed."""

    column: str = Field(description="letter of the column")
    header: str
    field: str = ""
    title: str = Field(default="", description="the field's usual header")
    how: How


class SheetGuess(Fact):
    """One sheet: its kind ("" when unknown), the header row (0: none) and the columns that are still missing."""

    file: str
    sheet: str
    kind: str = ""
    title: str = ""
    header_row: int = 0
    verdict: str = ""
    headers: tuple[HeaderGuess, ...] = ()
    missing: tuple[str, ...] = ()


def suggest_mapping(path: Path | str, mapping: Mappings | None = None) -> tuple[SheetGuess, ...]:
    """Every sheet of a folder or workbook as it is understood now. Raises ContainedError, FormatError, UsageError."""
    place = Path(path)
    mappings = load_mapping(place) if mapping is None else mapping
    found: list[SheetGuess] = []
    files, _ = files_of(place)
    for answer in parse(files) if files else ():
        found += [_guess(sheet_of(data), mappings) for data in answer["sheets"]]
    return tuple(found)


def confirm(mappings: Mappings, kind: str, headers: dict[str, str], sheets: dict[str, str] | None = None) -> Mappings:
    """``mappings`` with decisions added: header -> field ("-": leave out) of a kind, sheet -> kind.

    Raises KeyError for an unknown kind or field.
    """
    table = kind_named(kind)
    for name in headers.values():
        if name != "-":
            table.column(name)
    for named in (sheets or {}).values():
        if named != "-":
            kind_named(named)
    merged = {**mappings.headers, kind: {**mappings.headers.get(kind, {}), **headers}}
    return mappings.altered(headers=merged, sheets={**mappings.sheets, **(sheets or {})})


def _guess(sheet: RawSheet, mappings: Mappings) -> SheetGuess:
    saved = mappings.saved()
    named = mappings.sheet(sheet.file, sheet.name) or ""
    if named == "-" or sheet.empty:
        return SheetGuess(file=sheet.file, sheet=sheet.name, verdict="ignored")
    recognised = recognise(sheet, kinds(), saved, named)
    if recognised.kind is not None:
        return SheetGuess(
            file=sheet.file,
            sheet=sheet.name,
            kind=recognised.kind.name,
            title=recognised.kind.zh,
            header_row=recognised.row + 1,
            verdict=recognised.verdict,
        )
    block = recognised.blocks[0] if recognised.blocks else best_guess(sheet, kinds(), saved, named)
    if block is None:
        return SheetGuess(file=sheet.file, sheet=sheet.name, verdict=recognised.verdict)
    return SheetGuess(
        file=sheet.file,
        sheet=sheet.name,
        kind=block.kind.name,
        title=block.kind.zh,
        header_row=block.last + 1,
        verdict=recognised.verdict,
        headers=tuple(
            _header(block, column, header, saved.get(block.kind.name, {}))
            for column, header in sorted(block.headers.items())
        ),
        missing=tuple(" / ".join(block.kind.column(name).header for name in group) for group in block.missing),
    )


def _header(block: Block, column: int, header: str, saved: dict[str, str]) -> HeaderGuess:
    name, how = _meaning(block.kind, block, column, header, saved)
    title = block.kind.column(name).header if name and name != "-" else ""
    return HeaderGuess(column=column_name(column), header=header, field=name, title=title, how=how)


def _meaning(kind: TableKind, block: Block, column: int, header: str, saved: dict[str, str]) -> tuple[str, How]:
    forms = header_forms(header)[:2]
    kept = next((saved[form] for form in forms if form in saved), "")
    if kept:
        return kept, "saved"
    if column in block.columns:
        return block.columns[column][0], "exact"
    if any(column == other for _, _, other in block.twice):
        return next(name for name, _, other in block.twice if other == column), "twice"
    near = "" if squeeze(header).casefold() in IGNORED_HEADERS else suggestion(kind, header)
    return (near, "suggested") if near and near not in block.fields else ("", "unused")
