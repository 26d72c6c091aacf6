"""Comparing the columns of explicit pairs: which helpers (recipients) have equal pairs and costs."""

from __future__ import annotations

import numpy as np

from optimizer.engine.network_merge import Partition, random_words, split
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel

FULL = 4
"""Pairs are compared on a full helpers x recipients x roles grid while at most this many cells stand for each pair."""


class ExplicitColumns:
    """The explicit pairs of a model in canonical order, ready to be compared helper by helper, recipient by recipient.

    order: int64[P], canonical position -> pair. helper, recipient, role: int64[P] in that order.
    """

    def __init__(self, model: AssignmentModel, order: Ints) -> None:
        pairs = model.pair_list
        assert pairs is not None
        self.order = order
        self.helper, self.recipient, self.role = pairs.helper[order], pairs.recipient[order], pairs.role[order]
        self._shape = (model.helper_count, model.recipient_count, model.role_count)
        self._bounds = [values[order] for values in (pairs.least, pairs.most) if (values != values[:1]).any()]
        cells = model.helper_count * model.recipient_count * model.role_count
        self._comparison: _Grid | _List = _Grid(self) if cells <= FULL * pairs.count else _List(self)

    def split_by_pattern(self, partition: Partition) -> Partition:
        """Keeps together only who has the same pairs with the same bounds."""
        return self._split(partition, [np.ones(len(self.order), np.int64), *self._bounds], pattern=True)

    def split_by(self, partition: Partition, column: Ints) -> Partition:
        """Keeps together only who has equal values over all its pairs; column: int64[P], canonical order.

        The partition must be one that :meth:`split_by_pattern` has been through.
        """
        return self._split(partition, [column], pattern=False)

    def _split(self, partition: Partition, columns: list[Ints], *, pattern: bool) -> Partition:
        sides = []
        for side, representative in enumerate((partition.helper, partition.recipient)):
            finer = representative
            for column in columns:
                if _merged(finer).any():
                    finer = split(finer, self._comparison.sums(side, column))
            merged = _merged(finer)
            equal = not merged.any() or self._comparison.equal(side, finer, merged, columns, pattern=pattern)
            sides.append(finer if equal else np.arange(len(finer), dtype=np.int64))
        return Partition(sides[0], sides[1])

    @property
    def shape(self) -> tuple[int, int, int]:
        """(helpers, recipients, roles)."""
        return self._shape


def _merged(representative: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """bool: who is represented by another."""
    merged: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = representative != np.arange(len(representative))
    return merged


class _Grid:
    """Comparison on the full grid: fast when most pairs are there."""

    def __init__(self, columns: ExplicitColumns) -> None:
        self.shape = columns.shape
        self._cell = (columns.helper * self.shape[1] + columns.recipient) * self.shape[2] + columns.role
        self._words = (
            random_words(self.shape[1] * self.shape[2], 0),
            random_words(self.shape[0] * self.shape[2], 1),
        )

    def _filled(self, column: Ints) -> Ints:
        grid = np.zeros(self.shape[0] * self.shape[1] * self.shape[2], np.int64)
        grid[self._cell] = column
        return grid.reshape(self.shape)

    def sums(self, side: int, column: Ints) -> Ints:
        with np.errstate(over="ignore"):
            grid = self._filled(column).view(np.uint64)
            if side == 0:
                sums = grid.reshape(self.shape[0], -1) @ self._words[0]
            else:
                words = self._words[1].reshape(self.shape[0], self.shape[2])
                sums = np.einsum("hrk,hk->r", grid, words)
        return sums.view(np.int64)

    def equal(
        self,
        side: int,
        representative: Ints,
        merged: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
        columns: list[Ints],
        *,
        pattern: bool,
    ) -> bool:
        """Whether every member really has the pairs and values of its representative."""
        member = np.flatnonzero(merged)
        for column in columns:
            grid = self._filled(column)
            if side == 1:
                grid = np.ascontiguousarray(grid.swapaxes(0, 1))
            if (grid[member] != grid[representative[member]]).any():
                return False
        return True


class _List:
    """Comparison of sorted lists: needs no more memory than the pairs."""

    def __init__(self, columns: ExplicitColumns) -> None:
        self._columns = columns
        helpers, recipients, self._roles = columns.shape
        self._words = (random_words(recipients * self._roles, 0), random_words(helpers * self._roles, 1))
        self._by_recipient: Ints | None = None

    def sums(self, side: int, column: Ints) -> Ints:
        member, other = self._ends(side)
        with np.errstate(over="ignore"):
            word = self._words[side][other * self._roles + self._columns.role] * column.astype(np.uint64)
            sums = np.zeros(self._columns.shape[side], np.uint64)
            np.add.at(sums, member, word)
        return sums.view(np.int64)

    def _ends(self, side: int) -> tuple[Ints, Ints]:
        ends = (self._columns.helper, self._columns.recipient)
        return ends[side], ends[1 - side]

    def equal(
        self,
        side: int,
        representative: Ints,
        merged: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
        columns: list[Ints],
        *,
        pattern: bool,
    ) -> bool:
        """Whether every member really has the pairs and values of its representative."""
        mine, other = self._ends(side)
        position = self._positions(side)
        at = mine if position is None else mine[position]
        start = np.searchsorted(at, np.arange(len(representative) + 1))
        count = np.diff(start)
        if (count != count[representative]).any():
            return False
        here = np.flatnonzero(merged[at])
        there = here - start[at[here]] + start[representative[at[here]]]
        if position is not None:
            here, there = position[here], position[there]
        compared = [other, self._columns.role, *columns] if pattern else columns
        return all(bool((values[here] == values[there]).all()) for values in compared)

    def _positions(self, side: int) -> Ints | None:
        """The canonical positions sorted by recipient (None for helpers: they are sorted already)."""
        if side == 0:
            return None
        if self._by_recipient is None:
            recipient = self._columns.recipient
            small = recipient.astype(np.uint16) if self._columns.shape[1] <= 2**16 else recipient
            self._by_recipient = np.argsort(small, kind="stable")
        return self._by_recipient
