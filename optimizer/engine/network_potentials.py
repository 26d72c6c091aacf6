"""Node potentials of an optimal flow, which the flow solver does not hand out.

Label-correcting (Bellman 1958, Ford 1956) on the residual graph, vectorised: only arcs that leave a node whose label
has just fallen are looked at again. Afterwards no residual arc has cost + potential[tail] - potential[head] < 0.
"""

from __future__ import annotations

import numpy as np

from optimizer.errors import InternalError
from optimizer.model.arrays import Ints


def _by_tail(tail: Ints, nodes: int) -> tuple[Ints, Ints]:
    """(order of the arcs by tail, start of each node's arcs)."""
    small = tail.astype(np.uint16) if nodes <= 2**16 else tail.astype(np.uint32)
    start = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=nodes), out=start[1:])
    return np.argsort(small, kind="stable"), start


def _ranges(first: Ints, count: Ints) -> Ints:
    """first[0], first[0]+1, ... (count[0] of them), first[1], ..."""
    offset = np.cumsum(count) - count
    numbers: Ints = np.arange(int(count.sum()), dtype=np.int64) + np.repeat(first - offset, count)
    return numbers


def potentials(nodes: int, tail: Ints, head: Ints, cost: Ints, start: Ints | None = None) -> Ints:
    """int64[nodes]: shortest distances in the residual graph from a virtual source (``start``: its arc costs, 0).

    tail, head, cost: int64[arcs], the residual arcs. Raises InternalError on a negative cycle, which would mean that
    the flow is not optimal.
    """
    label = np.zeros(nodes, np.int64) if start is None else start.copy()
    if not tail.size:
        return label
    order, first = _by_tail(tail, nodes)
    tail, head, cost = tail[order], head[order], cost[order]
    degree = np.diff(first)
    active = np.arange(nodes, dtype=np.int64)
    for _ in range(nodes + 2):
        arcs = slice(None) if len(active) == nodes else _ranges(first[active], degree[active])
        to = head[arcs]
        offer = label[tail[arcs]] + cost[arcs]
        better = offer < label[to]
        if not better.any():
            return label
        to, offer = to[better], offer[better]
        np.minimum.at(label, to, offer)
        changed = np.zeros(nodes, np.bool_)
        changed[to] = True
        active = np.flatnonzero(changed)
    raise InternalError(detail="a negative cycle is left in the residual graph of a flow")
