"""Empty workbooks for an office to fill in: drop-downs, notes on headers and keys, text columns, rows that are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from optimizer.domain import TemplateSheet
from optimizer.messages import Lang, label
from optimizer.output.cells import clean, display_width
from optimizer.output.files import write_file
from optimizer.output.xlsx.book import new_workbook, sheet_name
from optimizer.output.xlsx.styles import Styles
from optimizer.output.xlsx.tables import add_choices

ROWS_TO_FILL = 2000
"""Rows below the header that get drop-downs and formats."""

_LONGEST_LIST = 250


def template_bytes(sheets: Sequence[TemplateSheet], lang: Lang = "zh", *, day: date = date(2026, 1, 1)) -> bytes:
    """The workbook as bytes; ``day`` is its date of creation. Lists too long for a cell rule stand on a hidden sheet."""
    buffer = BytesIO()
    book = new_workbook(buffer, sheets[0].title or sheets[0].name, lang, day.isoformat())
    styles = Styles(book, lang)
    taken: set[str] = set()
    pages = [(sheet, book.add_worksheet(sheet_name(sheet.name, taken))) for sheet in sheets]
    lists = _LongLists(book, sheet_name(label("output.choices_sheet", lang), taken))
    for sheet, page in pages:
        _fill(page, sheet, styles, lists, lang)
    book.close()
    return buffer.getvalue()


def write_template(sheets: Sequence[TemplateSheet], out: Path, lang: Lang = "zh", *, force: bool = False) -> None:
    """Write the template to ``out``. Raises ExistsError when it is there and ``force`` is not set, ResourceError."""
    write_file(out, template_bytes(sheets, lang), force=force)


class _LongLists:
    """The hidden sheet with drop-down lists of more than 250 characters; made when first needed."""

    def __init__(self, book: Any, name: str) -> None:
        self._book, self._name = book, name
        self._page: Any = None
        self._count = 0

    def source(self, choices: Sequence[str]) -> list[str] | str:
        if len(",".join(choices)) <= _LONGEST_LIST and not any("," in choice for choice in choices):
            return list(choices)
        if self._page is None:
            self._page = self._book.add_worksheet(self._name)
            self._page.hide()
        column = self._count
        self._count += 1
        for row, choice in enumerate(choices):
            self._page.write_string(row, column, clean(choice))
        from xlsxwriter.utility import xl_range_abs

        return f"='{self._name}'!{xl_range_abs(0, column, len(choices) - 1, column)}"


def _fill(page: Any, sheet: TemplateSheet, styles: Styles, lists: _LongLists, lang: Lang) -> None:
    header = 1 if sheet.title else 0
    last = len(sheet.columns) - 1
    if sheet.title:
        if last:
            page.merge_range(0, 0, 0, last, "", styles.named("title"))
        page.write_string(0, 0, clean(sheet.title), styles.named("title"))
        page.set_row(0, 34)
    page.set_row(header, 24)
    for column, name in enumerate(sheet.columns):
        needed = name in sheet.required
        page.write_string(header, column, clean(name), styles.named("required" if needed else "header"))
        page.set_column(
            column, column, _width(sheet, column), styles.named("text_column") if _is_text(sheet, name) else None
        )
        note = sheet.notes.get(name, "")
        if needed:
            note = f"{label('output.required_mark', lang)}\n{note}".strip()
        if note:
            page.write_comment(header, column, clean(note), {"x_scale": 1.6, "y_scale": 1.2, "author": ""})
        if name in sheet.choices:
            source = lists.source(sheet.choices[name])
            add_choices(page, header + 1, column, header + ROWS_TO_FILL, source, lang)
    for offset, row in enumerate(sheet.example_rows, start=1):
        needed = row[0] in sheet.needed_keys
        for column, value in enumerate(row):
            style = styles.named("required" if needed and not column else "given")
            _given(page, header + offset, column, value, style)
        if note := sheet.key_notes.get(str(row[0]), ""):
            page.write_comment(header + offset, 0, clean(note), {"x_scale": 1.6, "y_scale": 0.8, "author": ""})
    page.freeze_panes(header + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(header)


def _given(page: Any, row: int, column: int, value: str | int | None, style: Any) -> None:
    if isinstance(value, int):
        page.write_number(row, column, value, style)
    elif value:
        page.write_string(row, column, clean(value), style)
    else:
        page.write_blank(row, column, None, style)


def _is_text(sheet: TemplateSheet, name: str) -> bool:
    return name in sheet.text_columns


def _width(sheet: TemplateSheet, column: int) -> int:
    words = [sheet.columns[column], *(str(row[column] or "") for row in sheet.example_rows if column < len(row))]
    needed = max((width for word, width in _ROOM if word in sheet.columns[column]), default=10)
    return min(60, max(needed, max(map(display_width, words)) + 4))


_ROOM = (
    ("身份证", 21),
    ("电话", 14),
    ("姓名", 10),
    ("内容", 34),
    ("备注", 24),
    ("依据", 24),
    ("地址", 24),
    ("部门", 16),
)
"""Least width of columns whose contents are longer than their headers, by a word of the header."""
