"""Read the old binary workbook ([MS-XLS]), whatever its ending (.xls, .et): records scanned, calamine reads."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from optimizer.intake.raw import Broken, Merge, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.ole import Ole
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import Marks, hold_against, plain_rows, sheet_data
from optimizer.intake.readers.xls_texts import Texts, records

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLINFO, _MERGED, _NOTE = 0x0208, 0x007D, 0x00E5, 0x001C
_SHARED, _LABEL, _RICH, _NUMBER, _RK, _TEXT_RESULT = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x0207
_BOOLERR, _FORMULA, _MULRK = 0x0205, 0x0006, 0x00BD
_COLUMNS = 256
_ONE_CELL = {_SHARED, _LABEL, _NUMBER, _RK, _RICH}


@dataclass
class _Sheet:
    filled: dict[int, int] = field(default_factory=dict)
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    last_column: int = -1
    marks: Marks = field(default_factory=Marks)


def _offsets(stream: bytes) -> list[tuple[int, int]]:
    """(offset, type) of each sheet; type 0 is a worksheet."""
    found = []
    for kind, body in records(stream, 0):
        if kind == _FILEPASS:
            raise Refused("intake.encrypted")
        if kind == _BOUNDSHEET:
            offset, _, sort = struct.unpack_from("<IBB", body)
            found.append((offset, sort & 0x0F))
        if kind == _EOF:
            return found
    raise Refused("intake.truncated")


def _scan(stream: bytes, offset: int, texts: Texts) -> _Sheet:
    sheet = _Sheet()
    depth = 0
    formula = (0, 0)

    def fill(row: int, column: int, count: int = 1) -> None:
        if column + count > _COLUMNS:
            raise Refused("intake.truncated")
        sheet.filled[row] = sheet.filled.get(row, 0) + count
        sheet.last_column = max(sheet.last_column, column + count - 1)

    def look(row: int, column: int, style: int, how: str = "") -> None:
        if how == "part":
            sheet.marks.half_struck.add((row, column))
        elif how == "whole" or style in texts.struck_styles:
            sheet.marks.struck.add((row, column))

    for kind, body in records(stream, offset):
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
            row, column, style = struct.unpack_from("<HHH", body)
            how = ""
            if kind == _SHARED:
                blank, how = texts.shared(struct.unpack_from("<I", body, 6)[0])
            else:
                blank = kind in (_LABEL, _RICH) and not struct.unpack_from("<H", body, 6)[0]
            if not blank:
                fill(row, column)
                look(row, column, style, how)
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", body)
            fill(row, column, (len(body) - 6) // 6)
            for at in range((len(body) - 6) // 6):
                look(row, column + at, struct.unpack_from("<H", body, 4 + 6 * at)[0])
        elif kind == _BOOLERR:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", body)
            if is_error:
                sheet.broken[row, column] = Broken("error", _ERRORS.get(value, "#?"))
            fill(row, column)
        elif kind == _FORMULA:
            row, column, style = struct.unpack_from("<HHH", body)
            formula = (row, column)
            look(row, column, style)
            if body[12:14] == b"\xff\xff":
                if body[6] == 2:
                    sheet.broken[row, column] = Broken("error", _ERRORS.get(body[8], "#?"))
                elif body[6] == 3:  # an empty text, or never computed: the format cannot tell
                    sheet.broken[row, column] = Broken("blank")
                    continue
            fill(row, column)
        elif kind == _TEXT_RESULT and not struct.unpack_from("<H", body)[0]:
            sheet.broken[formula] = Broken("blank")
            sheet.filled[formula[0]] = sheet.filled.get(formula[0], 1) - 1
        elif kind == _NOTE:
            sheet.marks.commented.add(struct.unpack_from("<HH", body))
        elif kind == _ROW:
            row, height, options = struct.unpack_from("<H4xH4xH", body)
            if options & 0x20 or not height:
                sheet.hidden_rows.add(row)
        elif kind == _COLINFO:
            first, last, width, _, options = struct.unpack_from("<HHHHH", body)
            if options & 1 or not width:
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
        offsets = _offsets(stream)
        texts = Texts(stream)
        scans = [_scan(stream, offset, texts) if sort == 0 else None for offset, sort in offsets]
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
