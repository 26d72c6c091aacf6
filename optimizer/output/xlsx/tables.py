"""A table on a sheet: header, bands, merged runs, drop-downs, hidden columns at the right, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from optimizer.errors import UsageError
from optimizer.messages import Lang, label, say
from optimizer.output.cells import lines_needed, month_words
from optimizer.output.document import Column, MapBlock, Table, Value
from optimizer.output.xlsx.grid import capacity, hidden, table_places, visible

if TYPE_CHECKING:
    from optimizer.output.xlsx.sheet import Sheet

MOST_ROWS = 1_048_576
_LINE = 13.0
_NUMBER_FORMATS = {"km": "0.0", "int": "0", "id_number": "@"}


def write_table(sheet: Sheet, table: Table) -> None:
    """Write ``table`` at the sheet's place. Raises UsageError when it has more rows than a worksheet."""
    if sheet.row + len(table.rows) + len(table.bands) + 2 > MOST_ROWS:
        title = table.caption or sheet.section.title
        raise UsageError(code="output.too_many_rows", title=title, count=len(table.rows), most=MOST_ROWS)
    sheet.keep_together(110)
    if table.caption:
        sheet.across(table.caption, "heading", height=22)
    places = _places(sheet, table)
    _header(sheet, table, places)
    first = sheet.row
    skipped = _merged_cells(table)
    styles = [_style(sheet, column) for column in table.columns]
    bands = {band.row: band for band in table.bands}
    for number, row in enumerate(table.rows):
        if number in bands:
            _band(sheet, bands[number].text, new_page=bands[number].new_page and number > 0)
        _row(sheet, table, row, places, styles, {position for position in skipped.get(number, ())})
    _merge(sheet, table, places, styles, first)
    if sheet.row > first:
        _extras(sheet, table, places, first)
    for note in table.notes:
        sheet.across(note, "note")


Places = dict[int, tuple[int, int]]
"""Column position -> first and last grid column."""


def _places(sheet: Sheet, table: Table) -> Places:
    ranges = table_places(table, sheet.section, sheet.grid, sheet.lang)
    places: Places = dict(zip(visible(table), ranges, strict=True))
    for place, position in enumerate(hidden(table)):
        column = len(sheet.grid) + place
        places[position] = (column, column)
        sheet.page.set_column(column, column, None, None, {"hidden": True})
    return places


def _header(sheet: Sheet, table: Table, places: Places) -> None:
    style = sheet.styles.named("header")
    height = 1
    for position, column in enumerate(table.columns):
        first, last = places[position]
        if last > first:
            sheet.page.merge_range(sheet.row, first, sheet.row, last, "", style)
        sheet.text(sheet.row, first, column.header, style)
        if not column.hidden:
            height = max(height, lines_needed(column.header, _width(sheet, first, last)))
        if column.note:
            sheet.page.write_comment(sheet.row, first, column.note, {"x_scale": 1.6, "author": ""})
    if sheet.repeated is None and table.repeat_header:
        sheet.repeated = (sheet.row, sheet.row)
        if len(sheet.section.tables()) == 1:
            sheet.page.freeze_panes(sheet.row + 1, 0)
    sheet.next_row(max(22, height * 14 + 6))


def _band(sheet: Sheet, text: str, *, new_page: bool) -> None:
    if new_page:
        sheet.new_page()
    sheet.across(text, "band", height=20)


def _row(
    sheet: Sheet, table: Table, row: tuple[Value, ...], places: Places, styles: list[Any], skipped: set[int]
) -> None:
    lines = 1
    for position, (value, column) in enumerate(zip(row, table.columns, strict=True)):
        first, last = places[position]
        style = styles[position]
        if position in skipped:
            continue
        if last > first:
            sheet.page.merge_range(sheet.row, first, sheet.row, last, "", style)
        lines = max(lines, _write(sheet, first, last, value, column, style))
    sheet.next_row(max(18.0, lines * _LINE + 4))


def _write(sheet: Sheet, first: int, last: int, value: Value, column: Column, style: Any) -> int:
    """Write one cell; the number of lines that it needs."""
    if value is None or value == "":
        sheet.page.write_blank(sheet.row, first, None, style)
        return 1
    if isinstance(value, int) and column.kind == "km":
        sheet.page.write_number(sheet.row, first, value / 1000, style)
        return 1
    if isinstance(value, int) and column.kind != "month":
        sheet.page.write_number(sheet.row, first, value, style)
        return 1
    text = month_words(value, sheet.lang) if isinstance(value, int) else value
    sheet.text(sheet.row, first, text, style)
    return 1 if column.hidden else lines_needed(text, _width(sheet, first, last))


def _width(sheet: Sheet, first: int, last: int) -> int:
    return capacity(sheet.grid[first : last + 1])


def _style(sheet: Sheet, column: Column) -> Any:
    return sheet.styles.body(column.alignment, _NUMBER_FORMATS.get(column.kind, ""), unlocked=bool(column.choices))


def _merged_cells(table: Table) -> dict[int, list[int]]:
    positions = [table.index(key) for key in table.merged]
    return {row: positions for begin, end in table.spans for row in range(begin, end)}


def _merge(sheet: Sheet, table: Table, places: Places, styles: list[Any], first: int) -> None:
    """Merged cells are written after the rows: a merge must know its last row."""
    place = sheet.row
    starts = [band.row for band in table.bands]
    for begin, end in table.spans:
        top = first + begin + sum(start <= begin for start in starts)
        for key in table.merged:
            position = table.index(key)
            left, right = places[position]
            if end - begin > 1 or right > left:
                sheet.page.merge_range(top, left, top + end - begin - 1, right, "", styles[position])
            sheet.row = top
            _write(sheet, left, right, table.rows[begin][position], table.columns[position], styles[position])
    sheet.row = place


def _extras(sheet: Sheet, table: Table, places: Places, first: int) -> None:
    last = sheet.row - 1
    if table.filtered and not table.bands and not table.merged:
        sheet.page.autofilter(first - 1, 0, last, len(visible(table)) - 1)
    for position, column in enumerate(table.columns):
        if column.choices:
            add_choices(sheet.page, first, places[position][0], last, list(column.choices), sheet.lang)


def add_choices(page: Any, first: int, column: int, last: int, source: list[str] | str, lang: Lang) -> None:
    """A drop-down list on a range of one column; ``source`` the entries, or a reference such as ``=choices!$A$1:$A$9``."""
    options = {
        "validate": "list",
        "source": source,
        "error_title": label("output.choose_title", lang),
        "error_message": say("output.choose_text", None, lang),
    }
    page.data_validation(first, column, last, column, options)


def map_table(block: MapBlock, lang: Lang) -> Table:
    """A sheet cannot hold a map; it lists the places."""
    return Table(
        columns=(
            Column("place", label("output.map_place", lang)),
            Column("kind", label("output.map_kind", lang)),
            Column("count", label("output.map_count", lang), "int"),
        ),
        rows=tuple((point.label, label(f"output.map_kind.{point.kind}", lang), point.size) for point in block.points),
        notes=(block.caption,) if block.caption else (),
    )
