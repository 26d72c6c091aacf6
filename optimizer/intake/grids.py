"""Tables that are no list of rows: key and value, and rows x columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from optimizer.intake.column import Remark, TableKind, Unfit
from optimizer.intake.headers import synonyms_of
from optimizer.intake.raw import Broken, RawSheet, address
from optimizer.intake.records import Record
from optimizer.intake.registered.places import LEGS
from optimizer.intake.table import text_at, unit_above
from optimizer.intake.text import header_forms
from optimizer.messages import Cell, Finding

_WORDS = re.compile(r"[\\/＼／|\n→\s]+")


@dataclass
class Pairs:
    """Settings by field, further keys as they stand, and where each key stood."""

    values: dict[str, Any] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0


def read_pairs(sheet: RawSheet, kind: TableKind, column: int) -> Pairs:
    """Keys in ``column``, each value in the first filled cell to its right."""
    found = Pairs()
    known = synonyms_of(kind)
    for number, row in enumerate(sheet.rows):
        key = text_at(row, column)
        if not key:
            continue
        at = next((c for c in range(column + 1, len(row)) if row[c] is not None), None)
        value = row[at] if at is not None else None
        cell = Cell(sheet.file, sheet.name, address(number, at if at is not None else column))
        name = known.get(header_forms(key)[0], "")
        if name and _is_heading(value):
            continue
        if not name:
            if value is not None and not _is_heading(value) and at is not None:
                found.others[header_forms(key)[0]] = str(value).strip() if not isinstance(value, Broken) else ""
                found.cells[header_forms(key)[0]] = cell
                found.rows += 1
            continue
        if name in found.cells:
            facts = {"column": kind.column(name).header}
            found.findings.append(Finding("intake.key_twice", "error", facts, (found.cells[name], cell)))
            continue
        found.cells[name] = cell
        found.rows += 1
        remarks: list[Remark] = []
        try:
            if isinstance(value, Broken):
                raise Unfit(
                    f"intake.cell_{value.kind}" if value.kind != "time" else "intake.bad_text",
                    text=value.text,
                    value=value.text,
                )
            parsed = kind.column(name).parse(value, "", remarks)
        except Unfit as unfit:
            facts = {"column": kind.column(name).header, **unfit.facts}
            found.findings.append(Finding(unfit.code, "error", facts, (cell,)))
            continue
        if parsed is not None:
            found.values[name] = parsed
    return found


def _is_heading(value: object) -> bool:
    return isinstance(value, str) and value.strip() in ("内容", "值", "填写内容", "value", "取值", "填写")


@dataclass
class Matrix:
    """Labels of rows and columns, and the readable cells; which side holds the start points may still be open."""

    sheet: RawSheet
    row: int
    column: int
    rows: list[tuple[int, str]] = field(default_factory=list)
    columns: list[tuple[int, str]] = field(default_factory=list)
    metres: dict[tuple[int, int], int] = field(default_factory=dict)
    starts: str = ""
    """"rows", "columns" or "" when the corner does not say."""
    findings: list[Finding] = field(default_factory=list)

    def legs(self, starts: str) -> list[Record]:
        """One record a filled cell, as the long form has them."""
        found = []
        for (row, column), metres in sorted(self.metres.items()):
            by_row, by_column = dict(self.rows)[row], dict(self.columns)[column]
            start, end = (by_row, by_column) if starts == "rows" else (by_column, by_row)
            values = {"start": start, "end": end, "metres": metres}
            columns = {"metres": column, "start": column, "end": column}
            found.append(Record(LEGS, self.sheet.file, self.sheet.name, row, values, columns))
        return found


def read_matrix(sheet: RawSheet, kind: TableKind, row: int) -> Matrix:
    """The distances; the unit stands in a title, in the corner or in the cells."""
    header = sheet.rows[row]
    first = next(c for c, value in enumerate(header) if value is not None)
    body = [n for n in range(row + 1, len(sheet.rows)) if any(value is not None for value in sheet.rows[n])]
    lowest = min((next(c for c, v in enumerate(sheet.rows[n]) if v is not None) for n in body), default=first)
    column = min(first, lowest)
    corner = text_at(header, column)
    matrix = Matrix(sheet, row, column)
    _, _, unit = header_forms(corner)
    unit = unit or unit_above(sheet, row) or _title_unit(sheet, row)
    known = synonyms_of(kind)
    sides = [known.get(header_forms(word)[0], "") for word in _WORDS.split(corner) if word]
    if sides and sides[0] == "start":
        matrix.starts = "rows"
    elif sides and sides[0] == "end":
        matrix.starts = "columns"
    for at in range(column + 1, len(header)):
        label = text_at(header, at)
        if label:
            matrix.columns.append((at, label))
        elif header[at] is not None:
            matrix.findings.append(_finding(sheet, "intake.label_not_text", row, at))
    parse = LEGS.column("metres").parse
    for number in body:
        label = text_at(sheet.rows[number], column)
        if not label:
            matrix.findings.append(_finding(sheet, "intake.label_not_text", number, column))
            continue
        if _aside(label):
            continue
        matrix.rows.append((number, label))
        for at, _ in matrix.columns:
            value = sheet.rows[number][at] if at < len(sheet.rows[number]) else None
            try:
                if isinstance(value, Broken):
                    raise Unfit("intake.bad_number", value=value.text)
                parsed = parse(value, unit, [])
            except Unfit as unfit:
                matrix.findings.append(_finding(sheet, unfit.code, number, at, column="里程", **unfit.facts))
                continue
            if parsed is not None:
                matrix.metres[number, at] = parsed
    for labels, by_row in ((matrix.rows, True), (matrix.columns, False)):
        seen: dict[str, int] = {}
        for at, label in labels:
            if label in seen:
                place = (at, column) if by_row else (row, at)
                matrix.findings.append(_finding(sheet, "intake.label_twice", *place, label=label))
            seen[label] = at
    return matrix


def _aside(label: str) -> bool:
    return bool(re.match(r"(备注|注|说明|填表人|制表人?|审核人?|单位)\s*[:：]", label))


def _title_unit(sheet: RawSheet, row: int) -> str:
    for above in sheet.rows[:row]:
        for value in above:
            if isinstance(value, str) and (inside := header_forms(value)[2]):
                return inside
    return ""


def _finding(sheet: RawSheet, code: str, row: int, at: int, /, **facts: Any) -> Finding:
    return Finding(code, "error", facts, (Cell(sheet.file, sheet.name, address(row, at)),))
