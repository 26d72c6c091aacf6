"""Files with fixed bytes: xlsx by xlsxwriter (stored, not deflated), xls by xlwt, CSV in a named encoding.

Zip members are stored, so that the bytes do not depend on the deflate of the machine that wrote them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

Value = str | int | float | date | None

CREATED = datetime(2026, 9, 20)
"""Written into every workbook as its day of creation."""

_EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Sheet:
    """A table as an office has it. Rows are 0-based; ``merges`` are (row, column, last row, last column)."""

    name: str
    rows: Sequence[Sequence[Value]]
    title_rows: int = 0
    header_row: int | None = None
    merges: Sequence[tuple[int, int, int, int]] = ()
    widths: Sequence[int] = ()


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write ``sheets`` to ``path``: text as text, numbers as numbers, dates as date cells."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": path.stem, "comments": "synthetic", "created": CREATED})
    title = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "font_size": 14})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
    body = book.add_format({"border": 1, "valign": "vcenter"})
    day = book.add_format({"border": 1, "num_format": "yyyy/m/d"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if sheet.header_row is not None:
            page.repeat_rows(sheet.header_row)
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        covered = {
            (r, c)
            for top, left, bottom, right in sheet.merges
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        }
        for r, row in enumerate(sheet.rows):
            style = title if r < sheet.title_rows else head if r == sheet.header_row else body
            for c, value in enumerate(row):
                if value is None or (r, c) in covered:
                    continue
                if isinstance(value, date):
                    page.write_number(r, c, (value - _EXCEL_DAY_ZERO).days, day)
                elif isinstance(value, str):
                    page.write_string(r, c, value, style)
                else:
                    page.write_number(r, c, value, style)
        for top, left, bottom, right in sheet.merges:
            style = title if top < sheet.title_rows else body
            page.merge_range(top, left, bottom, right, sheet.rows[top][left], style)
    book.close()
    path.write_bytes(_stored(buffer.getvalue()))


def _stored(archive: bytes) -> bytes:
    """The same zip archive with every member stored under one fixed time."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(out, "w", ZIP_STORED) as new:
        for name in old.namelist():
            member = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o644 << 16
            new.writestr(member, old.read(name))
    return out.getvalue()


def write_xls(path: Path, sheet: Sheet) -> None:
    """Write one sheet in the old binary format. Raises SystemExit with one sentence when xlwt is not installed."""
    try:
        import xlwt
    except ImportError as error:
        raise SystemExit(f"{path.name}: writing .xls needs xlwt, which is not installed (pip install xlwt)") from error

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.name)
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                page.write(r, c, (value - _EXCEL_DAY_ZERO).days, day)
            elif value is not None:
                page.write(r, c, value)
    for top, left, bottom, right in sheet.merges:
        page.merge(top, bottom, left, right)
    buffer = BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def write_csv(path: Path, rows: Sequence[Sequence[Value]], *, encoding: str, newline: str) -> None:
    """Write plain rows; ``encoding`` as Python names it (``utf-8-sig`` has the byte order mark)."""
    text = StringIO()
    csv.writer(text, lineterminator=newline).writerows(["" if v is None else v for v in row] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))
