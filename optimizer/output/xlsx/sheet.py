"""One sheet: attachment number, title, form line, the blocks one under the other, signature line, page furniture."""

from __future__ import annotations

from typing import Any

from optimizer.messages import label
from optimizer.output.cells import display_width
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
    Tree,
)
from optimizer.output.xlsx.charts import write_chart
from optimizer.output.xlsx.styles import Styles
from optimizer.output.xlsx.surface import Sheet
from optimizer.output.xlsx.tables import map_table, write_table

A4 = 9


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
        colon = label("output.colon", document.language)
        _fields(sheet, [f"{name}{colon}" for name in document.meta.signatures], "sign", 28)
    _furniture(sheet)


def _top(sheet: Sheet) -> None:
    document, section = sheet.document, sheet.section
    if section.lead:
        sheet.across(section.lead, "lead")
    if document.meta.attachment:
        sheet.across(document.meta.attachment, "attachment", height=18)
    title = section.heading or document.title
    sheet.across(title, "title")
    if section.signed and document.meta.form:
        colon = label("output.colon", sheet.lang)
        entries = [f"{name}{colon}{value}" for name, value in document.meta.form]
        _fields(sheet, entries, "form", 20)


def _fields(sheet: Sheet, entries: list[str], style: str, height: float) -> None:
    """Fields of a form side by side, or one under the other on a sheet with very few columns."""
    if len(entries) > len(sheet.grid):
        for entry in entries:
            sheet.across(entry, style, height=height)
        return
    sheet.cells(entries, [max(18, display_width(entry) + 4) for entry in entries], style, height)


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
        sheet.across(block.text, "lead" if block.lead else "paragraph")
    elif isinstance(block, Heading):
        sheet.across(block.text, "heading", height=24)
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, start=1):
            sheet.across(f"{number}. {item}", "paragraph")
    elif isinstance(block, Tree):
        sheet.across(block.title, "heading", height=24)
        for depth, node in zip(block.depths(), block.nodes, strict=True):
            sheet.across("　" * depth + " ".join(part for part in (node.label, node.detail) if part), "paragraph")
    elif isinstance(block, Notice):
        sheet.across(" ".join(part for part in (block.text, block.advice) if part), "notice")
        sheet.skip(6)
    elif isinstance(block, Figures):
        _figures(sheet, block)
        sheet.skip()


def _figures(sheet: Sheet, figures: Figures) -> None:
    """Labels above values, at most eight side by side."""
    most = min(8, len(sheet.grid))
    for start in range(0, len(figures.items), most):
        items = figures.items[start : start + most]
        equal = [1] * len(items)
        sheet.cells([item.label for item in items], equal, "figure_label", 20)
        sheet.cells([f"{item.value} {item.unit}".strip() for item in items], equal, "figure_value", 28)


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
    # A blank after the size: a text that begins with a digit would change it. Longest footer: 255 characters.
    left, right = confidential[:80], attachment[:80]
    page.set_footer(f"&L&9 {left}&C&9 {label('output.page', sheet.lang)}&R&9 {right}")
    if sheet.repeated is not None:
        page.repeat_rows(*sheet.repeated)
    if sheet.breaks:
        page.set_h_pagebreaks(sheet.breaks)
    page.print_area(0, 0, max(0, sheet.row - 1), len(sheet.grid) - 1)
