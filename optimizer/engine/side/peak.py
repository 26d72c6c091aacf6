"""The least largest total of groups, proved with pairs closed that alone exceed a threshold.

The linear program spreads a dear pair over many rosters and sees a low peak; under the question whether every total can stay
at or below a threshold such a pair is out altogether, and the same program says much more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.engine.side.search import TREE_NODES, Task, program_tree
from optimizer.model.certificate import Leaf, Threshold, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.found import Found
    from optimizer.engine.side.watch import Watch
    from optimizer.model.arrays import Ints

FEW_NODES = 64
"""Of a tree for a threshold below the last one."""
MOST_PAIRS = 500_000


def raised(task: Task, found: Found, watch: Watch) -> tuple[Ints, int, int, Threshold] | None:
    """(roster, its largest total, a bound above the one found, its proof), or None when no more is proved.

    ``task``: the largest total of its aim is minimised; ``found``: what the search of it returned.
    """
    if not task.proved_by_threshold or task.stage.pair_count > MOST_PAIRS or found.x is None or found.value is None:
        return None
    x, value = found.x, found.value
    low = 0 if found.bound is None or found.tree is None else found.bound
    proof: Tree | None = None
    nodes = TREE_NODES
    high = value
    while low < high and not watch.stopped():
        ask = high if nodes == TREE_NODES else (low + high + 1) // 2
        grown = program_tree(_closed(task, ask - 1), ask, watch.part(0.7), nodes)
        if grown.better is not None and task.allows(grown.better) and task.value(grown.better) < value:
            x, value = grown.better, task.value(grown.better)
            high = min(high, value)
            continue
        if grown.bound is not None and grown.bound >= ask:
            low, proof = ask, _empty(grown.tree)
        else:
            high = ask - 1
        nodes = FEW_NODES
    return None if proof is None else (x, value, low, Threshold(low, proof))


def _closed(task: Task, most_total: int) -> Task:
    """Without the pairs that alone make a total larger."""
    aim = task.aim
    assert aim is not None
    most = task.stage.most.copy()
    most[aim.measure.column[aim.measure.part > most_total]] = 0
    return replace(task, stage=task.stage.with_bounds(task.stage.least, most))


def _empty(tree: Tree) -> Tree:
    """The same multipliers, as proofs that no roster keeps below the threshold."""
    return Tree(tuple(replace(node, empty=True) if isinstance(node, Leaf) else node for node in tree.nodes))
