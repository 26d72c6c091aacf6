"""What need not enter a knapsack's table: things that no best choice takes, or that every one worth looking at does.

For any rate num/den no choice within the room gains more than U = sum of max(0, gain - rate * weight) + rate * room, and one
that turns round a thing loses |gain - rate * weight| of that. Where this falls below what some choice gains, the thing is
settled (Dembo and Hammer 1980). All in whole numbers, in units of 1/den.
"""

from __future__ import annotations

import numpy as np

from optimizer.verify.exact import SAFE, Array, largest

FILLS = 3
"""Things put one by one into the room that the best rates leave."""


def settled(group: Array, cost: Array, weight: Array, most: Array) -> tuple[Array, Array] | None:
    """bool[things]: taken, and left to the table, ascending groups given; None where whole numbers could grow too large.

    cost < 0: what a thing gains; weight >= 0; most int64[groups] >= 0. Some least choice takes the first, none the rest.
    """
    if cost.dtype == object or weight.dtype == object or not len(cost):
        return None
    if largest(cost) * max(1, largest(weight)) * (len(cost) + 1) >= SAFE or largest(cost) * largest(most) >= SAFE:
        return None
    gain, count = -cost, len(most)
    order = np.lexsort((weight * 1.0 / np.maximum(gain, 1), group))
    own, w, g = group[order], weight[order], gain[order]
    start = np.searchsorted(own, np.arange(count + 1))
    load = np.concatenate([[0], np.cumsum(w)])
    load = load[1:] - load[start[own]]
    fits = load <= most[own]
    first = np.minimum(start[:-1] + np.bincount(own[fits], minlength=count), len(own) - 1)
    tight = np.bincount(own[~fits], minlength=count) > 0
    num, den = np.where(tight, g[first], 0), np.where(tight, w[first], 1)
    over = g * den[own] - num[own] * w
    reach = num * most
    np.add.at(reach, own, np.maximum(over, 0))
    low = _filled(own, w, g, fits, most)
    sure = np.abs(over) > (reach - low * den)[own]
    taken, left = np.zeros(len(cost), np.bool_), np.zeros(len(cost), np.bool_)
    taken[order] = (sure & (over > 0)) | ~tight[own]
    left[order] = ~sure & tight[own]
    return taken, left


def _filled(own: Array, w: Array, g: Array, fits: Array, most: Array) -> Array:
    """What a choice gains in each group: things of the best rates, then the largest gains that still fit."""
    count = len(most)
    inside = fits.copy()
    low, room = np.zeros(count, np.int64), most.copy()
    np.add.at(low, own[inside], g[inside])
    np.subtract.at(room, own[inside], w[inside])
    for _ in range(FILLS):
        best = np.full(count, -1, np.int64)
        may = np.flatnonzero(~inside & (w <= room[own]))
        may = may[np.argsort(g[may], kind="stable")]
        best[own[may]] = may
        here = np.flatnonzero(best >= 0)
        if not len(here):
            break
        inside[best[here]] = True
        low[here] += g[best[here]]
        room[here] -= w[best[here]]
    return low
