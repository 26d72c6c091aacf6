"""Cover inequalities of a leaf: read, proved by a knapsack of their own, and as prices of pairs, of parts and of what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Cover
from optimizer.verify.exact import Array, NotExact, integer, integers, largest
from optimizer.verify.knapsack import Kept
from optimizer.verify.space import Space
from optimizer.verify.verdict import Rejected, Unproved

LARGEST = 2**50
"""No charge may exceed this, nor all largest charges of a leaf together LARGEST_SUM, so that sums of them stay exact."""
LARGEST_SUM = 2**60

CELLS = 2**27
"""Largest table of groups x parts."""


class Covers:
    """constant: sum of the right sides. unit: int64[helpers, parts], off each pair; charge: int64[groups, parts], off a part
    in use; missing[limit]: int64[rows], off one unit missing. Parts are numbered as in the kept spread, the last column is 0."""

    def __init__(self, model: AssignmentModel, space: Space, kept: Kept | None, given: Sequence[Cover]) -> None:
        if kept is None or kept.spread is None or len(kept.limits) != 1:
            raise Unproved("kept_form", names="covers")
        limit, self.spread = kept.limits[0], kept.spread
        wide = int(self.spread.part.max(initial=-1)) + 2
        one = limit.weight_by == "one" and limit.weight == 1
        if not one or model.helper_count * wide > CELLS:
            raise Unproved("kept_form", names="covers")
        self.model, self.kept, self.space = model, kept, space
        self.constant = 0
        self.unit: Array = np.zeros((model.helper_count, wide), np.int64)
        self.charge: Array = np.zeros((kept.count, wide), np.int64)
        self.missing: dict[str, Array] = {}
        self._sum = 0
        self._demand: dict[str, tuple[Array, Array]] = {}
        try:
            for cover in given:
                self._add(cover)
        except NotExact as error:
            raise Rejected("not_exact", name=error.name, detail=error.problem) from error

    def _add(self, cover: Cover) -> None:
        pairs = integers("covers.pairs", cover.pairs)
        charges = integers("covers.charges", cover.charges, len(pairs))
        unit = integer("covers.unit", cover.unit)
        self._sum += max(largest(charges), unit)
        if (charges < 0).any() or unit < 0 or max(largest(charges), unit) > LARGEST or self._sum > LARGEST_SUM:
            raise Rejected("multiplier_sign", name="covers")
        if not len(pairs) or pairs.min() < 0 or pairs.max() >= self.model.pair_count:
            raise Rejected("unknown_name", name="covers", where="pairs")
        helper, recipient, _ = self.model.pair_ends(pairs)
        parts, groups = np.unique(self.spread.part[recipient]), self.kept.group[helper]
        held = (groups >= 0) & (self.kept.parts[groups] >= 0)
        if len(parts) != 1 or parts[0] < 0 or not held.all() or len(np.unique(groups)) != len(groups):
            raise Rejected("unknown_name", name="covers", where="pairs")
        part = int(parts[0])
        demand, within = self._need(str(cover.need))
        inside = np.zeros(self.kept.count + 1, np.bool_)
        inside[groups] = True
        self.unit[:, part] += np.where(inside[self.kept.group], 0, unit)
        self.charge[groups, part] += charges
        self.missing[cover.need] += np.where(within == part, unit, 0)
        self.constant += least_cover(int(demand[part]), self.kept.most[0][groups], charges, unit)

    def _need(self, name: str) -> tuple[Array, Array]:
        """(least that each part asks for, the part of each row that lies within one, else -1)."""
        if name not in self._demand:
            limits = [limit for limit in self.model.limits if limit.name == name]
            if not limits or limits[0].recipient_key is None or limits[0].helper_key is not None:
                raise Rejected("unknown_name", name=name, where="covers")
            limit = limits[0]
            key = limit.recipient_key
            assert key is not None
            if limit.role_key is not None or limit.weight_by != "one" or limit.weight != 1:
                raise Unproved("kept_form", names=name)
            inside = key >= 0
            low = np.full(limit.count, 2**40, np.int64)
            high = np.full(limit.count, -2, np.int64)
            np.minimum.at(low, key[inside], self.spread.part[inside])
            np.maximum.at(high, key[inside], self.spread.part[inside])
            within = np.where(low == high, high, -1)
            least = np.maximum(self.space.limits[name][0], 0)
            demand = np.zeros(self.unit.shape[1], np.int64)
            np.add.at(demand, within[within >= 0], least[within >= 0])
            self._demand[name] = (demand, within)
            self.missing[name] = np.zeros(limit.count, np.int64)
        return self._demand[name]


def least_cover(demand: int, places: Array, charges: Array, unit: int) -> int:
    """The least of charges . z + unit * u over z in {0, 1}, whole u >= 0 with places . z + u >= demand; places -1: no end.

    Equal helpers are taken 1, 2, 4, ... at a time (Martello and Toth 1990, ch. 3).
    """
    demand = max(0, demand)
    best: Array = np.arange(demand + 1, dtype=np.int64) * unit
    if largest(best) >= 2**62 or float(charges.astype(np.float64).sum()) >= 2.0**60 or unit * demand >= 2**60:
        raise Rejected("multiplier_sign", name="covers")
    left = np.arange(demand + 1)
    kinds = np.stack([np.where(places < 0, demand, np.minimum(places, demand)), charges])
    for (size, charge), count in _kinds(kinds):
        step = 1
        while count > 0:
            taken = min(step, count)
            best = np.minimum(best, taken * charge + best[np.maximum(left - taken * size, 0)])
            count, step = count - taken, step * 2
    return int(best[demand])


def _kinds(kinds: Array) -> list[tuple[tuple[int, int], int]]:
    """((places, charge), how many) of helpers that may take part in a cover, in ascending order."""
    found, count = np.unique(kinds, axis=1, return_counts=True)
    return [((int(s), int(c)), int(n)) for (s, c), n in zip(found.T.tolist(), count.tolist(), strict=True) if s > 0]
