"""The first line of a table that fits each helper: quota, load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from optimizer.rules.draft import Draft
from optimizer.rules.quotas import NO_ROW, Ints


class TableRow(Protocol):
    @property
    def by(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...


def bounds(rows: Sequence[TableRow], draft: Draft) -> tuple[Ints, Ints]:
    """int64[helpers] least and most of the first line that fits each; ``NO_ROW`` in most where none does."""
    first = np.full(len(draft.helpers), len(rows), np.int64)
    lines: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        lines.setdefault((row.by, "" if row.by == "any" else row.value), number)
    for by in sorted({key[0] for key in lines}):
        for column in ("name", "id") if by == "name" else (by,):
            first = np.minimum(first, _lines(draft, by, column, lines, len(rows)))
    least = np.array([*(row.least for row in rows), 0], np.int64)
    most = np.array([*(row.most for row in rows), NO_ROW], np.int64)
    return least[first], most[first]


def _lines(draft: Draft, by: str, column: str, lines: dict[tuple[str, str], int], none: int) -> Ints:
    if by == "any":
        return np.full(len(draft.helpers), lines["any", ""], np.int64)
    codes, values = draft.codes("helper", column)
    return np.array([lines.get((by, value), none) for value in values], np.int64)[codes]
