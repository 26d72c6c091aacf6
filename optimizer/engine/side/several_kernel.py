"""The compiled form of helper knapsacks with several loads at once; imported only when numba is there."""

from __future__ import annotations

import numba
import numpy as np

from optimizer.model.arrays import Ints

BIG = 2**60


@numba.njit(cache=True)
def several(start: Ints, weight: Ints, cost: Ints, fix: Ints, least: Ints, most: Ints, take: Ints, value: Ints) -> int:
    """Least cost of each helper's own items, every load in its range; fills ``take`` and ``value``.

    weight int64[loads, items], least, most int64[loads, helpers]; items of helper h are start[h]:start[h+1]; fix 1 = taken,
    -1 = left out, 0 = free. A state is what is used of each load, the last load innermost; a row of states an item.
    Returns the first helper for which nothing fits, or -1.
    """
    loads = weight.shape[0]
    room, need = np.zeros(loads, np.int64), np.zeros(loads, np.int64)
    stride = np.ones(loads, np.int64)
    for h in range(len(start) - 1):
        first, last = start[h], start[h + 1]
        total = np.int64(0)
        for k in range(loads):
            room[k], need[k] = most[k, h], least[k, h]
        for i in range(first, last):
            take[i] = 0
            if fix[i] == 1:
                take[i] = 1
                total += cost[i]
                for k in range(loads):
                    room[k] -= weight[k, i]
                    need[k] -= weight[k, i]
        wanting = False
        for k in range(loads):
            need[k] = max(0, need[k])
            wanting = wanting or need[k] > 0
            if room[k] < 0 or need[k] > room[k]:
                return h
        items = np.empty(last - first, np.int64)
        count = 0
        for i in range(first, last):
            fits = fix[i] == 0 and (cost[i] < 0 or wanting)
            for k in range(loads):
                fits = fits and weight[k, i] <= room[k]
            if fits:
                items[count] = i
                count += 1
        for k in range(loads - 2, -1, -1):
            stride[k] = stride[k + 1] * (room[k + 1] + 1)
        inner = room[loads - 1] + 1
        states = stride[0] * (room[0] + 1)
        outer = states // inner
        table = np.empty((count + 1, states), np.int64)
        for s in range(states):
            table[0, s] = BIG if wanting and s > 0 else 0
        for q in range(count):
            i = items[q]
            c = cost[i]
            w = weight[loads - 1, i]
            shift = np.int64(0)
            for k in range(loads - 1):
                shift += weight[k, i] * stride[k]
            before, after = table[q], table[q + 1]
            for o in range(outer):
                at = o * inner
                fits = True
                for k in range(loads - 1):
                    fits = fits and (at // stride[k]) % (room[k] + 1) >= weight[k, i]
                if not fits:
                    for t in range(at, at + inner):
                        after[t] = before[t]
                    continue
                for t in range(at, at + w):
                    after[t] = before[t]
                low = before[at - shift : at - shift + inner - w]
                high, out = before[at + w : at + inner], after[at + w : at + inner]
                for t in range(len(out)):
                    offer, without = low[t] + c, high[t]
                    out[t] = offer if offer < without else without
        best, end = np.int64(BIG), states - 1
        if not wanting:
            best = table[count, end]
        else:
            for s in range(states):
                if table[count, s] < best:
                    enough = True
                    for k in range(loads):
                        enough = enough and (s // stride[k]) % (room[k] + 1) >= need[k]
                    if enough:
                        best, end = table[count, s], s
            if best >= BIG // 2:
                return h
        value[h] = total + best
        for q in range(count - 1, -1, -1):
            if table[q + 1, end] != table[q, end]:
                take[items[q]] = 1
                for k in range(loads):
                    end -= weight[k, items[q]] * stride[k]
    return -1
