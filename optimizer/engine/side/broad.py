"""Any task at any size: what :mod:`optimizer.engine.side.search` closes by branching, and beyond that rosters by walking and
a bound by prices, so that there is always an answer that says how good it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.engine.side import search as branching
from optimizer.engine.side.ascent import Prices, ascended, of_program, sifted
from optimizer.engine.side.coupling import branched, by_flows, coupling_of
from optimizer.engine.side.fixing import NARROW, fixed_by_bound
from optimizer.engine.side.found import Found
from optimizer.engine.side.task import Task, kept_limit
from optimizer.engine.side.walk import lowered, walked
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

SOLVED = 250_000
"""Pairs up to which the whole linear program is tried; beyond it a part at a time."""
LARGE = 40_000
"""Pairs from which one proof tree over all of them is not tried."""
MIXED = 2_000
"""Pairs from which tasks with several kinds of rows are walked through as well."""
FIRST = 0.65
"""Of the time left, for branching, before a walk tries to better what it leaves open."""
BUILDING = 0.7
"""Seconds that must be left for a linear program to be worth building."""
IN_TIME = 3.0
"""Seconds that must be left for HiGHS to look at the pairs of least reduced cost."""


def search(task: Task, start: Ints | None, watch: Watch, *, seed: int = 0) -> Found:
    """Solve a task. ``start``: a roster known to be allowed."""
    if task.stage.wishes:
        return branching.search(task, start, watch, seed=seed)
    if task.stage.pair_count >= LARGE:
        return _large(task, start, watch, seed)
    if not _many_kinds(task):
        return branching.search(task, start, watch, seed=seed)
    found = branching.search(task, start, watch.part(FIRST), seed=seed)
    if found.impossible or (found.x is not None and found.value == found.bound):
        return found
    x = walked(task, found.x, watch, seed, enough=found.bound)
    if x is None:
        return found
    value = task.value(x)
    if found.value is not None and found.value <= value:
        return found
    return Found(x, value, None if found.bound is None else min(found.bound, value), found.tree)


def _many_kinds(task: Task) -> bool:
    """More than needs and one load: then a good roster of a linear program's search may be long in coming."""
    blocks = [block for block in task.stage.blocks if block.count]
    plain = len(blocks) <= 2 and not task.spreads and not task.functions
    return task.stage.pair_count >= MIXED and not plain


def _large(task: Task, start: Ints | None, watch: Watch, seed: int) -> Found:
    if not task.functions and not task.spreads and kept_limit(task) is None:
        part = watch.part(0.7)
        coupling = coupling_of(task.stage, part)
        found = None if coupling is None else by_flows(task, coupling, start, part, seed)
        if coupling is not None and found is not None:
            return found if found.value == found.bound else branched(task, coupling, found, watch)
    prices = priced(task, start, watch.part(0.3))
    enough = None if prices is None else prices.bound
    watch.note(None if start is None else task.value(start), enough)
    best = start
    listed = task.stage.pair_count <= SOLVED and not task.functions
    if best is None or enough is None or task.value(best) > enough:
        near = None if prices is None else prices.reduced()[: task.stage.pair_count]
        likely = None if prices is None else prices.likely
        share = 0.5 if listed or task.functions else 0.9
        best = walked(task, start, watch.part(share), seed, near=near, likely=likely, enough=enough)
    if best is None and not watch.stopped():
        best = walked(task, None, watch.part(0.8), seed + 1, enough=enough)
    if best is None:
        return Found(None, None, enough, None)
    watch.note(task.value(best))
    if task.aim is not None and task.aim.peak:
        floor = enough if enough is not None else 0
        best = lowered(task, best, floor, watch.part(0.6), seed)
    if task.functions and (prices is None or task.value(best) > prices.bound):
        again = ascended(task, best, watch.part(0.4))
        prices = again if prices is None or (again is not None and again.bound > prices.bound) else prices
    if prices is not None and task.value(best) > prices.bound and listed and _in_time(watch):
        better, _ = fixed_by_bound(task, prices.relaxed, prices.y, best, watch, seed, NARROW)
        best = best if better is None else better
    value = task.value(best)
    if prices is None:
        return Found(best, value, None, None)
    return Found(best, value, min(value, prices.bound), prices.tree)


def _in_time(watch: Watch, seconds: float = IN_TIME) -> bool:
    left = watch.seconds()
    return not watch.stopped() and (left is None or left > seconds)


def priced(task: Task, known: Ints | None, watch: Watch) -> Prices | None:
    """Prices of the linear program where it is solved in time, else by ascent."""
    if not _in_time(watch, BUILDING):
        return ascended(task, known, watch)
    if task.stage.pair_count <= SOLVED:
        made = of_program(task, watch)
        if made is not None:
            return made
    elif not task.functions:
        return sifted(task, watch)
    return ascended(task, known, watch)
