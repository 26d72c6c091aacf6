"""Where tables stand in a sheet: header rows, blocks side by side, tables below one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from optimizer.intake.column import TableKind
from optimizer.intake.headers import field_of, is_weak, synonyms_of
from optimizer.intake.raw import Merge, RawSheet, Value, column_name
from optimizer.intake.text import header_forms, squeeze

SEARCHED_ROWS = 15
"""The header stands in the first rows that hold anything."""

IGNORED_HEADERS = frozenset(
    ("序号", "序", "行号", "no", "no.", "序列", "顺序号", "排序", "照片", "签字", "签名", "户主签字")
)
"""Columns that need no field and no mention."""


@dataclass
class Block:
    """One table: kind, header rows [first, last], body rows [start, stop), columns [left, right); 0-based."""

    kind: TableKind
    first: int
    last: int
    stop: int
    left: int
    right: int
    columns: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Column -> (field, unit)."""
    headers: dict[int, str] = field(default_factory=dict)
    twice: list[tuple[str, int, int]] = field(default_factory=list)
    """(field, column, other column)."""
    score: float = 0.0
    saved: Mapping[str, str] = field(default_factory=dict)
    repeats: set[int] = field(default_factory=set)
    """Rows further down that read like this header, perhaps in other words."""
    begins: int = 0
    ends: int = 1 << 20
    """Columns [begins, ends) belong to no table beside this one."""

    @property
    def start(self) -> int:
        return self.last + 1

    @property
    def fields(self) -> set[str]:
        return {name for name, _ in self.columns.values()}

    @property
    def missing(self) -> list[tuple[str, ...]]:
        """Groups of fields of which none has a column."""
        needed = [(name,) for name in self.kind.required_fields] + list(self.kind.needs)
        return [group for group in needed if not self.fields.intersection(group)]

    def column_of(self, name: str) -> int | None:
        return next((column for column, (known, _) in self.columns.items() if known == name), None)


def text_at(row: Sequence[Value], column: int) -> str:
    value = row[column] if column < len(row) else None
    return value.strip() if isinstance(value, str) else ""


def header_texts(sheet: RawSheet, row: int) -> dict[int, tuple[str, str]]:
    """Column -> (group above or "", header) when ``row`` is read as a header on one level."""
    return {c: ("", v.strip()) for c, v in enumerate(sheet.rows[row]) if isinstance(v, str) and v.strip()}


_NO_GROUP = re.compile(r"[:：]|名单|花名册|名册|一览表|登记表|统计表|情况表|附件|附表")
"""Titles and lines of particulars above a table head no group of columns."""


def group_row(sheet: RawSheet, row: int) -> dict[int, str] | None:
    """Column -> group heading, when ``row`` heads groups of columns named in the row below; else None."""
    if row + 1 >= len(sheet.rows):
        return None
    cells = {c: t for c, (_, t) in header_texts(sheet, row).items()}
    if len(cells) < 2 or any(_NO_GROUP.search(t) or len(squeeze(t)) > 16 for t in cells.values()):
        return None
    below = header_texts(sheet, row + 1)
    groups: dict[int, str] = {}
    wide = False
    across = {(m[1]): m for m in sheet.merges if m[0] <= row <= m[2] and m[3] > m[1]}
    columns = sorted(cells)
    for column, following in zip(columns, [*columns[1:], None], strict=True):
        merge = across.get(column)
        if merge is not None:
            end = merge[3] + 1
        elif sheet.merges or following is None:
            end = column + 1 if sheet.merges else _last_of_group(below, column)
        else:
            end = following if all(c in below for c in range(column, following)) else column + 1
        for c in range(column, end):
            groups[c] = cells[column]
        wide = wide or (end - column > 1 and sum(c in below for c in range(column, end)) > 1)
    return groups if wide else None


def _last_of_group(below: Mapping[int, tuple[str, str]], column: int) -> int:
    end = column + 1
    while end in below and column in below:
        end += 1
    return end


def two_level_texts(sheet: RawSheet, row: int, groups: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    below = header_texts(sheet, row + 1)
    found = {c: (groups.get(c, ""), t) for c, (_, t) in below.items()}
    return found | {c: ("", t) for c, t in groups.items() if c not in below and text_at(sheet.rows[row], c)}


def three_level_texts(sheet: RawSheet, row: int) -> dict[int, tuple[str, str]] | None:
    """The header on three levels from ``row`` on; None unless merged cells head groups on both upper levels."""
    top = group_row(sheet, row) if sheet.merges else None
    middle = group_row(sheet, row + 1) if top else None
    if not top or not middle or row + 2 >= len(sheet.rows):
        return None
    found: dict[int, tuple[str, str]] = {}
    for c, (_, text) in header_texts(sheet, row + 2).items():
        found[c] = (middle.get(c) or top.get(c, ""), text)
    for level, groups in ((row + 1, top), (row, {})):
        for c, (_, text) in header_texts(sheet, level).items():
            if c not in found and not _heads_others(sheet, level, c):
                found[c] = (groups.get(c, ""), text)
    return found


def _heads_others(sheet: RawSheet, row: int, column: int) -> bool:
    return any(m[0] <= row <= m[2] and m[1] <= column <= m[3] and m[3] > m[1] for m in sheet.merges)


@lru_cache(maxsize=4096)
def _names_a_field(kinds: tuple[TableKind, ...], text: str) -> bool:
    """Whether ``text`` names a person or place of its own, so that what stands below it is about that."""
    from optimizer.intake import parsers

    whole, bare, _ = header_forms(text)
    found = ((kind, synonyms_of(kind).get(whole) or synonyms_of(kind).get(bare)) for kind in kinds)
    return any(name and kind.column(name).parse in (parsers.name, parsers.title) for kind, name in found)


def _field(
    kinds: tuple[TableKind, ...], kind: TableKind, group: str, text: str, saved: Mapping[str, str]
) -> tuple[str, str, str]:
    """(field, unit, header) of one header cell, with its group when there is one."""
    if group and squeeze(group) != squeeze(text):
        name, unit = field_of(kind, group + text, saved)
        if name:
            return name, unit, group + text
        above, _ = field_of(kind, group, {})
        if above != "name" and _names_a_field(kinds, group):
            return "", unit, group + text
    name, unit = field_of(kind, text, saved)
    return name, unit, text


def decided(saved: Mapping[str, str], column: int, header: str) -> str:
    """The field that a person gave this column; "-": leave it out; "": nobody said. ``header@c`` is for column C alone."""
    whole, bare, _ = header_forms(header)
    here = f"{whole}@{column_name(column).lower()}"
    return next((saved[form] for form in (here, whole, bare) if form in saved), "")


def block_of(
    kinds: tuple[TableKind, ...],
    kind: TableKind,
    texts: Mapping[int, tuple[str, str]],
    first: int,
    last: int,
    saved: Mapping[str, str],
) -> Block:
    """The header read as ``kind``; columns that are meant for one field twice are in ``twice``.

    ``saved`` maps normalised headers to fields; a key ``header@c`` decides about that header in column C alone.
    """
    block = Block(kind, first, last, last + 1, min(texts, default=0), max(texts, default=-1) + 1, saved=saved)
    taken: dict[str, int] = {}
    weak: list[int] = []
    for column in sorted(texts):
        name, unit, header = _field(kinds, kind, *texts[column], saved)
        block.headers[column] = header
        kept = decided(saved, column, header)
        name = kept or name
        if not name or name == "-":
            continue
        if is_weak(kind, header) and not kept:
            weak.append(column)
            continue
        if name in taken:
            block.twice.append((name, taken[name], column))
            continue
        taken[name] = column
        block.columns[column] = (name, unit)
    block.score = float(len(taken))
    for column in weak:
        name, unit, _ = _field(kinds, kind, *texts[column], saved)
        if name in taken:
            if squeeze(block.headers[taken[name]]) == squeeze(block.headers[column]):
                block.twice.append((name, taken[name], column))
                continue
            name = kind.column(name).weak_else
        if name and name not in taken:
            taken[name] = column
            block.columns[column] = (name, unit)
            block.score += 1.0
    return block


def split_repeated(block: Block) -> list[Block]:
    """Two or more blocks of one kind side by side: each field comes again in a later block, which is whole in itself."""
    if not block.twice:
        return [block]
    repeated = min(column for _, _, column in block.twice)
    start = repeated
    while start - 1 in block.headers and squeeze(block.headers[start - 1]).casefold() in IGNORED_HEADERS:
        start -= 1
    parts = []
    for low, high in ((block.left, start), (start, block.right)):
        texts = {c: ("", t) for c, t in block.headers.items() if low <= c < high}
        part = block_of((), block.kind, texts, block.first, block.last, block.saved)
        parts.append(part)
    first, second = parts
    rest = split_repeated(second)
    if first.twice or first.missing or any(part.missing or part.twice for part in rest):
        return [block]
    return [first, *rest]


def segments(texts: Mapping[int, tuple[str, str]]) -> list[dict[int, tuple[str, str]]]:
    """Headers that stand together, divided where a column has no header."""
    found: list[dict[int, tuple[str, str]]] = []
    for column in sorted(texts):
        if not found or column - 1 not in found[-1]:
            found.append({})
        found[-1][column] = texts[column]
    return found


_UNIT = re.compile(r"单位\s*[:：]\s*([^\s)）,，;；]+)")


def unit_above(sheet: RawSheet, row: int) -> str:
    """What 单位:公里 in a line above the header says."""
    for above in sheet.rows[:row]:
        for value in above:
            if isinstance(value, str) and (found := _UNIT.search(value)):
                return found[1]
    return ""


def filled(
    merges: Iterable[Merge], rows: Sequence[Sequence[Value]], start: int, stop: int
) -> dict[tuple[int, int], Value]:
    """Values that merged cells of the body lend to the rows below their first, per (row, column)."""
    found: dict[tuple[int, int], Value] = {}
    for top, left, bottom, _ in merges:
        if top < start or top >= stop or bottom == top:
            continue
        value = rows[top][left] if left < len(rows[top]) else None
        if value is not None:
            for row in range(top + 1, min(bottom + 1, stop, len(rows))):
                if rows[row]:
                    found[row, left] = value
    return found
