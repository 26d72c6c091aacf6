"""Comparing the columns of explicit pairs: which helpers (recipients) have equal pairs and costs."""

from __future__ import annotations

import numpy as np

from optimizer.engine.network_merge import Partition, random_words, split
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel


class ExplicitColumns:
    """The explicit pairs of a model in canonical order, ready to be compared helper by helper, recipient by recipient.

    order: int64[P], canonical position -> pair. helper, recipient, role: int64[P] in that order.
    """

    def __init__(self, model: AssignmentModel, order: Ints) -> None:
        pairs = model.pair_list
        assert pairs is not None
        self.order = order
        self.helper, self.recipient, self.role = pairs.helper[order], pairs.recipient[order], pairs.role[order]
        self._model = model
        self._words = (
            random_words(model.recipient_count * model.role_count, 0),
            random_words(model.helper_count * model.role_count, 1),
        )
        self._by_recipient: Ints | None = None

    def split_by_pattern(self, partition: Partition) -> Partition:
        """Keeps together only who has the same pairs with the same bounds."""
        pairs = self._model.pair_list
        assert pairs is not None
        least, most = pairs.least[self.order], pairs.most[self.order]
        bounds = [values for values in (least, most) if values.size and (values != values[0]).any()]
        return self.split_by(partition, [np.ones(len(self.order), np.int64), *bounds])

    def split_by(self, partition: Partition, columns: list[Ints]) -> Partition:
        """Keeps together only who has equal values over all its pairs in each column (int64[P], canonical order)."""
        helper, recipient = partition.helper, partition.recipient
        for column in columns:
            if not (helper == np.arange(len(helper))).all():
                helper = split(helper, self._sums(self.helper, len(helper), self.recipient, 0, column))
            if not (recipient == np.arange(len(recipient))).all():
                recipient = split(recipient, self._sums(self.recipient, len(recipient), self.helper, 1, column))
        if not self._equal(helper, 0, columns):
            helper = np.arange(len(helper), dtype=np.int64)
        if not self._equal(recipient, 1, columns):
            recipient = np.arange(len(recipient), dtype=np.int64)
        return Partition(helper, recipient)

    def _sums(self, member: Ints, count: int, other: Ints, side: int, column: Ints) -> Ints:
        with np.errstate(over="ignore"):
            word = self._words[side][other * self._model.role_count + self.role]
            word = word * (column.astype(np.uint64) + np.uint64(0x632BE59BD9B4E019))
            sums = np.zeros(count, np.uint64)
            np.add.at(sums, member, word)
        return sums.view(np.int64)

    def _equal(self, representative: Ints, side: int, columns: list[Ints]) -> bool:
        """Whether every member really has the pairs and values of its representative."""
        merged = representative != np.arange(len(representative))
        if not merged.any():
            return True
        mine, other = (self.helper, self.recipient) if side == 0 else (self.recipient, self.helper)
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
        compared = [other, self.role, *columns] if self._model.role_count > 1 else [other, *columns]
        return all(bool((values[here] == values[there]).all()) for values in compared)

    def _positions(self, side: int) -> Ints | None:
        """The canonical positions sorted by recipient (None for helpers: they are sorted already)."""
        if side == 0:
            return None
        if self._by_recipient is None:
            small = self.recipient.astype(np.uint16) if self._model.recipient_count <= 2**16 else self.recipient
            self._by_recipient = np.argsort(small, kind="stable")
        return self._by_recipient
