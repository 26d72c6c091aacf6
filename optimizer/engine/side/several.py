"""Several loads of a helper at once: its own best choice under all of them, by dynamic programming over what is used of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class SeveralPack:
    """Items grouped by helper: those of helper h are start[h]:start[h+1]. weight int64[loads, items] >= 0; least, most
    int64[loads, helpers], most no more than all of a helper's items weigh."""

    start: Ints
    weight: Ints
    least: Ints
    most: Ints

    @property
    def cells(self) -> int:
        """Size of all tables of one evaluation, an upper bound."""
        return int(self._tables().sum())

    @property
    def largest(self) -> int:
        """Size of the largest table."""
        return int(self._tables().max(initial=0))

    def _tables(self) -> Ints:
        states = np.prod(np.maximum(self.most, 0).astype(np.float64) + 1.0, axis=0)
        tables: Ints = np.minimum(np.diff(self.start) * states, 2.0**60).astype(np.int64)
        return tables


def solve_several(pack: SeveralPack, cost: Ints, fix: Ints) -> tuple[Ints, Ints, int]:
    """(value per helper, taken items 0/1, -1 or the first helper for which nothing fits)."""
    from optimizer.engine.side.several_kernel import several

    take, value = np.zeros(len(cost), np.int64), np.zeros(len(pack.start) - 1, np.int64)
    return value, take, int(several(pack.start, pack.weight, cost, fix, pack.least, pack.most, take, value))
