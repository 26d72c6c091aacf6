"""A table on a sheet: header, bands, merged runs, drop-downs, hidden columns at the right, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from optimizer.errors import UsageError
from optimizer.messages import Lang, label, say
from optimizer.output.cells import lines_needed, month_words
from optimizer.output.document import Column, MapBlock, Table, Value
from optimizer.output.xlsx.grid import capacity, hidden, table_places, visible
from optimizer.output.xlsx.surface import Sheet

MOST_ROWS = 1_048_576
"""Rows of a worksheet."""

_LINE = 13.0
_ROW = 18.0
_TOGETHER = 110.0
"""Points that stay on one page: caption, header and the first rows."""

_NUMBER_FORMATS = {"km": "0.0", "int": "0", "id_number": "@"}


@dataclass(frozen=True, slots=True)
class _Slot:
    """A column of the table on the sheet: first and last grid column, style, characters that fit a line."""

    column: Column
    first: int
    last: int
    style: Any
    room: int


def write_table(sheet: Sheet, table: Table) -> None:
    """Write ``table`` at the sheet's place. Raises UsageError when it has more rows than a worksheet."""
    if sheet.row + len(table.rows) + len(table.bands) + 2 > MOST_ROWS:
        title = table.caption or sheet.section.title
        raise UsageError(code="output.too_many_rows", title=title, count=len(table.rows), most=MOST_ROWS)
    sheet.keep_together(_TOGETHER)
    if table.caption:
        sheet.across(table.caption, "heading", height=22)
    slots = _slots(sheet, table)
    _header(sheet, table, slots)
    first = sheet.row
    merged = _merged_cells(table)
    bands = {band.row: band for band in table.bands}
    for number, row in enumerate(table.rows):
        if number in bands:
            if bands[number].new_page and number > 0:
                sheet.new_page()
            sheet.across(bands[number].text, "band", height=20)
        _row(sheet, slots, row, merged.get(number, frozenset()))
    _merge(sheet, table, slots, first)
    if sheet.row > first:
        _extras(sheet, table, slots, first)
    for note in table.notes:
        sheet.across(note, "note")


def _slots(sheet: Sheet, table: Table) -> list[_Slot]:
    places = dict(zip(visible(table), table_places(table, sheet.section, sheet.grid, sheet.lang), strict=True))
    for extra, position in enumerate(hidden(table), start=len(sheet.grid)):
        places[position] = (extra, extra)
        sheet.page.set_column(extra, extra, None, None, {"hidden": True})
    slots = []
    for position, column in enumerate(table.columns):
        first, last = places[position]
        number = _NUMBER_FORMATS.get(column.kind, "")
        style = sheet.styles.body(column.alignment, number, unlocked=bool(column.choices))
        slots.append(_Slot(column, first, last, style, capacity(sheet.grid[first : last + 1] or (9,))))
    return slots


def _header(sheet: Sheet, table: Table, slots: list[_Slot]) -> None:
    style = sheet.styles.named("header")
    lines = 1
    for slot in slots:
        if slot.last > slot.first:
            sheet.page.merge_range(sheet.row, slot.first, sheet.row, slot.last, "", style)
        sheet.text(sheet.row, slot.first, slot.column.header, style)
        if not slot.column.hidden:
            lines = max(lines, lines_needed(slot.column.header, slot.room))
        if slot.column.note:
            sheet.page.write_comment(sheet.row, slot.first, slot.column.note, {"x_scale": 1.6, "author": ""})
    if sheet.repeated is None and table.repeat_header:
        sheet.repeated = (sheet.row, sheet.row)
        if len(sheet.section.tables()) == 1:
            sheet.page.freeze_panes(sheet.row + 1, 0)
    sheet.next_row(max(22, lines * 14 + 6))


def _row(sheet: Sheet, slots: list[_Slot], row: tuple[Value, ...], merged: frozenset[int]) -> None:
    lines = 1
    for position, (value, slot) in enumerate(zip(row, slots, strict=True)):
        if position in merged:
            continue
        if slot.last > slot.first:
            sheet.page.merge_range(sheet.row, slot.first, sheet.row, slot.last, "", slot.style)
        text = _write(sheet, sheet.row, slot, value)
        if (2 * len(text) > slot.room or "\n" in text) and not slot.column.hidden:
            lines = max(lines, lines_needed(text, slot.room))
    sheet.next_row(max(_ROW, lines * _LINE + 4))


def _write(sheet: Sheet, row: int, slot: _Slot, value: Value) -> str:
    """Write one cell; the text in it, empty for numbers, which always fit."""
    if value is None or value == "":
        sheet.page.write_blank(row, slot.first, None, slot.style)
        return ""
    if isinstance(value, int) and slot.column.kind != "month":
        number = value / 1000 if slot.column.kind == "km" else value
        sheet.page.write_number(row, slot.first, number, slot.style)
        return ""
    text = month_words(value, sheet.lang) if isinstance(value, int) else value
    sheet.text(row, slot.first, text, slot.style)
    return text


def _merged_cells(table: Table) -> dict[int, frozenset[int]]:
    positions = frozenset(table.index(key) for key in table.merged)
    return {row: positions for begin, end in table.spans for row in range(begin, end)}


def _merge(sheet: Sheet, table: Table, slots: list[_Slot], first: int) -> None:
    """Merged cells are written after the rows: a merge must know its last row."""
    starts = [band.row for band in table.bands]
    for begin, end in table.spans:
        top = first + begin + sum(start <= begin for start in starts)
        for key in table.merged:
            position = table.index(key)
            slot = slots[position]
            if end - begin > 1 or slot.last > slot.first:
                sheet.page.merge_range(top, slot.first, top + end - begin - 1, slot.last, "", slot.style)
            _write(sheet, top, slot, table.rows[begin][position])


def _extras(sheet: Sheet, table: Table, slots: list[_Slot], first: int) -> None:
    """Filter and drop-downs. The filter holds the hidden columns too: who sorts by it must take the ids along."""
    last = sheet.row - 1
    if table.filtered and not table.bands and not table.merged:
        sheet.page.autofilter(first - 1, 0, last, max(slot.last for slot in slots))
    for slot in slots:
        if slot.column.choices:
            add_choices(sheet.page, first, slot.first, last, list(slot.column.choices), sheet.lang)


def add_choices(page: Any, first: int, column: int, last: int, source: list[str] | str, lang: Lang) -> None:
    """A drop-down list on a range of one column; ``source``: the entries, or a reference ``=choices!$A$1:$A$9``."""
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
