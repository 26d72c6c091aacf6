"""What is to be minimised in one tier (or one level of one), and what it says of itself: its size, what may be kept whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.lagrangian import groups_of
from optimizer.engine.side.wished import excess_of
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.measure import LoadFunction
    from optimizer.engine.side.stage import Block, Stage
    from optimizer.model.normal import SpreadRows

TREE_NODES = 5_000
"""Most nodes of a certificate."""
TREE_NUMBERS = 8_000_000
"""Most integers of a certificate."""
KNAPSACK_CELLS = 40_000_000
"""Largest tables of the helper knapsacks of one evaluation."""
MARGIN = 16
"""How much dearer than one unit of a total a multiplied unit may be."""
JUDGE_SHARE = 0.08
"""Of a time limit, left for the judge."""


@dataclass(frozen=True, eq=False)
class Task:
    """What is to be minimised: the stage's costs, or the minimised part of one of the functions."""

    stage: Stage
    spreads: tuple[SpreadRows, ...]
    functions: tuple[LoadFunction, ...] = ()

    @property
    def aim(self) -> LoadFunction | None:
        return next((function for function in self.functions if function.minimised), None)

    def value(self, x: Ints) -> int:
        aim = self.aim
        linear = self.stage.value(x)
        return linear if aim is None else aim.value(x) + linear

    def priced(self, x: Ints) -> int | None:
        """The value of x, None when it is not allowed."""
        return self.value(x) if self.allows(x) else None

    @property
    def provable(self) -> bool:
        """Whether leaves see all that rosters must obey, so that branching on settled pairs can help."""
        return all(function.certified for function in self.functions)

    @property
    def proved_by_threshold(self) -> bool:
        """The largest total is minimised: ``peak.least_peak`` proves more than branching here."""
        return self.aim is not None and self.aim.peak

    def allows(self, x: Ints) -> bool:
        if not self.stage.feasible(x) or not all(function.holds(x) for function in self.functions):
            return False
        pairs = self.stage.pairs
        if any((excess_of(one, pairs, x) > x[one.columns]).any() for _, one in self.stage.soft):
            return False
        for spread in self.spreads:
            used = np.flatnonzero(x[: pairs.count])
            whole, part = spread.ends(pairs.helper[used], pairs.recipient[used])
            inside = (whole >= 0) & (part >= 0)
            both = np.unique(np.stack([whole[inside], part[inside]]), axis=1)
            if (np.bincount(both[0], minlength=len(spread.most)) > spread.most).any():
                return False
        return True


def scale_for(task: Task) -> int:
    """A power of two so that no sum of multiplied costs leaves 2**61."""
    stage = task.stage
    size = float((np.abs(stage.cost).astype(np.float64) * np.maximum(1, stage.most)).sum())
    size += float(np.abs(stage.cost).max(initial=0)) * 4
    for function in task.functions:
        low, high = function.measure.range(stage.least, stage.most)
        top = np.maximum(np.abs(low), np.abs(high)).astype(np.float64)
        wide = (
            float(top.max(initial=0.0)) if function.peak else float(top.sum())
        )  # prices of a peak add up to the scale
        size += function.square * float((top * top).sum()) + MARGIN * wide
    bits = 20
    while bits > 0 and size * 2.0**bits > 2.0**58:
        bits -= 1
    return 1 << bits


def kept_limit(task: Task) -> Block | None:
    """The helper-side limit worth keeping as a knapsack: weighted, or any beside a spread; the most loaded one."""
    stage, model = task.stage, task.stage.pairs.model
    if task.aim is not None or stage.wishes or (stage.most[: stage.pair_count] > 1).any():
        return None
    best: tuple[float, Block] | None = None
    spread = kept_spread(task)
    for block in stage.blocks:
        if block.kind != "limit":
            continue
        limit = model.limit(block.name)
        if groups_of(model, limit, spread) is None:
            continue
        rows = stage.matrix[block.first : block.first + block.count]
        if not rows.nnz:
            continue
        weighted = bool((rows.data > 1).any())
        if not weighted and spread is None:
            continue
        high = np.minimum(stage.hi[block.first : block.first + block.count], rows.sum(axis=1))
        wide = 1 if spread is None else int(spread.most.max(initial=0)) + 1
        cells = float(rows.nnz) / max(1, block.count) * float(np.maximum(high, 0).sum() + block.count) * wide
        if cells > KNAPSACK_CELLS or (high < 0).any():
            continue
        tight = float(rows.sum()) / max(1.0, float(high.sum())) + (1000.0 if weighted else 0.0)
        if best is None or tight > best[0]:
            best = (tight, block)
    return None if best is None else best[1]


def kept_spread(task: Task) -> SpreadRows | None:
    if not task.spreads:
        return None
    pairs = task.stage.pairs
    whole, _ = task.spreads[0].ends(pairs.helper, pairs.recipient)
    several = task.stage.most[: pairs.count] > 1
    return None if (several & (whole >= 0)).any() else task.spreads[0]


def without_costs(stage: Stage) -> Stage:
    return replace(stage, cost=np.zeros_like(stage.cost))


def limit_nodes(stage: Stage, most: int = TREE_NODES) -> int:
    return max(1, min(most, TREE_NUMBERS // max(1, len(stage.lo))))
