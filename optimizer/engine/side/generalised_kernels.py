"""Compiled arithmetic of generalised assignment (numba): helpers' knapsacks over the items still open, climbing, regrets.

Items are grouped by helper (start), each with its recipient (job), weight >= 0 and cost; y is the price of each recipient.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from optimizer.engine.side.program import Floats
from optimizer.model.arrays import Ints

Bytes = NDArray[np.uint8]
FAR = 2**62
"""More than any bound: what is asked for is impossible."""
CORED_FROM = 25_000
"""Cells of a table from which settling items first pays."""


@numba.njit(cache=True, nogil=True)
def packed(gain: Ints, weight: Ints, count: int, room: int, table: Ints, chosen: Bytes) -> int:
    """The most gain of the first ``count`` items within the room (weights >= 1); fills chosen.

    table int64[> count, > room] is written row by row: a row read and the next one written, which compilers vectorise.
    """
    for t in range(room + 1):
        table[0, t] = 0
    for i in range(count):
        w, g = weight[i], gain[i]
        before, after = table[i], table[i + 1]
        for t in range(min(w, room + 1)):
            after[t] = before[t]
        if w > room:
            continue
        low, high, out = before[: room + 1 - w], before[w : room + 1], after[w : room + 1]
        for t in range(len(out)):
            offer, without = low[t] + g, high[t]
            out[t] = offer if offer > without else without
    t = room
    for i in range(count - 1, -1, -1):
        chosen[i] = 0
        if table[i + 1, t] != table[i, t]:
            chosen[i] = 1
            t -= weight[i]
    return int(table[count, room])


@numba.njit(cache=True, nogil=True)
def _broken_at(rate: Floats, weight: Ints, count: int, room: int) -> float:
    """The rate of the first item, by falling rate, that does not fit any more (the items do not all fit); changes both arrays."""
    first, last, left = 0, count, room
    while True:
        pivot = rate[(first + last) // 2]
        i, k, end = first, first, last
        above, level = 0, 0
        while k < end:
            if rate[k] < pivot:
                end -= 1
                rate[k], rate[end] = rate[end], rate[k]
                weight[k], weight[end] = weight[end], weight[k]
                continue
            if rate[k] > pivot:
                above += weight[k]
                rate[k], rate[i] = rate[i], rate[k]
                weight[k], weight[i] = weight[i], weight[k]
                i += 1
            else:
                level += weight[k]
            k += 1
        if above > left:
            last = i
        elif above + level > left or end == last:
            return float(pivot)
        else:
            left -= above + level
            first = end


@numba.njit(cache=True, nogil=True)
def cored(gain: Ints, weight: Ints, count: int, room: int, table: Ints, chosen: Bytes) -> int:
    """As :func:`packed`, for items that do not all fit; only those enter the table whose loss against the best rate that just
    fits is no more than what a quick choice leaves open (Dembo and Hammer 1980)."""
    rate, heavy = np.empty(count, np.float64), np.empty(count, np.int64)
    for k in range(count):
        rate[k] = gain[k] / weight[k]
        heavy[k] = weight[k]
    critical = _broken_at(rate, heavy, count, room)
    reach, left = critical * room, room
    low = np.int64(0)
    for k in range(count):
        chosen[k] = 0
        if gain[k] / weight[k] > critical:
            reach += gain[k] - critical * weight[k]
            low += gain[k]
            left -= weight[k]
            chosen[k] = 1
    for part in (0.85, 0.0):
        for k in range(count):
            if chosen[k] == 0 and weight[k] <= left and gain[k] >= part * critical * weight[k]:
                low += gain[k]
                left -= weight[k]
                chosen[k] = 1
    open_ = reach - low + 1.0 + reach * 1e-9
    at, few = np.empty(count, np.int64), 0
    left = room
    sure = np.int64(0)
    for k in range(count):
        over = gain[k] - critical * weight[k]
        if abs(over) <= open_:
            at[few] = k
            few += 1
        elif over > 0:
            chosen[k] = 1
            sure += gain[k]
            left -= weight[k]
        else:
            chosen[k] = 0
    core_gain, core_weight, core_chosen = np.empty(few, np.int64), heavy, np.empty(few, np.uint8)
    for i in range(few):
        core_gain[i] = gain[at[i]]
        core_weight[i] = weight[at[i]]
    best = packed(core_gain, core_weight, few, left, table, core_chosen)
    for i in range(few):
        chosen[at[i]] = core_chosen[i]
    return int(sure + best)


@numba.njit(cache=True, nogil=True)
def choose(start: Ints, job: Ints, weight: Ints, cost: Ints, room: Ints, y: Ints, take: Bytes) -> int:
    """Sum over helpers of the least of (cost - y) over items that fit the room; fills take. FAR when a room is negative."""
    widest, most = 0, 0
    for h in range(len(room)):
        if room[h] < 0:
            return FAR
        widest = max(widest, room[h])
        most = max(most, start[h + 1] - start[h])
    table = np.empty((most + 1, widest + 1), np.int64)
    items, gain, heavy = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    chosen = np.zeros(most, np.uint8)
    total = np.int64(0)
    for h in range(len(room)):
        r = room[h]
        count, wanted = 0, 0
        for k in range(start[h], start[h + 1]):
            take[k] = 0
            if cost[k] < y[job[k]] and weight[k] <= r:
                if weight[k] == 0:
                    take[k] = 1
                    total += cost[k] - y[job[k]]
                    continue
                items[count] = k
                count += 1
                wanted += weight[k]
        if wanted <= r:
            for i in range(count):
                take[items[i]] = 1
                total += cost[items[i]] - y[job[items[i]]]
            continue
        for i in range(count):
            gain[i] = y[job[items[i]]] - cost[items[i]]
            heavy[i] = weight[items[i]]
        if count * r > CORED_FROM:
            total -= cored(gain, heavy, count, r, table, chosen)
        else:
            total -= packed(gain, heavy, count, r, table, chosen)
        for i in range(count):
            take[items[i]] = chosen[i]
    return int(total)


@numba.njit(cache=True, nogil=True)
def climb(
    start: Ints,
    job: Ints,
    weight: Ints,
    cost: Ints,
    room: Ints,
    open_cost: Ints,
    active: Ints,
    base: int,
    y: Ints,
    target: int,
    enough: int,
    rounds: int,
    step: float,
    patience: int,
    share: Floats,
    take: Bytes,
) -> int:
    """Best bound found by a deflected subgradient from y (which becomes the best prices); share: how often items are taken.

    The bound is base + sum of y over active recipients, those cheaper to leave open included, + the helpers' choices.
    Stops above ``enough``. ``patience``: rounds without progress before the step shrinks.
    """
    width = len(active)
    current = y.copy()
    direction = np.zeros(width)
    slope = np.zeros(width)
    covered = np.zeros(len(y), np.int64)
    best: Any = np.int64(-FAR)
    stalled = 0
    factor = step
    share[:] = 0.0
    weighted = 1.0
    for _ in range(rounds):
        value = choose(start, job, weight, cost, room, current, take)
        if value >= FAR:
            return FAR
        value += base
        covered[:] = 0
        for k in range(len(job)):
            covered[job[k]] += take[k]
            share[k] += weighted * (take[k] - share[k])
        weighted = 0.15
        dot = 0.0
        for i in range(width):
            j = active[i]
            value += current[j]
            if open_cost[j] < current[j]:
                value += open_cost[j] - current[j]
                covered[j] += 1
            slope[i] = 1 - covered[j]
            dot += slope[i] * direction[i]
        if value > best:
            stalled = 0 if value > best + abs(best) * 1e-7 else stalled + 1
            best = value
            y[:] = current
            if best > enough:
                break
        else:
            stalled += 1
        if stalled >= patience:
            factor *= 0.65
            stalled = 0
            current[:] = y
            direction[:] = 0
            if factor < 1e-3:
                break
        norm = 0.0
        for i in range(width):
            direction[i] = slope[i] + (0.6 * direction[i] if dot >= 0 else 0.0)
            norm += direction[i] * direction[i]
        if norm == 0:
            break
        length = factor * max(target - value, 1024) / norm
        for i in range(width):
            current[active[i]] = np.int64(np.rint(current[active[i]] + length * direction[i]))
    return int(best)


@numba.njit(cache=True, nogil=True)
def regrets(start: Ints, job: Ints, weight: Ints, cost: Ints, room: Ints, y: Ints, take: Bytes, rise: Ints) -> None:
    """rise[k] >= 0: how much a helper's least cost rises when the decision ``take`` about item k is turned round; exact.

    By tables from the front and from the back (Posta, Ferland and Michelon 2012). 0 for items that do not fit at all.
    """
    for h in range(len(room)):
        r = room[h]
        first, last = start[h], start[h + 1]
        items = np.empty(last - first, np.int64)
        count = 0
        for k in range(first, last):
            rise[k] = 0
            if cost[k] < y[job[k]] and weight[k] <= r:
                items[count] = k
                count += 1
        front = np.zeros((count + 1, r + 1), np.int64)
        back = np.zeros((count + 1, r + 1), np.int64)
        for i in range(count):
            w, c = weight[items[i]], cost[items[i]] - y[job[items[i]]]
            for t in range(r + 1):
                v = front[i, t]
                if t >= w and front[i, t - w] + c < v:
                    v = front[i, t - w] + c
                front[i + 1, t] = v
        for i in range(count - 1, -1, -1):
            w, c = weight[items[i]], cost[items[i]] - y[job[items[i]]]
            for t in range(r + 1):
                v = back[i + 1, t]
                if t >= w and back[i + 1, t - w] + c < v:
                    v = back[i + 1, t - w] + c
                back[i, t] = v
        top = front[count, r]
        for k in range(first, last):
            if weight[k] <= r and cost[k] >= y[job[k]]:
                rise[k] = cost[k] - y[job[k]] + front[count, r - weight[k]] - top
        for i in range(count):
            k = items[i]
            w, c = weight[k], cost[k] - y[job[k]]
            turned: Any = np.int64(FAR)
            if take[k]:
                for t in range(r + 1):
                    turned = min(turned, front[i, t] + back[i + 1, r - t])
            else:
                for t in range(r + 1 - w):
                    turned = min(turned, front[i, t] + back[i + 1, r - w - t] + c)
            rise[k] = turned - top
