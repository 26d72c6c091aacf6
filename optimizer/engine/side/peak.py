"""The least largest total of groups: thresholds asked of the linear program, of HiGHS and of a walk, and proved by branching.

The linear program spreads a dear pair over many rosters and sees a low peak. Under the question whether every total can stay
below a threshold such a pair is out altogether, of pairs dearer than half the threshold each group has at most one, and so on
(:class:`optimizer.engine.side.measure.Rounding`): the same program says much more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.broad import search
from optimizer.engine.side.found import Found
from optimizer.engine.side.measure import Hinge, LoadFunction, Rounding
from optimizer.engine.side.search import MIP_NODES, mixed_integer, program_tree
from optimizer.engine.side.task import Task
from optimizer.engine.side.walk import walked
from optimizer.model.certificate import Dual, Leaf, Threshold, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch
    from optimizer.model.arrays import Ints

DEEP_NODES = 18_000
"""Of the tree for the threshold at the value itself: the judge walks 20,000."""
FEW_NODES = 64
"""Of a tree for a threshold below the last one."""
AT_BOUND_NODES = 200
"""Of HiGHS, looking for a roster that meets the bound."""
MOST_PAIRS = 500_000
LISTED = 40_000
"""Pairs up to which thresholds are asked of HiGHS."""
NEARLY, FAR_OFF, FEW_STEPS = 20_000, 40, 100
"""Parts of the value: how near to the end halving by single programs stops; how far apart value and bound may be for a large
tree to be worth its time, or how many steps."""
WHOLE = range(1, 8)
"""Into how many parts a threshold is divided to say something in whole pairs."""


@dataclass(eq=False)
class _Peak:
    """What is known: a roster, its largest total, a bound on any roster's, and its proof (None: ``low`` is not from here)."""

    x: Ints
    value: int
    low: int
    proof: Tree | None = None

    def take(self, task: Task, x: Ints | None) -> None:
        if x is not None and task.allows(x) and task.value(x) < self.value:
            self.x, self.value = x, task.value(x)

    def raise_to(self, low: int, proof: Tree) -> None:
        if low > self.low or (low == self.low and self.proof is None):
            self.low, self.proof = low, proof


def least_peak(task: Task, start: Ints | None, watch: Watch, seed: int) -> tuple[Found, Threshold | None]:
    """What was found for a task whose aim is the least largest total, and the proof of its bound where that is a threshold's."""
    asked = task.proved_by_threshold and task.stage.pair_count <= MOST_PAIRS
    listed = task.stage.pair_count < LISTED
    first = _first(task, start, watch.part(0.25), seed) if asked and listed else None
    if first is not None:
        found = Found(first, task.value(first), None, None)
    else:
        found = search(task, start, watch.part(0.4 if asked else 1.0), seed=seed)
    if not asked or found.x is None or found.value is None:
        return found, None
    best = _Peak(found.x, found.value, *_attainable(task))
    if found.tree is not None and found.bound is not None and found.bound > best.low:
        best.low, best.proof = found.bound, None
    _by_roots(task, best, watch.part(0.12))
    if listed:
        _by_rosters(task, best, watch.part(0.85), seed)
    _by_trees(task, best, watch)
    if best.proof is None:
        return Found(best.x, best.value, found.bound, found.tree), None
    return Found(best.x, best.value, best.low, None), Threshold(best.low, best.proof)


def _attainable(task: Task) -> tuple[int, Tree | None]:
    """What the bounds of the pairs alone leave of the largest total; a proof of that has no nodes (None: unlisted pairs may
    lower it)."""
    aim, pairs = task.aim, task.stage.pairs
    assert aim is not None
    low, _ = aim.measure.range(pairs.least, pairs.most)
    least = int(low.max()) if len(low) else 0
    whole = len(pairs.least) == pairs.model.pair_count or bool((aim.measure.part >= 0).all())
    return least, Tree(()) if whole else None


def _first(task: Task, start: Ints | None, watch: Watch, seed: int) -> Ints | None:
    """Some roster: the one given, or one that a walk or HiGHS meets; where pairs lower totals (the smallest is made largest)
    also the one of least sum."""
    aim, nodes = task.aim, None if watch.timed else MIP_NODES
    assert aim is not None
    held = tuple(function for function in task.functions if not function.minimised)
    given = start is not None and task.allows(start)
    x = start if given else walked(replace(task, functions=held), None, watch.part(0.3), seed)
    if (aim.measure.part < 0).any():
        cost = np.zeros_like(task.stage.cost)
        np.add.at(cost, aim.measure.column, aim.measure.part)
        whole = replace(task, stage=replace(task.stage, cost=cost), functions=held)
        least = mixed_integer(whole, None, watch.part(0.5), seed, nodes)[0]
        if least is not None and (x is None or task.value(least) < task.value(x)):
            x = least
    return mixed_integer(task, None, watch, seed, nodes)[0] if x is None else x


def _by_roots(task: Task, best: _Peak, watch: Watch) -> None:
    """The largest threshold that one linear program refuses, nearly: its own bound at the value, then by halving."""
    said = _asked(task, best, best.value, watch, 1)
    if best.low < said < best.value and not watch.stopped():
        _asked(task, best, said, watch, 1)
    high = best.value - 1
    while high - best.low > max(0, best.value // NEARLY) and not watch.stopped():
        ask = (best.low + high + 1) // 2
        if _asked(task, best, ask, watch, 1) < ask:
            high = ask - 1


def _by_rosters(task: Task, best: _Peak, watch: Watch, seed: int) -> None:
    """Rosters: by walking, then by HiGHS under the best so far, which is asked again with what it finds."""
    nodes = None if watch.timed else MIP_NODES
    if best.low < best.value and not watch.stopped():
        best.take(task, _at_bound(task, best.low, watch.part(0.3), seed))
    if best.low < best.value and not watch.stopped():
        best.take(task, walked(task, best.x, watch.part(0.1), seed))
    for share in (0.85, 1.0):
        if best.low < best.value and not watch.stopped():
            below = below_threshold(task, best.value)
            if below is not None:
                x, _ = mixed_integer(below, None, watch.part(share), seed, nodes)
                best.take(task, x)


def _at_bound(task: Task, low: int, watch: Watch, seed: int) -> Ints | None:
    """A roster that meets the bound, of least sum, where HiGHS has one: often the dearest group alone makes the bound, and all
    others have room below it."""
    aim = task.aim
    assert aim is not None
    cost = np.zeros_like(task.stage.cost)
    np.add.at(cost, aim.measure.column, aim.measure.part)
    held = [function for function in task.functions if function is not aim]
    within = LoadFunction(aim.measure, hinges=(Hinge(low, 0),))
    asked = replace(task, stage=replace(task.stage, cost=cost), functions=(*held, within))
    return mixed_integer(asked, None, watch, seed, AT_BOUND_NODES)[0]


def _by_trees(task: Task, best: _Peak, watch: Watch) -> None:
    """Branching: at the value itself where that is near, then by halving with small trees."""
    assert task.aim is not None
    measure = task.aim.measure
    steps = measure.factor is not None or best.value - best.low <= FEW_STEPS * measure.grain
    near = best.value - best.low <= abs(best.value) // FAR_OFF or steps or not watch.timed
    nodes, high = DEEP_NODES if near else FEW_NODES, best.value
    while best.low < high and not watch.stopped():
        ask = high if nodes == DEEP_NODES else (best.low + high + 1) // 2
        before = best.value
        said = _asked(task, best, ask, watch.part(0.7), nodes)
        high = min(high, best.value)
        if said < ask:
            if best.value < before:
                continue
            high = ask - 1
        nodes = FEW_NODES


def _asked(task: Task, best: _Peak, ask: int, watch: Watch, nodes: int) -> int:
    """A bound on the largest total of any roster; with ``ask`` or more there is a proof that none keeps all totals below ``ask``.
    Rosters met on the way are kept."""
    below = below_threshold(task, ask)
    if below is None:
        best.raise_to(ask, Tree((Leaf(Dual(), empty=True),)))
        return ask
    assert task.aim is not None
    grain = task.aim.measure.grain
    least = (ask - 1) // grain * grain + 1  # totals are multiples of the grain: the next one is what is proved
    ask = least - 1 + grain
    grown = program_tree(below, least, watch, nodes)
    best.take(task, grown.better)
    if grown.bound is not None and grown.bound >= least:
        best.raise_to(ask, _empty(grown.tree))
        return ask
    return -(2**60) if grown.bound is None else -(-grown.bound // grain) * grain


def below_threshold(task: Task, below: int) -> Task | None:
    """The task for totals below a threshold only; None when a row alone contradicts that."""
    aim = task.aim
    assert aim is not None
    measure, stage = aim.measure, task.stage
    below = (below - 1) // measure.grain * measure.grain + 1
    most, lo, hi = stage.most.copy(), stage.lo, stage.hi
    falls = bool((measure.part < 0).any())
    if not falls:
        most[measure.column[measure.part >= below]] = 0
    if measure.factor is not None:
        block = stage.block("limit", measure.on)
        rows = slice(block.first, block.first + block.count)
        step = np.maximum(np.abs(measure.factor), 1)
        lo, hi = lo.copy(), hi.copy()
        hi[rows] = np.where(measure.factor > 0, np.minimum(hi[rows], (below - 1) // step), hi[rows])
        lo[rows] = np.where(measure.factor < 0, np.maximum(lo[rows], -((below - 1) // step)), lo[rows])
        if (lo > hi).any() or (below <= 0 and (measure.factor == 0).any()):
            return None
    if (stage.least > most).any():
        return None
    times: tuple[int, ...] = ()
    if below != 0 and (below < 0 or not falls) and measure.factor is None and (stage.least >= 0).all():
        largest = int(np.abs(measure.part[most[measure.column] > 0]).max(initial=0))
        times = tuple(k for k in WHOLE if k * largest >= abs(below))
    aimed = replace(aim, rounded=Rounding(below, times) if times else None)
    functions = tuple(aimed if function is aim else function for function in task.functions)
    return replace(task, stage=replace(stage, most=most, lo=lo, hi=hi), functions=functions)


def _empty(tree: Tree) -> Tree:
    """The same multipliers, as proofs that no roster keeps below the threshold."""
    return Tree(tuple(replace(node, empty=True) if isinstance(node, Leaf) else node for node in tree.nodes))
