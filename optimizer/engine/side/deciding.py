"""Generalised assignment by questions of yes or no: is there a roster of at most this value?

Questions from the bound upwards refute values one by one (Posta, Ferland and Michelon 2012); the same questions asked
generously find rosters, because what cannot be in a roster below the value asked for is settled at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.asking import NODES, Asked, Refuted
from optimizer.engine.side.fixing import NARROW, WIDE, fixed_by_bound
from optimizer.engine.side.found import Found
from optimizer.engine.side.generalised import whole
from optimizer.engine.side.generalised_kernels import climb
from optimizer.engine.side.settled_proof import SettledProof
from optimizer.model.certificate import Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.generalised import Generalised
    from optimizer.engine.side.lagrangian import Relaxation
    from optimizer.engine.side.task import Task
    from optimizer.engine.side.watch import Watch
    from optimizer.model.arrays import Ints

ASCENTS = 5
ROUNDS, PATIENCE = 1_500, 20
"""Of each ascent at the root."""
FEW = 60
"""Nodes of a question without a time limit, before rosters are looked for,"""
MORE = 400
"""... before better ones are looked for."""
SEARCH_SHARE = 0.7
"""Of the time left, for questions and neighbourhoods; the rest is for writing the proof."""
TREE_NODES = 8_000
"""Most nodes of a certificate."""
FIND_SHARE = 0.2
"""Of that, for questions that look for a first roster."""
PROOF_SHARE = 0.6
"""Of the time left, for one attempt to write a proof."""
JUDGE_CELLS, LEAF_CELLS = 80_000_000, 250_000
"""Table cells that the judge goes through in a second, and what a leaf costs it beside them."""


def by_decisions(
    task: Task, relaxed: Relaxation, model: Generalised, y: Ints, start: Ints | None, watch: Watch, seed: int
) -> Found | None:
    """None when no roster was found. y: prices of the recipients from the linear program."""
    scale = relaxed.scale
    y, value = ascended(model, y)
    watch.spend(ASCENTS)
    asked = Asked(model, y, -(-value // scale), scale, None if start is None else model.taken(start), seed)
    searching = watch.part(SEARCH_SHARE)
    with asked.refuting(searching):
        if not searching.timed:
            asked.refute(watch, FEW)
        asked.find(searching.part(FIND_SHARE))
        if asked.best is None:
            found, impossible = fixed_by_bound(task, relaxed, y, None, searching, seed, NARROW + WIDE)
            if impossible or found is None:
                return None
            asked.offer(model.taken(found))
        if not searching.timed:
            asked.refute(watch, MORE)
        asked.better(searching)
    if not watch.timed:
        asked.refute(watch, NODES)
    assert asked.best is not None
    tree, bound = _proved(task, relaxed, model, y, value, asked.refuted, watch)
    x = model.roster(asked.best)
    reached = task.value(x)
    return Found(x, reached, min(bound, reached), tree)


def ascended(model: Generalised, y: Ints) -> tuple[Ints, int]:
    """(prices, what they prove) after a few ascents towards ever nearer targets."""
    rest = whole(model)
    items = rest.items
    y = y.copy()
    value = rest.bound(model, y)
    ahead = abs(value) // 100
    for number in range(ASCENTS):
        share, take = np.zeros(len(rest.at)), np.zeros(len(rest.at), np.uint8)
        value = int(
            climb(
                items.start, items.job, items.weight, items.cost, rest.room, model.open_cost, rest.active, 0, y,
                value + ahead + 1_024, 2**61, ROUNDS, 1.0 if number == 0 else 0.5, PATIENCE, share, take,
            )
        )  # fmt: skip
        ahead = abs(value) // (2_000 * 4 ** min(number, 3))
    return y, value


def _proved(
    task: Task, relaxed: Relaxation, model: Generalised, y: Ints, value: int, refuted: list[Refuted], watch: Watch
) -> tuple[Tree, int]:
    """The tree of the last refutation that can be written and checked in the time left, and its bound."""
    columns = task.stage.pairs.index[model.items.column]
    cells = _judged_cells(model, y)
    for last in sorted(refuted, key=lambda r: -r.value):
        part = watch.part(PROOF_SHARE)
        most, left = TREE_NODES, part.seconds()
        if left is not None and watch.judge is not None:
            most = min(most, int(2 * (watch.judge + left / 2) * JUDGE_CELLS / cells))
        if len(last.visited) > most:
            continue
        proof = SettledProof(model, last.visited, last.value * relaxed.scale, 2 * relaxed.scale, most, part)
        tree = proof.tree(relaxed.dual, columns)
        if tree is not None:
            return tree, last.value + 1
    return Tree((Leaf(relaxed.dual(y)),)), -(-value // relaxed.scale)


def _judged_cells(model: Generalised, y: Ints) -> int:
    """Table cells of one leaf for the judge: the items that gain something, times the room."""
    gains = model.items.cost < y[model.items.job]
    count = np.bincount(model.helper[gains], minlength=len(model.room))
    return int((count * (model.room + 1)).sum()) + LEAF_CELLS
