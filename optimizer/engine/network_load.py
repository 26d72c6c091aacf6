"""Functions of a row's load: convex costs as parallel arcs, and the price of a unit of load that proves them.

A tier with ``on`` adds F(t) for the load t of each row of that limit. The marginal costs F(t) - F(t - 1) rise, so that
unit arcs with these costs fill in the right order (Ahuja, Magnanti, Orlin 1993, ch. 14.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.model.arrays import Ints


@dataclass(frozen=True)
class LoadCost:
    """F on integers t >= 0. kind "square": scale * (t - at)^2 (+ constant); "over": scale * max(t - at, 0);
    "under": scale * max(at - t, 0)."""

    on: str
    kind: Literal["square", "over", "under"]
    at: int = 0
    scale: int = 1

    def marginal(self, t: Ints) -> Ints:
        """F(t) - F(t - 1), int64 like t."""
        if self.kind == "square":
            return self.scale * (2 * (t - self.at) - 1)
        if self.kind == "over":
            return np.where(t > self.at, self.scale, 0)
        return np.where(t <= self.at, -self.scale, 0)

    def value(self, t: Ints) -> int:
        """sum of F over loads."""
        if self.kind == "square":
            return self.scale * sum((int(v) - self.at) ** 2 for v in t.tolist())
        excess = t - self.at if self.kind == "over" else self.at - t
        return self.scale * int(np.maximum(excess, 0).sum())

    def minimisers(self, price: Ints) -> tuple[Ints, Ints]:
        """(smallest, largest) integer t >= 0 that minimises F(t) - price * t; the largest may be 2**40 for "no end"."""
        far = np.full(len(price), 2**40, np.int64)
        none = np.zeros(len(price), np.int64)
        if self.kind == "square":
            low = -((self.scale - price) // (2 * self.scale)) + self.at
            high = (price + self.scale) // (2 * self.scale) + self.at
            return np.maximum(low, 0), np.maximum(high, 0)
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
    if cost.kind == "square":
        count = last
        row = np.repeat(np.arange(len(last)), count)
        step = np.arange(len(row), dtype=np.int64) - np.repeat(np.cumsum(count) - count, count) + 1
        lower = np.where(step <= least[row], times[row], 0)
        return LoadArcs(row, lower, times[row], cost.marginal(step))
    knee = np.clip(np.full(len(last), cost.at), 0, last)
    row = np.repeat(np.arange(len(last)), 2)
    size = np.stack((knee, last - knee), axis=1).reshape(-1)
    low = np.stack((np.minimum(np.maximum(least, 0), knee), np.maximum(least - knee, 0)), axis=1).reshape(-1)
    slope = (0, cost.scale) if cost.kind == "over" else (-cost.scale, 0)
    price = np.tile(np.array(slope, np.int64), len(last))
    return LoadArcs(row, low * times[row], size * times[row], price)


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
