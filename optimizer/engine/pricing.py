"""Dense models too large to list: a short list of pairs is solved, all pairs are priced, cheaper ones join, until none is.

Column generation for flows (Ford and Fulkerson 1958; Dantzig and Wolfe 1960). A list of nearest pairs alone may be far
from the optimum; here no allowed pair is left unpriced, so that the multipliers prove the tier over all pairs. Pairs of a
metric are looked at by tiles, and those between tiles too far apart for their prices not one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from optimizer.engine.blocks import BlockPart, BlockReader
from optimizer.engine.budget import Budget
from optimizer.engine.coarse import coarse_start
from optimizer.engine.exact import dot
from optimizer.engine.few import Few
from optimizer.engine.network_face import Face
from optimizer.engine.network_merge import Partition, class_sizes
from optimizer.engine.prices import Priced, Prices, TilePrices, tier_costs_between
from optimizer.engine.tiles import Tiles
from optimizer.model.arrays import Bools, Ints, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost

NEAREST = 4
"""Cheapest pairs of everyone that the first list holds."""
EACH = 4
"""Most pairs of everyone that join the list in one round."""
SHORT = 512
"""Recipients near a tile of helpers among which a tier without costs looks for pairs first."""
TIGHT = 4_000_000
"""Most pairs left open by a proved tier that are listed for those after it."""


class PricedSource:
    """The pairs listed so far between representatives of one partition, with the costs of all tiers.

    ``caps``: (tier, value): dearer pairs are not used any more.
    """

    def __init__(self, model: AssignmentModel, partition: Partition, budget: Budget) -> None:
        self.model, self._partition = model, partition
        self._helper_alone = partition.helper == np.arange(len(partition.helper))
        self._recipient_alone = partition.recipient == np.arange(len(partition.recipient))
        plain = isinstance(model.pairs, Metric) and model.pairs.factor is None
        self._tiles = Tiles(model, budget) if plain else None
        self._parts = BlockReader(model, budget)
        self.pair = np.zeros(0, np.int64)
        self._cost = np.zeros((0, 1), np.int64)
        self.caps: list[tuple[TierCost, int]] = []
        self._column = np.full(model.recipient_count, -1, np.int64)
        self._smallest: dict[int, int] = {}
        self.worth = 0
        """The sum of the negative reduced costs of the pairs that the last pricing saw, beside the known ones."""

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
        """Of all allowed pairs, whatever earlier tiers left open."""
        if tier.number not in self._smallest:
            self._smallest[tier.number] = self._least(tier)
        return self._smallest[tier.number]

    def _least(self, tier: TierCost) -> int:
        if tier.pair_cost is not None:
            return int(tier.pair_cost[0])
        least = int(self.cost(tier, self.pair).min()) if self.pair.size else 0
        for part in self._promising((), None, [(tier, least - 1)] if self.pair.size else ()):
            usable = self._usable(part)
            if usable.any():
                least = min(least, int(part.of(tier)[usable].min()))
        return least

    def index(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        return helper * self.model.recipient_count + recipient

    def seed(self, side: tuple[int, ...], given: Ints | None) -> None:
        """The first list: ``given`` pairs (ascending) and cheap pairs of everyone, by cost minus coarse prices."""
        tier = next((t for t in self.model.tiers if t.pair_cost is None), None)
        start = None
        if given is None and tier is not None and tier.form in ("sum", "worst"):
            start = coarse_start(self.model, side, tier, self._parts)
        multipliers, given = (_no_prices(self.model), given) if start is None else start
        prices = Prices(self.model, Priced(tier, multipliers))
        few = Few(self.model.helper_count, self.model.recipient_count, NEAREST)
        kept: list[tuple[Ints, Ints]] = []
        for part in self._near(prices):
            usable = self._usable(part)
            few.see(part, np.broadcast_to(prices.of(part), usable.shape), usable)
            if given is not None and self._tiles is None:
                kept.append(self._given(part, given, usable))
        self._add(*few.pairs())
        for pair, cost in kept:
            self._add(pair, cost)
        if given is not None and self._tiles is not None:
            helper, recipient = given // self.model.recipient_count, given % self.model.recipient_count
            alone = given[self._helper_alone[helper] & self._recipient_alone[recipient]]
            self._add(alone, self._tiles.cost(alone // self.model.recipient_count, alone % self.model.recipient_count))

    def _given(self, part: BlockPart, given: Ints, usable: Bools) -> tuple[Ints, Ints]:
        wide = self.model.recipient_count
        first, last = np.searchsorted(given, (part.first * wide, part.last * wide))
        row, column = given[first:last] // wide - part.first, given[first:last] % wide
        here = usable[row, column]
        row, column = row[here], column[here]
        return given[first:last][here], part.cost[row, column].astype(np.int64)

    def worthwhile(
        self,
        earlier: Sequence[Priced],
        now: Priced,
        known: Ints,
        cap: tuple[TierCost, int] | None = None,
        *,
        near: bool = False,
    ) -> Ints:
        """Pairs beside the ``known`` (ascending) that the multipliers ``now`` show to be worth using on the face of the
        earlier tiers, ascending.

        None: the multipliers hold for all pairs (with ``cap``: for all that cost at most so much in that tier). near: of a metric only short ones are looked at, which
        proves nothing.
        """
        before, prices = [Prices(self.model, priced) for priced in earlier], Prices(self.model, now)
        few = Few(self.model.helper_count, self.model.recipient_count, EACH)
        self.worth = 0
        caps = self.caps if cap is None else [*self.caps, cap]
        for part in self._promising(before, prices, caps, SHORT if near else None):
            usable = self._open(part, before, caps)
            reduced = np.broadcast_to(prices.of(part), usable.shape)
            worth = usable & (reduced < 0)
            if worth.any():
                worth[places(part, known, self._column)] = False
            if worth.any():
                self.worth += self._summed(part, np.where(worth, reduced, 0))
                few.see(part, reduced, worth)
        pair, cost = few.pairs()
        self._add(pair, cost)
        return pair

    def tight(self, earlier: Sequence[Priced]) -> Ints | None:
        """All pairs that the earlier tiers leave open, ascending, listed from now on; None when they are too many."""
        before = [Prices(self.model, priced) for priced in earlier]
        pairs, costs, count = [np.zeros(0, np.int64)], [], 0
        for part in self._promising(before, None, self.caps):
            row, column = np.nonzero(self._open(part, before, self.caps))
            count += len(row)
            if count > TIGHT:
                return None
            pairs.append(part.helper[row] * self.model.recipient_count + part.recipient[column])
            costs.append(part.cost[row, column].astype(np.int64))
        pair = np.concatenate(pairs)
        order = np.argsort(pair, kind="stable")
        if costs:
            self._add(pair[order], np.concatenate(costs)[order])
        return pair[order]

    def _near(self, prices: Prices) -> Iterator[BlockPart]:
        """Parts to choose a first list from: all pairs, or tiles that are near at these prices."""
        if self._tiles is None:
            return iter(self._parts)
        between = TilePrices(prices, self._tiles)
        return self._tiles.parts(self._tiles.nearest(between.least))

    def _promising(
        self,
        before: Sequence[Prices],
        now: Prices | None,
        caps: Sequence[tuple[TierCost, int]],
        each: int | None = None,
    ) -> Iterator[BlockPart]:
        """Parts with every pair that is open after the tiers before and, at the prices ``now``, worth using."""
        if self._tiles is None:
            return iter(self._parts)
        return self._tiles.parts(Open(self._tiles, before, now, caps, each))

    def _open(self, part: BlockPart, before: Sequence[Prices], caps: Sequence[tuple[TierCost, int]]) -> Bools:
        usable = self._usable(part)
        for prices in before:
            usable &= prices.of(part) == 0
        for tier, cap in caps:
            usable &= part.of(tier) <= cap
        return usable

    def _summed(self, part: BlockPart, negative: Ints) -> int:
        """The sum over all pairs of the classes of a part."""
        helpers = class_sizes(self._partition.helper)[part.helper]
        return dot(negative @ class_sizes(self._partition.recipient)[part.recipient], helpers)

    def _usable(self, part: BlockPart) -> Bools:
        usable: Bools = np.logical_and(self._helper_alone[part.helper][:, None], self._recipient_alone[part.recipient])
        return usable if part.allowed is None else usable & part.allowed

    def _add(self, pair: Ints, cost: Ints) -> None:
        """Merges pairs (ascending) with their costs into the store."""
        at = np.minimum(np.searchsorted(self.pair, pair), max(0, len(self.pair) - 1))
        new = self.pair[at] != pair if len(self.pair) else np.ones(len(pair), np.bool_)
        if not new.any():
            return
        joined = np.concatenate((self.pair, pair[new]))
        order = np.argsort(joined, kind="stable")
        self._cost = (np.concatenate((self._cost, cost[new])) if len(self._cost) else cost[new])[order]
        self.pair = joined[order]


def _no_prices(model: AssignmentModel) -> dict[str, Ints]:
    return {limit.name: np.zeros(limit.count, np.int64) for limit in model.limits}


class Open:
    """What a pass over tiles has to look at: pairs open after earlier tiles that prices may show to be worth using."""

    def __init__(
        self,
        tiles: Tiles,
        before: Sequence[Prices],
        now: Prices | None,
        caps: Sequence[tuple[TierCost, int]],
        each: int | None,
    ) -> None:
        """each: most recipients for one tile of helpers, the nearest."""
        self._each = each
        self._earlier = [TilePrices(prices, tiles) for prices in before]
        self._now = None if now is None else TilePrices(now, tiles)
        self._caps = caps

    def tiles(self, tile: int, least: Ints, most: Ints) -> Bools:
        chosen = np.ones(len(least), np.bool_) if self._now is None else self._now.least(tile, least, most) < 0
        for tier, cap in self._caps:
            chosen &= tier_costs_between(tier, least, most)[0] <= cap
        for prices in self._earlier:
            chosen &= prices.may_vanish(tile, least, most)
        return chosen

    def points(self, tile: int, recipient: Ints, least: Ints) -> Bools:
        chosen = np.ones(len(recipient), np.bool_)
        if self._now is not None:
            chosen &= self._now.least_at(tile, recipient, least) < 0
        for prices in self._earlier:
            chosen &= prices.least_at(tile, recipient, least) <= 0
        if self._each is not None and np.count_nonzero(chosen) > self._each:
            far = np.where(chosen, least, np.iinfo(np.int64).max)
            chosen &= least <= np.partition(far, self._each - 1)[self._each - 1]
        return chosen


def with_pairs(face: Face, pair: Ints) -> Face:
    """The face with more pairs, each used at most once."""
    joined = np.concatenate((face.pair, pair))
    order = np.argsort(joined, kind="stable")
    least = np.concatenate((face.least, np.zeros(len(pair), np.int64)))[order]
    most = np.concatenate((face.most, np.ones(len(pair), np.int64)))[order]
    return Face(face.partition, joined[order], least, most, face.rows)


def places(part: BlockPart, known: Ints, column: Ints) -> tuple[Ints, Ints]:
    """(row, column) of the known pairs (ascending) that lie in a part. column: int64[R] of -1, left as it was."""
    wide = len(column)
    first, last = np.searchsorted(known, (part.helper * wide, (part.helper + 1) * wide))
    count = last - first
    row = np.repeat(np.arange(len(first)), count)
    here = known[np.arange(len(row)) + (first - np.cumsum(count) + count)[row]]
    column[part.recipient] = np.arange(len(part.recipient))
    at = column[here % wide]
    column[part.recipient] = -1
    return row[at >= 0], at[at >= 0]
