"""Group totals, and convex functions of them: what the forms convex, leximin and worst (on a limit) look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Bools, Ints

if TYPE_CHECKING:
    from optimizer.engine.side.source import PairSet
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost


@dataclass(frozen=True, eq=False)
class Measure:
    """total of group g = sum of part * x over the entries (row g, column): a load (times the tier's sign) or pair costs.

    ``loads``: the totals are loads, times the tier's sign; ``reversed_load``: minus loads; a certificate speaks of the price of
    a unit of load. ``factor`` int64[groups]: where all pairs of a group cost the same (shares), its total is factor * load; ``grain``: else
    all totals are multiples of it. ``on``: the limit whose rows are the groups.
    """

    row: Ints
    column: Ints
    part: Ints
    count: int
    reversed_load: bool = False
    loads: bool = False
    factor: Ints | None = None
    on: str = ""
    grain: int = 1

    @property
    def each(self) -> int | Ints:
        """What a unit of what a certificate prices adds to a total."""
        return self.grain if self.factor is None else self.factor

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
    counted = not of_load and limit.weight_by == "one" and limit.weight == 1 and limit.missing is None
    factor = _same_in_rows(row, part, pairs.most[column] > 0, limit.count) if counted else None
    grain = 1 if of_load or factor is not None else max(1, int(np.gcd.reduce(part)) if len(part) else 1)
    return Measure(row, column, part, limit.count, of_load and tier.sign < 0, of_load, factor, limit.name, grain)


def _same_in_rows(row: Ints, part: Ints, used: Bools, count: int) -> Ints | None:
    """int64[rows]: the part of every entry of the row that may be used, 0 without any; None when one has several parts."""
    low, high = np.full(count, 2**60), np.full(count, -(2**60))
    np.minimum.at(low, row[used], part[used])
    np.maximum.at(high, row[used], part[used])
    return None if (low < high).any() else np.where(low == 2**60, 0, low)


@dataclass(frozen=True)
class Hinge:
    """sum over groups of max(total - threshold, 0); ``most``: held at most at this, None: minimised."""

    threshold: int
    most: int | None


@dataclass(frozen=True)
class Rounding:
    """Totals below ``below`` (not 0) have sum of floor(k * part / |below|) * x less than k, or than -k where ``below`` < 0, for each
    k of ``times``."""

    below: int
    times: tuple[int, ...]

    def part(self, measure: Measure, k: int) -> Ints:
        """int64[entries]."""
        return k * measure.part // abs(self.below)

    def most(self, k: int) -> int:
        """What the sum is at most."""
        return k - 1 if self.below > 0 else -k - 1


@dataclass(frozen=True, eq=False)
class LoadFunction:
    """square * total**2 summed over groups (``square`` 0: none) and hinges, at most one part of them minimised.

    ``peak``: minimise the largest total instead. ``square_most``: hold the sum of squares plus ``linear`` . x (int64[columns])
    instead of minimising. ``tier``: the earlier tier that all this is held for, -1: the tier being solved. ``certified``:
    a certificate can price it. ``rounded``: all totals are asked to be below a threshold, which says more in whole pairs.
    """

    measure: Measure
    square: int = 0
    square_most: int | None = None
    hinges: tuple[Hinge, ...] = ()
    peak: bool = False
    linear: Ints | None = None
    tier: int = -1
    certified: bool = True
    rounded: Rounding | None = None

    def held_part(self) -> LoadFunction:
        """The same without what is minimised."""
        hinges = tuple(hinge for hinge in self.hinges if hinge.most is not None)
        held = self.square if self.square_most is not None else 0
        return replace(self, square=held, hinges=hinges, peak=False)

    @property
    def idle(self) -> bool:
        """Nothing is held or minimised."""
        return not (self.square or self.hinges or self.peak)

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
