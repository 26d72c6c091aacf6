"""Read the old binary workbook ([MS-XLS]), whatever its ending (.xls, .et): records scanned, calamine reads."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from optimizer.intake.raw import Broken, Merge, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.ole import Ole
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import plain_rows, sheet_data

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLINFO, _MERGED = 0x0208, 0x007D, 0x00E5
_BOOLERR, _FORMULA, _MULRK = 0x0205, 0x0006, 0x00BD
_COLUMNS = 256
_ONE_CELL = {0x00FD, 0x0204, 0x0203, 0x027E, 0x00D6}


@dataclass
class _Sheet:
    filled: dict[int, int] = field(default_factory=dict)
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    last_column: int = -1


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            raise Refused("intake.truncated")
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _offsets(stream: bytes) -> list[tuple[int, int]]:
    """(offset, type) of each sheet; type 0 is a worksheet."""
    found = []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise Refused("intake.encrypted")
        if kind == _BOUNDSHEET:
            offset, _, sort = struct.unpack_from("<IBB", body)
            found.append((offset, sort & 0x0F))
        if kind == _EOF:
            return found
    raise Refused("intake.truncated")


def _scan(stream: bytes, offset: int) -> _Sheet:
    sheet = _Sheet()
    depth = 0

    def fill(row: int, column: int, count: int = 1) -> None:
        if column + count > _COLUMNS:
            raise Refused("intake.truncated")
        sheet.filled[row] = sheet.filled.get(row, 0) + count
        sheet.last_column = max(sheet.last_column, column + count - 1)

    for kind, body in _records(stream, offset):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if not depth:
                last = max(sheet.filled, default=-1)
                if (last + 1) * (sheet.last_column + 1) > limits.CELLS:
                    raise Refused("intake.far_cell", address=address(last, sheet.last_column))
                return sheet
        elif depth != 1:
            continue  # an embedded chart has records of its own
        elif kind in _ONE_CELL:
            row, column = struct.unpack_from("<HH", body)
            fill(row, column)
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", body)
            fill(row, column, (len(body) - 6) // 6)
        elif kind == _BOOLERR:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", body)
            if is_error:
                sheet.broken[row, column] = Broken("error", _ERRORS.get(value, "#?"))
            fill(row, column)
        elif kind == _FORMULA:
            row, column = struct.unpack_from("<HH", body)
            if body[12:14] == b"\xff\xff":
                if body[6] == 2:
                    sheet.broken[row, column] = Broken("error", _ERRORS.get(body[8], "#?"))
                elif body[6] == 3:  # an empty text, or never computed: the format cannot tell
                    sheet.broken[row, column] = Broken("blank")
                    continue
            fill(row, column)
        elif kind == _ROW:
            row, options = struct.unpack_from("<H10xH", body)
            if options & 0x20:
                sheet.hidden_rows.add(row)
        elif kind == _COLINFO:
            first, last, _, _, options = struct.unpack_from("<HHHHH", body)
            if options & 1:
                sheet.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGED:
            for top, bottom, left, right in struct.iter_unpack(
                "<HHHH", body[2 : 2 + 8 * struct.unpack_from("<H", body)[0]]
            ):
                sheet.merges.append((top, left, bottom, right))
    raise Refused("intake.truncated")


def read_xls(data: bytes, file: str) -> list[dict[str, Any]]:
    """All worksheets as JSON-able dicts. Raises Refused."""
    container = Ole(data)
    stream = container.stream("Workbook" if "Workbook" in container.names() else "Book")
    try:
        scans = [_scan(stream, offset) if sort == 0 else None for offset, sort in _offsets(stream)]
    except struct.error:
        raise Refused("intake.truncated") from None
    if len(scans) > limits.SHEETS:
        raise Refused("intake.bomb", part=f"{len(scans)}")
    with opened(data) as book:
        if len(book.sheets_metadata) != len(scans):
            raise Refused("intake.unreadable")
        found = []
        for meta, scan in zip(book.sheets_metadata, scans, strict=True):
            if scan is None:
                continue
            rows = plain_rows(book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
            _compare(meta.name, rows, scan)
            found.append(
                sheet_data(
                    file,
                    meta.name,
                    rows,
                    merges=scan.merges,
                    hidden_rows=scan.hidden_rows & scan.filled.keys(),
                    hidden_columns=scan.hidden_columns,
                    visible=is_visible(meta),
                )
            )
    return found


def _compare(name: str, rows: list[list[Any]], scan: _Sheet) -> None:
    for (row, column), broken in scan.broken.items():
        if broken.kind == "blank" and (row >= len(rows) or not any(value is not None for value in rows[row])):
            continue
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = broken
    for row in range(max(len(rows), max(scan.filled, default=-1) + 1)):
        seen = sum(not (v is None or v == Broken("blank")) for v in rows[row]) if row < len(rows) else 0
        if seen > scan.filled.get(row, 0):
            raise Refused("intake.readers_differ", sheet=name, address=address(row, 0))
        if seen < scan.filled.get(row, 0) and not _blank_texts_allowed(rows, row):
            raise Refused("intake.readers_differ", sheet=name, address=address(row, 0))


def _blank_texts_allowed(rows: list[list[Any]], row: int) -> bool:
    """Old workbooks keep cells with an empty text; a row that was read at all may have some."""
    return row < len(rows)
