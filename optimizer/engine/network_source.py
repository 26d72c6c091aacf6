"""Where the pairs of a network come from: an explicit list here, blocks in :mod:`optimizer.engine.pricing`."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from optimizer.engine.network_columns import ExplicitColumns
from optimizer.engine.network_merge import Partition, by_limits, split_by_missing_cost
from optimizer.engine.system import canonical_order
from optimizer.model.arrays import Bools, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost


class Source(Protocol):
    """Pairs, their costs, and who is equal to whom."""

    def start(self) -> Partition:
        """The coarsest partition: equal in limits and in allowed pairs."""

    def refine(self, partition: Partition, tier: TierCost) -> Partition:
        """... and in the costs of this tier. The same object when nothing splits."""

    def representatives(self, partition: Partition) -> Ints:
        """int64[n]: the allowed pairs between representatives, canonical order."""

    def cost(self, tier: TierCost, pair: Ints) -> Ints:
        """int64 like ``pair``: minimised costs."""

    def smallest(self, tier: TierCost) -> int:
        """The smallest minimised cost of a pair that may be used, 0 when there is none."""

    def index(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        """int64: the model's indices of these pairs."""


class ExplicitSource:
    """All pairs of an explicit list."""

    def __init__(self, model: AssignmentModel, side: tuple[int, ...]) -> None:
        self.model, self.side = model, side
        self.order = canonical_order(model)
        self.columns = ExplicitColumns(model, self.order)
        self._key: Ints | None = None

    def start(self) -> Partition:
        coarse = by_limits(self.model, self.side)
        return self._same(coarse, self.columns.split_by_pattern(coarse))

    def refine(self, partition: Partition, tier: TierCost) -> Partition:
        if partition.identity:
            return partition
        finer = partition
        cost = tier.pair_cost
        assert cost is not None
        if cost.size and (cost != cost[:1]).any():
            finer = self.columns.split_by(partition, cost[self.order])
        recipient = split_by_missing_cost(finer.recipient, self.model, tier.missing_cost)
        return self._same(partition, Partition(finer.helper, recipient))

    @staticmethod
    def _same(old: Partition, new: Partition) -> Partition:
        unchanged = (old.helper == new.helper).all() and (old.recipient == new.recipient).all()
        return old if unchanged else new

    def representatives(self, partition: Partition) -> Ints:
        if partition.identity:
            return self.order
        helper: Bools = partition.helper == np.arange(len(partition.helper))
        recipient: Bools = partition.recipient == np.arange(len(partition.recipient))
        kept: Ints = self.order[helper[self.columns.helper] & recipient[self.columns.recipient]]
        return kept

    def cost(self, tier: TierCost, pair: Ints) -> Ints:
        assert tier.pair_cost is not None
        return tier.pair_cost[pair]

    def smallest(self, tier: TierCost) -> int:
        pairs = self.model.pair_list
        assert pairs is not None and tier.pair_cost is not None
        usable = tier.pair_cost[pairs.most > 0]
        return int(usable.min()) if usable.size else 0

    def index(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        if self._key is None:
            self._key = self._keys(self.columns.helper, self.columns.recipient, self.columns.role)
        return self.order[np.searchsorted(self._key, self._keys(helper, recipient, role))]

    def _keys(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        return (helper * self.model.recipient_count + recipient) * self.model.role_count + role
