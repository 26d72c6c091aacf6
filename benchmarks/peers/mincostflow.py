"""OR-tools SimpleMinCostFlow on the whole network: root, groups of helpers, helpers, recipients."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.peers.transport import answer_of, transport
from benchmarks.plain import Plain

NAME = "SimpleMinCostFlow"
needs = "ortools"


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    """It knows neither a limit nor threads."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    clock = Clock(seconds)
    form = transport(plain)
    recipients = len(form.need)
    helpers = plain.model.helper_count
    first_helper, first_group = recipients, recipients + helpers
    supply = [-form.need, np.zeros(helpers, np.int64)]
    pulled = int(np.abs(form.cost).max(initial=0) + np.abs(form.lack_cost).max(initial=0) + 1) * (
        2 * len(form.levels) + 4
    )
    arcs: list[tuple[Any, Any, Any, Any]] = [
        (first_helper + form.helper, form.recipient, form.most - form.least, form.cost),
        (first_helper + form.helper, form.recipient, form.least, form.cost - pulled),
    ]
    below = first_helper + np.arange(helpers)
    node = first_group
    for key, least, most in form.levels:
        groups = len(most)
        inner, outer = node + np.arange(groups), node + groups + np.arange(groups)
        everything = np.full(len(below), int(form.need.sum()))
        arcs.append((inner[key], below, everything, np.zeros(len(below), np.int64)))
        arcs.append((outer, inner, np.minimum(most, everything[0]) - least, np.zeros(groups, np.int64)))
        arcs.append((outer, inner, least, np.full(groups, -pulled)))
        supply += [np.zeros(2 * groups, np.int64)]
        below, node = outer, node + 2 * groups
    root = node
    arcs.append(
        (np.full(len(below), root), below, np.full(len(below), int(form.need.sum())), np.zeros(len(below), np.int64))
    )
    arcs.append((np.full(recipients, root), np.arange(recipients), form.lack, form.lack_cost))
    supply.append(np.array([form.need.sum()]))
    tail, head, most, cost = (np.concatenate([arc[k] for arc in arcs]) for k in range(4))
    solver = SimpleMinCostFlow()
    number = solver.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), most, cost)
    solver.set_nodes_supplies(np.arange(root + 1, dtype=np.int32), np.concatenate(supply))
    clock.built = clock.spent()
    status = solver.solve()
    if status != solver.OPTIMAL:
        return Answer(None, None, False, status == solver.INFEASIBLE, clock.spent(), clock.built)
    flow = solver.flows(number)
    count = len(form.cost)
    amount = flow[:count] + flow[count : 2 * count]
    values = plain.values(answer_of(plain, amount, flow[-recipients:]))
    return Answer(
        values,
        None if values is None else float(values[0]),
        values is not None,
        values is None,
        clock.spent(),
        clock.built,
    )
