"""Read the binary zip workbook ([MS-XLSB]): records scanned for errors and hidden rows, calamine reads."""

from __future__ import annotations

import struct
from typing import Any

from optimizer.intake.raw import Broken, Merge, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.container import open_zip, part_of
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import plain_rows, sheet_data
from optimizer.intake.readers.xml_guard import walk

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PART_BYTES = 256 << 20
_ROW, _CELL_ERROR, _FORMULA_ERROR, _MERGE = 0, 3, 11, 176


def _scan(data: bytes, sheet: str) -> tuple[dict[tuple[int, int], Broken], set[int], list[Merge]]:
    """Error cells, hidden rows and merges of one sheet part."""
    broken: dict[tuple[int, int], Broken] = {}
    merges: list[Merge] = []
    hidden: set[int] = set()
    at, row, end = 0, -1, len(data)
    try:
        while at < end:
            kind = data[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (data[at] << 7)
                at += 1
            size = shift = 0
            while True:
                byte = data[at]
                at += 1
                size |= (byte & 0x7F) << shift
                shift += 7
                if not byte & 0x80 or shift == 28:
                    break
            if kind == _ROW:
                row = int.from_bytes(data[at : at + 4], "little")
                if data[at + 11] & 0x10:
                    hidden.add(row)
            elif kind in (_CELL_ERROR, _FORMULA_ERROR):
                column = int.from_bytes(data[at : at + 4], "little")
                broken[row, column] = Broken("error", _ERRORS.get(data[at + 8], "#?"))
            elif kind == _MERGE and len(merges) < limits.MERGES:
                top, bottom, left, right = struct.unpack_from("<IIII", data, at)
                merges.append((top, left, bottom, right))
            if 1 <= kind <= 11 and int.from_bytes(data[at : at + 4], "little") >= limits.COLUMNS:
                raise Refused("intake.far_cell", sheet=sheet, address=address(max(row, 0), limits.COLUMNS))
            at += size
    except (IndexError, struct.error):
        raise Refused("intake.truncated", sheet=sheet) from None
    if (row + 1) > limits.ROWS:
        raise Refused("intake.far_cell", sheet=sheet, address=address(row, 0))
    return broken, hidden, merges


def read_xlsb(data: bytes, file: str) -> list[dict[str, Any]]:
    """All worksheets as JSON-able dicts. Raises Refused."""
    from optimizer.intake.readers.xlsb_parts import binary_sheet_parts

    archive = open_zip(data)
    for member in archive.infolist():
        if member.file_size > _PART_BYTES:
            raise Refused("intake.bomb", part=member.filename)
        if member.filename.lower().endswith((".xml", ".rels")):
            walk(archive, member.filename, marks=limits.STRING_MARKS)
    parts = binary_sheet_parts(archive)
    with opened(data) as book:
        found = []
        for meta in book.sheets_metadata:
            part = parts.get(meta.name)
            if part is None:
                continue
            broken, hidden, merges = _scan(part_of(archive, part, _PART_BYTES), meta.name)
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > limits.CELLS:
                raise Refused(
                    "intake.far_cell", sheet=meta.name, address=address(sheet.total_height - 1, sheet.total_width - 1)
                )
            rows = plain_rows(sheet.to_python(skip_empty_area=False))
            for (row, column), value in broken.items():
                while len(rows) <= row:
                    rows.append([])
                rows[row].extend([None] * (column + 1 - len(rows[row])))
                rows[row][column] = value
            visible = is_visible(meta)
            found.append(sheet_data(file, meta.name, rows, merges=merges, hidden_rows=hidden, visible=visible))
    return found
