"""Group totals, and convex functions of them: what the forms convex, leximin and worst (on a limit) look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.source import PairSet
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost


@dataclass(frozen=True, eq=False)
class Measure:
    """total of group g = sum of part * x over the entries (row g, column): a load (times the tier's sign) or pair costs.

    ``reversed_load``: totals are minus loads; a certificate speaks of the price of a unit of load.
    """

    row: Ints
    column: Ints
    part: Ints
    count: int
    reversed_load: bool = False

    def totals(self, x: Ints) -> Ints:
        out = np.zeros(self.count, np.int64)
        np.add.at(out, self.row, self.part * x[self.column])
        return out

    def range(self, least: Ints, most: Ints) -> tuple[Ints, Ints]:
        """Least and largest total of each group that the boxes leave."""
        ends = (self.part * least[self.column], self.part * most[self.column])
        low, high = np.zeros(self.count, np.int64), np.zeros(self.count, np.int64)
        np.add.at(low, self.row, np.minimum(*ends))
        np.add.at(high, self.row, np.maximum(*ends))
        return low, high


def measure_of(model: AssignmentModel, tier: TierCost, pairs: PairSet) -> Measure:
    """The totals that a tier with ``on`` looks at."""
    from optimizer.engine.side.stage import limit_entries

    assert tier.on is not None
    limit = model.limit(tier.on)
    row, column, weight = limit_entries(limit, pairs)
    free = tier.pair_cost is not None and not tier.pair_cost.any()
    of_load = tier.form == "convex" or (tier.form == "leximin" and free)
    part = tier.sign * weight if of_load else pairs.cost(tier)[column]
    return Measure(row, column, part, limit.count, of_load and tier.sign < 0)


@dataclass(frozen=True)
class Hinge:
    """sum over groups of max(total - threshold, 0); ``most``: held at most at this, None: minimised."""

    threshold: int
    most: int | None


@dataclass(frozen=True, eq=False)
class LoadFunction:
    """square * total**2 summed over groups (``square`` 0: none) and hinges, at most one part of them minimised.

    ``peak``: minimise the largest total instead. ``square_most``: hold the sum of squares plus ``linear`` . x (int64[columns])
    instead of minimising.
    """

    measure: Measure
    square: int = 0
    square_most: int | None = None
    hinges: tuple[Hinge, ...] = ()
    peak: bool = False
    linear: Ints | None = None

    @property
    def minimised(self) -> bool:
        return self.peak or (self.square > 0 and self.square_most is None) or any(h.most is None for h in self.hinges)

    def value(self, x: Ints) -> int:
        """The minimised part at x."""
        totals = self.measure.totals(x)
        if self.peak:
            return int(totals.max()) if len(totals) else 0
        value = self.square * int((totals * totals).sum()) if self.square_most is None else 0
        return value + sum(int(np.maximum(totals - h.threshold, 0).sum()) for h in self.hinges if h.most is None)

    def holds(self, x: Ints) -> bool:
        """The held parts are kept at x."""
        totals = self.measure.totals(x)
        if self.square_most is not None:
            linear = 0 if self.linear is None else int((self.linear * x).sum())
            if linear + self.square * int((totals * totals).sum()) > self.square_most:
                return False
        return all(h.most is None or int(np.maximum(totals - h.threshold, 0).sum()) <= h.most for h in self.hinges)


@dataclass(frozen=True, eq=False)
class LoadPrices:
    """``links`` int64[groups]: price of one unit; ``weights`` of the held hinges, in 1/scale units."""

    links: Ints
    weights: tuple[int, ...] = ()

    def added(self, measure: Measure, columns: int) -> Ints:
        out = np.zeros(columns, np.int64)
        np.add.at(out, measure.column, self.links[measure.row] * measure.part)
        return out

    def constant(self, function: LoadFunction, scale: int, least: Ints, most: Ints) -> int:
        """The least of F(t) - links * t over the groups, less the caps of held hinges."""
        if function.peak:
            return 0
        low, high = function.measure.range(least, most)
        held = [h for h in function.hinges if h.most is not None]
        slopes = [(h.threshold, w) for h, w in zip(held, self.weights, strict=True)]
        slopes += [(h.threshold, scale) for h in function.hinges if h.most is None]
        square = function.square * scale if function.square_most is None else 0

        def at(t: Ints) -> Ints:
            value = square * t * t - self.links * t
            for threshold, weight in slopes:
                value = value + weight * np.maximum(t - threshold, 0)
            return value

        best = np.minimum(at(low), at(high))
        points = [np.full_like(low, threshold) for threshold, _ in slopes]
        if square:
            for steep in {sum(w for _, w in sorted(slopes)[:k]) for k in range(len(slopes) + 1)}:
                near = (self.links - steep) // (2 * square)
                points += [near, near + 1]
        for point in points:
            best = np.minimum(best, at(np.clip(point, low, high)))
        paid = sum(w * (h.most or 0) for h, w in zip(held, self.weights, strict=True))
        return int(best.sum()) - paid


def shares(price: Ints, scale: int) -> Ints:
    """Prices >= 0 that add up to ``scale``."""
    price = np.maximum(price, 0)
    if not len(price):
        return price
    total = int(price.sum())
    if total > scale:
        price = price * scale // total
    price[int(np.argmax(price))] += scale - int(price.sum())
    return price
