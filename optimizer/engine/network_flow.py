"""Circulations of least cost with bounds on every arc (OR-tools SimpleMinCostFlow), exact, with potentials."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.exact import SAFE, dot, magnitude
from optimizer.engine.network_potentials import potentials
from optimizer.errors import InternalError, NoRouteError
from optimizer.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class Arcs:
    """int64[m] each; tail, head in 0 .. nodes - 1, lower <= upper, all finite. A loop (tail = head) is allowed."""

    nodes: int
    tail: Ints
    head: Ints
    lower: Ints
    upper: Ints
    cost: Ints


def _supplies(arcs: Arcs) -> Ints:
    """int64[nodes]: what each node has to send once every arc carries its lower bound.

    Raises InternalError on an arc to a node that is not there, which the native solver would crash on.
    """
    ends = np.concatenate((arcs.tail, arcs.head))
    if ends.size and (int(ends.min()) < 0 or int(ends.max()) >= arcs.nodes):
        raise InternalError(detail="an arc names a node that is not there")
    supply = np.zeros(arcs.nodes, np.int64)
    np.add.at(supply, arcs.head, arcs.lower)
    np.subtract.at(supply, arcs.tail, arcs.lower)
    return supply


def _checked(nodes: int, capacity: Ints, cost: Ints, supply: Ints) -> None:
    """The native solver overflows on large numbers: look first."""
    if capacity.size and int(capacity.min()) < 0:
        raise InternalError(detail="an arc has a negative capacity")
    if magnitude(cost) * (nodes + 1) >= SAFE or (magnitude(capacity) + magnitude(supply)) * (len(cost) + nodes) >= SAFE:
        raise NoRouteError(code="engine.range", largest=magnitude(cost), nodes=nodes)


def _solve(nodes: int, tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: Ints) -> Ints | None:
    """int64[m] optimal flow, or None when the supplies cannot be sent."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    if not tail.size:
        return None if supply.any() else np.zeros(0, np.int64)
    divisor = max(1, int(np.gcd.reduce(cost)))
    cost = cost // divisor
    _checked(nodes, capacity, cost, supply)
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), capacity.astype(np.int64), cost.astype(np.int64)
    )
    solver.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supply.astype(np.int64))
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status in (solver.BAD_COST_RANGE, solver.BAD_CAPACITY_RANGE):
        raise NoRouteError(code="engine.range", largest=magnitude(cost), nodes=nodes)
    if status != solver.OPTIMAL:
        raise InternalError(detail=f"the flow solver answered {status!s}")
    flow: Ints = np.asarray(solver.flows(numbers), np.int64)
    return flow


def circulation(arcs: Arcs, start: Ints | None = None) -> tuple[Ints, Ints] | None:
    """(flow int64[m], potentials int64[nodes]) of least cost, or None when the bounds contradict each other.

    For reduced cost r = cost + potential[tail] - potential[head]: r > 0 only at the lower bound, r < 0 only at the
    upper. start: labels to begin with. Raises NoRouteError when the numbers are too large for 64-bit arithmetic.
    """
    loop = arcs.tail == arcs.head
    free = np.flatnonzero((arcs.lower < arcs.upper) & ~loop)
    tail, head, cost = arcs.tail[free], arcs.head[free], arcs.cost[free]
    capacity = arcs.upper[free] - arcs.lower[free]
    sent = _solve(arcs.nodes, tail, head, capacity, cost, _supplies(arcs))
    if sent is None:
        return None
    flow = arcs.lower.copy()
    flow[free] += sent
    flow[loop] = np.where(arcs.cost[loop] < 0, arcs.upper[loop], arcs.lower[loop])
    up, down = np.flatnonzero(sent < capacity), np.flatnonzero(sent > 0)
    label = potentials(
        arcs.nodes,
        np.concatenate((tail[up], head[down])),
        np.concatenate((head[up], tail[down])),
        np.concatenate((cost[up], -cost[down])),
        start,
    )
    return flow, label


def shortage(arcs: Arcs) -> tuple[int, Ints]:
    """(least sum of violations, potentials that prove it): when positive, the bounds contradict each other.

    Every node may be helped out at price 1 a unit; the costs of the arcs are ignored.
    """
    supply = _supplies(arcs)
    giver, taker = np.flatnonzero(supply > 0), np.flatnonzero(supply < 0)
    outside = arcs.nodes
    loop = arcs.tail == arcs.head
    free = np.flatnonzero((arcs.lower < arcs.upper) & ~loop)
    tail = np.concatenate((arcs.tail[free], giver, np.full(len(taker), outside)))
    head = np.concatenate((arcs.head[free], np.full(len(giver), outside), taker))
    helped = np.concatenate((supply[giver], -supply[taker]))
    capacity = np.concatenate((arcs.upper[free] - arcs.lower[free], helped))
    cost = np.concatenate((np.zeros(len(free), np.int64), np.ones(len(helped), np.int64)))
    sent = _solve(outside + 1, tail, head, capacity, cost, np.append(supply, 0))
    if sent is None:
        raise InternalError(detail="the elastic flow has no solution")
    up, down = np.flatnonzero(sent < capacity), np.flatnonzero(sent > 0)
    label = potentials(
        outside + 1,
        np.concatenate((tail[up], head[down])),
        np.concatenate((head[up], tail[down])),
        np.concatenate((cost[up], -cost[down])),
    )
    return dot(cost, sent), label[:outside]
