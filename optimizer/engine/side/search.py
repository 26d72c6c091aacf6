"""One tier (or one level of one): a roster by HiGHS, a bound and its proof by branching with exact multipliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bounders import LagrangianBounder, ProgramBounder
from optimizer.engine.side.coupling import by_flows, coupling_of
from optimizer.engine.side.empty import hopeless_row
from optimizer.engine.side.extended import extend
from optimizer.engine.side.fixing import NARROW, WIDE, fixed_by_bound
from optimizer.engine.side.found import Found
from optimizer.engine.side.generalised import generalised_of
from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.loads import LoadTerms
from optimizer.engine.side.loads_together import loads_together
from optimizer.engine.side.program import Solver
from optimizer.engine.side.several import SeveralPack
from optimizer.engine.side.shake import annealed
from optimizer.engine.side.task import TREE_NODES, Task, kept_limit, kept_spread, limit_nodes, scale_for, without_costs
from optimizer.engine.side.tree import Grown, grow
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.program import Floats
    from optimizer.engine.side.stage import Block
    from optimizer.engine.side.watch import Watch
    from optimizer.model.normal import SpreadRows

SMALL_TREE = 1
JUDGE_CELLS = 80_000_000
QUIET_JUDGE = 20.0
"""Seconds of the judge without a time limit, for leaves that keep several loads."""
TOGETHER_SHARE = 0.4
"""Of the time left, for HiGHS on few pairs where a tree over several loads follows."""
EXTRA_NODES = 2_000
"""Nodes branched on although the linear program's x is whole there, because the exact bound is weaker than it."""
MIP_SHARE, MIP_NODES = 0.6, 20_000
"""Of a time limit, for HiGHS, the rest is for the proof; without one, its most nodes."""
DIRECT_PAIRS, DIRECT_SHARE, DIRECT_NODES = 200_000, 0.3, 2_000
"""Up to so many pairs HiGHS begins with the whole stage, for a share of the time or so many nodes."""
FEW_NODES, MORE_NODES = 60, 1_000
"""Nodes after which a tree over spreads of recipients begins again, their own pairs first; and the most it then has."""
ROOT_ROUNDS = 400
NODE_ROUNDS = 30


def search(task: Task, start: Ints | None, watch: Watch, *, seed: int = 0) -> Found:
    """Solve a task. ``start``: a roster known to be allowed."""
    stage = task.stage
    hopeless = hopeless_row(stage)
    if hopeless is not None:
        return Found(None, None, None, hopeless, impossible=True)
    kept = kept_limit(task)
    if kept is None and not task.functions and not task.spreads and not stage.wishes:
        coupling = coupling_of(stage, watch)
        found = None if coupling is None else by_flows(task, coupling, start, watch, seed)
        if found is not None:
            return found
    root = Solver(extend(stage, task.spreads, task.functions, integer=False).program, watch).run()
    watch.spend()
    if root.status == "infeasible":
        return _impossible(task, watch)
    if kept is not None and root.row_dual is not None:
        return _with_functions(task, _by_knapsacks(task, kept, root.row_dual, start, watch, seed), watch)
    best, ended = mixed_integer(task, start, watch.part(MIP_SHARE), seed, None if watch.timed else MIP_NODES)
    if best is None:
        return _impossible(task, watch) if ended else Found(None, None, None, None)
    watch.note(task.value(best))
    nodes = SMALL_TREE if task.proved_by_threshold else TREE_NODES
    return _joined(task, best, program_tree(task, task.value(best), watch, nodes))


def _with_functions(task: Task, found: Found, watch: Watch) -> Found:
    """The same roster under a tree whose leaves price what is held of earlier tiers, which knapsacks do not see."""
    if not task.functions or found.x is None or found.bound == found.value or watch.stopped():
        return found
    again = _joined(task, found.x, program_tree(task, task.value(found.x), watch))
    known = found.bound if found.tree is not None else None
    return again if known is None or (again.bound is not None and again.bound > known) else found


def bounded(task: Task, best: Ints, watch: Watch) -> Found:
    """A roster that nothing beats, with the bound of a small tree."""
    return _joined(task, best, program_tree(task, task.value(best), watch, SMALL_TREE))


def _joined(task: Task, best: Ints, grown: Grown) -> Found:
    if grown.better is not None and task.allows(grown.better) and task.value(grown.better) < task.value(best):
        best = grown.better
    value = task.value(best)
    bound = None if grown.bound is None else min(grown.bound, value)
    return Found(best, value, bound, grown.tree)


def _checkable_nodes(relaxed: Relaxation, watch: Watch) -> int:
    """Nodes whose leaves the judge can bound in its share of the time (JUDGE_CELLS table cells a second)."""
    if relaxed.pack is None or (watch.judge is None and not isinstance(relaxed.pack, SeveralPack)):
        return TREE_NODES
    leaves = (QUIET_JUDGE if watch.judge is None else watch.judge + 1.0) * JUDGE_CELLS / max(1_000, relaxed.pack.cells)
    return max(1, 2 * int(leaves))


def program_tree(task: Task, incumbent: int, watch: Watch, most: int = TREE_NODES) -> Grown:
    """Branching by the linear program until the bound meets the incumbent or so many nodes are there."""
    stage, bounder = task.stage, _program_bounder(task, watch)
    limit = limit_nodes(stage, most)
    first = _of_recipients(task)
    if len(first):
        limit = min(limit, MORE_NODES)
    few = min(limit, FEW_NODES) if len(first) else limit
    grown = grow(bounder, task.priced, stage.least, stage.most, incumbent, watch, few, None, stage.numbers)
    if few == limit or grown.bound is None or grown.bound >= incumbent:
        return grown
    bounder.first = first
    again = grow(bounder, task.priced, stage.least, stage.most, incumbent, watch, limit, None, stage.numbers)
    return again if again.bound is None or again.bound > grown.bound or again.better is not None else grown


def _program_bounder(task: Task, watch: Watch) -> ProgramBounder:
    stage, scale = task.stage, scale_for(task)
    kept = kept_limit(task) if task.spreads else None
    terms = LoadTerms(task.functions, scale)
    spreads: tuple[SpreadRows | None, ...] = (*task.spreads, *(spread for spread, _ in stage.soft))
    spreads = spreads or (None,)
    relaxations = [Relaxation(stage, kept, scale, spread, terms, once=True) for spread in spreads]
    costless, held = without_costs(stage), terms.without_aim()
    free = [Relaxation(costless, kept, scale, spread, held, once=True) for spread in spreads]
    extended = extend(stage, task.spreads, task.functions, integer=False)
    return ProgramBounder(extended, relaxations, free, watch, extra=EXTRA_NODES if task.provable else 0)


def _of_recipients(task: Task) -> Ints:
    """Columns that spreads of recipients speak of: once they are settled, what is left is nearly a flow."""
    pairs = task.stage.pairs
    inside = np.zeros(pairs.count, np.bool_)
    for spread in task.spreads:
        if spread.of == "recipient":
            inside |= spread.ends(pairs.helper, pairs.recipient)[0] >= 0
    return np.flatnonzero(inside)


def _impossible(task: Task, watch: Watch) -> Found:
    """No roster: a tree of empty leaves, if the branching finishes it."""
    if (task.stage.least > task.stage.most).any():
        idle = Relaxation(without_costs(task.stage), None, 1, once=True)
        leaf = Leaf(idle.dual(np.zeros(len(idle.priced), np.int64)), empty=True)
        return Found(None, None, None, Tree((leaf,)), impossible=True)
    nothing = Task(without_costs(task.stage), task.spreads, tuple(f.held_part() for f in task.functions))
    grown = program_tree(nothing, 2**60, watch)
    if grown.better is not None and task.allows(grown.better):
        return _joined(task, grown.better, program_tree(task, task.value(grown.better), watch))
    done = all(getattr(node, "empty", True) for node in grown.tree.nodes)
    return Found(None, None, None, grown.tree if done else None, impossible=done)


def mixed_integer(
    task: Task, start: Ints | None, watch: Watch, seed: int, most_nodes: int | None = None
) -> tuple[Ints | None, bool]:
    """(best roster, whether HiGHS says that there is no better one, or none at all)."""
    extended = extend(task.stage, task.spreads, task.functions, integer=True)
    solver = Solver(extended.program, watch, seed=seed)
    if start is not None:
        solver.start_from(start.astype(np.float64))
    limits = [limit for limit in (_nodes_left(watch), most_nodes) if limit is not None]
    answer = solver.run(nodes=min(limits, default=None))
    watch.spend(answer.nodes)
    best = start
    if answer.x is not None:
        x = np.rint(answer.x[: task.stage.column_count]).astype(np.int64)
        if task.allows(x) and (best is None or task.value(x) < task.value(best)):
            best = x
    return best, answer.status in ("optimal", "infeasible")


def _nodes_left(watch: Watch) -> int | None:
    left = watch.budget.work_left()
    return None if left is None else max(1, left)


def _by_knapsacks(task: Task, kept: Block, row_dual: Floats, start: Ints | None, watch: Watch, seed: int) -> Found:
    """Lagrangian bound, reduced-cost fixing, HiGHS on what is left, and a tree of Lagrangian leaves."""
    stage, scale = task.stage, min(2**12, scale_for(task))
    relaxed = Relaxation(stage, kept, scale, kept_spread(task))
    y = relaxed.proper(row_dual[: len(stage.lo)][relaxed.priced] * scale)
    shape = generalised_of(task, kept, relaxed)
    if shape is not None:
        from optimizer.engine.side.deciding import by_decisions

        found = by_decisions(task, relaxed, shape, y, start, watch, seed)
        if found is not None:
            return found
    first = relaxed.evaluate(y, stage.least, stage.most)
    if first.bound is None:
        return _impossible(task, watch)
    unbeaten = False
    if stage.pair_count <= DIRECT_PAIRS:
        start, unbeaten = mixed_integer(task, start, watch.part(DIRECT_SHARE), seed, DIRECT_NODES)
        if start is None and unbeaten:
            return _impossible(task, watch)
    known = None if start is None else task.value(start)
    target = known * scale if known is not None else first.bound + abs(first.bound) // 50 + scale
    y, bound, mean = relaxed.climb(y, stage.least, stage.most, target, ROOT_ROUNDS)
    if bound is not None and (known is None or bound <= (known - 1) * scale):
        y, bound, mean = relaxed.climb(
            y, stage.least, stage.most, bound + abs(bound) // 1000 + scale, ROOT_ROUNDS, step=0.5
        )
    watch.spend(ROOT_ROUNDS)
    if bound is None:
        return _impossible(task, watch)
    together = loads_together(task, kept, relaxed, y, watch)
    closing, state = (relaxed, (y, mean)) if together is None else together
    best = start
    if not unbeaten and (best is None or -(-bound // scale) < task.value(best)):
        best = annealed(task, relaxed, y, kept, best, seed)
        part = watch if together is None else watch.part(TOGETHER_SHARE)
        best, impossible = fixed_by_bound(task, relaxed, y, best, part, seed, NARROW if watch.timed else NARROW + WIDE)
        if best is None and not impossible:
            best, impossible = mixed_integer(task, None, watch, seed)
            impossible = impossible and best is None
        if impossible:
            return _impossible(task, watch)
    if best is None:
        return Found(None, None, -(-bound // scale), None)
    found = _closed(task, closing, best, state, watch)
    if watch.timed and not unbeaten and found.bound != found.value and not watch.stopped():
        assert found.x is not None
        better, _ = fixed_by_bound(task, relaxed, y, found.x, watch, seed, WIDE)
        if better is not None and task.value(better) < task.value(found.x):
            found = _closed(task, closing, better, state, watch)
    return found


def _closed(task: Task, relaxed: Relaxation, best: Ints, state: object, watch: Watch) -> Found:
    """The tree of Lagrangian leaves under a roster."""
    stage = task.stage
    limit = min(limit_nodes(stage), _checkable_nodes(relaxed, watch))
    bounder = LagrangianBounder(relaxed, NODE_ROUNDS, lambda: _program_bounder(task, watch))
    value = task.value(best)
    grown = grow(bounder, task.priced, stage.least, stage.most, value, watch, limit, state, stage.numbers)
    return _joined(task, best, grown)
