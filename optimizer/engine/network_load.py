"""Functions of a row's load: convex costs as parallel arcs, and the price of a unit of load that proves them.

A tier with ``on`` adds F(t) for the load t of each row of that limit. The marginal costs F(t) - F(t - 1) rise, so that
unit arcs with these costs fill in the right order (Ahuja, Magnanti, Orlin 1993, ch. 14.3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost

FAR = 2**40


@dataclass(frozen=True, eq=False)
class LoadCost:
    """F on integers t >= 0. kind "square": scale * (t - at)^2 (+ constant); "over": scale * max(t - at, 0);
    "under": scale * max(at - t, 0). With ``part`` (int64[rows]: what a unit of load adds to the row's total): "excess":
    max(part * t - at, 0); "even": sum of |part| * k - at over k = 1 .. t."""

    on: str
    kind: Literal["square", "over", "under", "excess", "even"]
    at: int = 0
    scale: int = 1
    part: Ints | None = None

    def of(self, rows: Ints) -> LoadCost:
        """The same for these rows only."""
        return self if self.part is None else replace(self, part=self.part[rows])

    def _excess(self, t: Ints) -> Ints:
        assert self.part is not None
        over: Ints = np.maximum(self.part * t - self.at, 0)
        return over

    def steps(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Of "excess": (last t before the total passes ``at``, -1: none; marginal costs up to it, just after it, and then)."""
        assert self.part is not None
        part = self.part
        last = np.where(part < 0, -self.at, self.at) // np.maximum(np.abs(part), 1)
        last = np.maximum(np.where(part == 0, FAR if self.at >= 0 else -1, last), -1)
        knee = np.maximum(last, 0)
        middle = self._excess(knee + 1) - self._excess(knee)
        return last, np.minimum(part, 0), np.where(last >= 0, middle, np.maximum(part, 0)), np.maximum(part, 0)

    def marginal(self, t: Ints) -> Ints:
        """F(t) - F(t - 1), int64 like t."""
        if self.kind == "square":
            return self.scale * (2 * (t - self.at) - 1)
        if self.kind == "excess":
            return self._excess(t) - self._excess(t - 1)
        if self.kind == "even":
            assert self.part is not None
            return np.abs(self.part) * t - self.at
        if self.kind == "over":
            return np.where(t > self.at, self.scale, 0)
        return np.where(t <= self.at, -self.scale, 0)

    def value(self, t: Ints) -> int:
        """sum of F over loads."""
        if self.kind == "square":
            return self.scale * sum((int(v) - self.at) ** 2 for v in t.tolist())
        if self.kind == "excess":
            return sum(self._excess(t).tolist())
        if self.kind == "even":
            assert self.part is not None
            both = zip(np.abs(self.part).tolist(), t.tolist(), strict=True)
            return sum(p * n * (n + 1) // 2 - self.at * n for p, n in both)
        excess = t - self.at if self.kind == "over" else self.at - t
        return self.scale * int(np.maximum(excess, 0).sum())

    def minimisers(self, price: Ints) -> tuple[Ints, Ints]:
        """(smallest, largest) integer t >= 0 that minimises F(t) - price * t; the largest may be 2**40 for "no end"."""
        far = np.full(len(price), FAR, np.int64)
        none = np.zeros(len(price), np.int64)
        if self.kind == "square":
            low = -((self.scale - price) // (2 * self.scale)) + self.at
            high = (price + self.scale) // (2 * self.scale) + self.at
            return np.maximum(low, 0), np.maximum(high, 0)
        if self.kind == "excess":
            final, before, middle, after = self.steps()
            knee, step = np.maximum(final, 0), final >= 0
            lowest: Ints = knee * (before < price) + (step & (middle < price))
            return lowest, np.minimum(
                knee * (before <= price) + (step & (middle <= price)) + far * (after <= price), far
            )
        at = np.full(len(price), self.at, np.int64)
        first, last = (0, self.scale) if self.kind == "over" else (-self.scale, 0)
        low = np.where(price <= first, none, at)
        high = np.where(price >= last, far, at)
        low = np.where(price >= last, at, low)
        return low, np.where(price < first, none, high)


@dataclass(frozen=True, eq=False)
class LoadArcs:
    """Parallel arcs of the rows of one limit: row_index int64[k] into the live rows, lower, upper, cost int64[k]."""

    row_index: Ints
    lower: Ints
    upper: Ints
    cost: Ints


def load_arcs(cost: LoadCost, least: Ints, most: Ints, reach: Ints, times: Ints) -> LoadArcs:
    """Arcs for rows with load bounds [least, most] each (of one row), standing for ``times`` rows each.

    reach: int64, more than any load can be. One arc per step in the marginal cost.
    """
    last = np.maximum(np.minimum(most, reach), np.maximum(least, 0))
    if cost.kind in ("square", "even"):
        count = last
        row = np.repeat(np.arange(len(last)), count)
        step = np.arange(len(row), dtype=np.int64) - np.repeat(np.cumsum(count) - count, count) + 1
        lower = np.where(step <= least[row], times[row], 0)
        return LoadArcs(row, lower, times[row], cost.of(row).marginal(step))
    if cost.kind == "excess":
        return _excess_arcs(cost, least, last, times)
    knee = np.clip(np.full(len(last), cost.at), 0, last)
    row = np.repeat(np.arange(len(last)), 2)
    size = np.stack((knee, last - knee), axis=1).reshape(-1)
    low = np.stack((np.minimum(np.maximum(least, 0), knee), np.maximum(least - knee, 0)), axis=1).reshape(-1)
    slope = (0, cost.scale) if cost.kind == "over" else (-cost.scale, 0)
    price = np.tile(np.array(slope, np.int64), len(last))
    return LoadArcs(row, low * times[row], size * times[row], price)


def _excess_arcs(cost: LoadCost, least: Ints, most: Ints, times: Ints) -> LoadArcs:
    """Three arcs a row: up to the threshold, the step across it, and beyond."""
    last, before, middle, after = cost.steps()
    ends = np.stack((np.zeros_like(most), last, last + 1, np.full_like(most, FAR)), axis=1)
    ends = np.minimum(np.maximum(ends, 0), most[:, None])
    low = np.minimum(ends, np.maximum(least, 0)[:, None])
    row = np.repeat(np.arange(len(most)), 3)
    size, lower = np.diff(ends, axis=1).reshape(-1), np.diff(low, axis=1).reshape(-1)
    price = np.stack((before, middle, after), axis=1).reshape(-1)
    return LoadArcs(row, lower * times[row], size * times[row], price)


def row_parts(model: AssignmentModel, tier: TierCost) -> Ints | None:
    """int64[rows of the tier's limit]: what every pair of the row costs (minimised), 0 without any; None when pairs of a row
    that may be used differ, or come in blocks."""
    price, limit = tier.pair_cost, model.limit(str(tier.on))
    if price is None or not price.size:
        return None
    if (price == price[0]).all():
        return np.full(limit.count, price[0], np.int64)
    pairs = model.pair_list
    if pairs is None:
        return None
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    used = (row >= 0) & (pairs.most > 0)
    low, high = np.full(limit.count, 2**60), np.full(limit.count, -(2**60))
    np.minimum.at(low, row[used], price[used])
    np.maximum.at(high, row[used], price[used])
    return None if (low < high).any() else np.where(low == 2**60, 0, low)


def split_price(cost: LoadCost, difference: Ints, load: Ints, rest: Ints) -> tuple[Ints, Ints]:
    """(y, price of load) from the potential differences y - price of the rows' arcs.

    load: int64, whole load of each single row; rest: int64, units left over (some of the merged rows have load + 1).
    """
    below = cost.marginal(load)
    above = cost.marginal(load + 1)
    price = np.where(load > 0, np.maximum(-difference, below), -difference)
    price = np.minimum(price, above)
    price = np.where(rest > 0, above, price)
    return difference + price, price
