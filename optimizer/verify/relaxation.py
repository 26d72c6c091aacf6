"""One leaf: the least of the costs plus priced rows over everything that is not priced. The formula of a bound.

For rows a.x (+ m) with prices y the bound is, in units of 1/scale,

    constant + sum over rows of min(y * low, y * high) + sum over missing of min((cost - y) * m)
             + sum over groups of min over t of f(t) - z * t + sum over pairs of min(d * low, d * high)

with d = cost + z * part - sum of y * weight. Every sum is exact; any prices give a true bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from optimizer.model.normal import SpreadRows, TierCost
from optimizer.verify.blocks import AllPairs, Block
from optimizer.verify.covers import Covers
from optimizer.verify.exact import Array, gathered, largest, plus, times, total
from optimizer.verify.knapsack import Kept
from optimizer.verify.loads import LoadCost, Loads, Rounded, Totals
from optimizer.verify.multipliers import Multipliers
from optimizer.verify.near import Between, Near, Reach, Single, near_of, reach_of
from optimizer.verify.space import Range, Space, lacking_columns
from optimizer.verify.values import missing_cost
from optimizer.verify.wishes import least_limit, least_rows, parts_used


@dataclass(eq=False)
class Costs:
    """What a leaf minimises beside its priced rows: ``linear`` (multiplier, tier): pair and missing costs;
    ``measured`` (prices, totals): prices[group] * part; ``loads``: functions of group totals; ``constant``; ``wishes``:
    number of a tier of form "excess" -> what one unit of excess costs."""

    linear: list[tuple[int, TierCost]] = field(default_factory=list)
    measured: list[tuple[Array, Totals | Loads | Rounded]] = field(default_factory=list)
    loads: list[LoadCost] = field(default_factory=list)
    constant: int = 0
    wishes: dict[int, int] = field(default_factory=dict)


class Relaxation:
    """Multipliers on a space with costs."""

    def __init__(self, pairs: AllPairs, space: Space, dual: Multipliers, costs: Costs) -> None:
        self.pairs, self.space, self.dual, self.costs = pairs, space, dual, costs
        self.model = pairs.model
        self.loads = costs.loads
        self._known: list[int | None] = []
        wishes = {name: costs.wishes.get(number, 0) for name, number in self.model.wishes.tier.items()}
        self.wishes = {name: price for name, price in wishes.items() if price}
        self._kept = Kept(self.model, space, dual.kept, self.wishes) if dual.kept else None
        self._others = self._unkept()
        self._covers = Covers(self.model, space, self._kept, dual.covers) if dual.covers else None

    def bound(self, branches: Mapping[int, Range2] | None = None) -> int | None:
        """The bound, in units of 1/scale; None when nothing lies here (a lower bound above an upper one)."""
        if branches:
            return self._bound(branches)
        if not self._known:
            self._known.append(self._bound({}))
        return self._known[0]

    def _bound(self, branches: Mapping[int, Range2]) -> int | None:
        if self.space.hollow():
            return None
        value = self.costs.constant
        for prices, ranges in ((self.dual.limits, self.space.limits), (self.dual.rows, self.space.rows)):
            for name, price in prices.items():
                value += 0 if name in self.wishes else _least(price, ranges[name])
        value += self._wished()
        for name in self.space.missing:
            lack = self._lacking(name, branches)
            if (lack[0] > lack[1]).any():
                return None
            value += _least(self.missing_reduced(name), lack)
        covers = self._covers
        gather = None if self._kept is None else self._kept.gather(None if covers is None else covers.charge)
        value += 0 if covers is None else covers.constant
        widest = [load.totals.widest(self.model) for load in self.loads]
        whole = None in self._between(branches) or None in widest
        reach = [
            load.totals.none() if whole or most is None else most for load, most in zip(self.loads, widest, strict=True)
        ]
        used: list[tuple[Array, Array]] = []
        none = np.zeros(0, np.int64)
        for block in self._busy(branches):
            low, high = self._branched(block, branches)
            if (low > high).any():
                return None
            if whole:
                pairs = zip(self.loads, reach, strict=True)
                reach = [load.totals.with_block(ends, block, (low, high)) for load, ends in pairs]
            if self._others:
                used.append((block.flat(block.helper)[low > 0], block.flat(block.recipient)[low > 0]))
            reduced = self.reduced(block)
            if gather is not None:
                mine = self.in_kept(block)
                gather.add(block, mine, reduced, low, high)
                reduced = np.where(mine, 0, reduced)
            value += _least(reduced, (low, high))
        in_rows = self._in_rows(branches)
        if in_rows is None:
            return None
        value += in_rows
        for load, ends in zip(self.loads, reach, strict=True):
            low, high = self._within_limit(load.totals, *ends)
            if (low > high).any():
                return None
            value += total(load.minimum(low, high))
        for spread, beyond, each in self._others:
            helper, recipient = (np.concatenate([none, *(ends[side] for ends in used)]) for side in (0, 1))
            parts = parts_used(spread, helper, recipient)
            if beyond is not None and (parts > plus(spread.most, beyond)).any():
                return None
            value += each * total(np.maximum(parts - spread.most, 0))
        if gather is not None:
            best = gather.minimum()
            self.pairs.spend(gather.work)
            if best is None:
                return None
            value += best
        return value

    def reach(self, near: Near) -> Reach | None:
        """Bounds of d between cells, linear rows apart; None where d is more than costs and prices of the two people."""
        counted = all(isinstance(part, Loads) and part.totals.factor is not None for _, part in self.costs.measured)
        if not counted or self._covers is not None or self._kept is not None:
            return None
        prices = [(self.model.limit(name), price) for name, price in self.dual.limits.items()]
        prices += [(part.limit, -price) for price, part in self.costs.measured if len(price)]
        return reach_of(near, self.costs.linear, prices)

    def _between(
        self, branches: Mapping[int, Range2]
    ) -> tuple[Near | None, Callable[[Between], tuple[Array, Array]] | None, Reach | None]:
        counted = all(load.totals.widest(self.model) is not None for load in self.loads)
        near = None if branches or self._others or not counted else near_of(self.pairs)
        return near, None if near is None else self.space.still(near), None if near is None else self.reach(near)

    def _in_rows(self, branches: Mapping[int, Range2]) -> int | None:
        """What the pairs of linear rows add beyond what they add without their rows, where cells are looked at: those know
        nothing of rows. None: nothing lies here."""
        if not self.model.every_row or None in self._between(branches):
            return 0
        numbers = np.unique(np.concatenate([rows.indices for rows in self.model.every_row]))
        value = 0
        for sign, entered in ((1, True), (-1, False)):
            block = Single(self.model, numbers, entered=entered)
            low, high = self.space.box(block)
            if entered and (low > high).any():
                return None
            value += sign * _least(self.reduced(block), (low, high))
        return value

    def _busy(self, branches: Mapping[int, Range2]) -> Iterable[Block]:
        """The blocks that may add something: all of them, or of a metric those that are not too far apart."""
        near, still, reach = self._between(branches)
        if near is None or still is None or reach is None:
            return self.pairs

        def idle(between: Between) -> Array:
            free, shut = still(between)
            nothing: Array = free & (shut | (reach.least(between) >= 0))
            return nothing

        return near.patches(idle)

    def _unkept(self) -> list[tuple[SpreadRows, int | None, int]]:
        """Spreads that are wishes and not kept, by how much they may be exceeded (None: any), what that costs: pairs that must
        be used exceed them."""
        found = [
            (one, self.space.spare.get(one.name), self.wishes.get(one.name, 0))
            for one in self.model.wishes.spreads
            if one.name not in self.dual.kept
        ]
        return [one for one in found if one[1] is not None or one[2]]

    def _wished(self) -> int:
        """The least of priced rows that are wishes, each excess at its price."""
        value = 0
        for limit in self.model.wishes.limits:
            if limit.name in self.wishes and limit.name in self.dual.limits:
                ranges = self.space.limits[limit.name]
                value += least_limit(limit, self.dual.limits[limit.name], ranges, self.wishes[limit.name])
        for rows in self.model.wishes.rows:
            if rows.name in self.wishes and rows.name in self.dual.rows:
                value += least_rows(rows, self.dual.rows[rows.name], self.space.rows[rows.name], self.wishes[rows.name])
        return value

    def in_kept(self, block: Block) -> Array:
        """bool: pairs that a kept limit or spread speaks of."""
        assert self._kept is not None
        return self._kept.inside(block)

    def reduced(self, block: Block) -> Array:
        """d of each pair."""
        value: Array = np.zeros(block.count, np.int64)
        for weight, tier in self.costs.linear:
            value = plus(value, times(block.cost(tier), weight))
        for price, totals in self.costs.measured:
            row = block.flat(block.row(totals.limit))
            at = np.where(row >= 0, price[row], 0) if len(price) else np.zeros(block.count, np.int64)
            value = plus(value, times(at, totals.part(block)))
        for name, price in self.dual.limits.items():
            value = plus(value, block.priced(self.model.limit(name), -price))
        for rows in self.model.every_row:
            if rows.name in self.dual.rows:
                pair, row, data = self.pairs.entries(rows)
                if isinstance(block, Single):
                    if block.entered:
                        here = times(data, -self.dual.rows[rows.name][row])
                        value = plus(value, gathered(np.searchsorted(block.numbers, pair), here, block.count))
                    continue
                first, last = np.searchsorted(pair, (block.start, block.stop))
                here = times(data[first:last], -self.dual.rows[rows.name][row[first:last]])
                value = plus(value, gathered(pair[first:last] - block.start, here, block.count))
        if self._covers is not None:
            taken = self._covers.unit[block.helper, self._covers.spread.part[block.recipient]]
            value = plus(value, -block.flat(taken))
        return value

    def missing_reduced(self, name: str) -> Array:
        """Cost minus price of one unit missing, per row of the limit."""
        limit = self.model.limit(name)
        value: Array = np.zeros(limit.count, np.int64)
        for weight, tier in self.costs.linear:
            value = plus(value, times(missing_cost(tier, limit), weight))
        if self._covers is not None and name in self._covers.missing:
            value = plus(value, -self._covers.missing[name])
        return plus(value, -self.dual.limits[name]) if name in self.dual.limits else value

    def load_range(self, totals: Totals) -> Range:
        """Per group, the loads that are possible."""
        widest = None if near_of(self.pairs) is None else totals.widest(self.model)
        ends = totals.none() if widest is None else widest
        for block in self.pairs if widest is None else ():
            ends = totals.with_block(ends, block, self.space.box(block))
        return self._within_limit(totals, *ends)

    def _within_limit(self, totals: Totals, low: Array, high: Array) -> Range:
        """... as the rows of the limit leave them."""
        if totals.factor is not None:
            name = totals.limit.name
            first, last = self.space.limits[name]
            if name in self.space.missing:
                first = plus(first, -self.space.missing[name][1])
                last = plus(last, -self.space.missing[name][0])
            low, high = np.maximum(low, first), np.minimum(high, last)
        return low, high

    def _lacking(self, name: str, branches: Mapping[int, Range2]) -> Range:
        """What may be missing of a limit's rows."""
        first, count = lacking_columns(self.model)[name] if branches else (0, 0)
        here = {column - first: ends for column, ends in branches.items() if first <= column < first + count}
        low, high = self.space.missing[name]
        return _narrowed(low, high, here) if here else (low, high)

    def _branched(self, block: Block, branches: Mapping[int, Range2]) -> Range:
        low, high = self.space.box(block)
        here = {pair - block.start: ends for pair, ends in branches.items() if block.start <= pair < block.stop}
        return _narrowed(low, high, here) if here else (low, high)


Range2 = tuple[int, int]


def _narrowed(low: Array, high: Array, branches: Mapping[int, Range2]) -> Range:
    low, high = low.copy(), high.copy()
    for at, (least, most) in branches.items():
        low[at], high[at] = max(int(low[at]), least), min(int(high[at]), most)
    return low, high


def _least(price: Array, bounds: Range) -> int:
    """sum of min(price * low, price * high)."""
    low, high = bounds
    if largest(low) == 0 and largest(high) <= 1 and not (high < 0).any():
        return total(np.where(high > 0, np.minimum(price, 0), 0))
    return total(np.minimum(times(price, low), times(price, high)))
