"""Leximin of group totals: the excess above each of the roster's distinct totals is made least, from the top down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.broad import search
from optimizer.engine.side.found import Found
from optimizer.engine.side.measure import Hinge, LoadFunction, Measure
from optimizer.engine.side.peak import least_peak
from optimizer.engine.side.search import Task
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Levels, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch
    from optimizer.model.normal import TierCost

PEAK_SHARE, LEVEL_SHARE = 0.65, 0.35
"""Of the time left, for the largest total and for each level."""


def leximin(
    task: Task, measure: Measure, start: Ints | None, watch: Watch, seed: int, tier: TierCost
) -> tuple[Found, Levels, int | None]:
    """(roster, levels proved so far, bound on the largest total). Where ``within`` lets later
    tiers change the totals, only the bound on the largest is certified.

    Level k asks for the least sum of max(total - (V - 1), 0), V the roster's k-th largest distinct total, given the levels
    before (as :class:`Levels` states); while it can be lowered the roster changes. From the first level that is not proved on
    nothing is claimed any more; the time left betters the levels below it all the same.
    """
    peak = Task(task.stage, task.spreads, (*task.functions, LoadFunction(measure, peak=True)))
    top, least = least_peak(peak, start, watch.part(PEAK_SHARE), seed)
    if top.x is None:
        return top, Levels((), ()), None
    x, bound = top.x, top.bound
    hinges: list[Hinge] = []
    values: list[int] = []
    proofs: list[Tree] = []
    proved = bound == top.value
    while not watch.stopped() and (proved or watch.timed):
        distinct = np.unique(measure.totals(x))[::-1]
        if len(hinges) >= len(distinct):
            break
        threshold = int(distinct[len(hinges)]) - 1
        aim = LoadFunction(measure, hinges=(*hinges, Hinge(threshold, None)))
        level = Task(task.stage, task.spreads, (*task.functions, aim))
        before = aim.value(x)
        found = search(level, x, watch.part(LEVEL_SHARE), seed=seed)
        if found.x is None or found.value is None:
            break
        x = found.x
        if found.value < before:
            continue
        hinges.append(Hinge(threshold, found.value))
        proved = proved and found.tree is not None and found.bound == found.value
        if proved and found.tree is not None:
            values.append(found.value)
            proofs.append(found.tree)
    loose = bound is not None and tier.allowance(bound) > 0
    if values and not loose:
        thresholds = tuple(tier.sign * hinge.threshold for hinge in hinges[: len(values)])
        largest = int(measure.totals(x).max())
        return Found(x, None, None, None), Levels(tuple(values), tuple(proofs), thresholds), largest
    if least is not None:
        return Found(x, None, None, None), Levels((least.value,), (least,)), least.value
    if top.tree is not None and top.bound is not None:
        return Found(x, None, None, None), Levels((top.bound,), (top.tree,)), top.bound
    return Found(x, None, None, None), Levels((), ()), None


def leaves_nothing_open(measure: Measure, totals: Ints, levels: Levels, sign: int) -> bool:
    """Whether the levels prove every distinct total of a roster, so that later tiers keep its sorted totals."""
    distinct = {int(v) for v in totals.tolist()}
    if measure.loads and sign > 0:
        distinct.discard(0)
    return {v - 1 for v in distinct} <= {sign * b for b in levels.excess}
