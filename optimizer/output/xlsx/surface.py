"""The surface of one sheet: where the next block goes, lines across it, pages that must not cut a block in two."""

from __future__ import annotations

from typing import Any

from optimizer.output.cells import clean, lines_needed
from optimizer.output.document import Document, Section
from optimizer.output.xlsx.grid import capacity, fit, grid_of
from optimizer.output.xlsx.styles import Styles, points_of

LONGEST = 32_767
"""Characters that a cell holds."""

_ROW = 18.0
_PAGE_HEIGHT, _PAGE_WIDTH = 495.0, 765.0
"""Points of an A4 page across within its margins."""


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
        self._used = 0.0
        self._page = _PAGE_HEIGHT * max(1.0, sum(width * 5.25 + 3.75 for width in self.grid) / _PAGE_WIDTH)
        page.set_default_row(_ROW)

    @property
    def name(self) -> str:
        return str(self.page.get_name())

    def text(self, row: int, column: int, value: str, style: Any) -> None:
        """A text cell, whatever it begins with; longer than a cell holds: cut, with an ellipsis."""
        value = clean(value)
        self.page.write_string(row, column, value if len(value) <= LONGEST else value[: LONGEST - 1] + "…", style)

    def across(self, value: str, style: str, *, height: float | None = None) -> None:
        """One line over the whole width of the grid, as high as its text needs unless ``height`` is given."""
        last = len(self.grid) - 1
        made = self.styles.named(style)
        if last:
            self.page.merge_range(self.row, 0, self.row, last, "", made)
        self.text(self.row, 0, value, made)
        points = points_of(style)
        lines = lines_needed(value, capacity(self.grid, points=points))
        self.next_row(height or max(_ROW, lines * points * 1.5 + 4))

    def cells(self, values: list[str], weights: list[int], style: str, height: float) -> None:
        """One line of texts, the grid's columns shared out among them by ``weights``."""
        made = self.styles.named(style)
        for (first, last), value in zip(fit(weights, self.grid), values, strict=True):
            if last > first:
                self.page.merge_range(self.row, first, self.row, last, "", made)
            self.text(self.row, first, value, made)
        self.next_row(height)

    def next_row(self, height: float = _ROW) -> None:
        """Give this row its height and go to the next."""
        if height != _ROW:
            self.page.set_row(self.row, height)
        self._used += height
        self.row += 1

    def skip(self, height: float = 8) -> None:
        self.next_row(height)

    def new_page(self) -> None:
        """Begin a new page at this row."""
        self.breaks.append(self.row)
        self._used = 0.0

    def keep_together(self, height: float) -> None:
        """Begin a new page when what follows, ``height`` points, would be cut in two."""
        if self._used % self._page > 0 and self._used % self._page + height > self._page:
            self.new_page()
