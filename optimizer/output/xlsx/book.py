"""A Document as a workbook. All text is written as text; two runs give the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

from optimizer.output.cells import clean
from optimizer.output.document import Document
from optimizer.output.xlsx.sheet import write_sheet
from optimizer.output.xlsx.styles import BODY_FONT, Styles

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NAME_LENGTH = 31


def workbook_bytes(document: Document) -> bytes:
    """One sheet a section, A4 landscape, one page wide. Raises UsageError when a table does not fit a sheet."""
    buffer = BytesIO()
    book = new_workbook(buffer, document.title, document.language, document.meta.reference_day.isoformat())
    styles = Styles(book, document.language)
    taken: set[str] = set()
    for section in document.sections:
        page = book.add_worksheet(sheet_name(section.title, taken))
        write_sheet(book, page, styles, document, section)
    book.close()
    return buffer.getvalue()


def new_workbook(buffer: BytesIO, title: str, lang: str, day: str) -> Any:
    """An xlsxwriter workbook that never guesses: no formulas, links or numbers out of text; dated ``day``."""
    import xlsxwriter

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": BODY_FONT[lang], "font_size": 10},
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": clean(title), "created": datetime.fromisoformat(day)})
    return book


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that a workbook accepts and that is not in ``taken``; it is added there."""
    base = _FORBIDDEN.sub(" ", clean(title)).strip(" '")[:_NAME_LENGTH] or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: _NAME_LENGTH - 4]} {number}"
        number += 1
    taken.add(name.casefold())
    return name
