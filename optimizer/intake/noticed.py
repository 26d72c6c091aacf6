"""What a reader of a table should be told although every cell could be read: merges, strokes, comments, blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.intake import parsers
from optimizer.intake.raw import RawSheet, address
from optimizer.intake.records import Record
from optimizer.intake.table import Block
from optimizer.messages import Cell, Finding

_PLACES = frozenset(("unit", "area", "township", "group", "class", "grade", "district"))
"""Fields that people merge, or leave empty, for a whole group of rows."""


def noticed(sheet: RawSheet, block: Block, rows: Sequence[Record], records: Sequence[Record]) -> list[Finding]:
    """Findings with the cells they are about; ``rows``: every line read, ``records``: those that stand for somebody."""
    found = _across(sheet, block, rows) if sheet.merges else []
    if sheet.merges and len(rows) == len(records):
        found += _lent(block, records)
    found += _blanks(block, records)
    found += _unplaced(sheet, block, records)
    found += _struck(sheet, block, rows)
    found += _commented(sheet, block)
    return found


def _where(block: Block, records: Sequence[Record], column: int) -> tuple[Cell, ...]:
    return tuple(Cell(r.file, r.sheet, address(r.row, column)) for r in records)


def _header(block: Block, column: int) -> str:
    return block.headers.get(column, "")


def _across(sheet: RawSheet, block: Block, records: Sequence[Record]) -> list[Finding]:
    """A cell that covers several columns with a field gives its value to the first alone."""
    rows = {record.row: record for record in records}
    columns = sorted(block.columns)
    wide: dict[int, list[Record]] = {}
    for top, left, bottom, right in sheet.merges:
        if right > left and left in block.columns and sum(left <= c <= right for c in columns) > 1:
            for row in range(max(top, block.start), min(bottom + 1, block.stop)):
                if row in rows and left < len(sheet.rows[top]) and sheet.rows[top][left] is not None:
                    wide.setdefault(left, []).append(rows[row])
    return [
        Finding(
            "intake.merged_across", "warning", {"column": _header(block, c), "count": len(rs)}, _where(block, rs, c)
        )
        for c, rs in sorted(wide.items())
    ]


def _lent(block: Block, records: Sequence[Record]) -> list[Finding]:
    """Numbers that a merged cell lends to several rows may be their sum."""
    found = []
    for column, (name, _) in sorted(block.columns.items()):
        lent = [r for r in records if name in r.blanks and type(r.get(name)) is int]
        if lent:
            facts = {"column": _header(block, column), "count": len(lent)}
            found.append(Finding("intake.merged_lent", "warning", facts, _where(block, lent, column)))
    return found


def _blanks(block: Block, records: Sequence[Record]) -> list[Finding]:
    """A department left empty in some rows of a list of persons that fills it in others."""
    if block.kind.part not in ("helpers", "recipients", "students"):
        return []
    found = []
    for column, (name, _) in sorted(block.columns.items()):
        if name not in _PLACES or block.kind.column(name).must_be_filled:
            continue
        empty = [r for r in records if r.get(name) is None and name not in r.failed]
        if empty and len(empty) < len(records):
            facts = {"column": _header(block, column), "count": len(empty)}
            found.append(Finding("intake.blank_in_column", "warning", facts, _where(block, empty, column)))
    return found


def _unplaced(sheet: RawSheet, block: Block, records: Sequence[Record]) -> list[Finding]:
    """Staff whose table has no column for the department and no headings that name it."""
    if block.kind.name != "helpers" or "unit" in block.fields:
        return []
    count = sum(not record.heading for record in records)
    cell = Cell(sheet.file, sheet.name, address(block.last, block.left))
    return [Finding("intake.unit_nowhere", "warning", {"count": count}, (cell,))] if count else []


def _struck(sheet: RawSheet, block: Block, records: Sequence[Record]) -> list[Finding]:
    """Rows whose name is crossed out are asked about, other cells warned of; half a cell crossed out is an error."""
    if not sheet.struck and not sheet.half_struck:
        return []
    found = []
    rows = {record.row for record in records}
    names = {c for c, (n, _) in block.columns.items() if block.kind.column(n).parse is parsers.name or n == "name"}
    for column in sorted(block.columns):
        half = [r for r in records if (r.row, column) in sheet.half_struck]
        found += [
            Finding("intake.struck_part", "error", {"column": _header(block, column)}, _where(block, [r], column))
            for r in half
        ]
    for column in sorted(names):
        whole = [r for r in records if (r.row, column) in sheet.struck]
        if whole:
            facts: Mapping[str, object] = {"column": _header(block, column), "count": len(whole)}
            found.append(Finding("intake.struck_rows", "ask", facts, _where(block, whole, column)))
    rest = [(r, c) for r, c in sorted(sheet.struck) if r in rows and c in block.columns and c not in names]
    if rest:
        cells = tuple(Cell(sheet.file, sheet.name, address(r, c)) for r, c in rest)
        found.append(Finding("intake.struck_cells", "warning", {"count": len(rest)}, cells))
    return found


def _commented(sheet: RawSheet, block: Block) -> list[Finding]:
    cells = [
        Cell(sheet.file, sheet.name, address(r, c))
        for r, c in sorted(sheet.commented)
        if block.start <= r < block.stop and block.left <= c <= block.right
    ]
    return [Finding("intake.comments", "note", {"count": len(cells)}, tuple(cells))] if cells else []
