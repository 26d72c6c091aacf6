"""A first roster for one load a helper: annealing by shifts and swaps around the multipliers (compiled, larger cases only)."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bulk import NEVER
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.lagrangian import Relaxation
    from optimizer.engine.side.stage import Block
    from optimizer.engine.side.task import Task

FROM_PAIRS = 1_500
STEPS = 50_000
"""Trials a recipient."""
HOT, COLD = 0.3, 0.03
NEAR = 8
"""Helpers of least reduced cost that a recipient tries."""


def annealed(task: Task, relaxed: Relaxation, y: Ints, kept: Block, start: Ints | None, seed: int) -> Ints | None:
    """A roster better than ``start``, else ``start``. Only where needs of one and the kept load are all that is asked."""
    stage = task.stage
    n, model = stage.pair_count, stage.pairs.model
    blocks = [block for block in stage.blocks if block.count]
    plain = len(blocks) == 2 and not task.spreads and not task.functions and n >= FROM_PAIRS
    if not plain or find_spec("numba") is None or model.role_count > 1 or stage.least.any():
        return start
    need = next(block for block in blocks if block.name != kept.name)
    recipients, helpers = model.recipient_count, model.helper_count
    rows = slice(need.first, need.first + need.count)
    each = stage.matrix[rows][:, :n]
    own = np.array_equal(each.tocoo().coords[0], stage.pairs.recipient[each.tocoo().coords[1]]) and each.nnz == n
    once = bool((stage.lo[rows] == 1).all() and (stage.hi[rows] == 1).all() and (each.data == 1).all())
    if not own or not once or need.count != recipients or np.abs(stage.cost).max(initial=0) >= NEVER // 64:
        return start
    limit = model.limit(kept.name)
    if limit.helper_key is None or not np.array_equal(limit.helper_key, np.arange(helpers)) or (limit.least > 0).any():
        return start
    from optimizer.engine.side.annealing import anneal

    h, r = stage.pairs.helper, stage.pairs.recipient
    cost = np.full((recipients, helpers), NEVER, np.int32)
    cost[r, h] = np.where(stage.most[:n] > 0, stage.cost[:n], NEVER)
    weight = np.ones((recipients, helpers), np.int64)
    load = stage.matrix[kept.first : kept.first + kept.count].tocoo()
    weight[r[load.coords[1]], h[load.coords[1]]] = load.data
    if (weight < 1).any() or load.nnz != n:
        return start
    reduced = np.full((recipients, helpers), 2**61, np.int64)
    reduced[r, h] = (relaxed.cost - relaxed.transposed @ y)[:n] + 0
    reduced = np.where(cost < NEVER, reduced, 2**61)
    near = np.argsort(reduced, axis=1, kind="stable")[:, : min(NEAR, helpers)]
    near = np.where(np.take_along_axis(cost, near, axis=1) < NEVER, near, -1)
    dear = 4 * int(np.abs(stage.cost).max(initial=1)) + 1
    open_cost = np.full(recipients, dear, np.int64)
    if stage.column_count > n:
        open_cost = stage.cost[n : n + recipients].copy()
    helper = np.full(recipients, -1, np.int64)
    room = np.minimum(stage.hi[kept.first : kept.first + kept.count], int(weight.sum()))
    best, state = helper.copy(), np.array([seed * 7_919 + 88_172_645_463_325_252], np.int64)
    likely = np.take_along_axis(cost, np.maximum(near[:, :1], 0), axis=1)
    typical = float(np.abs(likely[likely < NEVER]).mean()) + 1.0
    steps = STEPS * recipients
    anneal(cost, weight, room, open_cost, near, helper, best, state, HOT * typical, COLD * typical, 0.0, 1.0, steps)
    x = np.zeros(stage.column_count, np.int64)
    served = best >= 0
    number = np.full((recipients, helpers), -1, np.int64)
    number[r, h] = np.arange(n)
    x[number[np.flatnonzero(served), best[served]]] = 1
    if stage.column_count > n:
        x[n : n + recipients] = ~served
    if not task.allows(x) or (start is not None and task.value(start) <= task.value(x)):
        return start
    return x
