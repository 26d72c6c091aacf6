"""Quotas by helper, before and after locks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NO_ROW = -1


@dataclass(frozen=True, eq=False)
class Quotas:
    """least, most: int64[helpers] by the table and personal columns (``NO_ROW`` in ``most``: no line fits).

    by_role[role number]: the same for lines that speak of one role.
    """

    least: Ints
    most: Ints
    by_role: dict[int, tuple[Ints, Ints]] = field(default_factory=dict)

    def table_most(self) -> Ints:
        """int64[helpers], 0 where no line fits."""
        return np.maximum(self.most, 0)

    def after_locks(self, locked: Ints, kept: Bools, locked_by_role: Ints) -> Quotas:
        """locked int64[helpers], locked_by_role int64[helpers, roles]: pairs held; kept: takes part by locks only."""
        least, most = _after(self.least, self.most, locked, kept)
        roles = {
            role: _after(low, high, locked_by_role[:, role], kept, open_rows=high == NO_ROW)
            for role, (low, high) in sorted(self.by_role.items())
        }
        return Quotas(least, most, roles)


def _after(least: Ints, most: Ints, locked: Ints, kept: Bools, open_rows: Bools | None = None) -> tuple[Ints, Ints]:
    high = np.where(kept, locked, np.maximum(most, locked))
    low = np.where(kept, locked, least)
    if open_rows is not None:
        free = open_rows & ~kept
        high, low = np.where(free, NO_ROW, high), np.where(free, 0, low)
    return low, high


def count(rows: Iterable[int], helpers: int) -> Ints:
    """int64[helpers]: how often each row stands in ``rows``."""
    return np.bincount(np.fromiter(rows, np.int64), minlength=helpers).astype(np.int64)
