"""Any min-cost flow as an assignment: nodes help, arcs need.

Arc (u, v) with capacity c needs c units: those that u gives are the flow, at the arc's cost; those that v gives are what is
left of the capacity, at no cost. Node v then has to give exactly its supply plus the capacity of the arcs that end in it
(Wagner, 1959). With lower bounds the least is part of the first pair's bounds.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.model import AssignmentModel, Limit, Pairs, Tier


def flow_model(arcs: Any, supply: Any) -> AssignmentModel:
    """arcs: int64[A, 5] (from, to, least, most, unit cost); supply: int64[nodes], adding up to 0. Loops are left out: they
    carry nothing in an optimum (costs >= 0)."""
    arcs = arcs[arcs[:, 0] != arcs[:, 1]]
    tail, head, least, most, cost = arcs.T
    nodes, count = len(supply), len(arcs)
    gives = supply + np.bincount(head, weights=most, minlength=nodes).astype(np.int64)
    number = np.arange(count)
    return AssignmentModel(
        nodes,
        count,
        Pairs(
            np.concatenate([tail, head]), np.concatenate([number, number]),
            least=np.concatenate([least, np.zeros(count, np.int64)]), most=np.concatenate([most, most - least]),
        ),
        [
            Limit("gives", helper_key=np.arange(nodes), least=gives, most=gives),
            Limit("need", recipient_key=number, least=most, most=most),
        ],
        tiers=[Tier("cost", pair_cost=np.concatenate([cost, np.zeros(count, np.int64)]))],
    )  # fmt: skip
