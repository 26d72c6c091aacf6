"""One sheet: attachment number, title, form line, the blocks one under the other, signature line, page furniture."""

from __future__ import annotations

from typing import Any

from optimizer.messages import label
from optimizer.output.cells import clean, display_width, lines_needed
from optimizer.output.document import (
    Chart,
    Document,
    Figures,
    Heading,
    Listing,
    MapBlock,
    Notice,
    Paragraph,
    Section,
    Table,
)
from optimizer.output.xlsx.charts import write_chart
from optimizer.output.xlsx.grid import grid_of
from optimizer.output.xlsx.styles import Styles
from optimizer.output.xlsx.tables import map_table, write_table

LONGEST = 32_767
"""Characters that a cell holds."""

A4 = 9
_LINE = 15.0


class Sheet:
    """The place where the next block goes; shared by the writers of tables and charts."""

    def __init__(self, book: Any, page: Any, styles: Styles, document: Document, section: Section) -> None:
        self.book, self.page, self.styles = book, page, styles
        self.document, self.section = document, section
        self.lang = document.language
        self.grid = grid_of(section, self.lang)
        self.row = 0
        self.repeated: tuple[int, int] | None = None
        self.breaks: list[int] = []

    @property
    def name(self) -> str:
        return str(self.page.get_name())

    def text(self, row: int, column: int, value: str, style: Any) -> None:
        """A text cell, whatever it begins with; longer than a cell holds: cut, with an ellipsis."""
        value = clean(value)
        self.page.write_string(row, column, value if len(value) <= LONGEST else value[: LONGEST - 1] + "…", style)

    def across(
        self, value: str, style: str, *, height: float | None = None, line: float = _LINE, pad: float = 4
    ) -> None:
        """One line over the whole width of the grid, as high as its text needs."""
        last = len(self.grid) - 1
        made = self.styles.named(style)
        if last:
            self.page.merge_range(self.row, 0, self.row, last, "", made)
        self.text(self.row, 0, value, made)
        self.page.set_row(self.row, height or lines_needed(value, sum(self.grid) - 4) * line + pad)
        self.row += 1

    def skip(self, height: float = 8) -> None:
        self.page.set_row(self.row, height)
        self.row += 1


def write_sheet(book: Any, page: Any, styles: Styles, document: Document, section: Section) -> None:
    """Fill ``page`` with ``section``."""
    sheet = Sheet(book, page, styles, document, section)
    for column, width in enumerate(sheet.grid):
        page.set_column(column, column, width)
    _top(sheet)
    for block in section.blocks:
        _block(sheet, block)
    if section.signed and document.meta.signatures:
        sheet.skip()
        sheet.across(_signatures(sheet), "sign", height=28)
    _furniture(sheet)


def _top(sheet: Sheet) -> None:
    document, section = sheet.document, sheet.section
    if document.meta.attachment:
        sheet.across(document.meta.attachment, "attachment", height=18)
    title = section.heading or document.title
    sheet.across(title, "title", line=26, pad=8)
    if section.signed and document.meta.form:
        colon = label("output.colon", sheet.lang)
        entries = [f"{name}{colon}{value}" for name, value in document.meta.form]
        sheet.across(spread(entries, sum(sheet.grid)), "form", height=20)


def _signatures(sheet: Sheet) -> str:
    colon = label("output.colon", sheet.lang)
    return spread([f"{name}{colon}" for name in sheet.document.meta.signatures], sum(sheet.grid))


def spread(entries: list[str], width: int) -> str:
    """The entries in one line, blanks between them so that they fill ``width`` columns, at least four apart."""
    share = max(display_width(entry) for entry in entries) + 4
    room = max(share, (width - 4) // len(entries))
    padded = [entry + " " * max(4, room - display_width(entry)) for entry in entries[:-1]]
    return "".join([*padded, entries[-1]])


def _block(sheet: Sheet, block: object) -> None:
    if isinstance(block, Table):
        write_table(sheet, block)
        sheet.skip()
    elif isinstance(block, Chart):
        write_chart(sheet, block)
    elif isinstance(block, MapBlock):
        sheet.across(block.title, "heading", height=22)
        write_table(sheet, map_table(block, sheet.lang))
    elif isinstance(block, Paragraph):
        sheet.across(
            block.text,
            "lead" if block.lead else "paragraph",
            line=19 if block.lead else 16,
            pad=10 if block.lead else 4,
        )
    elif isinstance(block, Heading):
        sheet.across(block.text, "heading", height=24)
    elif isinstance(block, Listing):
        for item in block.items:
            sheet.across(f"• {item}", "paragraph", line=16)
    elif isinstance(block, Notice):
        sheet.across(" ".join(part for part in (block.text, block.advice) if part), "notice", line=16, pad=8)
        sheet.skip(6)
    elif isinstance(block, Figures):
        _figures(sheet, block)
        sheet.skip()


def _figures(sheet: Sheet, figures: Figures) -> None:
    """Two rows, labels above values, the grid's columns shared out among the figures."""
    items = figures.items[: len(sheet.grid)]
    parts = _shares(sheet.grid, len(items))
    for offset, style, height in ((0, "figure_label", 20.0), (1, "figure_value", 28.0)):
        made = sheet.styles.named(style)
        row = sheet.row + offset
        sheet.page.set_row(row, height)
        for (first, last), item in zip(parts, items, strict=True):
            if last > first:
                sheet.page.merge_range(row, first, row, last, "", made)
            sheet.text(row, first, f"{item.value} {item.unit}".strip() if offset else item.label, made)
    sheet.row += 2


def _shares(grid: tuple[int, ...], count: int) -> list[tuple[int, int]]:
    """The grid's columns in ``count`` neighbouring parts of about equal width, at least one column each."""
    parts: list[tuple[int, int]] = []
    first = 0
    for number in range(count):
        left = count - number - 1
        target = sum(grid[first:]) / (left + 1)
        last = first
        while last + 1 < len(grid) - left and sum(grid[first : last + 2]) <= target * 1.15:
            last += 1
        if not left:
            last = len(grid) - 1
        parts.append((first, last))
        first = last + 1
    return parts


def _furniture(sheet: Sheet) -> None:
    page, document = sheet.page, sheet.document
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    confidential = document.meta.confidential.replace("&", "&&")
    attachment = " ".join(part for part in (document.meta.attachment, sheet.section.title) if part).replace("&", "&&")
    page.set_footer(f"&L&9{confidential}&C&9{label('output.page', sheet.lang)}&R&9{attachment}")
    if sheet.repeated is not None:
        page.repeat_rows(*sheet.repeated)
    if sheet.breaks:
        page.set_h_pagebreaks(sheet.breaks)
    page.print_area(0, 0, max(0, sheet.row - 1), len(sheet.grid) - 1)
