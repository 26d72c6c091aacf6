"""Leximin of group totals: the excess above each of the roster's distinct totals is made least, from the top down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.broad import search
from optimizer.engine.side.found import Found
from optimizer.engine.side.measure import Hinge, LoadFunction, Measure
from optimizer.engine.side.peak import least_peak
from optimizer.engine.side.task import Task
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Levels

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch
    from optimizer.model.certificate import Threshold, Tree
    from optimizer.model.normal import TierCost

PEAK_SHARE, LEVEL_SHARE = 0.75, 0.35
"""Of the time left, for the largest total and for each level."""


def leximin(
    task: Task, measure: Measure, start: Ints | None, watch: Watch, seed: int, tier: TierCost
) -> tuple[Found, Levels, int | None]:
    """(roster, levels proved so far, bound on the largest total). Where ``within`` lets later
    tiers change the totals, only the bound on the largest is certified.

    Level k asks for the least sum of max(total - (V - 1), 0), V the roster's k-th largest distinct total, given the levels
    before (as :class:`Levels` states); while it can be lowered the roster changes. From the first level that is not proved on
    nothing is claimed any more; the time left betters the levels below it all the same.

    Totals 3 3 and 4 0 are equally far above 2: where a lower level would pay for itself above in this way, all begins anew with
    the sum of max(total - V, 0) as a level of its own before each.
    """
    peak = Task(task.stage, task.spreads, (*task.functions, LoadFunction(measure, peak=True)))
    top, least = least_peak(peak, start, watch.part(PEAK_SHARE), seed)
    if top.x is None:
        return top, Levels((), ()), None
    x, bound = top.x, top.bound
    down = _Descent(task, measure, x, bound == top.value, least)
    while not watch.stopped() and (down.proved or watch.timed):
        if not down.step(watch, seed):
            break
    x = down.x
    largest = int(measure.totals(x).max())
    loose = bound is not None and tier.allowance(bound) > 0
    thresholds = [hinge.threshold for hinge in down.hinges[: len(down.values)]]
    if largest - 1 in thresholds and not loose:
        listed = tuple(tier.sign * threshold for threshold in thresholds)
        return Found(x, None, None, None), Levels(tuple(down.values), tuple(down.proofs), listed), largest
    if least is not None:
        return Found(x, None, None, None), Levels((least.value,), (least,)), least.value
    if top.tree is not None and top.bound is not None:
        return Found(x, None, None, None), Levels((top.bound,), (top.tree,)), top.bound
    return Found(x, None, None, None), Levels((), ()), None


class _Descent:
    """The levels so far: ``hinges`` held, of which the first ``len(values)`` are proved."""

    def __init__(self, task: Task, measure: Measure, x: Ints, proved: bool, least: Threshold | None) -> None:
        self.task, self.measure, self.x, self.least = task, measure, x, least
        self.begun = proved
        self.begin(each=False)

    def begin(self, *, each: bool) -> None:
        """From the top; ``each``: the totals themselves are thresholds too."""
        self.each, self.proved = each, self.begun
        self.hinges: list[Hinge] = []
        self.values: list[int] = []
        self.proofs: list[Tree | Threshold] = []

    def step(self, watch: Watch, seed: int) -> bool:
        """One search; False when there is nothing left to ask."""
        totals = self.measure.totals(self.x)
        wanted = {int(v) - 1 for v in totals} | ({int(v) for v in totals} if self.each else set())
        if len(self.hinges) >= len(wanted):
            return False
        threshold = sorted(wanted, reverse=True)[len(self.hinges)]
        aim = LoadFunction(self.measure, hinges=(*self.hinges, Hinge(threshold, None)))
        before = aim.value(self.x)
        if not self.hinges and before == 1 and self.least is not None and self.least.value == threshold + 1:
            self.hinges.append(Hinge(threshold, 1))  # some total is as large, whatever the roster
            self.values.append(1)
            self.proofs.append(self.least)
            return True
        level = Task(self.task.stage, self.task.spreads, (*self.task.functions, aim))
        found = search(level, self.x, watch.part(LEVEL_SHARE), seed=seed)
        if found.x is None or found.value is None:
            return False
        if _sorted(self.measure, found.x) > _sorted(self.measure, self.x):
            again = not self.each
            self.begin(each=True)
            return again
        self.x = found.x
        if found.value < before:
            return True
        self.hinges.append(Hinge(threshold, found.value))
        self.proved = self.proved and found.tree is not None and found.bound == found.value
        if self.proved and found.tree is not None:
            self.values.append(found.value)
            self.proofs.append(found.tree)
        return True


def _sorted(measure: Measure, x: Ints) -> list[int]:
    totals: list[int] = np.sort(measure.totals(x))[::-1].tolist()
    return totals


def leaves_nothing_open(measure: Measure, totals: Ints, levels: Levels, sign: int) -> bool:
    """Whether the levels prove every distinct total of a roster, so that later tiers keep its sorted totals."""
    distinct = {int(v) for v in totals.tolist()}
    if measure.loads and sign > 0:
        distinct.discard(0)
    return {v - 1 for v in distinct} <= {sign * b for b in levels.excess}
