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
from optimizer.engine.side.program import Answer, Floats, Solver
from optimizer.engine.side.task import TREE_NODES, limit_nodes, scale_for, without_costs
from optimizer.engine.side.tree import Grown, NodeBound, grow
from optimizer.model.arrays import Bools, Ints
from optimizer.model.certificate import Branch, Dual, Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.task import Task
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
    """``idle``: bool[columns] that no better roster uses; ``settled``: those of them that a linear program wanted to use
    nevertheless; ``open``: the numbers of the columns that the linear programs have. Settled and open grow from node to node."""

    def __init__(self, task: Task, idle: Bools, watch: Watch) -> None:
        stage, scale = task.stage, scale_for(task)
        terms = LoadTerms((), scale)
        relaxed = Relaxation(stage, None, scale, None, terms, once=True)
        free = Relaxation(without_costs(stage), None, scale, None, terms.without_aim(), once=True)
        super().__init__(extend(stage, (), (), integer=False), [relaxed], [free], watch, extra=0)
        self.idle, self.settled = idle, np.zeros(len(idle), np.bool_)
        self.columns = stage.matrix.tocsc()
        self._open_only(np.flatnonzero(~idle))

    def _open_only(self, columns: Ints) -> None:
        """Linear programs of these columns alone."""
        whole = self.extended.program
        self.open = columns
        self.low, self.high = whole.least[columns], whole.most[columns]
        program = replace(
            whole, cost=whole.cost[columns], least=self.low, most=self.high, matrix=self.columns[:, columns].tocsr(),
            integer=whole.integer[columns],
        )  # fmt: skip
        self._solver = Solver(program, self.watch)

    def _join(self, columns: Ints) -> None:
        whole = self.extended.program
        low, high = whole.least[columns], whole.most[columns]
        self._solver.add_columns(whole.cost[columns], low, high, self.columns[:, columns])
        self.open = np.concatenate([self.open, columns])
        self.low, self.high = np.concatenate([self.low, low]), np.concatenate([self.high, high])

    def solved(self, least: Ints, most: Ints) -> Answer:
        stage = self.relaxed[0].stage
        for _ in range(ROUNDS):
            answer = self._run(least, most)
            if answer.status == "infeasible" and len(self.open) < len(least):
                self._join(np.setdiff1d(np.arange(len(least)), self.open))
                continue
            if answer.row_dual is None or answer.x is None or self.watch.stopped():
                break
            wanted = self.idle & ~self.settled & (answer.x > NEAR)
            self.settled |= wanted
            reduced = stage.cost - stage.matrix.T @ answer.row_dual[: self.height]
            bad = (reduced < -NEGATIVE) & (most > least) & ~self.settled
            bad[self.open] = False
            joining = np.flatnonzero(bad)
            if not len(joining) and not wanted.any():
                break
            self._join(joining[np.argsort(reduced[joining], kind="stable")[:JOIN]])
        return answer

    def _run(self, least: Ints, most: Ints) -> Answer:
        """The linear program of the open columns, its answer over all of them."""
        low = least[self.open].astype(np.float64)
        high = np.where(self.idle[self.open], low + LITTLE, most[self.open])
        high = np.where(self.settled[self.open], low, high)
        changed = np.flatnonzero((low != self.low) | (high != self.high))
        self._solver.set_bounds(changed, low[changed], high[changed])
        self.low, self.high = low, high
        answer = self._solver.run()
        if answer.x is None:
            return answer
        x = least.astype(np.float64)
        x[self.open] = answer.x
        return replace(answer, x=x)

    def _best(
        self, relaxed: Sequence[Relaxation], row_dual: Floats | None, least: Ints, most: Ints
    ) -> tuple[int | None, Dual]:
        return super()._best(relaxed, row_dual, least, np.where(self.settled, least, most))

    def _empty(self, least: Ints, most: Ints, incumbent: int) -> NodeBound:
        return super()._empty(least, np.where(self.settled, least, most), incumbent)


def narrow_tree(task: Task, incumbent: int, root: Dual, idle: Bools, watch: Watch) -> Grown:
    """A tree for a task without spreads, wishes and functions. ``idle``: columns with which ``root`` alone proves that nothing
    better than the incumbent is left: one branch settles each that matters, before all others."""
    stage, bounder = task.stage, NarrowBounder(task, idle, watch)
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
