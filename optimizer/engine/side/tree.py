"""Closing a proof by branching on pairs: best bound first, every leaf with multipliers of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

from optimizer.engine.side.program import BEYOND
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Branch, Dual, Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

Path = tuple[tuple[int, int, bool], ...]
"""Decisions from the root: (column, at most, goes above)."""


@dataclass(frozen=True, eq=False)
class NodeBound:
    """``bound`` in units of the tier (rounded up; None: nothing feasible here), its proof, and the column to branch on."""

    bound: int | None
    dual: Dual
    column: int
    at_most: int
    state: object
    exact: Ints | None = None


class Bounder(Protocol):
    """Something that bounds a node: boxes and the parent's state in, a bound with its proof out."""

    def bound(self, least: Ints, most: Ints, state: object, incumbent: int) -> NodeBound: ...


@dataclass(eq=False)
class Grown:
    """A finished or stopped tree. ``bound``: what it proves; ``better``: an x below the incumbent met on the way."""

    tree: Tree
    bound: int | None
    nodes: int
    better: Ints | None = None
    incumbent: int = 0


def grow(
    bounder: Bounder,
    value_of: Callable[[Ints], int | None],
    least: Ints,
    most: Ints,
    incumbent: int,
    watch: Watch,
    node_limit: int,
    state: object,
    pair: Ints,
) -> Grown:
    """Branch until the smallest leaf bound reaches the incumbent, the nodes or the watch end.

    ``value_of``: the value of a full x, None when it is not allowed. ``pair``: the model's pair number of each column that
    may be branched on. Deterministic under a work limit.
    """
    nodes: list[Leaf | Branch] = []
    open_nodes: list[tuple[int, int, Path, NodeBound]] = []
    better: Ints | None = None
    closed = BEYOND

    def place(path: Path, parent: object, above: NodeBound | None = None) -> None:
        nonlocal incumbent, better, closed
        low, high = least.copy(), most.copy()
        for column, at_most, upwards in path:
            if upwards:
                low[column] = at_most + 1
            else:
                high[column] = at_most
        got = bounder.bound(low, high, parent, incumbent)
        if above is not None and above.bound is not None and got.bound is not None and got.bound < above.bound:
            got = replace(
                got, bound=above.bound, dual=above.dual
            )  # the same multipliers in a smaller box prove no less
        watch.spend()
        number = len(nodes)
        nodes.append(Leaf(got.dual, empty=got.bound is None))
        if got.exact is not None:
            value = value_of(got.exact)
            if value is not None and value < incumbent:
                incumbent, better = value, got.exact
        if got.bound is None:
            return
        if got.column >= 0:
            heappush(open_nodes, (got.bound, number, path, got))
        else:
            closed = min(closed, got.bound)

    place((), state)
    while open_nodes and open_nodes[0][0] < min(incumbent, closed):
        if len(nodes) + 2 > node_limit or watch.stopped():
            break
        _, number, path, got = heappop(open_nodes)
        nodes[number] = Branch(int(pair[got.column]), got.at_most, len(nodes), len(nodes) + 1)
        place((*path, (got.column, got.at_most, False)), got.state, got)
        place((*path, (got.column, got.at_most, True)), got.state, got)
    reached = min(incumbent, closed, open_nodes[0][0] if open_nodes else incumbent)
    return Grown(Tree(tuple(nodes)), reached, len(nodes), better, incumbent)
