"""Each helper's own best choice under its load limit, by dynamic programming over the load (Martello and Toth 1990, 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from optimizer.model.arrays import Ints

COMPILED_FROM = 300
"""Items from which loading compiled code pays."""
ONCE_CELLS = 5_000_000
"""Table cells from which it pays even for a single evaluation."""


@dataclass(frozen=True, eq=False)
class Pack:
    """Items grouped by helper: those of helper h are start[h]:start[h+1]. weight int64[items] >= 0; least, most int64[helpers].

    part int64[items], ascending within a helper, and parts_most int64[helpers]: at most so many parts used; -1 is outside. ``once``: too few evaluations for compiled code to pay.
    """

    start: Ints
    weight: Ints
    least: Ints
    most: Ints
    part: Ints | None = None
    parts_most: Ints | None = None
    once: bool = False

    @property
    def cells(self) -> int:
        """Size of all tables of one evaluation, an upper bound."""
        return int((np.diff(self.start) * (np.maximum(self.most, 0) + 1)).sum())


def solve_knapsacks(pack: Pack, cost: Ints, fix: Ints) -> tuple[Ints, Ints, int]:
    """(value per helper, taken items 0/1, -1 or the first helper for which nothing fits).

    cost int64[items]; fix int64[items]: 1 taken, -1 left out, 0 free. Ties go the same way compiled or not.
    """
    take = np.zeros(len(cost), np.int64)
    value = np.zeros(len(pack.start) - 1, np.int64)
    compiled = (
        len(cost) >= COMPILED_FROM and not (pack.once and pack.cells < ONCE_CELLS) and find_spec("numba") is not None
    )
    if pack.part is not None and pack.parts_most is not None:
        return _parted(pack, pack.part, pack.parts_most, cost, fix, compiled=compiled)
    if compiled:
        from optimizer.engine.side.kernels import knapsacks

        return value, take, int(knapsacks(pack.start, pack.weight, cost, fix, pack.least, pack.most, take, value))
    for helper in range(len(value)):
        own = slice(int(pack.start[helper]), int(pack.start[helper + 1]))
        fits = _one(pack.weight[own], cost[own], fix[own], int(pack.least[helper]), int(pack.most[helper]), take[own])
        if fits is None:
            return value, take, helper
        value[helper] = fits
    return value, take, -1


def _one(weight: Ints, cost: Ints, fix: Ints, least: int, most: int, take: Ints) -> int | None:
    """One helper in numpy: fills ``take`` (a view), returns the least cost or None."""
    take[:] = fix == 1
    total = int(cost[fix == 1].sum())
    load = int(weight[fix == 1].sum())
    room, need = most - load, max(0, least - load)
    if room < 0 or need > room:
        return None
    free = (fix == 0) & (weight <= room) & ((cost < 0) | ((weight > 0) & (need > 0)))
    gift = free & (weight == 0)
    take[gift] = 1
    total += int(cost[gift].sum())
    items = np.flatnonzero(free & (weight > 0))
    if need == 0 and int(weight[items].sum()) <= room:
        take[items] = 1
        return total + int(cost[items].sum())
    big = 2**61
    best = np.full(room + 1, big, np.int64)
    best[:1] = 0
    if need == 0:
        best[:] = 0
    used = np.zeros((len(items), room + 1), np.bool_)
    for i, item in enumerate(items):
        w = int(weight[item])
        if w > room:
            continue
        offer = np.where(best[: room + 1 - w] < big, best[: room + 1 - w] + cost[item], big)
        better = offer < best[w:]
        used[i, w:] = better
        best[w:] = np.where(better, offer, best[w:])
    at = room if need == 0 else need + int(np.argmin(best[need:]))
    if best[at] >= big:
        return None
    total += int(best[at])
    for i in range(len(items) - 1, -1, -1):
        if used[i, at]:
            take[items[i]] = 1
            at -= int(weight[items[i]])
    return total


def _parted(
    pack: Pack, part: Ints, parts_most: Ints, cost: Ints, fix: Ints, *, compiled: bool
) -> tuple[Ints, Ints, int]:
    take = np.zeros(len(cost), np.int64)
    value = np.zeros(len(pack.start) - 1, np.int64)
    if compiled:
        from optimizer.engine.side.kernels import parted

        tables = (pack.start, pack.weight, part, cost, fix, parts_most, pack.least, pack.most, take, value)
        return value, take, int(parted(*tables))
    for helper in range(len(value)):
        own = slice(int(pack.start[helper]), int(pack.start[helper + 1]))
        limits = (int(parts_most[helper]), int(pack.least[helper]), int(pack.most[helper]))
        fits = _one_parted(pack.weight[own], part[own], cost[own], fix[own], *limits, take[own])
        if fits is None:
            return value, take, helper
        value[helper] = fits
    return value, take, -1


def _one_parted(
    weight: Ints, part: Ints, cost: Ints, fix: Ints, wide: int, least: int, most: int, take: Ints
) -> int | None:
    """One helper in numpy, states (parts used, load); the order of choices is that of the compiled form."""
    take[:] = 0
    need, big = max(0, least), 2**61
    useful = (fix == 0) & (weight <= most) & ((cost < 0) | ((weight > 0) & (need > 0)))
    items = np.flatnonzero(useful | (fix == 1))
    wide = min(wide, len(np.unique(part[items][part[items] >= 0])))
    best = np.full((wide + 1, most + 1), big, np.int64)
    best[0, 0] = 0
    if need == 0:
        best[0, :] = 0
    edges = np.flatnonzero(np.diff(part[items])) + 1
    groups = [group for group in np.split(items, edges) if len(group)]
    history = []
    for group in groups:
        free = part[group[0]] < 0
        now = best.copy() if free else np.full_like(best, big)
        if not free:
            now[1:] = best[:-1]
        used = []
        for item in group:
            w = int(weight[item])
            offer = np.full_like(now, big)
            if w <= most:
                base = now[:, : most + 1 - w]
                offer[:, w:] = np.where(base < big, base + cost[item], big)
            better = np.ones(now.shape, np.bool_) if fix[item] == 1 else offer < now
            now = np.where(better, offer, now)
            used.append(better)
        opened = np.ones(now.shape, np.bool_) if free or (fix[group] == 1).any() else now < best
        best = np.where(opened, now, best)
        history.append((group, used, opened, free))
    if need > most or int(best[:, need:].min()) >= big:
        return None
    u, t = divmod(int(np.argmin(best[:, need:])), most + 1 - need)
    t += need
    low = int(best[u, t])
    for group, used, opened, free in reversed(history):
        if not opened[u, t]:
            continue
        for item, better in zip(group[::-1], used[::-1], strict=True):
            if better[u, t]:
                take[item] = 1
                t -= int(weight[item])
        if not free:
            u -= 1
    return low


def item_regret(pack: Pack, cost: Ints) -> Ints:
    """int64[items] >= 0: how much a helper's least cost rises when this item is taken (0 for items that are taken).

    Without lower limits. A bound from the fractional knapsack would be weaker; this one is exact only up to leaving the
    item itself twice in the tables, hence never above the true rise for items of cost >= 0.
    """
    regret = np.maximum(cost, 0)
    for helper in range(len(pack.start) - 1):
        own = slice(int(pack.start[helper]), int(pack.start[helper + 1]))
        weight, price = pack.weight[own], cost[own]
        room = int(pack.most[helper])
        wanted = np.flatnonzero(price < 0)
        if not len(wanted) or int(weight[wanted].sum()) <= room:
            continue
        best = np.zeros(room + 1, np.int64)
        for item in wanted:
            w = int(weight[item])
            if w <= room:
                best[w:] = np.minimum(best[w:], best[: room + 1 - w] + price[item])
        fits = weight <= room
        rise = np.where(fits, price + best[np.maximum(room - weight, 0)] - best[room], 2**40)
        regret[own] = np.maximum(regret[own], np.maximum(rise, 0))
    return regret
