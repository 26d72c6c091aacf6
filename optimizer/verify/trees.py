"""Branching trees: every leaf bounded, every node reached once, coverage by the form of the branches alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.model.certificate import UNUSABLE, Branch, Dual, Leaf, Tree
from optimizer.verify.exact import NotExact, ceil_div, integer
from optimizer.verify.relaxation import Relaxation
from optimizer.verify.verdict import Rejected

LARGEST_TREE = 20_000
"""Nodes walked. Deeper nodes of a larger tree are bounded by the first leaf below them, so the label may become "within"."""
LARGEST_WALK = 4 * 10**9
"""... and so for work: every node costs the model's pairs, and its depth times STEP."""
STEP = 200


@dataclass(frozen=True, eq=False)
class Decision:
    """x[pair] in low .. high, under the decisions ``before`` (None: at the root)."""

    before: Decision | None
    pair: int
    low: int
    high: int
    depth: int


Path = Decision | None
Build = Callable[[Dual, bool], Relaxation]
"""(multipliers, empty) -> the leaf to bound; ``empty``: with all costs 0."""

FAR = 2**62


def tree_bound(tree: Tree, pair_count: int, build: Build) -> int | None:
    """The smallest leaf bound, rounded up; None when every leaf is empty. Raises Rejected.

    An empty leaf counts only if its multipliers prove it (a bound above 0 with all costs 0).
    """
    _check_shape(tree, pair_count)
    bounds: list[int] = []
    waiting: list[tuple[int, Path]] = [(0, None)]
    walked = work = 0
    while waiting:
        number, path = waiting.pop()
        node = tree.nodes[number]
        walked += 1
        each = pair_count + STEP * (0 if path is None else path.depth)
        work += each
        small = walked + len(waiting) < LARGEST_TREE and work + each * len(waiting) < LARGEST_WALK
        if isinstance(node, Branch) and small:
            waiting.append((node.above, _narrowed(path, node.pair, node.at_most + 1, FAR)))
            waiting.append((node.below, _narrowed(path, node.pair, -FAR, node.at_most)))
            continue
        leaf = node if isinstance(node, Leaf) else _leaf_below(tree, node)
        bound = _leaf_bound(number, leaf, path, build)
        if bound is not None:
            bounds.append(bound)
    return min(bounds) if bounds else None


def _leaf_bound(number: int, leaf: Leaf, path: Path, build: Build) -> int | None:
    boxes = _boxes(path)
    never = boxes.pop(UNUSABLE, (0, 0))
    relaxation = build(leaf.dual, leaf.empty)
    value = relaxation.bound(boxes) if never[0] <= 0 <= never[1] else None
    if value is None:
        return None
    if leaf.empty:
        if value <= 0:
            raise Rejected("leaf_not_empty", node=number, bound=value)
        return None
    return ceil_div(value, relaxation.dual.scale)


def _narrowed(path: Path, pair: int, low: int, high: int) -> Path:
    return Decision(
        path, pair, max(-FAR, min(low, FAR)), max(-FAR, min(high, FAR)), 1 if path is None else path.depth + 1
    )


def _boxes(path: Path) -> dict[int, tuple[int, int]]:
    """What the decisions down to a node leave of each pair that they speak of."""
    boxes: dict[int, tuple[int, int]] = {}
    while path is not None:
        low, high = boxes.get(path.pair, (-FAR, FAR))
        boxes[path.pair] = (max(low, path.low), min(high, path.high))
        path = path.before
    return boxes


def _leaf_below(tree: Tree, node: Branch) -> Leaf:
    """The first leaf with costs under a node: its multipliers bound the whole node, less tightly."""
    waiting = [node.above, node.below]
    first: Leaf | None = None
    while waiting:
        below = tree.nodes[waiting.pop()]
        if isinstance(below, Branch):
            waiting += [below.above, below.below]
        elif not below.empty:
            return below
        else:
            first = first or below
    assert first is not None
    return first


def _check_shape(tree: Tree, pair_count: int) -> None:
    """Every node is the child of exactly one branch, but node 0 of none, and all hang together."""
    count = len(tree.nodes)
    if not count:
        raise Rejected("tree_empty")
    seen = [False] * count
    waiting = [0]
    try:
        while waiting:
            number = waiting.pop()
            if seen[number]:
                raise Rejected("tree_shape", node=number)
            seen[number] = True
            node = tree.nodes[number]
            if isinstance(node, Branch):
                children = (integer("below", node.below), integer("above", node.above))
                if integer("pair", node.pair) != UNUSABLE and not 0 <= node.pair < pair_count:
                    raise Rejected("tree_pair", node=number, pair=node.pair)
                integer("at_most", node.at_most)
                if any(not 0 <= child < count for child in children):
                    raise Rejected("tree_shape", node=number)
                waiting += children
            elif not isinstance(node, Leaf):
                raise Rejected("tree_shape", node=number)
    except NotExact as error:
        raise Rejected("not_exact", name=error.name, detail=error.problem) from error
    if not all(seen):
        raise Rejected("tree_shape", node=seen.index(False))
