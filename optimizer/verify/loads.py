"""Group totals: what the forms worst (on a limit), convex and leximin look at, and the least of a function of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.blocks import AllPairs, Block
from optimizer.verify.exact import Array, gathered, narrow, plus, times
from optimizer.verify.feasible import Chosen

NO_END = 2**60


@dataclass(frozen=True, eq=False)
class Totals:
    """One integer a row of ``limit``: the sum of part * x. With ``factor`` (int, or int64[rows] where all pairs of a row cost
    the same) the total is factor * load, load the sum of weight * x; without it the part is the tier's minimised pair cost,
    and the total is grain * load, grain the greatest common divisor of all parts."""

    limit: LimitRows
    tier: TierCost
    factor: int | Array | None
    grain: int = 1

    @property
    def each(self) -> int | Array:
        """What a unit of load adds to the total."""
        return self.grain if self.factor is None else self.factor

    def part(self, block: Block) -> Array:
        """What one unit of each pair adds to its group's total."""
        if not isinstance(self.factor, int):
            return block.cost(self.tier)
        part: Array = times(self._weight(block), self.factor)
        return part

    def unit(self, block: Block) -> Array:
        """What one unit of each pair adds to the load."""
        if self.factor is not None:
            return self._weight(block)
        unit: Array = np.where(block.flat(block.row(self.limit)) >= 0, self.part(block), 0) // self.grain
        return unit

    def whole(self, cap: int) -> int:
        """The largest number up to ``cap`` that a total can be, where all are multiples of the grain."""
        return cap if self.factor is not None else cap // self.grain * self.grain

    def _weight(self, block: Block) -> Array:
        weight = block.weight(self.limit)
        return np.full(block.count, weight) if isinstance(weight, int) else block.flat(weight)

    def loads_within(self, cap: int) -> tuple[Array, Array]:
        """int64[rows] each: (least, most) load of a group whose total is at most ``cap``; no integer where none is."""
        if self.factor is None:
            return np.full(self.limit.count, -NO_END), np.full(self.limit.count, NO_END)
        factor = np.broadcast_to(np.asarray(self.factor), (self.limit.count,))
        size = np.maximum(np.abs(factor), 1)
        most = np.where(factor > 0, cap // size, NO_END if cap >= 0 else -2 * NO_END)
        return np.where(factor < 0, -(cap // size), -NO_END), np.where(factor < 0, NO_END, most)

    def achieved(self, pairs: AllPairs, chosen: Chosen) -> Array:
        """The totals of a roster."""
        if self.factor is not None:
            total: Array = times(chosen.activity(self.limit), self.factor)
            return total
        row = self.limit.row_of(chosen.helper, chosen.recipient, chosen.role)
        return gathered(row, times(pairs.at(chosen.pair, self.tier), chosen.amount), self.limit.count)

    def attainable(self, pairs: AllPairs) -> tuple[Array, Array]:
        """Per group the least and the largest total that the bounds of the pairs leave."""
        low, high = self.none()
        for block in pairs:
            low, high = self.with_block((low, high), block, block.bounds())
        low, high = times(low, self.each), times(high, self.each)
        return np.minimum(low, high), np.maximum(low, high)

    def never_fall(self, pairs: AllPairs) -> bool:
        """No pair that may be used makes a total smaller, so that each is at least the part of any pair in use."""
        for block in pairs:
            least, most = block.bounds()
            falls = ((self.part(block) < 0) & (most > 0)) | (least < 0)
            if (falls & (block.flat(block.row(self.limit)) >= 0)).any():
                return False
        return True

    def without_pairs(self, pairs: AllPairs) -> Array:
        """bool[rows]: no pair that may be used lies in the row."""
        empty = np.ones(self.limit.count, np.bool_)
        for block in pairs:
            row = block.flat(block.row(self.limit))
            empty[row[(row >= 0) & (block.bounds()[1] > 0)]] = False
        return empty

    def none(self) -> tuple[Array, Array]:
        """The loads without any pair."""
        return np.zeros(self.limit.count, np.int64), np.zeros(self.limit.count, np.int64)

    def widest(self, model: AssignmentModel) -> tuple[Array, Array] | None:
        """Loads between these ends are all that pairs used at most once allow; None where that is not one side's count."""
        limit, none = self.limit, np.zeros(1, np.int64)
        if self.factor is None or not isinstance(limit.weight, int):
            return None
        if limit.helper_key is not None and limit.recipient_key is not None:
            return None
        if limit.helper_key is not None:
            row, each = limit.row_of(np.arange(model.helper_count), none, none), model.recipient_count
        else:
            row, each = limit.row_of(none, np.arange(model.recipient_count), none), model.helper_count
        return self.none()[0], gathered(row, np.full(len(row), each * limit.weight), limit.count)

    def with_block(self, ends: tuple[Array, Array], block: Block, bounds: tuple[Array, Array]) -> tuple[Array, Array]:
        """The least and largest loads with the pairs of a block between these bounds."""
        row, unit = block.flat(block.row(self.limit)), self.unit(block)
        reach = [times(unit, bound) for bound in bounds]
        return (
            plus(ends[0], gathered(row, np.minimum(*reach), self.limit.count)),
            plus(ends[1], gathered(row, np.maximum(*reach), self.limit.count)),
        )


@dataclass(frozen=True, eq=False)
class Loads:
    """Totals, priced by the unit of load."""

    totals: Totals

    @property
    def limit(self) -> LimitRows:
        return self.totals.limit

    def part(self, block: Block) -> Array:
        return self.totals.unit(block)


@dataclass(frozen=True, eq=False)
class Rounded:
    """What totals below ``below`` (not 0) say in whole pairs: the sum of floor(times * part / |below|) * x is at most ``most``,
    because the sum of times * part * x / |below| is less than times (-times where ``below`` < 0), and x >= 0."""

    totals: Totals
    times: int
    below: int

    @property
    def limit(self) -> LimitRows:
        return self.totals.limit

    def part(self, block: Block) -> Array:
        scaled = times(self.totals.part(block), self.times)
        return narrow(scaled // abs(self.below))

    @property
    def most(self) -> int:
        return self.times - 1 if self.below > 0 else -self.times - 1


def totals_of(pairs: AllPairs, tier: TierCost) -> Totals | None:
    """The totals a tier looks at; None for form "sum" and for "worst" over pairs."""
    if tier.on is None or tier.form == "sum":
        return None
    limit = pairs.model.limit(tier.on)
    factor: int | Array | None = None
    if tier.form == "convex":
        factor = 1
    elif tier.form == "leximin" and tier.pair_cost is not None and not tier.pair_cost.any():
        factor = tier.sign
    elif limit.weight_by == "one" and limit.weight == 1 and limit.missing is None:
        factor = pairs.once(("cost of rows", tier.number), lambda: _row_costs(pairs, tier, limit))
    if factor is not None:
        return Totals(limit, tier, factor)
    return Totals(limit, tier, None, pairs.once(("grain", tier.number), lambda: _grain(pairs, tier, limit)))


def _grain(pairs: AllPairs, tier: TierCost, limit: LimitRows) -> int:
    """The greatest common divisor of the costs of all pairs that count in the limit; 1 when they are all 0."""
    found = 0
    for block in pairs:
        cost = block.cost(tier)[block.flat(block.row(limit)) >= 0]
        found = int(np.gcd.reduce(np.append(cost, found)))
        if found == 1:
            break
    return max(1, abs(found))


def _row_costs(pairs: AllPairs, tier: TierCost, limit: LimitRows) -> Array | None:
    """int64[rows]: the cost of every pair of the row that may be used; None when one has several costs.

    A row without such pairs has total 0 whatever its factor: it takes that of the others where these have one cost, else 0.
    """
    cheapest, dearest = np.full(limit.count, NO_END), np.full(limit.count, -NO_END)
    for block in pairs:
        row = block.flat(block.row(limit))
        used = (row >= 0) & (block.bounds()[1] > 0)
        cost = block.cost(tier)[used]
        np.minimum.at(cheapest, row[used], cost)
        np.maximum.at(dearest, row[used], cost)
        if (cheapest < dearest).any():
            return None
    known = np.unique(cheapest[cheapest < NO_END])
    return np.where(cheapest == NO_END, known[0] if len(known) == 1 else 0, cheapest)


@dataclass(frozen=True, eq=False)
class LoadCost:
    """f(n) = square * n * n + sum of weight * max(0, factor * n - threshold) - price * n, one a group; all weights >= 0. n is the
    load, factor * n (grain * n without a factor) the total."""

    totals: Totals
    price: Array
    square: int = 0
    hinges: tuple[tuple[int, int], ...] = field(default=())

    def at(self, n: Array) -> Array:
        value = times(times(n, n), self.square)
        total = times(n, self.totals.each)
        for threshold, weight in self.hinges:
            value = plus(value, times(np.maximum(plus(total, -threshold), 0), weight))
        result: Array = plus(value, -times(self.price, n))
        return result

    def minimum(self, low: Array, high: Array) -> Array:
        """Per group the least f(n) over integers low <= n <= high, exact.

        f is convex, and its least value lies at an end, beside a threshold, or beside the point where the slope of the
        square part meets the price, for one of the slopes that the hinges make.
        """
        result = np.minimum(self.at(low), self.at(high))
        for n in self._candidates():
            result = np.minimum(result, self.at(np.minimum(np.maximum(n, low), high)))
        return result

    def _candidates(self) -> list[Array]:
        points = []
        for threshold, _ in self.hinges:
            below = self._before(threshold)
            points += [below, below + 1]
        if self.square:
            weights = [weight for _, weight in sorted(self.hinges)]
            for slope in {sum(weights[:count]) for count in range(len(weights) + 1)}:
                near = narrow(plus(self.price, -slope).astype(object) // (2 * self.square))
                points += [near, plus(near, 1)]
        return points

    def _before(self, threshold: int) -> Array:
        """int64[groups]: floor(threshold / factor), the last n before the total passes the threshold (in either sense)."""
        factor = np.broadcast_to(np.asarray(self.totals.each), (len(self.price),))
        before: Array = np.where(factor < 0, -threshold, threshold) // np.maximum(np.abs(factor), 1)
        return before

    def argmin(self, low: Array, high: Array) -> tuple[Array, Array]:
        """Per group the first and last integer in low .. high where f is least."""
        best = self.minimum(low, high)
        first, last = high.copy(), low.copy()
        for n in [low, high, *self._candidates()]:
            inside = np.minimum(np.maximum(n, low), high)
            hit = self.at(inside) == best
            first = np.where(hit, np.minimum(first, inside), first)
            last = np.where(hit, np.maximum(last, inside), last)
        return first, last
