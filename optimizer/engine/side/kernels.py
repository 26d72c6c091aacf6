"""The compiled form of the helper knapsacks; imported only when numba is there and the instance pays for it."""

from __future__ import annotations

import numba
import numpy as np

from optimizer.model.arrays import Ints


@numba.njit(cache=True)
def knapsacks(
    start: Ints, weight: Ints, cost: Ints, fix: Ints, least: Ints, most: Ints, take: Ints, value: Ints
) -> int:
    """Least cost of each helper's own items with load in [least, most]; fills ``take`` and ``value``.

    Items of helper h are start[h]:start[h+1]; fix 1 = taken, -1 = left out, 0 = free. Returns the first helper for which
    nothing fits, or -1.
    """
    for h in range(len(start) - 1):
        first, last = start[h], start[h + 1]
        load = 0
        total = 0
        for k in range(first, last):
            take[k] = 0
            if fix[k] == 1:
                take[k] = 1
                load += weight[k]
                total += cost[k]
        room = most[h] - load
        if room < 0:
            return h
        need = max(0, least[h] - load)
        items = np.empty(last - first, np.int64)
        count = 0
        wanted = 0
        for k in range(first, last):
            if fix[k] == 0 and weight[k] <= room and (cost[k] < 0 or (need > 0 and weight[k] > 0)):
                if weight[k] == 0:
                    take[k] = 1
                    total += cost[k]
                else:
                    items[count] = k
                    count += 1
                    wanted += weight[k]
        if need == 0 and wanted <= room:
            for i in range(count):
                take[items[i]] = 1
                total += cost[items[i]]
            value[h] = total
            continue
        big = np.int64(2**61)
        best = np.full(room + 1, big)
        if need == 0:
            best[:] = 0
        else:
            best[0] = 0
        used = np.zeros((count, room + 1), np.uint8)
        for i in range(count):
            w = weight[items[i]]
            c = cost[items[i]]
            for t in range(room, w - 1, -1):
                if best[t - w] < big:
                    v = best[t - w] + c
                    if v < best[t]:
                        best[t] = v
                        used[i, t] = 1
        at = room
        if need > 0:
            if need > room:
                return h
            at = need
            for t in range(need, room + 1):
                if best[t] < best[at]:
                    at = t
            if best[at] >= big:
                return h
        value[h] = total + best[at]
        for i in range(count - 1, -1, -1):
            if used[i, at]:
                take[items[i]] = 1
                at -= weight[items[i]]
    return -1


@numba.njit(cache=True)
def parted(
    start: Ints,
    weight: Ints,
    part: Ints,
    cost: Ints,
    fix: Ints,
    parts_most: Ints,
    least: Ints,
    most: Ints,
    take: Ints,
    value: Ints,
) -> int:
    """As :func:`knapsacks`, and at most parts_most[h] parts used; items come sorted by helper and part, part -1 is free."""
    big = np.int64(2**61)
    for h in range(len(start) - 1):
        first, last = start[h], start[h + 1]
        room, need, wide = most[h], max(0, least[h]), parts_most[h]
        items = np.empty(last - first, np.int64)
        count = 0
        distinct = 0
        for k in range(first, last):
            take[k] = 0
            useful = fix[k] == 0 and weight[k] <= room and (cost[k] < 0 or (need > 0 and weight[k] > 0))
            if useful or fix[k] == 1:
                if part[k] >= 0 and (count == 0 or part[items[count - 1]] != part[k]):
                    distinct += 1
                items[count] = k
                count += 1
        if wide > distinct:
            wide = distinct
        best = np.full((wide + 1, room + 1), big)
        best[0, 0] = 0
        if need == 0:
            best[0, :] = 0
        used = np.zeros((count, wide + 1, room + 1), np.uint8)
        opened = np.zeros((count, wide + 1, room + 1), np.uint8)
        i = 0
        while i < count:
            here = part[items[i]]
            stop = i
            must = False
            while stop < count and part[items[stop]] == here:
                must = must or fix[items[stop]] == 1
                stop += 1
            now = np.full((wide + 1, room + 1), big)
            if here < 0:
                now[:, :] = best
            else:
                for u in range(1, wide + 1):
                    now[u, :] = best[u - 1, :]
            for q in range(i, stop):
                k = items[q]
                w, c = weight[k], cost[k]
                for u in range(wide + 1):
                    for t in range(room, -1, -1):
                        v = big
                        if t >= w and now[u, t - w] < big:
                            v = now[u, t - w] + c
                        if fix[k] == 1 or v < now[u, t]:
                            now[u, t] = v
                            used[q, u, t] = 1
            for u in range(wide + 1):
                for t in range(room + 1):
                    if here < 0 or must or now[u, t] < best[u, t]:
                        best[u, t] = now[u, t]
                        opened[i, u, t] = 1
            i = stop
        at_u, at_t, low = -1, -1, big
        for u in range(wide + 1):
            for t in range(need, room + 1):
                if best[u, t] < low:
                    low, at_u, at_t = best[u, t], u, t
        if at_u < 0:
            return h
        value[h] = low
        stop = count
        while stop > 0:
            i = stop - 1
            here = part[items[i]]
            while i > 0 and part[items[i - 1]] == here:
                i -= 1
            if opened[i, at_u, at_t]:
                for q in range(stop - 1, i - 1, -1):
                    if used[q, at_u, at_t]:
                        take[items[q]] = 1
                        at_t -= weight[items[q]]
                if here >= 0:
                    at_u -= 1
            stop = i
    return -1
