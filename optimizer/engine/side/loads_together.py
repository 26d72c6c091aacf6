"""The bound where several loads of a helper are kept at once: nearer to the optimum than with one kept and the others priced."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.several import SeveralPack

if TYPE_CHECKING:
    from optimizer.engine.side.program import Floats
    from optimizer.engine.side.stage import Block
    from optimizer.engine.side.task import Task
    from optimizer.engine.side.watch import Watch
    from optimizer.model.arrays import Ints

CELLS, TABLE = 40_000_000, 4_000_000
"""Largest tables of one evaluation, and of one helper."""
ROUNDS, FEWEST = 400, 40
"""Of each ascent, and the fewest with a time limit."""
CELLS_A_SECOND, SHARE = 500_000_000, 0.15
"""Table cells filled in a second, and the share of the time left for one ascent."""
STEPS = (50, 1_000, 8_000)
"""The ascents aim at the value plus one of so many parts of it."""


def loads_together(
    task: Task, kept: Block, relaxed: Relaxation, y: Ints, watch: Watch
) -> tuple[Relaxation, tuple[Ints, Floats]] | None:
    """The relaxation that keeps as many loads as tables allow, with its prices and averaged x; None where there is one load.

    y: prices of ``relaxed``, which keeps one.
    """
    also = _further(task, kept)
    if not also or find_spec("numba") is None:
        return None
    stage, scale = task.stage, relaxed.scale
    wide = Relaxation(stage, kept, scale, also=also)
    assert isinstance(wide.pack, SeveralPack)
    full = np.zeros(len(stage.lo), np.int64)
    full[relaxed.priced] = y
    prices = wide.proper(full[wide.priced])
    bound: int | None = wide.evaluate(prices, stage.least, stage.most).bound
    mean: Floats = np.zeros(stage.column_count)
    for number, part in enumerate(STEPS):
        if bound is None:
            return None
        left = watch.seconds()
        rounds = ROUNDS
        if left is not None:
            rounds = max(FEWEST, min(ROUNDS, int(SHARE * left * CELLS_A_SECOND / wide.pack.cells)))
        target = bound + abs(bound) // part + scale
        prices, bound, mean = wide.climb(
            prices, stage.least, stage.most, target, rounds, step=1.0 if number == 0 else 0.5
        )
        watch.spend(rounds)
        if watch.stopped():
            break
    return None if bound is None else (wide, (prices, mean))


def _further(task: Task, kept: Block) -> tuple[Block, ...]:
    """Loads of the same helpers as ``kept``, smallest tables first, as many as stay within CELLS."""
    stage, model = task.stage, task.stage.pairs.model
    if task.spreads or task.functions:
        return ()
    own = model.limit(kept.name)
    items = np.diff(stage.matrix[kept.first : kept.first + kept.count].indptr)
    chosen: list[tuple[float, Block, Ints]] = []
    for block in stage.blocks:
        if block.kind != "limit" or block.name == kept.name or block.count != kept.count:
            continue
        limit = model.limit(block.name)
        same = limit.helper_key is not None and np.array_equal(limit.helper_key, own.helper_key)  # type: ignore[arg-type]
        if not same or limit.recipient_key is not None or limit.role_key is not None or limit.missing is not None:
            continue
        room = _room(task, block)
        if (room >= 0).all():
            chosen.append((float((items * (room + 1.0)).sum()), block, room))
    states = np.maximum(_room(task, kept), 0) + 1.0
    kept_too: list[Block] = []
    for _, block, room in sorted(chosen, key=lambda entry: (entry[0], entry[1].first)):
        tables = items * states * (room + 1.0)
        if float(tables.sum()) > CELLS or float(tables.max(initial=0.0)) > TABLE:
            break
        states = states * (room + 1.0)
        kept_too.append(block)
    return tuple(kept_too)


def _room(task: Task, block: Block) -> Ints:
    rows = slice(block.first, block.first + block.count)
    room: Ints = np.minimum(task.stage.hi[rows], task.stage.matrix[rows].sum(axis=1))
    return room
