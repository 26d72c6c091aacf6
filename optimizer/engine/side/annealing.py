"""Compiled search on dense arrays (numba): cheapest priced helpers, and annealing by shifts and swaps."""

from __future__ import annotations

import numba
import numpy as np

from optimizer.engine.side.bulk import Dense
from optimizer.model.arrays import Ints


@numba.njit(cache=True)
def cheapest_helpers(cost: Dense, weight: Ints, price: Ints, scale: int, least: Ints, helper: Ints) -> None:
    """Fills least[r] = min over h of cost * scale + price * weight, and the helper."""
    for r in range(cost.shape[0]):
        best = np.int64(2**62)
        at = -1
        w = weight[r]
        for h in range(cost.shape[1]):
            value = np.int64(cost[r, h]) * scale + price[h] * w
            if value < best:
                best, at = value, h
        least[r] = best
        helper[r] = at


@numba.njit(cache=True)
def anneal(
    cost: Dense,
    weight: Ints,
    room: Ints,
    open_cost: Ints,
    near: Ints,
    helper: Ints,
    best: Ints,
    state: Ints,
    hot: float,
    cold: float,
    begin: float,
    end: float,
    steps: int,
) -> int:
    """``steps`` trials, the temperature falling from hot to cold as progress goes from begin to end; returns best value.

    weight int64[recipients, helpers] or [recipients, 1], >= 1 where allowed. near int64[recipients, k]: helpers worth trying, -1 = none. helper int64[recipients] is changed, best holds the best
    seen. state int64[1]: the random state. A recipient moves to a helper with room, or changes places with one there;
    uncovered is a helper -1 without limit.
    """
    count, helpers = cost.shape
    wide = 1 if weight.shape[1] > 1 else 0
    load = np.zeros(helpers, np.int64)
    size = np.zeros(helpers, np.int64)
    most = 0
    for r in range(count):
        if helper[r] >= 0:
            load[helper[r]] += weight[r, helper[r] * wide]
            size[helper[r]] += 1
    for h in range(helpers):
        most = max(most, room[h])
    width = min(count, most + 1)
    member = np.full((helpers, width), -1, np.int64)
    place = np.zeros(count, np.int64)
    size[:] = 0
    value = np.int64(0)
    for r in range(count):
        h = helper[r]
        if h >= 0:
            member[h, size[h]] = r
            place[r] = size[h]
            size[h] += 1
            value += cost[r, h]
        else:
            value += open_cost[r]
    lowest = np.int64(0)
    for r in range(count):
        lowest += cost[r, best[r]] if best[r] >= 0 else open_cost[r]
    seed = np.uint64(state[0])
    ratio = np.log(cold / hot)
    heat = hot
    never = 2**30
    for step in range(steps):
        if step % 1024 == 0:
            done = begin + (end - begin) * step / steps
            heat = hot * np.exp(ratio * done)
        seed ^= seed << np.uint64(13)
        seed ^= seed >> np.uint64(7)
        seed ^= seed << np.uint64(17)
        r = int((seed >> np.uint64(33)) % np.uint64(count))
        seed ^= seed << np.uint64(13)
        seed ^= seed >> np.uint64(7)
        seed ^= seed << np.uint64(17)
        to = near[r, int((seed >> np.uint64(33)) % np.uint64(near.shape[1]))]
        frm = helper[r]
        if to < 0 or to == frm or cost[r, to] >= never:
            continue
        now = cost[r, frm] if frm >= 0 else open_cost[r]
        gain = np.int64(cost[r, to]) - now
        other = -1
        heavy = weight[r, to * wide]
        if load[to] + heavy > room[to]:
            if size[to] == 0:
                continue
            seed ^= seed << np.uint64(13)
            seed ^= seed >> np.uint64(7)
            seed ^= seed << np.uint64(17)
            other = member[to, int((seed >> np.uint64(33)) % np.uint64(size[to]))]
            if load[to] + heavy - weight[other, to * wide] > room[to]:
                continue
            if frm >= 0:
                if cost[other, frm] >= never:
                    continue
                if load[frm] - weight[r, frm * wide] + weight[other, frm * wide] > room[frm]:
                    continue
                gain += np.int64(cost[other, frm]) - cost[other, to]
            else:
                if open_cost[other] >= never:
                    continue
                gain += open_cost[other] - cost[other, to]
        if gain > 0:
            seed ^= seed << np.uint64(13)
            seed ^= seed >> np.uint64(7)
            seed ^= seed << np.uint64(17)
            draw = float((seed >> np.uint64(11)) & np.uint64(2**52 - 1)) / 2.0**52
            if draw >= np.exp(-gain / heat):
                continue
        if other >= 0:
            spot = place[other]
            member[to, spot] = r
            if frm >= 0:
                member[frm, place[r]] = other
                place[other] = place[r]
                load[frm] += weight[other, frm * wide] - weight[r, frm * wide]
            load[to] += heavy - weight[other, to * wide]
            place[r] = spot
            helper[other] = frm
        else:
            if frm >= 0:
                tail = member[frm, size[frm] - 1]
                member[frm, place[r]] = tail
                place[tail] = place[r]
                size[frm] -= 1
                load[frm] -= weight[r, frm * wide]
            member[to, size[to]] = r
            place[r] = size[to]
            size[to] += 1
            load[to] += heavy
        helper[r] = to
        value += gain
        if value < lowest:
            lowest = value
            if gain != 0:
                best[r] = to
                for q in range(count):
                    best[q] = helper[q]
    state[0] = np.int64(seed >> np.uint64(1)) + 1
    return int(lowest)
