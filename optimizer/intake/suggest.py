"""What was understood of each sheet and header, and what a person could confirm: the matter of ``jiedui map``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from optimizer.domain import Fact
from optimizer.intake.column import kind_named, kinds
from optimizer.intake.headers import LOOSE_FROM, nearest
from optimizer.intake.mapping import Mappings, load_mapping
from optimizer.intake.programme import files_of, parsed
from optimizer.intake.raw import RawSheet, column_name, sheet_of
from optimizer.intake.recognise import best_guess, recognise
from optimizer.intake.table import (
    IGNORED_HEADERS,
    SEARCHED_ROWS,
    Block,
    block_of,
    decided,
    group_row,
    header_texts,
    two_level_texts,
)
from optimizer.intake.text import squeeze

How = Literal["exact", "saved", "suggested", "unused", "twice"]
_A_SUGGESTION, _A_GAP = 0.6, 1.5
"""What a suggested column is worth beside one that is known, and what a column that is still missing costs."""


class HeaderGuess(Fact):
    """One header: the field it stands for and how that is known. A suggestion counts only once it is confirmed.

    ``how`` "twice": another column, ``other``, stands for the same field already.
    """

    column: str = Field(description="letter of the column")
    header: str
    field: str = ""
    title: str = Field(default="", description="the field's usual header")
    how: How
    other: str = Field(default="", description="letter of the column that has the field")


class SheetGuess(Fact):
    """One table of a sheet: its kind ("" when unknown), the header row (0: none), the groups of fields of which one is still missing.

    ``verdict``: as the reader sees the sheet: tables, pairs, matrix, ignored, refused. ``rivals``: kinds that fit as well.
    """

    file: str
    sheet: str
    kind: str = ""
    title: str = ""
    header_row: int = 0
    verdict: str = ""
    headers: tuple[HeaderGuess, ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    rivals: tuple[str, ...] = ()


def raw_sheets(path: Path | str) -> tuple[RawSheet, ...]:
    """Every sheet of a folder or workbook that can be opened, as it stands. Raises UsageError."""
    files, _ = files_of(Path(path))
    return tuple(sheet_of(data) for answer in parsed(files) for data in answer["sheets"])


def suggest_mapping(path: Path | str, mapping: Mappings | None = None) -> tuple[SheetGuess, ...]:
    """Every table of a folder or workbook as it is understood now. Raises FormatError, UsageError."""
    place = Path(path)
    return guess_sheets(raw_sheets(place), load_mapping(place) if mapping is None else mapping)


def guess_sheets(sheets: Iterable[RawSheet], mappings: Mappings) -> tuple[SheetGuess, ...]:
    """The same for sheets that were read before."""
    return tuple(guess for sheet in sheets for guess in _guesses(sheet, mappings))


def confirm(mappings: Mappings, kind: str, headers: dict[str, str], sheets: dict[str, str] | None = None) -> Mappings:
    """``mappings`` with decisions added: header -> field ("-": leave out) of a kind, sheet -> kind.

    ``header@C`` means the header in column C only. Raises KeyError for an unknown kind or field.
    """
    for name in headers.values():
        if name != "-":
            kind_named(kind).column(name)
    for named in (sheets or {}).values():
        if named != "-":
            kind_named(named)
    merged = {**mappings.headers, kind: {**mappings.headers.get(kind, {}), **headers}} if headers else mappings.headers
    return mappings.altered(headers=merged, sheets={**mappings.sheets, **(sheets or {})})


def _guesses(sheet: RawSheet, mappings: Mappings) -> list[SheetGuess]:
    saved = mappings.saved()
    named = mappings.sheet(sheet.file, sheet.name) or ""
    if named == "-" or sheet.empty or (not sheet.visible and not named):
        return [SheetGuess(file=sheet.file, sheet=sheet.name, verdict="ignored")]
    recognised = recognise(sheet, kinds(), saved, named)
    if recognised.kind is not None:
        kind, row = recognised.kind, recognised.row + 1
        return [_of(sheet, kind.name, kind.zh, row if recognised.verdict == "matrix" else 0, recognised.verdict)]
    if recognised.blocks:
        return [_table(sheet, block, recognised.verdict) for block in recognised.blocks]
    rivals = tuple(
        sorted({k.name for k in kinds() for f in recognised.findings if k.zh in (f.facts.get("kinds") or ())})
    )
    block = _likely(sheet, saved, named)
    if block is None or (recognised.verdict == "ignored" and not _complete(block)):
        return [_of(sheet, "", "", 0, recognised.verdict).altered(rivals=rivals)]
    return [_table(sheet, block, recognised.verdict).altered(rivals=rivals)]


def _of(sheet: RawSheet, kind: str, title: str, row: int, verdict: str) -> SheetGuess:
    return SheetGuess(file=sheet.file, sheet=sheet.name, kind=kind, title=title, header_row=row, verdict=verdict)


def _likely(sheet: RawSheet, saved: Mapping[str, Mapping[str, str]], named: str) -> Block | None:
    """The header that would be whole with the fewest confirmations, known headers counting more than near ones."""
    wanted = [kind for kind in kinds() if kind.layout == "rows" and (not named or kind.name == named)]
    known = best_guess(sheet, kinds(), saved, named)
    found = [known] if known is not None else []
    filled = [n for n, row in enumerate(sheet.rows) if any(value is not None for value in row)][:SEARCHED_ROWS]
    for number in filled:
        groups = group_row(sheet, number)
        readings = [(number, header_texts(sheet, number))]
        if groups:
            readings.append((number + 1, two_level_texts(sheet, number, groups)))
        for last, texts in readings:
            if len(texts) > 1:
                found += [block_of(kinds(), k, texts, number, last, saved.get(k.name, {})) for k in wanted]
    if not found:
        return None
    best = max(found, key=lambda block: (_worth(block), block is known, -block.first))
    return best if named or _worth(best) > 0 else None


def _worth(block: Block) -> float:
    near = set(_near(block).values())
    missing = sum(not near.intersection(group) for group in block.missing)
    return len(block.columns) + _A_SUGGESTION * len(near) - _A_GAP * missing


def _complete(block: Block) -> bool:
    """Whether confirming what is near would make it whole: a sheet that was set aside as a summary may be a roster."""
    near = set(_near(block).values())
    return all(near.intersection(group) for group in block.missing)


def _near(block: Block) -> dict[int, str]:
    """Column -> field that its header is near to; every field once, where it is nearest."""
    found: list[tuple[float, int, str]] = []
    for column, header in block.headers.items():
        taken = column in block.columns or any(column == other for _, _, other in block.twice)
        if taken or decided(block.saved, column, header) or squeeze(header).casefold() in IGNORED_HEADERS:
            continue
        name, ratio = nearest(block.kind, header, LOOSE_FROM)
        if name and name not in block.fields:
            found.append((-ratio, column, name))
    fields: dict[str, int] = {}
    for _, column, name in sorted(found):
        fields.setdefault(name, column)
    return {column: name for name, column in fields.items()}


def _table(sheet: RawSheet, block: Block, verdict: str) -> SheetGuess:
    near = _near(block)
    headers = tuple(_header(block, c, header, near.get(c, "")) for c, header in sorted(block.headers.items()))
    found = _of(sheet, block.kind.name, block.kind.zh, block.last + 1, verdict)
    return found.altered(headers=headers, missing=tuple(block.missing))


def _header(block: Block, column: int, header: str, near: str) -> HeaderGuess:
    name, how, other = _meaning(block, column, header, near)
    title = block.kind.column(name).header if name and name != "-" else ""
    return HeaderGuess(column=column_name(column), header=header, field=name, title=title, how=how, other=other)


def _meaning(block: Block, column: int, header: str, near: str) -> tuple[str, How, str]:
    if kept := decided(block.saved, column, header):
        return kept, "saved", ""
    if column in block.columns:
        return block.columns[column][0], "exact", ""
    for name, one, other in block.twice:
        if column == other:
            return name, "twice", column_name(one)
    return (near, "suggested", "") if near else ("", "unused", "")
