"""Branching by linear programs over few of many columns: those that could lower a bound are let in when they do.

The columns of a stage that is nearly a network are many, those that matter once a good roster is known few. A node's linear
program has these alone; its multipliers are then held against every column, and columns with a negative reduced cost join
(column generation at every node; Barnhart et al. 1998). What a leaf proves is evaluated over all columns in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bounders import NEAR, ProgramBounder
from optimizer.engine.side.extended import extend
from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.loads import LoadTerms
from optimizer.engine.side.program import Answer, Floats
from optimizer.engine.side.search import TREE_NODES, limit_nodes, scale_for, without_costs
from optimizer.engine.side.tree import Grown, NodeBound, grow
from optimizer.model.arrays import Bools, Ints
from optimizer.model.certificate import Branch, Dual, Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.search import Task
    from optimizer.engine.side.watch import Watch

ROUNDS = 60
"""Linear programs a node."""
JOIN = 4_000
"""Most columns that join at once, the most negative first."""
NEGATIVE = 1e-7
LITTLE = 1e-3
"""How much of an idle column a linear program may use: enough to tell that its multipliers want it."""
TOGETHER = 0.9
"""Of the time, after which no node is begun: a linear program that is cut short proves nothing."""


class NarrowBounder(ProgramBounder):
    """``open``: bool[columns] that the linear programs have; ``idle``: bool[columns] that no better roster uses;
    ``settled``: those of them that a linear program wanted to use nevertheless. Open and settled grow from node to node."""

    open: Bools
    idle: Bools
    settled: Bools
    told: tuple[Floats, Floats]
    """Bounds that the solver has."""

    def solved(self, least: Ints, most: Ints) -> Answer:
        stage = self.relaxed[0].stage
        for _ in range(ROUNDS):
            low = least.astype(np.float64)
            high = np.where(self.open & ~self.settled, np.where(self.idle, low + LITTLE, most), low)
            changed = np.flatnonzero((low != self.told[0]) | (high != self.told[1]))
            self._solver.set_bounds(changed, low[changed], high[changed])
            self.told = low, high
            answer = self._solver.run()
            if answer.status == "infeasible" and not self.open.all():
                self.open[:] = True
                continue
            if answer.row_dual is None or answer.x is None or self.watch.stopped():
                break
            wanted = self.idle & ~self.settled & (answer.x[: len(least)] > NEAR)
            self.settled |= wanted
            shut = np.flatnonzero(~self.open & (most > least))
            reduced = stage.cost[shut] - (stage.matrix.T @ answer.row_dual[: self.height])[shut]
            bad = np.flatnonzero(reduced < -NEGATIVE)
            if not len(bad) and not wanted.any():
                break
            self.open[shut[bad[np.argsort(reduced[bad], kind="stable")[:JOIN]]]] = True
        return answer

    def _best(
        self, relaxed: Sequence[Relaxation], row_dual: Floats | None, least: Ints, most: Ints
    ) -> tuple[int | None, Dual]:
        return super()._best(relaxed, row_dual, least, np.where(self.settled, least, most))

    def _empty(self, least: Ints, most: Ints, incumbent: int) -> NodeBound:
        return super()._empty(least, np.where(self.settled, least, most), incumbent)


def narrow_tree(task: Task, incumbent: int, root: Dual, idle: Bools, watch: Watch) -> Grown:
    """A tree for a task without spreads, wishes and functions. ``idle``: columns with which ``root`` alone proves that nothing
    better than the incumbent is left: one branch settles each that matters, before all others."""
    stage, scale = task.stage, scale_for(task)
    terms = LoadTerms((), scale)
    relaxed = Relaxation(stage, None, scale, None, terms, once=True)
    free = Relaxation(without_costs(stage), None, scale, None, terms.without_aim(), once=True)
    bounder = NarrowBounder(extend(stage, (), (), integer=False), [relaxed], [free], watch, extra=0)
    bounder.open, bounder.idle, bounder.settled = ~idle, idle, np.zeros(len(idle), np.bool_)
    bounder.told = stage.least.astype(np.float64), stage.most.astype(np.float64)
    limit, begun = min(TREE_NODES, limit_nodes(stage)), watch.part(TOGETHER)
    grown = grow(bounder, task.priced, stage.least, stage.most, incumbent, begun, limit, None, stage.numbers)
    return replace(grown, tree=_behind(stage.pairs.index[np.flatnonzero(bounder.settled)], root, grown.tree))


def _behind(pairs: Ints, root: Dual, tree: Tree) -> Tree:
    """The tree after one branch a pair: used at least once (``root`` proves that side), or not at all."""
    chain: list[Branch | Leaf] = []
    for pair in pairs.tolist():
        at = len(chain)
        chain += [Branch(pair, 0, at + 2, at + 1), Leaf(root)]
    moved = [
        replace(node, below=node.below + len(chain), above=node.above + len(chain))
        if isinstance(node, Branch)
        else node
        for node in tree.nodes
    ]
    return Tree((*chain, *moved))
