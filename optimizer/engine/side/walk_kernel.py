"""Compiled annealing over listed pairs under any rows: one unit is moved, added, dropped or exchanged at a time (numba).

Everything a roster is measured by is a node with a whole-numbered activity: rows with ends (kind ROW), needs that may lack
something (NEED), and the arguments of functions (SQUARE, OVER a threshold, PLAIN, USED: units outside the allowed number of parts). Broken rows and caps cost
penalties that grow while they stay broken.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

ROW, NEED, SQUARE, OVER, PLAIN, USED = 0, 1, 2, 3, 4, 5


@numba.njit(cache=True)
def _beyond(activity: int, lo: int, hi: int) -> int:
    if activity < lo:
        return int(lo - activity)
    return int(activity - hi) if activity > hi else 0


@numba.njit(cache=True)
def _lacking(activity: int, lo: int, hi: int, most: int, dear: bool) -> int:
    """What is missing at this activity: as little as allowed when that costs something, else as much."""
    wanted = lo - activity if dear else hi - activity
    return int(min(max(wanted, 0), most))


@numba.njit(cache=True)
def _outside(activity: Any, first: int, last: int, most: int) -> int:
    """Units outside the ``most`` parts that hold the most of them."""
    whole = 0
    for node in range(first, last):
        whole += activity[node]
    if most == 1:
        return int(whole - np.max(activity[first:last]))
    if most >= last - first:
        return 0
    ascending = np.sort(activity[first:last])
    return int(whole - np.sum(ascending[last - first - most :]))


@numba.njit(cache=True)
def _simple(node: int, change: int, n: Any, f: Any, out: Any) -> None:
    """Node without a need. n: (kind, function, lo, hi, weight, activity); f: (total, cap, weight, square, minimised, first, last
    node of a USED function, whose square is the number of parts allowed)."""
    kind, of, lo, hi, weight, activity = n
    old = activity[node]
    new = old + change
    activity[node] = new
    if kind[node] == 0:
        before, after = _beyond(old, lo[node], hi[node]), _beyond(new, lo[node], hi[node])
        if before != after:
            out[1] += weight[node] * (after - before)
            out[2] += int(after > 0) - int(before > 0)
        return
    k = of[node]
    total, cap, dear, square, minimised, first, last = f
    if kind[node] == 2:
        rise = square[k] * (new * new - old * old)
    elif kind[node] == 3:
        rise = max(new - lo[node], 0) - max(old - lo[node], 0)
    elif kind[node] == 4:
        rise = change
    else:
        rise = _outside(activity, first[k], last[k], square[k]) - total[k]
    if rise == 0:
        return
    was = total[k]
    total[k] = was + rise
    if minimised[k]:
        out[0] += rise
        return
    before, after = max(was - cap[k], 0), max(was + rise - cap[k], 0)
    if before != after:
        out[1] += dear[k] * (after - before)
        out[2] += int(after > 0) - int(before > 0)


@numba.njit(cache=True)
def bump(pair: int, change: int, x: Any, cost: Any, entries: Any, n: Any, f: Any, m: Any, out: Any) -> None:
    """x[pair] += change; out gains (objective, penalties, broken things)."""
    start, node_of, part = entries
    kind, _, lo, hi, weight, activity = n
    price, most, m_start, m_node, m_part = m
    x[pair] += change
    out[0] += cost[pair] * change
    for e in range(start[pair], start[pair + 1]):
        node = node_of[e]
        if kind[node] != 1:
            _simple(node, change * part[e], n, f, out)
            continue
        old = activity[node]
        new = old + change * part[e]
        activity[node] = new
        dear = price[node] >= 0
        had = _lacking(old, lo[node], hi[node], most[node], dear)
        has = _lacking(new, lo[node], hi[node], most[node], dear)
        before, after = _beyond(old + had, lo[node], hi[node]), _beyond(new + has, lo[node], hi[node])
        if before != after:
            out[1] += weight[node] * (after - before)
            out[2] += int(after > 0) - int(before > 0)
        if had != has:
            out[0] += price[node] * (has - had)
            for g in range(m_start[node], m_start[node + 1]):
                _simple(m_node[g], (has - had) * m_part[g], n, f, out)


@numba.njit(cache=True)
def _next(state: Any) -> int:
    seed = state[0]
    seed ^= seed << np.uint64(13)
    seed ^= seed >> np.uint64(7)
    seed ^= seed << np.uint64(17)
    state[0] = seed
    return int(seed >> np.uint64(11))


@numba.njit(cache=True)
def _unit(state: Any) -> float:
    return float(_next(state) & ((1 << 52) - 1)) / 2.0**52


@numba.njit(cache=True)
def _enter(pair: int, first: Any, used: Any, count: Any, place: Any, owner: int) -> None:
    place[pair] = count[owner]
    used[first[owner] + count[owner]] = pair
    count[owner] += 1


@numba.njit(cache=True)
def _leave(pair: int, first: Any, used: Any, count: Any, place: Any, owner: int) -> None:
    count[owner] -= 1
    tail = used[first[owner] + count[owner]]
    used[first[owner] + place[pair]] = tail
    place[tail] = place[pair]


@numba.njit(cache=True)
def _find(key: Any, wanted: int) -> int:
    low, high = 0, len(key)
    while low < high:
        middle = (low + high) // 2
        if key[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low if low < len(key) and key[low] == wanted else -1


@numba.njit(cache=True)
def walk(
    x: Any, best: Any, now: Any, state: Any, ends: Any, lists: Any, cost: Any, least: Any, most: Any,
    entries: Any, n: Any, f: Any, m: Any, hot: float, cold: float, begin: float, end: float, steps: int,
) -> int:  # fmt: skip
    """``steps`` trials; x int64[pairs] and all activities are kept up to date, ``best`` holds the best roster that breaks nothing.

    now: float64[4] (objective, penalties, broken things, best objective); ends: (helper, recipient, role, key ascending,
    recipients, roles) of the pairs; lists: (start by recipient, pairs by recipient cheapest first, start by helper).
    """
    helper, recipient, role, key, recipients, roles = ends
    r_first, near, h_first = lists
    r_used, h_used = np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
    r_place, h_place = np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
    r_count, h_count = np.zeros(len(r_first) - 1, np.int64), np.zeros(len(h_first) - 1, np.int64)
    for p in range(len(x)):
        if x[p] > 0:
            _enter(p, r_first, r_used, r_count, r_place, recipient[p])
            _enter(p, h_first, h_used, h_count, h_place, helper[p])
    ratio = np.log(cold / hot)
    heat = hot
    out = np.zeros(3)
    moved, change = np.zeros(4, np.int64), np.zeros(4, np.int64)
    accepted = 0
    for step in range(steps):
        if step % 256 == 0:
            heat = hot * np.exp(ratio * (begin + (end - begin) * step / steps))
            if now[2] == 0 and now[0] < now[3] - 1e-9:
                now[3] = now[0]
                best[:] = x
        r = _next(state) % recipients
        length = r_first[r + 1] - r_first[r]
        if length == 0:
            continue
        draw = _unit(state)
        p = near[r_first[r] + min(length - 1, int(length * draw * draw))]
        count = 0
        what = _unit(state)
        if x[p] > least[p] and (what < 0.1 or x[p] >= most[p]):
            moved[0], change[0], count = p, -1, 1
        elif x[p] < most[p]:
            moved[0], change[0], count = p, 1, 1
            q = -1
            if r_count[r] > 0 and what > 0.15:
                q = r_used[r_first[r] + _next(state) % r_count[r]]
                if q == p or x[q] <= least[q] or role[q] != role[p]:
                    q = -1
                else:
                    moved[1], change[1], count = q, -1, 2
            h = helper[p]
            if h_count[h] > 0 and what > 0.55:
                s = h_used[h_first[h] + _next(state) % h_count[h]]
                if s != p and s != q and x[s] > least[s]:
                    moved[count], change[count] = s, -1
                    count += 1
                    if q >= 0:
                        t = _find(key, (helper[q] * recipients + recipient[s]) * roles + role[s])
                        if t >= 0 and t != p and x[t] < most[t]:
                            moved[count], change[count] = t, 1
                            count += 1
        if count == 0:
            continue
        out[:] = 0.0
        for k in range(count):
            bump(moved[k], change[k], x, cost, entries, n, f, m, out)
        gain = out[0] + out[1]
        if gain > 0 and _unit(state) >= np.exp(-gain / heat):
            kept_total = out.copy()
            for k in range(count):
                bump(moved[k], -change[k], x, cost, entries, n, f, m, kept_total)
            continue
        accepted += 1
        now[0] += out[0]
        now[1] += out[1]
        now[2] += out[2]
        for k in range(count):
            a = moved[k]
            if change[k] > 0 and x[a] == change[k]:
                _enter(a, r_first, r_used, r_count, r_place, recipient[a])
                _enter(a, h_first, h_used, h_count, h_place, helper[a])
            elif change[k] < 0 and x[a] == 0:
                _leave(a, r_first, r_used, r_count, r_place, recipient[a])
                _leave(a, h_first, h_used, h_count, h_place, helper[a])
    if now[2] == 0 and now[0] < now[3] - 1e-9:
        now[3] = now[0]
        best[:] = x
    return accepted


@numba.njit(cache=True)
def sharpen(n: Any, f: Any, m: Any, up: float, top: float) -> float:
    """Raises the penalties of what is broken, and half as much those of like rows when many of them are; returns the sum of
    penalties at the new prices. The function number of a row is its kind of rows."""
    kind, like, lo, hi, weight, activity = n
    total, cap, dear, _, minimised, _, _ = f
    price, most, _, _, _ = m
    kinds = 1
    for node in range(len(kind)):
        if kind[node] <= 1:
            kinds = max(kinds, like[node] + 1)
    size, bad = np.zeros(kinds, np.int64), np.zeros(kinds, np.int64)
    broken = np.zeros(len(kind), np.int64)
    for node in range(len(kind)):
        if kind[node] > 1:
            continue
        at = activity[node]
        if kind[node] == 1:
            at += _lacking(at, lo[node], hi[node], most[node], price[node] >= 0)
        broken[node] = _beyond(at, lo[node], hi[node])
        size[like[node]] += 1
        bad[like[node]] += int(broken[node] > 0)
    paid = 0.0
    for node in range(len(kind)):
        if kind[node] > 1:
            continue
        if 500 * bad[like[node]] > size[like[node]]:
            weight[node] = min(top, weight[node] * (0.5 + 0.5 * up))
        if broken[node] > 0:
            weight[node] = min(top, weight[node] * up)
            paid += weight[node] * broken[node]
    for k in range(len(total)):
        if not minimised[k] and total[k] > cap[k]:
            dear[k] = min(top, dear[k] * up)
            paid += dear[k] * (total[k] - cap[k])
    return paid
