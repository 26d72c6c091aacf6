"""Two rosters of one network differ in cycles; each can be exchanged alone and every network row stays kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.stage import Block, Stage


def exchanged(
    stage: Stage, blocks: list[Block], base: Ints, other: Ints, weight: Ints, lo: int, hi: int
) -> Ints | None:
    """``base`` with the components towards ``other`` that save most while lo <= weight . x <= hi; None when none helps.

    Components are connected sets of changed columns that touch common rows; each leaves the rows of the network as
    either roster has them, or is refused.
    """
    change = other - base
    moved = np.flatnonzero(change)
    if not len(moved):
        return None
    part = _components(stage, blocks, moved)
    count = int(part.max()) + 1
    saving, load = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(saving, part, -stage.cost[moved] * change[moved])
    np.add.at(load, part, weight[moved] * change[moved])
    chosen = _best_subset(saving, load, lo - int((weight * base).sum()), hi - int((weight * base).sum()))
    if not chosen.any():
        return None
    x = base.copy()
    inside = chosen[part]
    x[moved[inside]] += change[moved[inside]]
    return x if stage.feasible(x) else None


def _components(stage: Stage, blocks: list[Block], moved: Ints) -> Ints:
    """int64[moved]: connected components of changed columns over the rows whose activity must not change."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    rows = np.concatenate(
        [np.zeros(0, np.int64), *(np.arange(block.first, block.first + block.count) for block in blocks)]
    )
    touch = stage.matrix[rows][:, moved].tocoo()
    n = len(moved)
    ends = (touch.coords[1], touch.coords[0] + n)
    graph = csr_array((np.ones(touch.nnz), ends), shape=(n + len(rows), n + len(rows)))
    _, label = connected_components(graph, directed=False)
    _, part = np.unique(label[:n], return_inverse=True)
    return part.astype(np.int64).reshape(-1)


def _best_subset(saving: Ints, load: Ints, low: int, high: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Components with the largest total saving whose load stays within [low, high]: tables over the load."""
    span = int(np.abs(load).sum())
    state = np.full(2 * span + 1, -(2**60), np.int64)
    state[span] = 0
    taken = np.zeros((len(saving), 2 * span + 1), np.bool_)
    for k in range(len(saving)):
        move = int(load[k])
        shifted = np.full_like(state, -(2**60))
        if move >= 0:
            shifted[move:] = state[: len(state) - move]
        else:
            shifted[:move] = state[-move:]
        shifted = np.where(shifted > -(2**59), shifted + saving[k], shifted)
        taken[k] = shifted > state
        state = np.where(taken[k], shifted, state)
    first, last = max(0, span + low), min(2 * span, span + high)
    chosen = np.zeros(len(saving), np.bool_)
    if first > last:
        return chosen
    at = first + int(np.argmax(state[first : last + 1]))
    if state[at] < -(2**59):
        return chosen
    for k in range(len(saving) - 1, -1, -1):
        if taken[k, at]:
            chosen[k] = True
            at -= int(load[k])
    return chosen
