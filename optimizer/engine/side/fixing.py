"""Reduced-cost fixing: pairs that no better roster uses (or leaves out) are settled, HiGHS decides the rest.

A Lagrangian bound with x[p] = 1 is at least bound + d[p] when the relaxed x[p] is 0 and the pair is outside knapsacks, and
for pairs inside at least the bound with that pair's own knapsack solved anew; both are used as filters of a search, never as proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.extended import extend
from optimizer.engine.side.knapsack import Pack, item_regret
from optimizer.engine.side.program import Solver
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.lagrangian import Relaxation
    from optimizer.engine.side.task import Task
    from optimizer.engine.side.watch import Watch

NARROW, WIDE = (4,), (24, 0)
"""Pairs a recipient that are tried in turn; 0 = all."""
SHARE = 0.7
"""Of the time left, for one try."""


def fixed_by_bound(
    task: Task,
    relaxed: Relaxation,
    y: Ints,
    start: Ints | None,
    watch: Watch,
    seed: int,
    steps: tuple[int, ...] = NARROW + WIDE,
) -> tuple[Ints | None, bool]:
    """(best roster found, whether there is none at all): HiGHS on the pairs of small reduced cost, then on more.

    Stops as soon as what is left out cannot matter: its reduced cost alone lifts the bound to the incumbent.
    """
    stage, scale = task.stage, relaxed.scale
    at = relaxed.evaluate(y, stage.least, stage.most)
    assert at.bound is not None
    regret = pair_regret(relaxed, y)
    n = stage.pair_count
    best = start
    order = np.argsort(regret[:n], kind="stable")
    recipients = max(1, stage.pairs.model.recipient_count)
    for size in sorted({min(n, step * recipients) if step else n for step in steps}):
        most = stage.most.copy()
        closed = order[size:]
        most[closed] = np.maximum(stage.least[closed], 0 if start is None else start[closed])
        if best is not None:
            gap = task.value(best) * scale - at.bound
            most[:n] = np.where((regret[:n] >= gap) & (best[:n] == 0), stage.least[:n], most[:n])
        narrowed = stage.with_bounds(stage.least, most)
        solver = Solver(
            extend(narrowed, task.spreads, task.functions, integer=True).program, watch.part(SHARE), seed=seed
        )
        solver.set_option("objective_target", -(-at.bound // scale) + 0.5)
        if best is not None:
            solver.start_from(best.astype(np.float64))
        left = watch.budget.work_left()
        answer = solver.run(nodes=None if left is None else max(1, left))
        watch.spend(answer.nodes)
        if answer.x is not None:
            x = np.rint(answer.x[: stage.column_count]).astype(np.int64)
            if task.allows(x) and (best is None or task.value(x) < task.value(best)):
                best = x
        if size == n:
            return best, best is None and answer.status == "infeasible"
        if best is not None and len(closed) and at.bound + int(regret[closed].min()) > (task.value(best) - 1) * scale:
            return best, False
        if watch.stopped():
            return best, False
    return best, False


def pair_regret(relaxed: Relaxation, y: Ints) -> Ints:
    """int64[columns] >= 0: how much the bound rises at least when a column that the relaxation leaves out is used."""
    d = relaxed.cost - relaxed.transposed @ y
    regret: Ints = np.maximum(d, 0)
    pack = relaxed.pack
    if not isinstance(pack, Pack) or pack.part is not None or (pack.least > 0).any():
        return regret
    regret[relaxed.items] = item_regret(pack, d[relaxed.items])
    return regret
