"""Wishes of tiers of form "excess": what a roster exceeds them by, and the least of priced rows that may be exceeded at a price."""

from __future__ import annotations

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows, TierCost
from optimizer.verify.exact import Array, gathered, largest, plus, times, total
from optimizer.verify.feasible import Chosen
from optimizer.verify.space import Range


def excess_of(model: AssignmentModel, chosen: Chosen, tier: TierCost) -> int:
    """The value of the tier on a roster."""
    value = 0
    for limit in model.wishes.limits:
        if limit.name in tier.wishes:
            value += total(_outside(chosen.activity(limit), limit.least, limit.most))
    for spread in model.wishes.spreads:
        if spread.name in tier.wishes:
            value += total(np.maximum(parts_used(spread, chosen.helper, chosen.recipient) - spread.most, 0))
    for rows in model.wishes.rows:
        if rows.name in tier.wishes:
            by_key: Array = np.zeros(int(rows.keys.max(initial=-1)) + 1, object)
            np.maximum.at(by_key, rows.keys, _outside(chosen.linear(rows), rows.lo, rows.hi).astype(object))
            value += total(by_key)
    return value


def parts_used(spread: SpreadRows, helper: Array, recipient: Array) -> Array:
    """[wholes]: how many parts each uses where these pairs are in use."""
    whole, part = spread.ends(helper, recipient)
    inside = (whole >= 0) & (part >= 0)
    return np.bincount(np.unique(np.stack([whole[inside], part[inside]]), axis=1)[0], minlength=len(spread.most))


def _outside(value: Array, low: Array, high: Array) -> Array:
    """How far each value lies outside its range."""
    above, below = plus(value, -high), plus(low, -value)
    result: Array = np.maximum(np.maximum(above, below), 0)
    return result


def least_limit(limit: LimitRows, price: Array, bounds: Range, weight: int) -> int:
    """Sum over rows of the least of price * t + weight * (t's excess), t within bounds."""
    return _least(price, bounds, (limit.least, limit.most), np.full(limit.count, weight, object))


def least_rows(rows: LinearRows, price: Array, bounds: Range, weight: int) -> int:
    """The same for linear rows, those of one key paid for once, by their largest excess v: linear in v between its ends."""
    size = gathered(rows.keys, np.abs(price.astype(object)), int(rows.keys.max(initial=-1)) + 1)
    far: Array = np.zeros(len(size), object)
    spare = np.maximum(plus(bounds[1], -rows.hi), plus(rows.lo, -bounds[0]))
    np.maximum.at(far, rows.keys, spare.astype(object))
    within = np.minimum(times(price, rows.lo), times(price, rows.hi))
    return total(np.asarray(within)) + total(np.asarray(times(np.minimum(plus(size, -weight) * -1, 0), far)))


def _least(price: Array, bounds: Range, wish: Range, weight: Array) -> int:
    """price * t + weight * excess(t) is convex and bends at the ends of the wish only."""
    best: Array | None = None
    for point in (*bounds, *wish):
        t = np.minimum(np.maximum(point, bounds[0]), bounds[1])
        value = plus(times(price, t), times(weight, _outside(t, *wish)))
        best = value if best is None else np.minimum(best, value)
    assert best is not None
    return total(np.asarray(best))


def least_parts(group: Array, cost: Array, part: Array, low: Array, high: Array, most: Array, price: int) -> int:
    """Sum over groups of the least cost of items taken low .. high times, each part used beyond most[group] at that price.

    part -1: in none; most -1: the group is not held.
    """
    value = total(np.asarray(times(cost, low)))
    gain = np.minimum(times(cost, high - low), 0)
    free = (part < 0) | (most[group] < 0)
    value += total(np.asarray(gain[free]))
    group, part, gain, low = group[~free], part[~free], gain[~free], low[~free]
    if not len(group):
        return value
    wide = int(part.max()) + 1
    cells, at = np.unique(group * wide + part, return_inverse=True)
    kind = object if len(gain) * largest(gain) >= 2**62 or price >= 2**61 else np.int64
    gains: Array = np.zeros(len(cells), kind)
    np.add.at(gains, at, gain.astype(kind))
    forced = np.zeros(len(cells), np.bool_)
    forced[at[low > 0]] = True
    value += total(gains[forced])
    owner = cells // wide
    opened = np.bincount(owner[forced], minlength=len(most))
    value += price * int(np.maximum(opened - np.maximum(most, 0), 0)[most >= 0].sum())
    room = np.maximum(most - opened, 0)
    owner, gains = owner[~forced], gains[~forced]
    order = np.array(sorted(range(len(gains)), key=lambda i: (owner[i], gains[i])), np.int64)
    if kind is np.int64:
        order = np.lexsort((gains, owner))
    owner, gains = owner[order], gains[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return value + total(np.minimum(gains + np.where(rank < room[owner], 0, price), 0))
