"""The least largest cost of a used pair: a search for the threshold, then a proof that nothing below it is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.broad import search
from optimizer.engine.side.task import Task
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Tree

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch


def least_worst(
    task: Task, costs: Ints, start: Ints | None, watch: Watch, seed: int
) -> tuple[int | None, int | None, Ints | None, Tree | None]:
    """(value, proved bound, roster, proof that no roster has only pairs of cost < bound).

    Costs are minimised; the smallest cost is the value of a roster that uses no pair. The proof has no nodes when the bound is not above
    the smallest cost.
    """
    stage = task.stage
    n = stage.pair_count

    def at_most(cap: int) -> Task:
        most = stage.most.copy()
        most[:n][costs > cap] = 0
        return Task(stage.with_bounds(stage.least, most), task.spreads, task.functions)

    steps = np.unique(costs[stage.most[:n] > 0])
    if not len(steps):
        steps = np.zeros(1, np.int64)
    usable = costs[stage.pairs.most > 0]
    least = int(usable.min()) if len(usable) else 0
    found = search(task, start, watch, seed=seed) if start is None else None
    x = start if found is None else found.x
    if x is None:
        return None, None, None, None
    value = _worst(costs, x[:n], least)
    low, high = 0, int(np.searchsorted(steps, value))
    unknown = _Unknown()
    proof: Tree | None = None
    while not watch.stopped():
        middle = unknown.next(low, high)
        if middle is None:
            break
        got = search(at_most(int(steps[middle])), None, watch, seed=seed)
        if got.x is not None:
            x = got.x
            value = _worst(costs, x[:n], least)
            high = min(middle, int(np.searchsorted(steps, value)))
        elif got.impossible and got.tree is not None:
            low, proof = middle + 1, got.tree
        else:
            unknown.put(middle)
    if proof is None and value > least and not watch.stopped():
        got = search(at_most(value - 1), None, watch, seed=seed)  # what was forbidden before may leave no choice
        if got.impossible and got.tree is not None:
            return value, value, x, got.tree
        if got.x is not None:  # a roster without any pair
            x, value = got.x, _worst(costs, got.x[:n], least)
        if got.x is not None:  # a roster without any pair
            x, value = got.x, _worst(costs, got.x[:n], least)
    if proof is None:
        return value, least, x, Tree(())
    bound = int(steps[low]) if low < len(steps) else value
    return value, min(bound, value), x, proof


class _Unknown:
    """Thresholds whose search ended without a roster and without a proof: halving goes on above them, then below them."""

    def __init__(self) -> None:
        self.seen: list[int] = []

    def put(self, step: int) -> None:
        self.seen.append(step)

    def next(self, low: int, high: int) -> int | None:
        """The next threshold in [low, high): a roster is looked for above the highest unknown, a proof below the lowest."""
        inside = [step for step in self.seen if low <= step < high]
        if not inside:
            return (low + high) // 2 if low < high else None
        above, below = max(inside) + 1, min(inside)
        if above < high:
            return (above + high) // 2
        return (low + below) // 2 if low < below else None


def _worst(costs: Ints, x: Ints, least: int) -> int:
    used = costs[x > 0]
    return int(used.max()) if len(used) else least
