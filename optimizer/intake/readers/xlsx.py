"""Read an xlsx container: guard every part, scan the sheets, let calamine read, compare."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from optimizer.intake.readers import limits
from optimizer.intake.readers.calamine import is_visible, opened
from optimizer.intake.readers.container import open_zip
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import Marks, plain_rows, sheet_data
from optimizer.intake.readers.xlsx_compare import SharedStrings, compare
from optimizer.intake.readers.xlsx_marks import commented_cells, struck_cells, struck_styles
from optimizer.intake.readers.xlsx_parts import sheet_parts
from optimizer.intake.readers.xlsx_scan import SheetScan, scan_sheet
from optimizer.intake.readers.xml_guard import walk

_MANY_BLANK_ROWS = 20_000


def read_xlsx(data: bytes, file: str) -> list[dict[str, Any]]:
    """All worksheets as JSON-able dicts. Raises Refused."""
    archive = open_zip(data)
    parts = sheet_parts(archive)
    if len(parts) > limits.SHEETS:
        raise Refused("intake.bomb", part=f"{len(parts)}")
    sheets = set(parts.values())
    for name in archive.namelist():
        if name not in sheets and name.lower().endswith((".xml", ".rels")):
            walk(archive, name, marks=limits.STRING_MARKS)
    strings = SharedStrings(archive)
    strings.check_count()
    scans = {name: scan_sheet(archive, part, name) for name, part in parts.items()}
    if any(scan.blank_rows > _MANY_BLANK_ROWS for scan in scans.values()):
        data = _without_blank_rows(archive, parts, scans)
    styles = struck_styles(archive)
    marks = {}
    for name, part in parts.items():
        struck, half = struck_cells(scans[name], styles, strings, strings.struck)
        marks[name] = Marks(struck, half, commented_cells(archive, part))
    return _read(data, file, scans, strings, marks)


def _without_blank_rows(archive: zipfile.ZipFile, parts: dict[str, str], scans: dict[str, SheetScan]) -> bytes:
    """The container again with only the rows that hold something, so that no reader walks through a million blanks."""
    slim = {parts[name]: scan for name, scan in scans.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as out:
        for member in archive.infolist():
            scan = slim.get(member.filename)
            if scan is None:
                if member.filename.lower().endswith((".xml", ".rels")):
                    out.writestr(member.filename, archive.read(member))
                continue
            p = scan.prefix
            with out.open(member.filename, "w") as part:
                with archive.open(member) as original:
                    start = original.read(1 << 20)
                part.write(start[: start.find(b"<" + p + b"sheetData")])
                part.write(b"<" + p + b"sheetData>")
                for number, piece in enumerate(scan.kept):
                    opened = piece.find(b"<" + p + b"sheetData") if number == 0 else -1
                    part.write(piece[piece.find(b">", opened) + 1 :] if opened >= 0 else piece)
                part.write(b"</" + p + b"sheetData></" + p + b"worksheet>")
    return buffer.getvalue()


def _read(
    data: bytes, file: str, scans: dict[str, SheetScan], strings: SharedStrings, marks: dict[str, Marks]
) -> list[dict[str, Any]]:
    with opened(data) as book:
        found = []
        for meta in book.sheets_metadata:
            scan = scans.get(meta.name)
            if scan is None:
                continue
            rows: list[list[Any]] = []
            if scan.filled:
                rows = plain_rows(book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
                compare(scan, rows, strings)
            found.append(
                sheet_data(
                    file,
                    meta.name,
                    rows,
                    merges=scan.merges,
                    hidden_rows=scan.hidden_rows,
                    hidden_columns=scan.hidden_columns,
                    visible=is_visible(meta),
                    marks=marks[meta.name],
                )
            )
    return found
