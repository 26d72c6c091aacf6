"""Group totals: what the forms worst (on a limit), convex and leximin look at, and the least of a function of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.blocks import AllPairs, Block
from optimizer.verify.exact import Array, gathered, narrow, plus, times
from optimizer.verify.feasible import Chosen


@dataclass(frozen=True, eq=False)
class Totals:
    """One integer a row of ``limit``: the sum of part * x. With ``factor`` the total is factor * load, load the sum of
    weight * x; without it the part is the tier's minimised pair cost."""

    limit: LimitRows
    tier: TierCost
    factor: int | None

    def part(self, block: Block) -> Array:
        """What one unit of each pair adds to its group's total."""
        if self.factor is None:
            return block.cost(self.tier)
        weight = block.weight(self.limit)
        if isinstance(weight, int):
            return np.full(block.count, self.factor * weight)
        part: Array = times(block.flat(weight), self.factor)
        return part

    def loads_within(self, cap: int) -> tuple[int | None, int | None]:
        """(least, most) load of a group whose total is at most ``cap``; None: no end there."""
        if not self.factor:
            return None, None
        return (None, cap // self.factor) if self.factor > 0 else (-(cap // -self.factor), None)

    def achieved(self, pairs: AllPairs, chosen: Chosen) -> Array:
        """The totals of a roster."""
        if self.factor is not None:
            total: Array = times(chosen.activity(self.limit), self.factor)
            return total
        row = self.limit.row_of(chosen.helper, chosen.recipient, chosen.role)
        return gathered(row, times(pairs.at(chosen.pair, self.tier), chosen.amount), self.limit.count)

    def attainable(self, pairs: AllPairs) -> tuple[Array, Array]:
        """Per group the least and the largest total that the bounds of the pairs leave."""
        ends = self.none()
        for block in pairs:
            ends = self.with_block(ends, block, block.bounds())
        return ends

    def never_fall(self, pairs: AllPairs) -> bool:
        """No pair makes a total smaller, so that each is at least the part of any pair in use."""
        return all(
            not ((block.flat(block.row(self.limit)) >= 0) & ((self.part(block) < 0) | (block.bounds()[0] < 0))).any()
            for block in pairs
        )

    def none(self) -> tuple[Array, Array]:
        """The totals without any pair."""
        return np.zeros(self.limit.count, np.int64), np.zeros(self.limit.count, np.int64)

    def with_block(self, ends: tuple[Array, Array], block: Block, bounds: tuple[Array, Array]) -> tuple[Array, Array]:
        """The least and largest totals with the pairs of a block between these bounds."""
        row, part = block.flat(block.row(self.limit)), self.part(block)
        reach = [times(part, bound) for bound in bounds]
        return (
            plus(ends[0], gathered(row, np.minimum(*reach), self.limit.count)),
            plus(ends[1], gathered(row, np.maximum(*reach), self.limit.count)),
        )


def totals_of(pairs: AllPairs, tier: TierCost) -> Totals | None:
    """The totals a tier looks at; None for form "sum" and for "worst" over pairs."""
    if tier.on is None or tier.form == "sum":
        return None
    limit = pairs.model.limit(tier.on)
    factor: int | None = None
    if tier.form == "convex":
        factor = 1
    elif tier.form == "leximin" and tier.pair_cost is not None and not tier.pair_cost.any():
        factor = tier.sign
    elif tier.form == "worst" and limit.weight_by == "one" and limit.weight == 1:
        factor = pairs.once(("one cost", tier.number), lambda: _one_cost(pairs, tier))
    return Totals(limit, tier, factor)


def _one_cost(pairs: AllPairs, tier: TierCost) -> int | None:
    """The cost of every pair, when all have the same."""
    found: set[int] = set()
    for block in pairs:
        cost = block.cost(tier)[block.bounds()[1] > 0]
        if len(cost):
            found |= {int(cost.min()), int(cost.max())}
        if len(found) > 1:
            return None
    return found.pop() if found else None


@dataclass(frozen=True, eq=False)
class LoadCost:
    """f(t) = square * t * t + sum of weight * max(0, t - threshold) - price * t, one a group; all weights >= 0."""

    totals: Totals
    price: Array
    square: int = 0
    hinges: tuple[tuple[int, int], ...] = field(default=())

    def at(self, t: Array) -> Array:
        value = times(times(t, t), self.square)
        for threshold, weight in self.hinges:
            value = plus(value, times(np.maximum(plus(t, -threshold), 0), weight))
        result: Array = plus(value, -times(self.price, t))
        return result

    def minimum(self, low: Array, high: Array) -> Array:
        """Per group the least f(t) over integers low <= t <= high, exact.

        f is convex between integers, and its least value lies at an end, at a threshold, or beside the point where
        the slope of the square part meets the price, for one of the slopes that the hinges make.
        """
        result = np.minimum(self.at(low), self.at(high))
        for t in self._candidates():
            result = np.minimum(result, self.at(np.minimum(np.maximum(t, low), high)))
        return result

    def _candidates(self) -> list[Array]:
        flat = np.zeros(len(self.price), np.int64)
        points = [flat + threshold for threshold, _ in self.hinges]
        if self.square:
            weights = [weight for _, weight in sorted(self.hinges)]
            for slope in {sum(weights[:count]) for count in range(len(weights) + 1)}:
                near = narrow(plus(self.price, -slope).astype(object) // (2 * self.square))
                points += [near, plus(near, 1)]
        return points

    def argmin(self, low: Array, high: Array) -> tuple[Array, Array]:
        """Per group the first and last integer in low .. high where f is least."""
        best = self.minimum(low, high)
        first, last = high.copy(), low.copy()
        for t in [low, high, *self._candidates()]:
            inside = np.minimum(np.maximum(t, low), high)
            hit = self.at(inside) == best
            first = np.where(hit, np.minimum(first, inside), first)
            last = np.where(hit, np.maximum(last, inside), last)
        return first, last
