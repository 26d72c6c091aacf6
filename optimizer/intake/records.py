"""From the lines of a table to records: every cell read as its column wants, every problem with its address."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from optimizer.domain import Origin
from optimizer.intake.column import Column, Remark, TableKind, Unfit
from optimizer.intake.lines import Line, lines
from optimizer.intake.raw import Broken, RawSheet, Value, address
from optimizer.intake.second_table import is_line_of_hints, unit_of_hint
from optimizer.intake.table import Block, unit_above
from optimizer.intake.text import DITTO, squeeze
from optimizer.messages import Cell, Finding, Private


@dataclass
class Record:
    """One row as values by field; ``columns`` gives the column of each field for messages."""

    kind: TableKind
    file: str
    sheet: str
    row: int
    values: dict[str, Any]
    columns: Mapping[str, int]
    extra: dict[str, str] = field(default_factory=dict)
    """Cells of columns without a field, by header; only those that somebody asked for."""
    heading: str = ""
    title: str = ""
    """What stands above the header, for tables that let it supply something."""
    failed: frozenset[str] = frozenset()
    """Fields whose cell is wrong; their problem is in the findings already."""
    blanks: frozenset[str] = frozenset()
    """Fields whose cell is empty in the file itself (a merge above may lend a value)."""

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def cell(self, name: str = "") -> Cell:
        column = self.columns.get(name)
        if column is None:
            column = min(self.columns.values(), default=0)
        return Cell(self.file, self.sheet, address(self.row, column))

    @property
    def origin(self) -> Origin:
        return Origin(file=self.file, sheet=self.sheet, row=self.row + 1, columns=_written(tuple(self.columns.items())))


@lru_cache(maxsize=256)
def _written(columns: tuple[tuple[str, int], ...]) -> str:
    """Fields and their column letters, as Origin keeps them."""
    return " ".join(f"{name}={address(0, column)[:-1]}" for name, column in sorted(columns))


@dataclass
class TableRead:
    """What one block gave: records, rows that are none with the reason, findings, columns left out."""

    block: Block
    records: list[Record] = field(default_factory=list)
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    """(row, reason, text)."""
    findings: list[Finding] = field(default_factory=list)
    unused: list[tuple[int, str]] = field(default_factory=list)


class _Gathered:
    """Findings of one table; equal remarks about one column become one finding with many cells."""

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self.single: list[tuple[int, int, Finding]] = []
        self._many: dict[tuple[str, str, str], list[Cell]] = {}
        self._first: dict[tuple[str, str, str], tuple[int, int]] = {}

    def cell(self, row: int, column: int) -> Cell:
        return Cell(self.sheet.file, self.sheet.name, address(row, column))

    def add(self, row: int, column: int, code: str, severity: Any, facts: Mapping[str, Any]) -> None:
        if severity != "error" and set(facts) <= {"column"}:
            key = (code, severity, str(facts.get("column", "")))
            self._many.setdefault(key, []).append(self.cell(row, column))
            self._first.setdefault(key, (row, column))
        else:
            self.single.append((row, column, Finding(code, severity, facts, (self.cell(row, column),))))

    def findings(self) -> list[Finding]:
        for key, cells in self._many.items():
            code, severity, column = key
            facts = {"column": column, "count": len(cells)}
            row, at = self._first[key]
            self.single.append((row, at, Finding(code, severity, facts, tuple(cells))))  # type: ignore[arg-type]
        return [finding for _, _, finding in sorted(self.single, key=lambda item: item[:2])]


def read_block(sheet: RawSheet, block: Block, wanted: frozenset[str] = frozenset()) -> TableRead:
    """All records of a block. ``wanted``: headers without a field whose cells are to be kept as text."""
    table = TableRead(block)
    gathered = _Gathered(sheet)
    for name, one, other in block.twice:
        cells = (gathered.cell(block.last, one), gathered.cell(block.last, other))
        headers = (block.headers.get(one, ""), block.headers.get(other, ""))
        facts = {"field": block.kind.column(name).header, "headers": headers}
        table.findings.append(Finding("intake.two_columns", "error", facts, cells))
    above = unit_above(sheet, block.first)
    below = _units_below(sheet, block)
    readers = {
        column: _Reader(block.kind.column(name), unit or below.get(column, "") or above, block.headers.get(column, ""))
        for column, (name, unit) in block.columns.items()
    }
    table.unused = [(c, t) for c, t in sorted(block.headers.items()) if c not in block.columns]
    kept = {c: t for c, t in table.unused if t in wanted}
    columns = {name: column for column, (name, _) in block.columns.items()}
    for line in lines(sheet, block):
        if line.reason == "record":
            table.records.append(_record(sheet, block, line, readers, columns, kept, gathered))
            if line.lonely:
                gathered.add(line.row, block.left, "intake.name_alone", "ask", {"name": Private(line.text[:40])})
        elif line.reason in _UNCLEAR:
            column = next((c for c, v in enumerate(sheet.rows[line.row]) if v is not None), 0)
            gathered.add(line.row, column, _UNCLEAR[line.reason], "error", {"text": _quoted(line.text)})
        else:
            table.skipped.append((line.row, line.reason, line.text[:40]))
    _report_hidden(sheet, block, table, gathered)
    _report_headless(sheet, block, gathered)
    table.findings += gathered.findings()
    return table


_UNCLEAR = {"doubtful": "intake.doubtful_row", "stray": "intake.stray_row", "other": "intake.second_header"}


def _units_below(sheet: RawSheet, block: Block) -> dict[int, str]:
    """Units that a line right below the header gives to its columns."""
    row = sheet.rows[block.start] if block.start < len(sheet.rows) else []
    cells = {c: row[c] for c in block.headers if c < len(row) and row[c] not in (None, "")}
    return {c: unit_of_hint(v) for c, v in cells.items()} if is_line_of_hints(list(cells.values())) else {}


def _quoted(text: str) -> str | Private:
    """Words of a row for a message; what may be a person's number is masked."""
    short = text[:40]
    return Private(short, "id_number") if sum(c.isdigit() for c in short) > 6 else short


class _Reader:
    """Reads the cells of one column, each different value once."""

    def __init__(self, column: Column, unit: str, header: str) -> None:
        self.column = column
        self.unit = unit
        self.header = header or column.header
        self._seen: dict[tuple[type, Value], Any] = {}

    def read(self, value: Value, row: int, at: int, gathered: _Gathered) -> tuple[Any, bool]:
        """(value, failed)."""
        if value is None:
            return None, False
        key = (type(value), value)
        if key in self._seen:
            return self._seen[key], False
        if isinstance(value, Broken) and value.kind == "blank":
            gathered.add(row, at, "intake.cell_blank_formula", "warning", {"column": self.header})
            return None, False
        if isinstance(value, Broken) and value.kind != "time":
            facts = {"column": self.header, "text": value.text}
            gathered.add(row, at, f"intake.cell_{value.kind}", "error", facts)
            return None, True
        if isinstance(value, str) and self.column.field != "remark" and squeeze(value) in DITTO:
            gathered.add(row, at, "intake.ditto", "error", {"column": self.header, "value": squeeze(value)})
            return None, True
        remarks: list[Remark] = []
        try:
            found = self.column.parse(value, self.unit, remarks)
        except Unfit as unfit:
            gathered.add(row, at, unfit.code, "error", {"column": self.header, **unfit.facts})
            return None, True
        for remark in remarks:
            gathered.add(row, at, remark.code, remark.severity, {"column": self.header, **remark.facts})
        if not remarks and len(self._seen) < 20_000:
            self._seen[key] = found
        return found, False


def _record(
    sheet: RawSheet,
    block: Block,
    line: Line,
    readers: Mapping[int, _Reader],
    columns: Mapping[str, int],
    kept: Mapping[int, str],
    gathered: _Gathered,
) -> Record:
    values: dict[str, Any] = {}
    failed: list[str] = []
    row = sheet.rows[line.row]
    for column, value in line.cells.items():
        reader = readers[column]
        found, wrong = reader.read(value, line.row, column, gathered)
        if found is not None:
            values[reader.column.field] = found
        if wrong:
            failed.append(reader.column.field)
    extra = {}
    for column, header in kept.items():
        value = row[column] if column < len(row) else None
        if value is not None and not isinstance(value, Broken):
            extra[header] = str(value).strip()
    blanks = frozenset(name for name, column in columns.items() if column >= len(row) or row[column] is None)
    return Record(
        kind=block.kind,
        file=sheet.file,
        sheet=sheet.name,
        row=line.row,
        values=values,
        columns=columns,
        extra=extra,
        heading=line.heading,
        title=line.title,
        failed=frozenset(failed),
        blanks=blanks,
    )


def _report_hidden(sheet: RawSheet, block: Block, table: TableRead, gathered: _Gathered) -> None:
    rows = [record.row for record in table.records if record.row in sheet.hidden_rows]
    if rows:
        cells = tuple(gathered.cell(row, block.left) for row in rows)
        table.findings.append(Finding("intake.hidden_rows", "warning", {"count": len(rows)}, cells))
    hidden = [column for column in block.columns if column in sheet.hidden_columns]
    if hidden:
        cells = tuple(gathered.cell(block.last, column) for column in hidden)
        headers = tuple(block.headers.get(column, "") for column in hidden)
        table.findings.append(Finding("intake.hidden_columns", "warning", {"headers": headers}, cells))


def _report_headless(sheet: RawSheet, block: Block, gathered: _Gathered) -> None:
    """Cells of records that stand in a column without header: inside the table, or beside it."""
    width = max((len(row) for row in sheet.rows[block.start : block.stop]), default=0)
    covered = {c for m in sheet.merges if m[0] <= block.last <= m[2] for c in range(m[1] + 1, min(m[3], width) + 1)}
    for column in range(block.begins, min(width, block.ends)):
        if column in block.headers or column in block.columns:
            continue
        body = range(block.start, min(block.stop, len(sheet.rows)))
        if column < block.left and _is_serial([sheet.rows[row][column : column + 1] for row in body]):
            continue
        for row in body:
            cells = sheet.rows[row]
            if (
                column < len(cells)
                and cells[column] is not None
                and not (isinstance(cells[column], str) and not str(cells[column]).strip())
            ):
                if column in covered:
                    gathered.add(row, column, "intake.under_merged_header", "warning", {})
                else:
                    gathered.add(row, column, "intake.headless_column", "warning", {})
                break


def _is_serial(cells: Iterable[list[Value]]) -> bool:
    """Small whole numbers that rise, left of the table: nobody misses them."""
    found = [cell[0] for cell in cells if cell and cell[0] is not None]
    whole = [value for value in found if type(value) is int]
    return len(whole) == len(found) and all(0 < b - a < 3 for a, b in itertools.pairwise(whole))


def missing_cells(records: Iterable[Record]) -> list[Finding]:
    """An error for each empty cell of a field that must be filled."""
    found = []
    filled: dict[str, list[Column]] = {}
    for record in records:
        if record.kind.name not in filled:
            filled[record.kind.name] = [column for column in record.kind.columns if column.must_be_filled]
        for column in filled[record.kind.name]:
            name = column.field
            if name not in record.values and name in record.columns and name not in record.failed:
                found.append(Finding("intake.cell_empty", "error", {"column": column.header}, (record.cell(name),)))
    return found
