"""Dense models too large to list: a short list of pairs is solved, all pairs are priced, cheaper ones join, until none is.

Column generation for flows (Ford and Fulkerson 1958; Dantzig and Wolfe 1960). A list of nearest pairs alone may be far
from the optimum; here no allowed pair is left unpriced, so that the multipliers prove the tier over all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.blocks import BlockPart, BlockReader
from optimizer.engine.budget import Budget
from optimizer.engine.coarse import coarse_start
from optimizer.engine.exact import dot
from optimizer.engine.network_merge import Partition, class_sizes
from optimizer.model.arrays import Bools, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost

NEAREST = 4
"""Cheapest pairs of each helper that the first list holds, beside the cheapest of each recipient in every block."""


@dataclass(frozen=True, eq=False)
class Priced:
    """Multipliers of a tier; tier None: of a proof without costs. multipliers[limit], links: int64[rows]."""

    tier: TierCost | None
    multipliers: dict[str, Ints]
    links: Ints | None = None


class PricedSource:
    """The pairs listed so far between representatives of one partition, with the costs of all tiers."""

    def __init__(self, model: AssignmentModel, partition: Partition, budget: Budget) -> None:
        self.model, self._partition = model, partition
        self._helper_alone = partition.helper == np.arange(len(partition.helper))
        self._recipient_alone = partition.recipient == np.arange(len(partition.recipient))
        self._parts = BlockReader(model, budget)
        self.pair = np.zeros(0, np.int64)
        self._cost = np.zeros((0, 1), np.int64)
        self.worth = 0
        """The sum of the negative reduced costs that the last pricing saw, listed pairs included."""

    def start(self) -> Partition:
        return self._partition

    def refine(self, partition: Partition, tier: TierCost) -> Partition:
        return self._partition

    def representatives(self, partition: Partition) -> Ints:
        return self.pair

    def cost(self, tier: TierCost, pair: Ints) -> Ints:
        if tier.pair_cost is not None:
            return np.full(len(pair), tier.pair_cost[0], np.int64)
        wide = self.model.recipient_count
        merged = self._partition.helper[pair // wide] * wide + self._partition.recipient[pair % wide]
        at = np.searchsorted(self.pair, merged)
        cost: Ints = tier.sign * self._cost[at, min(tier.number, self._cost.shape[1] - 1)]
        return cost

    def smallest(self, tier: TierCost) -> int:
        """Over the pairs listed so far."""
        return int(self.cost(tier, self.pair).min()) if self.pair.size else 0

    def index(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        return helper * self.model.recipient_count + recipient

    def seed(self, side: tuple[int, ...], given: Ints | None) -> None:
        """The first list: ``given`` pairs (ascending) and cheap pairs of everyone, by cost minus coarse prices."""
        tier = next((t for t in self.model.tiers if t.pair_cost is None), None)
        prices: dict[str, Ints] | None = None
        if given is None and tier is not None and tier.form == "sum":
            start = coarse_start(self.model, side, tier, self._parts)
            prices, given = start if start is not None else (None, None)
        found = []
        for part in self._parts:
            usable = self._usable(part)
            if prices is not None:
                cost = self._reduced(part, Priced(tier, prices))
            else:
                cost = np.zeros(usable.shape, np.int64) if tier is None else part.of(tier)
            chosen = cheapest(np.where(usable, cost, np.iinfo(np.int64).max), usable, NEAREST)
            if given is not None:
                wide = self.model.recipient_count
                first, last = np.searchsorted(given, (part.first * wide, part.last * wide))
                here = given[first:last] - part.first * wide
                chosen[here // wide, here % wide] |= usable[here // wide, here % wide]
            found.append(self._taken(part, chosen))
        self._add(found)

    def worthwhile(self, earlier: list[Priced], now: Priced) -> Ints:
        """Pairs that the multipliers ``now`` show to be worth using on the face of the earlier tiers, ascending.

        They include listed ones at their upper bound; none beside these: the multipliers hold for all pairs.
        """
        found = []
        self.worth = 0
        for part in self._parts:
            usable = self._usable(part)
            for before in earlier:
                usable &= self._reduced(part, before) == 0
            reduced = self._reduced(part, now)
            worth = usable & (reduced < 0)
            if worth.any():
                self.worth += self._summed(part, np.where(worth, reduced, 0))
                few = int(np.count_nonzero(worth)) <= sum(worth.shape)
                found.append(self._taken(part, worth if few else cheapest(np.where(worth, reduced, 0), worth, 1)))
        self._add(found)
        return np.concatenate([pair for pair, _ in found]) if found else np.zeros(0, np.int64)

    def _summed(self, part: BlockPart, negative: Ints) -> int:
        """The sum over all pairs of the classes of a block."""
        helpers = class_sizes(self._partition.helper)[part.first : part.last]
        return dot(negative @ class_sizes(self._partition.recipient), helpers)

    def _usable(self, part: BlockPart) -> Bools:
        usable: Bools = np.logical_and(self._helper_alone[part.first : part.last, None], self._recipient_alone)
        return usable if part.allowed is None else usable & part.allowed

    def _reduced(self, part: BlockPart, priced: Priced) -> Ints:
        """int64[h, r]: reduced costs of a block."""
        helper = np.arange(part.first, part.last, dtype=np.int64)[:, None]
        recipient = np.arange(self.model.recipient_count, dtype=np.int64)[None, :]
        one = np.zeros((1, 1), np.int64)
        by_helper, by_recipient = np.zeros((len(helper), 1), np.int64), np.zeros((1, recipient.size), np.int64)
        reduced = one if priced.tier is None else part.of(priced.tier)
        for limit in self.model.limits:
            y = priced.multipliers[limit.name]
            if priced.tier is not None and priced.tier.on == limit.name and priced.links is not None:
                y = y - priced.links
            row = limit.row_of(
                one if limit.helper_key is None else helper, one if limit.recipient_key is None else recipient, one
            )
            price = np.where(row >= 0, y[row], 0)
            if price.shape[1] == 1:
                by_helper += price
            elif price.shape[0] == 1:
                by_recipient += price
            else:
                reduced = reduced - price
        return reduced - by_helper - by_recipient

    def _taken(self, part: BlockPart, chosen: Bools) -> tuple[Ints, Ints]:
        row, column = np.nonzero(chosen)
        return (part.first + row) * self.model.recipient_count + column, part.cost[row, column].astype(np.int64)

    def _add(self, found: list[tuple[Ints, Ints]]) -> None:
        """Merges pairs with their costs into the store."""
        if not found:
            return
        pair, cost = np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])
        at = np.minimum(np.searchsorted(self.pair, pair), max(0, len(self.pair) - 1))
        new = self.pair[at] != pair if len(self.pair) else np.ones(len(pair), np.bool_)
        cost = cost[new]
        joined = np.concatenate((self.pair, pair[new]))
        order = np.argsort(joined, kind="stable")
        self.pair = joined[order]
        self._cost = (np.concatenate((self._cost, cost)) if len(self._cost) else cost)[order]


def cheapest(cost: Ints, usable: Bools, each: int) -> Bools:
    """bool like cost: the cheapest usable entry of every column and the ``each`` cheapest of every row."""
    chosen = np.zeros(cost.shape, np.bool_)
    if not cost.size:
        return chosen
    each = min(each, cost.shape[1])
    best = np.argpartition(cost, each - 1, axis=1)[:, :each] if each > 1 else cost.argmin(axis=1)[:, None]
    np.put_along_axis(chosen, best, True, axis=1)
    np.put_along_axis(chosen, cost.argmin(axis=0)[None, :], True, axis=0)
    chosen &= usable
    return chosen
