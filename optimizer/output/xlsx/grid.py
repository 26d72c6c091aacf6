"""Column widths of a sheet, and how tables, figures and lines of fields share them.

A sheet has one row of column widths for everything on it. A long table decides them; what stands beside it on the same
sheet is fitted to them, cell by cell over neighbouring columns. Sheets without a long table get 40 equal columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, islice

from optimizer.messages import Lang
from optimizer.output.cells import display_width, shown
from optimizer.output.document import Chart, Section, Table

EVEN = (3,) * 40
"""The grid of a sheet without a long table; about the width of an A4 page across."""

FULL_WIDTH = sum(EVEN)
LONG_TABLE = 120
"""From so many rows on a table decides the columns of its sheet: merged cells would make it slow to work with."""

NARROWEST, WIDEST = 5, 34
_LOOKED_AT = 2000

Places = list[tuple[int, int]]
"""First and last grid column of each item."""


def visible(table: Table) -> list[int]:
    """Positions of the columns that are shown; hidden ones stand to their right."""
    return [position for position, column in enumerate(table.columns) if not column.hidden]


def hidden(table: Table) -> list[int]:
    return [position for position, column in enumerate(table.columns) if column.hidden]


def widths_of(table: Table, lang: Lang) -> list[int]:
    """Widths of the visible columns: as asked for, else by the header and the first 2,000 values, within limits."""
    return [_width(table, position, lang) for position in visible(table)]


def _width(table: Table, position: int, lang: Lang) -> int:
    column = table.columns[position]
    if column.width is not None:
        return column.width
    words = (shown(row[position], column.kind, lang) for row in islice(table.rows, _LOOKED_AT))
    widest = max((display_width(word) for word in words), default=0)
    header = display_width(column.header)
    return max(NARROWEST, min(WIDEST, max(widest, header if header <= 8 else -(-header // 2)) + 2))


def main_table(section: Section) -> Table | None:
    """The table that decides the columns: the longest, when it is a list with a repeated header or simply long."""
    longest = max(section.tables(), key=lambda table: len(table.rows), default=None)
    if longest is None or not (longest.repeat_header or len(longest.rows) >= LONG_TABLE):
        return None
    return longest


def grid_of(section: Section, lang: Lang) -> tuple[int, ...]:
    """Widths of the sheet's columns, together at least a page wide."""
    main, most = main_table(section), _most_columns(section)
    if main is None:
        return EVEN if most <= len(EVEN) else (3,) * most
    widths = widths_of(main, lang)
    widths += [NARROWEST] * (most - len(widths))
    missing = FULL_WIDTH - sum(widths)
    if missing > 0:
        share, left = divmod(missing, len(widths))
        widths = [width + share + (place < left) for place, width in enumerate(widths)]
    return tuple(widths)


def _most_columns(section: Section) -> int:
    """Columns that the widest block needs: a chart those of its data and one for itself, a map's list of places three."""
    needs = [len(visible(table)) for table in section.tables()]
    needs += [len(block.series) + 2 for block in section.blocks if isinstance(block, Chart)]
    return max([3, *needs])


def table_places(table: Table, section: Section, grid: Sequence[int], lang: Lang) -> Places:
    """Where the visible columns of ``table`` stand: one to one for the main table, else fitted."""
    if table is main_table(section):
        last = len(visible(table)) - 1
        return [(place, place if place < last else len(grid) - 1) for place in range(last + 1)]
    return fit(widths_of(table, lang), grid)


def capacity(widths: Sequence[int], *, points: float = 10) -> int:
    """Half-width characters of ``points`` type that a cell over columns of these widths holds in a line.

    A column of width w is 7 w + 5 pixels wide; a half-width character takes two thirds of its points in pixels.
    """
    pixels = sum(7 * width + 5 for width in widths) - 6
    return max(1, int(pixels / (points * 2 / 3)))


def fit(weights: Sequence[int], grid: Sequence[int]) -> Places:
    """Neighbouring parts of the grid, about as wide in proportion as ``weights``; each has one column at least.

    Raises ValueError when there are more weights than columns.
    """
    if len(weights) > len(grid):
        raise ValueError("more items than columns")
    total, full = sum(weights), sum(grid)
    ends = list(accumulate(grid))
    places: Places = []
    first = 0
    for number, reached in enumerate(accumulate(weights)):
        left = len(weights) - number - 1
        target = reached * full / total
        latest = len(grid) - 1 - left
        last = min(range(first, latest + 1), key=lambda column: (abs(ends[column] - target), column))
        places.append((first, last if left else len(grid) - 1))
        first = last + 1
    return places
