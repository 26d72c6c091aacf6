"""The few best pairs of everyone, met part by part, so that a pass over all pairs keeps a short list."""

from __future__ import annotations

import numpy as np

from optimizer.engine.blocks import BlockPart
from optimizer.model.arrays import Bools, Ints

FAR = 2**62
TIES = 1024
"""Levels of a fixed mixture by which pairs of equal worth are told apart, so that not everyone gets the same partner."""
LARGEST = 2**50


class Few:
    """Per recipient and per helper the ``each`` pairs of least value among those shown."""

    def __init__(self, helpers: int, recipients: int, each: int) -> None:
        self._wide, self._each = recipients, each
        self._best = np.full((each, recipients), FAR, np.int64)
        self._at = np.full((each, recipients), -1, np.int64)
        self._pairs: list[Ints] = []
        self._costs: list[Ints] = []
        self._of_helpers: list[Ints] = []
        self._count = 0
        mixed = (np.arange(max(helpers, recipients), dtype=np.int64) + 1) * 0x9E3779B1 >> 7
        self._mixed = mixed * (mixed >> 9) % TIES

    def see(self, part: BlockPart, value: Ints, which: Bools) -> None:
        """value: int64[h, r]; only pairs of ``which`` count. A part holds all pairs of its helpers that are shown."""
        columns, rows = np.flatnonzero(which.any(axis=0)), np.flatnonzero(which.any(axis=1))
        if not columns.size:
            return
        if len(columns) < which.shape[1] or len(rows) < which.shape[0]:
            value, which = value[np.ix_(rows, columns)], which[np.ix_(rows, columns)]
        helper, recipient = part.helper[rows], part.recipient[columns]
        tied = (self._mixed[helper][:, None] * 31 + self._mixed[recipient] * 17) % TIES
        key = np.where(which, np.clip(value, -LARGEST, LARGEST) * TIES + tied, FAR)
        both = np.concatenate((self._best[:, recipient], key))
        keep = np.argpartition(both, self._each - 1, axis=0)[: self._each]
        now = np.take_along_axis(both, keep, axis=0)
        fresh = (keep >= self._each) & (now < FAR)
        at = np.take_along_axis(self._at[:, recipient], np.minimum(keep, self._each - 1), axis=0)
        slot, column = np.nonzero(fresh)
        row = keep[slot, column] - self._each
        at[slot, column] = self._taken(part, rows[row], columns[column])
        at[now >= FAR] = -1
        self._best[:, recipient], self._at[:, recipient] = now, at
        each = min(self._each, key.shape[1])
        near = np.argpartition(key, each - 1, axis=1)[:, :each]
        row, slot = np.nonzero(np.take_along_axis(key, near, axis=1) < FAR)
        self._of_helpers.append(self._taken(part, rows[row], columns[near[row, slot]]))

    def _taken(self, part: BlockPart, row: Ints, column: Ints) -> Ints:
        """Notes pairs with their costs; their places in the log."""
        self._pairs.append(part.helper[row] * self._wide + part.recipient[column])
        self._costs.append(part.cost[row, column].astype(np.int64))
        places: Ints = np.arange(self._count, self._count + len(row), dtype=np.int64)
        self._count += len(row)
        return places

    def pairs(self) -> tuple[Ints, Ints]:
        """(pairs ascending, their costs int64[n, slices])."""
        if not self._count:
            return np.zeros(0, np.int64), np.zeros((0, 1), np.int64)
        places = np.concatenate([self._at[self._at >= 0], *self._of_helpers])
        pair, first = np.unique(np.concatenate(self._pairs)[places], return_index=True)
        return pair, np.concatenate(self._costs)[places[first]]
