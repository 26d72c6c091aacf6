"""A second look at a worksheet part, beside calamine: what calamine passes over in silence, and what would hurt it.

It counts the filled cells of every row, so that the two readings can be compared; it finds error cells,
formulas that were never computed, hidden rows and columns, merges, and cells far from all others.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from optimizer.intake.raw import Merge, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.xml_guard import pieces

_KEPT_BYTES = 300 << 20
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\b(?:ht|width)\s*=\s*["']0(?:\.0*)?["']""")
"""Hidden, or squeezed to nothing."""
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,20})["']""")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_SPAN = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,5})["']""")


def column_number(letters: bytes) -> int:
    """b"A" -> 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


@dataclass
class SheetScan:
    """What the scan saw; ``filled`` is row -> number of filled cells, ``suspect`` the rows to compare cell by cell."""

    sheet: str
    filled: dict[int, int] = field(default_factory=dict)
    suspect: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    last_column: int = -1
    blank_rows: int = 0
    prefix: bytes = b""

    def bodies(self, wanted: set[int]) -> dict[int, bytes]:
        """The XML of the wanted rows."""
        found: dict[int, bytes] = {}
        row = -1
        pattern = _row_pattern(self.prefix)
        for piece in self.kept:
            for match in pattern.finditer(piece):
                row = _row_of(match[1], row)
                if row in wanted:
                    found[row] = match[2] or b""
        return found


def _row_pattern(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    return re.compile(rb"<%srow\b([^>]*?)(?:/>|>(.*?)</%srow\s*>)" % (p, p), re.DOTALL)


def cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """Groups: attributes, content."""
    p = re.escape(prefix)
    return re.compile(rb"<%sc\b([^>]*?)(?:/>|>(.*?)</%sc\s*>)" % (p, p), re.DOTALL)


def _row_of(attributes: bytes, before: int) -> int:
    number = _ROW_NUMBER.search(attributes)
    return int(number[1]) - 1 if number else before + 1


class _Walk:
    """The state of one pass over a worksheet part."""

    def __init__(self, sheet: str, part: str) -> None:
        self.scan = SheetScan(sheet)
        self.part = part
        self.kept_bytes = 0
        self.row = -1
        self.pattern = _row_pattern(b"")

    def set_prefix(self, first: bytes) -> None:
        found = re.search(rb"<(\w+:)?worksheet\b", first[:4096])
        if found and found[1]:
            self.scan.prefix = found[1]
            self.pattern = _row_pattern(found[1])

    def rows_in(self, piece: bytes) -> None:
        """Look at the rows of a piece that begins and ends between rows; pieces without values are not kept."""
        scan, p = self.scan, self.scan.prefix
        if p + b"v>" not in piece and p + b"is>" not in piece and b"<" + p + b"f" not in piece:
            blank = piece.count(b"<" + p + b"row")
            scan.blank_rows += blank
            return
        self.kept_bytes += len(piece)
        if self.kept_bytes > _KEPT_BYTES:
            raise Refused("intake.too_many_cells", sheet=scan.sheet, part=self.part)
        _check_closed(scan, piece)
        scan.kept.append(piece)
        for match in self.pattern.finditer(piece):
            number = _row_of(match[1], self.row)
            if number >= limits.ROWS:
                raise Refused("intake.far_cell", sheet=scan.sheet, address=f"A{number + 1}")
            if match[2]:
                if number <= self.row:
                    raise Refused("intake.rows_out_of_order", sheet=scan.sheet, address=f"A{number + 1}")
                _look_at_row(scan, number, match[1], match[2])
            self.row = max(self.row, number)


def _check_closed(scan: SheetScan, piece: bytes) -> None:
    """Rows that never end would be searched for their end again and again."""
    p = scan.prefix
    open_rows = piece.count(b"<" + p + b"row ") + piece.count(b"<" + p + b"row>") - piece.count(b"</" + p + b"row")
    if open_rows > 1 and open_rows - len(re.findall(rb"<%srow\b[^>]*/>" % re.escape(p), piece)) > 1:
        raise Refused("intake.truncated", sheet=scan.sheet)


def scan_sheet(archive: zipfile.ZipFile, part: str, sheet: str) -> SheetScan:
    """Raises Refused as :func:`pieces` does, and for far cells, giant merges, two blocks of data, rows out of order."""
    walk = _Walk(sheet, part)
    buffer = tail = b""
    first = in_data = True
    for piece in pieces(archive, part, marks=limits.SHEET_MARKS, sheet=sheet):
        if first:
            walk.set_prefix(piece)
            first = False
        if not in_data:
            tail += piece
            continue
        buffer += piece
        end = buffer.find(b"</" + walk.scan.prefix + b"sheetData")
        if end >= 0:
            walk.rows_in(buffer[:end])
            tail, buffer, in_data = buffer[end:], b"", False
            continue
        cut = buffer.rfind(b"<" + walk.scan.prefix + b"row")
        if cut > 0:
            walk.rows_in(buffer[:cut])
            buffer = buffer[cut:]
    scan = walk.scan
    opened = re.compile(rb"<%ssheetData\b[^>]*?(/?)>" % re.escape(scan.prefix))
    if in_data:
        block = opened.search(buffer)
        if block is None or not block[1]:
            raise Refused("intake.truncated", sheet=sheet)
        tail = buffer[block.end() :]
    if opened.search(tail):
        raise Refused("intake.two_data_blocks", sheet=sheet)
    _look_at_columns(scan)
    _look_at_merges(scan, tail)
    _look_at_size(scan)
    return scan


def _look_at_row(scan: SheetScan, row: int, attributes: bytes, body: bytes) -> None:
    close = b"</" + scan.prefix
    count = body.count(close + b"v>") + body.count(close + b"is>")
    formula = b"<" + scan.prefix + b"f" in body
    if not count and not formula:
        return
    if row >= limits.ROWS:
        raise Refused("intake.far_cell", sheet=scan.sheet, address=address(row, 0))
    scan.filled[row] = count
    if formula or b't="e"' in body or b"t='e'" in body:
        scan.suspect.add(row)
    if (b"hidden" in attributes or b"ht=" in attributes) and _HIDDEN.search(attributes):
        scan.hidden_rows.add(row)
    value = max(body.rfind(close + b"v>"), body.rfind(close + b"is>"))
    start = body.rfind(b"<" + scan.prefix + b"c ", 0, value)
    reference = REFERENCE.search(body, start, value) if start >= 0 else None
    column = column_number(reference[1]) if reference else count - 1
    if column >= limits.COLUMNS:
        raise Refused("intake.far_cell", sheet=scan.sheet, address=address(row, column))
    if column > scan.last_column:
        scan.last_column = column


def _look_at_columns(scan: SheetScan) -> None:
    first = scan.kept[0] if scan.kept else b""
    p = re.escape(scan.prefix)
    for match in re.finditer(rb"<%scol\b([^>]*)>" % p, first[: 1 << 20]):
        if _HIDDEN.search(match[1]):
            span = {key: int(number) for key, number in _SPAN.findall(match[1])}
            low, high = span.get(b"min", 1) - 1, min(span.get(b"max", 1), limits.COLUMNS)
            scan.hidden_columns.update(range(low, high))


def _look_at_merges(scan: SheetScan, tail: bytes) -> None:
    p = re.escape(scan.prefix)
    pattern = re.compile(
        rb"""<%smergeCell\b[^>]*?\bref\s*=\s*["']\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?["']""" % p
    )
    for match in pattern.finditer(tail):
        if len(scan.merges) >= limits.MERGES:
            raise Refused("intake.giant_merge", sheet=scan.sheet, range=f"{limits.MERGES}+")
        left, top = column_number(match[1]), int(match[2]) - 1
        right = column_number(match[3]) if match[3] else left
        bottom = int(match[4]) - 1 if match[4] else top
        if bottom > top and right > left and (bottom - top + 1) * (right - left + 1) > limits.MERGED_CELLS:
            shown = f"{address(top, left)}:{address(bottom, right)}"
            raise Refused("intake.giant_merge", sheet=scan.sheet, address=address(top, left), range=shown)
        scan.merges.append((top, left, bottom, right))


def _look_at_size(scan: SheetScan) -> None:
    if not scan.filled:
        return
    last = max(scan.filled)
    if (last + 1) * (scan.last_column + 1) > limits.CELLS:
        raise Refused("intake.far_cell", sheet=scan.sheet, address=address(last, scan.last_column))
