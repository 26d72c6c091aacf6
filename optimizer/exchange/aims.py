"""A tier as an objective, or as rows that hold what it has achieved; every number minimised and scaled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.exchange.base import entries_of
from optimizer.exchange.linear import OPEN, Builder
from optimizer.exchange.listing import Listing, check_size
from optimizer.exchange.wishes import excess_columns
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost


@dataclass(frozen=True)
class Hinge:
    """The sum over groups of what a total has above ``threshold``; ``most``: held at most at this, None: the aim."""

    threshold: int
    most: int | None


@dataclass(frozen=True, eq=False)
class Aims:
    """Writes tiers into a program that already has the base. missing_at: the first missing column of each limit."""

    build: Builder
    model: AssignmentModel
    pairs: Listing
    missing_at: dict[str, int]

    def aim(self, tier: TierCost) -> None:
        """Minimise the tier; of "leximin" the largest total."""
        if tier.form in ("sum", "convex", "excess"):
            for column, cost in self._sum_terms(tier):
                self.build.pay(column, cost)
        elif tier.on is None:
            self._worst_pair(tier)
        else:
            self._largest_total(tier)

    def hold(self, tier: TierCost, cap: int) -> None:
        """The tier's value ("leximin": the largest total) may not exceed ``cap``."""
        name, one = f"v{tier.number}", np.zeros(1, np.int64)
        if tier.form in ("sum", "convex", "excess"):
            row = self.build.add_rows(name, "tier held", tier.name, {"row": one}, -OPEN, cap)
            for column, cost in self._sum_terms(tier):
                self.build.enter(row, column, cost)
        elif tier.on is None:
            dear = np.flatnonzero((self.pairs.cost(tier) > cap) & (self.pairs.most > 0))
            row = self.build.add_rows(name, "tier held", tier.name, {"pair": self.pairs.index[dear]}, -OPEN, 0)
            self.build.enter(row + np.arange(len(dear)), dear, 1)
        else:
            self._totals(tier, name, -OPEN, cap)

    def hinges(self, tier: TierCost, hinges: list[Hinge]) -> None:
        """Levels of "leximin": each holds, or minimises, the sum of what the totals have above a threshold."""
        check_size("leximin", len(hinges) * self.model.limit(str(tier.on)).count)
        for level, hinge in enumerate(hinges):
            name = f"{tier.number}_{level}"
            groups = np.arange(self.model.limit(str(tier.on)).count, dtype=np.int64)
            over = self.build.add_columns(f"e{name}", "excess", tier.name, {"group": groups}, 0, OPEN)
            row = self._totals(tier, f"h{name}", -OPEN, hinge.threshold)
            self.build.enter(row + groups, over + groups, -1)
            if hinge.most is None:
                self.build.pay(over + groups, 1)
            else:
                zero = np.zeros(1, np.int64)
                held = self.build.add_rows(f"v{name}", "level held", tier.name, {"row": zero}, -OPEN, hinge.most)
                self.build.enter(held, over + groups, 1)

    def _sum_terms(self, tier: TierCost) -> list[tuple[Ints, Ints]]:
        """(columns, costs) of the pairs, the missing units and, for "convex", the units of load; of "excess" only what wishes
        are exceeded by."""
        if tier.form == "excess":
            beyond = excess_columns(self.build, self.model, self.pairs, tier)
            return [(beyond, np.ones(len(beyond), np.int64))]
        terms = [(np.arange(self.pairs.count, dtype=np.int64), self.pairs.cost(tier))]
        for limit in self.model.limits:
            if limit.missing is not None and len(tier.missing_cost):
                each = np.arange(limit.count, dtype=np.int64)
                terms.append((self.missing_at[limit.name] + each, tier.missing_cost[each // limit.role_groups]))
        if tier.form == "convex":
            terms.append(self._squares(tier))
        return terms

    def _squares(self, tier: TierCost) -> tuple[Ints, Ints]:
        """The load as a sum of units, the k-th at the price k * k - (k - 1) * (k - 1), so that the cheapest are its square."""
        limit = self.model.limit(str(tier.on))
        row, column, weight = entries_of(limit, self.pairs)
        high = np.zeros(limit.count, np.int64)
        np.add.at(high, row, weight * self.pairs.most[column])
        high = np.minimum(high, limit.most)
        check_size("convex", int(high.sum(dtype=np.float64)))
        group = np.repeat(np.arange(limit.count, dtype=np.int64), high)
        unit = np.arange(len(group)) - np.repeat(np.cumsum(high) - high, high) + 1
        numbers = {"group": group, "unit": unit}
        first = self.build.add_columns(f"q{tier.number}", "unit of load", tier.name, numbers, 0, 1)
        linked = self._totals(tier, f"g{tier.number}", 0, 0)
        self.build.enter(linked + group, first + np.arange(len(group)), -1)
        return first + np.arange(len(group)), tier.scale * (2 * unit - 1)

    def _largest_total(self, tier: TierCost) -> None:
        zero = {"column": np.zeros(1, np.int64)}
        top = self.build.add_columns(f"t{tier.number}", "largest total", tier.name, zero, -OPEN, OPEN)
        row = self._totals(tier, f"g{tier.number}", -OPEN, 0)
        self.build.enter(row + np.arange(self.model.limit(str(tier.on)).count), top, -1)
        self.build.pay(top, 1)

    def _worst_pair(self, tier: TierCost) -> None:
        """One column at least as large as the cost of every pair in use, at least the smallest cost of all."""
        usable = np.flatnonzero(self.pairs.most > 0)
        cost = self.pairs.cost(tier)[usable]
        smallest = int(cost.min()) if len(cost) else 0
        zero = {"column": np.zeros(1, np.int64)}
        top = self.build.add_columns(f"t{tier.number}", "worst pair", tier.name, zero, smallest, OPEN)
        self.build.pay(top, 1)
        used = usable.copy()
        often = np.flatnonzero(self.pairs.most[usable] > 1)
        numbers = {"pair": self.pairs.index[usable[often]]}
        first = self.build.add_columns(f"w{tier.number}", "pair used", tier.name, numbers, 0, 1)
        used[often] = first + np.arange(len(often))
        row = self.build.add_rows(f"j{tier.number}", "pair used", tier.name, numbers, -OPEN, 0)
        self.build.enter(row + np.arange(len(often)), usable[often], 1)
        self.build.enter(row + np.arange(len(often)), used[often], -self.pairs.most[usable[often]])
        each = {"pair": self.pairs.index[usable]}
        row = self.build.add_rows(f"g{tier.number}", "worst pair", tier.name, each, smallest, OPEN)
        self.build.enter(row + np.arange(len(usable)), top, 1)
        self.build.enter(row + np.arange(len(usable)), used, smallest - cost)

    def _totals(self, tier: TierCost, prefix: str, lo: int, hi: int) -> int:
        """A row for each group: its total between lo and hi. The first of them."""
        limit = self.model.limit(str(tier.on))
        row, column, part = total_entries(limit, tier, self.pairs)
        groups = {"group": np.arange(limit.count, dtype=np.int64)}
        first = self.build.add_rows(prefix, "group total", tier.name, groups, lo, hi)
        self.build.enter(first + row, column, part)
        return first


def total_entries(limit: LimitRows, tier: TierCost, pairs: Listing) -> tuple[Ints, Ints, Ints]:
    """(group, pair, part): what one use of a pair adds to its group's minimised total: a load, or the tier's pair cost."""
    row, column, weight = entries_of(limit, pairs)
    by_load = tier.form == "convex" or (
        tier.form == "leximin" and tier.pair_cost is not None and not tier.pair_cost.any()
    )
    return row, column, tier.sign * weight if by_load else pairs.cost(tier)[column]
