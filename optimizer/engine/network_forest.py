"""Rows of one side as a forest, and a system of pairs with two such forests as a network.

Node 0 is the root. Every live row is a node; its edge leads from its parent to it on the helper side, from it to its
parent on the recipient side. A pair is an arc from its innermost helper-side row to its innermost recipient-side row.
A missing unit circles through the edge of its row alone. With y = potential[tail] - potential[head] of a row's edge,
the reduced cost of a pair is its cost minus the y of its rows: the potentials are the multipliers of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.exact import SAFE, total
from optimizer.engine.network_sides import HELPER_SIDE
from optimizer.engine.system import System
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class Network:
    """nodes; tail, head: int64[n] of the pairs; edges: per limit (live rows, tail, head), int64 each.

    order: per side int64[nodes], a numbering in which the nodes below a row are consecutive (0 for the other side).
    reach: more than any flow through one arc can be.
    """

    nodes: int
    tail: Ints
    head: Ints
    edges: tuple[tuple[Ints, Ints, Ints], ...]
    order: tuple[Ints, Ints]
    reach: int


def _reach(system: System) -> int:
    parts = [total(np.abs(system.least)), total(system.most)]
    for rows in system.rowsets:
        parts.append(total(np.abs(rows.least[rows.live])))
        if rows.missing is not None:
            parts.append(total(rows.missing[rows.live]))
    reach = 2 * sum(parts) + 1
    if reach * (system.count + 1) >= SAFE:
        raise NoRouteError(code="engine.range", largest=reach, nodes=system.count)
    return reach


def _preorder(parent: Ints, depth: Ints) -> Ints:
    """int64[nodes]: preorder numbers of a forest under node 0 (children in the order of their numbers)."""
    nodes = len(parent)
    size = np.ones(nodes, np.int64)
    levels = [np.flatnonzero(depth == d) for d in range(int(depth.max(initial=0)) + 1)]
    for level in reversed(levels[1:]):
        np.add.at(size, parent[level], size[level])
    number = np.zeros(nodes, np.int64)
    for level in levels[1:]:
        by_parent = level[np.argsort(parent[level], kind="stable")]
        before = np.cumsum(size[by_parent]) - size[by_parent]
        first = np.searchsorted(parent[by_parent], parent[by_parent], side="left")
        number[by_parent] = number[parent[by_parent]] + 1 + before - before[first]
    return number


def build_network(system: System, side: tuple[int, ...]) -> Network:
    """The network of a system whose limits stand on the given sides (:func:`network_sides.sides`)."""
    node: list[Ints] = []
    nodes = 1
    for rows in system.rowsets:
        numbers = np.zeros(len(rows.live), np.int64)
        count = int(np.count_nonzero(rows.live))
        numbers[rows.live] = np.arange(nodes, nodes + count)
        nodes += count
        node.append(numbers)
    parent = np.zeros(nodes, np.int64)
    leaf, orders = [], []
    for here in (HELPER_SIDE, 1 - HELPER_SIDE):
        limits = [k for k, s in enumerate(side) if s == here]
        innermost, depth = _nest(system, limits, node, parent)
        leaf.append(innermost)
        orders.append(_preorder(parent, depth))
    edges = []
    for k, rows in enumerate(system.rowsets):
        live = np.flatnonzero(rows.live)
        below = node[k][live]
        above = parent[below]
        edges.append((live, above, below) if side[k] == HELPER_SIDE else (live, below, above))
    return Network(nodes, leaf[0], leaf[1], tuple(edges), (orders[0], orders[1]), _reach(system))


def _nest(system: System, limits: list[int], node: list[Ints], parent: Ints) -> tuple[Ints, Ints]:
    """Sets the parents of the rows of one side; (innermost row's node of every pair, depth of every node there)."""
    pairs = system.count
    sizes = {k: np.bincount(system.rowsets[k].row + 1, minlength=len(node[k]) + 1)[1:] for k in limits}
    innermost, least_rank = np.zeros(pairs, np.int64), np.full(pairs, np.iinfo(np.int64).max)
    ranks: dict[int, Ints] = {}
    width = len(system.rowsets) + 1
    for k in limits:
        ranks[k] = sizes[k] * width + (width - 1 - k)
        row = system.rowsets[k].row
        rank = np.where(row >= 0, ranks[k][row], np.iinfo(np.int64).max)
        inner = rank < least_rank
        innermost = np.where(inner, node[k][row], innermost)
        least_rank = np.where(inner, rank, least_rank)
    for k in limits:
        row = system.rowsets[k].row
        first = np.full(len(node[k]), -1, np.int64)
        inside = np.flatnonzero(row >= 0)[::-1]
        first[row[inside]] = inside
        has = np.flatnonzero(first >= 0)
        example = first[has]
        best, above = np.full(len(has), np.iinfo(np.int64).max), np.zeros(len(has), np.int64)
        for j in limits:
            other = system.rowsets[j].row[example]
            rank = np.where(other >= 0, ranks[j][other], -1)
            holds = (rank > ranks[k][has]) & (rank < best)
            above = np.where(holds, node[j][other], above)
            best = np.where(holds, rank, best)
        parent[node[k][has]] = above
    depth = np.zeros(len(parent), np.int64)
    mine = np.concatenate([node[k][system.rowsets[k].live] for k in limits]) if limits else np.zeros(0, np.int64)
    up = mine.copy()
    while up.any():
        depth[mine] += up > 0
        up = parent[up]
    return innermost, depth
