"""Read the binary zip workbook ([MS-XLSB]): records scanned for errors and hidden rows, calamine reads."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from optimizer.intake.raw import Broken, Merge, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.container import open_zip, part_of
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import Marks, hold_against, plain_rows, sheet_data
from optimizer.intake.readers.xlsb_texts import BinaryTexts, binary_records, commented_cells
from optimizer.intake.readers.xml_guard import walk

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PART_BYTES = 256 << 20
_ROW, _BLANK, _CELL_ERROR, _INLINE, _SHARED, _FORMULA_TEXT, _FORMULA_ERROR = 0, 1, 3, 6, 7, 8, 11
_COLUMN, _MERGE = 60, 176


@dataclass
class _Sheet:
    filled: dict[int, int] = field(default_factory=dict)
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)


def _scan(data: bytes, name: str, texts: BinaryTexts) -> _Sheet:
    """Filled cells of each row, error cells, formulas without a text, hidden rows and columns, merges, strokes."""
    sheet = _Sheet()
    row = -1
    try:
        for kind, at, _ in binary_records(data):
            if kind == _ROW:
                row = int.from_bytes(data[at : at + 4], "little")
                if data[at + 11] & 0x10 or not int.from_bytes(data[at + 8 : at + 10], "little"):
                    sheet.hidden_rows.add(row)
            elif kind == _COLUMN:
                first, last, width, _, options = struct.unpack_from("<IIIIH", data, at)
                if options & 1 or not width:
                    sheet.hidden_columns.update(range(first, min(last + 1, limits.COLUMNS)))
            elif kind == _MERGE and len(sheet.merges) < limits.MERGES:
                top, bottom, left, right = struct.unpack_from("<IIII", data, at)
                sheet.merges.append((top, left, bottom, right))
            if not 1 <= kind <= 11:
                continue
            column, style = struct.unpack_from("<II", data, at)
            if column >= limits.COLUMNS:
                raise Refused("intake.far_cell", sheet=name, address=address(max(row, 0), limits.COLUMNS))
            if kind == _BLANK:
                continue
            if kind in (_CELL_ERROR, _FORMULA_ERROR):
                sheet.broken[row, column] = Broken("error", _ERRORS.get(data[at + 8], "#?"))
            how = ""
            if kind == _SHARED:
                empty, how = texts.shared(struct.unpack_from("<I", data, at + 8)[0])
            else:
                empty = kind in (_INLINE, _FORMULA_TEXT) and not struct.unpack_from("<I", data, at + 8)[0]
            if empty:
                if kind == _FORMULA_TEXT:
                    sheet.broken[row, column] = Broken("blank")
                continue
            sheet.filled[row] = sheet.filled.get(row, 0) + 1
            if how == "part":
                sheet.marks.half_struck.add((row, column))
            elif how or style & 0xFFFFFF in texts.struck_styles:
                sheet.marks.struck.add((row, column))
    except (IndexError, struct.error):
        raise Refused("intake.truncated", sheet=name) from None
    if (row + 1) > limits.ROWS:
        raise Refused("intake.far_cell", sheet=name, address=address(row, 0))
    return sheet


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
    texts = BinaryTexts(archive, _PART_BYTES)
    with opened(data) as book:
        found = []
        for meta in book.sheets_metadata:
            part = parts.get(meta.name)
            if part is None:
                continue
            scan = _scan(part_of(archive, part, _PART_BYTES), meta.name, texts)
            scan.marks.commented = commented_cells(archive, part, _PART_BYTES)
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > limits.CELLS:
                raise Refused(
                    "intake.far_cell", sheet=meta.name, address=address(sheet.total_height - 1, sheet.total_width - 1)
                )
            rows = plain_rows(sheet.to_python(skip_empty_area=False))
            hold_against(meta.name, rows, scan.broken, scan.filled)
            found.append(
                sheet_data(
                    file,
                    meta.name,
                    rows,
                    merges=scan.merges,
                    hidden_rows=scan.hidden_rows & scan.filled.keys(),
                    hidden_columns=scan.hidden_columns,
                    visible=is_visible(meta),
                    marks=scan.marks,
                )
            )
    return found
