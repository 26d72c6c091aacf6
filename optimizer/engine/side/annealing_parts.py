"""Compiled annealing (numba) of where helpers work, one part each, with the mean cost of a class in a part."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from optimizer.model.arrays import Ints


@numba.njit(cache=True)
def part_cost(part: Any, places: Ints, mean: Ints, order: Ints, demand: Ints, open_mean: Ints) -> int:
    """Cost of a part: its recipients go to the cheapest places, the rest stay open."""
    left = demand[part]
    total = np.int64(0)
    for k in range(order.shape[1]):
        number = order[part, k]
        here = places[number, part]
        if here > 0:
            if mean[number, part] >= open_mean[part]:
                break
            use = min(here, left)
            total += use * mean[number, part]
            left -= use
            if left == 0:
                break
    return int(total + left * open_mean[part])


@numba.njit(cache=True)
def anneal_parts(
    mean: Ints,
    order: Ints,
    demand: Ints,
    open_mean: Ints,
    class_of: Ints,
    quota: Ints,
    near: Ints,
    at: Ints,
    best: Ints,
    state: Ints,
    hot: float,
    cold: float,
    begin: float,
    end: float,
    steps: int,
) -> int:
    """at int64[helpers]: part of each, -1 = idle; changed. best: the best seen. near int64[classes, k]: parts to try.

    A helper moves to a part, or two exchange theirs. Returns the best value.
    """
    helpers, parts = len(class_of), len(demand)
    places = np.zeros(mean.shape, np.int64)
    for h in range(helpers):
        if at[h] >= 0:
            places[class_of[h], at[h]] += quota[h]
    cost = np.zeros(parts + 1, np.int64)
    value = np.int64(0)
    for v in range(parts):
        cost[v] = part_cost(v, places, mean, order, demand, open_mean)
        value += cost[v]
    lowest = state[1]
    seed = np.uint64(state[0])
    ratio = np.log(cold / hot)
    heat = hot
    for step in range(steps):
        if step % 256 == 0:
            heat = hot * np.exp(ratio * (begin + (end - begin) * step / steps))
        seed ^= seed << np.uint64(13)
        seed ^= seed >> np.uint64(7)
        seed ^= seed << np.uint64(17)
        h = int((seed >> np.uint64(33)) % np.uint64(helpers))
        number = class_of[h]
        seed ^= seed << np.uint64(13)
        seed ^= seed >> np.uint64(7)
        seed ^= seed << np.uint64(17)
        other: Any = np.int64(-1)
        to: Any = other
        if seed & np.uint64(4096):
            to = np.int64(near[number, np.int64((seed >> np.uint64(33)) % np.uint64(near.shape[1]))])
        else:
            other = np.int64((seed >> np.uint64(33)) % np.uint64(helpers))
            to = np.int64(at[other])
        frm = at[h]
        if to == frm or to < 0:
            continue
        if frm >= 0:
            places[number, frm] -= quota[h]
        places[number, to] += quota[h]
        if other >= 0:
            places[class_of[other], to] -= quota[other]
            if frm >= 0:
                places[class_of[other], frm] += quota[other]
        new_to = np.int64(part_cost(to, places, mean, order, demand, open_mean))
        new_frm = np.int64(0)
        gain = new_to - cost[to]
        if frm >= 0:
            new_frm = np.int64(part_cost(frm, places, mean, order, demand, open_mean))
            gain += new_frm - cost[frm]
        accept = gain <= 0
        if not accept:
            seed ^= seed << np.uint64(13)
            seed ^= seed >> np.uint64(7)
            seed ^= seed << np.uint64(17)
            draw = float((seed >> np.uint64(11)) & np.uint64(2**52 - 1)) / 2.0**52
            accept = draw < np.exp(-gain / heat)
        if not accept:
            if frm >= 0:
                places[number, frm] += quota[h]
            places[number, to] -= quota[h]
            if other >= 0:
                places[class_of[other], to] += quota[other]
                if frm >= 0:
                    places[class_of[other], frm] -= quota[other]
            continue
        cost[to] = new_to
        if frm >= 0:
            cost[frm] = new_frm
        at[h] = to
        if other >= 0:
            at[other] = frm
        value += gain
        if value < lowest:
            lowest = value
            for q in range(helpers):
                best[q] = at[q]
    state[0] = np.int64(seed >> np.uint64(1)) + 1
    state[1] = lowest
    return int(lowest)
