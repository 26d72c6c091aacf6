"""Column widths of a sheet: all blocks of a section share one grid of columns."""

from __future__ import annotations

from itertools import islice

from optimizer.messages import Lang
from optimizer.output.cells import display_width, shown
from optimizer.output.document import Column, Section, Table

PLAIN = (15,) * 8
"""The grid of a section without tables: eight columns that fill an A4 page across."""

NARROWEST, WIDEST = 5, 34
FULL_WIDTH = sum(PLAIN)
_LOOKED_AT = 2000


def column_width(table: Table, position: int, lang: Lang) -> int:
    """Width asked for, else that of the header and of the first 2,000 values, within limits."""
    column = table.columns[position]
    if column.width is not None:
        return column.width
    words = (shown(row[position], column.kind, lang) for row in islice(table.rows, _LOOKED_AT))
    widest = max((display_width(word) for word in words), default=0)
    return max(NARROWEST, min(WIDEST, max(widest, _header_width(column)) + 2))


def _header_width(column: Column) -> int:
    """A header may stand in two lines."""
    width = display_width(column.header)
    return width if width <= 8 else -(-width // 2)


def grid_of(section: Section, lang: Lang) -> tuple[int, ...]:
    """Widths of the sheet's columns: the widest that any table asks for; at least as wide as a page."""
    tables = section.tables()
    if not tables:
        return PLAIN
    widths: list[int] = []
    for table in tables:
        for place, position in enumerate(visible(table)):
            width = column_width(table, position, lang)
            if place == len(widths):
                widths.append(width)
            elif not _stretches(table, place, tables):
                widths[place] = max(widths[place], width)
    missing = FULL_WIDTH - sum(widths)
    if missing > 0:
        share, left = divmod(missing, len(widths))
        widths = [width + share + (place < left) for place, width in enumerate(widths)]
    return tuple(widths)


def visible(table: Table) -> list[int]:
    """Positions of the columns that are shown; hidden ones stand to their right."""
    return [position for position, column in enumerate(table.columns) if not column.hidden]


def hidden(table: Table) -> list[int]:
    return [position for position, column in enumerate(table.columns) if column.hidden]


def _stretches(table: Table, place: int, tables: tuple[Table, ...]) -> bool:
    """The last column of a narrower table spans what is left of the grid, so it widens nothing."""
    return place == len(visible(table)) - 1 and place < max(len(visible(other)) for other in tables) - 1
