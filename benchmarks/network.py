"""The network route beside its peers, on the same arcs, in one run: medians, and ratios to the route.

    python -m benchmarks.network --data FOLDER [--sizes 5000 100000] [--repeat 3]

Costs by site and village: sites with their places x villages with their counts, and the same people one by one as
explicit pairs or as blocks. Peers: SimpleMinCostFlow on the arcs it would be handed (build and solve, no proof), POT
``emd`` (dense), SciPy ``linear_sum_assignment`` (places as slots) and networkx, each only where it ends within a minute.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from statistics import median
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Blocks, Limit, Pairs, Tier

UNCOVERED = 60_000


class Instance:
    """sites x villages: places int64[S], need int64[V], cost int64[S, V], village int64[households]."""

    def __init__(self, synthetic: ModuleType, households: int, seed: int) -> None:
        data = synthetic.pairing("villages", households, seed)
        site, self.village = data["helper_site"], data["household_village"]
        sites, villages = len(data["site_xy"]), len(data["village_xy"])
        self.households = households
        self.places = np.bincount(site, weights=data["capacity"], minlength=sites).astype(np.int64)
        self.need = np.bincount(self.village, minlength=villages)
        someone = np.searchsorted(site, np.arange(sites))
        household = np.minimum(np.searchsorted(self.village, np.arange(villages)), households - 1)
        self.cost = data["cost"](np.minimum(someone, len(site) - 1)[:, None], household[None, :])

    def counts(self) -> AssignmentModel:
        """Villages as recipients that need as many as live there."""
        site, village = (a.ravel() for a in np.indices(self.cost.shape))
        pairs = Pairs(site, village, most=self.need[village])
        return self._model(len(self.need), pairs, self.cost.ravel(), self.need)

    def listed(self) -> AssignmentModel:
        """Households one by one, all pairs listed."""
        site, household = (a.ravel() for a in np.indices((len(self.places), self.households)))
        cost = self.cost[site, self.village[household]]
        return self._model(self.households, Pairs(site, household), cost, np.ones(self.households, np.int64))

    def blocks(self) -> AssignmentModel:
        """Households one by one, evaluated in blocks."""
        source = Blocks(lambda h, r: self.cost[h][:, self.village[r]][:, :, None])
        return self._model(self.households, source, None, np.ones(self.households, np.int64))

    def _model(self, recipients: int, pairs: Any, cost: Any, need: Any) -> AssignmentModel:
        limits = [
            Limit("quota", helper_key=np.arange(len(self.places)), most=self.places),
            Limit("need", recipient_key=np.arange(recipients), least=need, most=need, missing=need),
        ]
        tiers = [Tier("distance", pair_cost=cost, missing_cost=UNCOVERED)]
        return AssignmentModel(len(self.places), recipients, pairs, limits, tiers=tiers)

    def flow(self) -> int:
        """OR-tools SimpleMinCostFlow on sites x villages, with arcs for who stays uncovered."""
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        sites, villages = self.cost.shape
        tail, head = (a.ravel() for a in np.indices(self.cost.shape))
        source, sink = sites + villages, sites + villages + 1
        solver = SimpleMinCostFlow()
        total = int(self.need.sum())
        site, village = np.arange(sites), np.arange(villages)
        parts = [
            (tail, sites + head, np.full(len(tail), total), self.cost.ravel()),
            (np.full(sites, source), site, self.places, np.zeros(sites, np.int64)),
            (sites + village, np.full(villages, sink), self.need, np.zeros(villages, np.int64)),
            (np.full(villages, source), sites + village, self.need, np.full(villages, UNCOVERED)),
        ]
        arrays = [np.concatenate([part[k] for part in parts]) for k in range(4)]
        solver.add_arcs_with_capacity_and_unit_cost(
            arrays[0].astype(np.int32), arrays[1].astype(np.int32), arrays[2], arrays[3]
        )
        solver.set_nodes_supplies(np.array([source, sink], np.int32), np.array([total, -total]))
        solver.solve()
        return int(solver.optimal_cost())

    def _with_nobody(self) -> tuple[Any, Any, Any]:
        """Balanced masses: a site more for who stays uncovered, a village more for places left over."""
        spare = int(self.places.sum())
        cost = np.pad(self.cost, ((0, 1), (0, 1)))
        cost[-1, :-1] = UNCOVERED
        supply = np.append(self.places, self.need.sum())
        return supply, np.append(self.need, spare), cost

    def transport(self) -> int:
        """POT: network simplex on the dense matrix."""
        import ot

        supply, demand, cost = self._with_nobody()
        plan = ot.emd(supply.astype(float), demand.astype(float), cost.astype(float), numItermax=10**8)
        return round(float((plan * cost).sum()))

    def slots(self) -> int:
        """SciPy: every place and every household a row and a column."""
        from scipy.optimize import linear_sum_assignment

        places = np.repeat(np.arange(len(self.places)), self.places)
        cost = self.cost[places][:, self.village].astype(float)
        cost = np.vstack((cost, np.full((max(0, self.households - len(places)), self.households), float(UNCOVERED))))
        cost = np.minimum(cost, UNCOVERED)
        row, column = linear_sum_assignment(cost)
        return int(cost[row, column].sum())

    def graph(self) -> int:
        """networkx network_simplex."""
        import networkx as nx

        supply, demand, cost = self._with_nobody()
        graph = nx.DiGraph()
        for i, amount in enumerate(supply.tolist()):
            graph.add_node(("s", i), demand=-amount)
        for j, amount in enumerate(demand.tolist()):
            graph.add_node(("v", j), demand=amount)
        graph.add_weighted_edges_from(
            (("s", i), ("v", j), int(cost[i, j])) for i in range(len(supply)) for j in range(len(demand))
        )
        return int(nx.network_simplex(graph)[0])


def measured(work: Callable[[], Any], repeat: int) -> tuple[Any, float]:
    """(last answer, median seconds); one run when the first takes more than 20 seconds."""
    answer, first = timed(work)
    seconds = [first]
    while len(seconds) < repeat and first <= 20:
        answer, again = timed(work)
        seconds.append(again)
    return answer, median(seconds)


def run(options: argparse.Namespace) -> None:
    """All sizes; every value must be the same."""
    synthetic = load(options.data, "synthetic")
    for size in options.sizes:
        case = Instance(synthetic, size, options.seed)
        name = f"{size} households x {len(case.places)} sites"
        solve(case.counts())
        result, base = measured(partial(solve, case.counts()), options.repeat)
        report(options, name, who="counts by village", seconds=base, value=result.tiers[0].value, ratio=1.0)
        ours = {"blocks of households": case.blocks} | ({"pairs of households": case.listed} if size <= 20_000 else {})
        for who, build in ours.items():
            again, seconds = measured(partial(solve, build()), options.repeat)
            report(options, name, who=who, seconds=seconds, value=again.tiers[0].value, ratio=seconds / base)
        peers = {"SimpleMinCostFlow": case.flow, "POT emd": case.transport}
        if size <= 5_000:
            peers |= {"SciPy linear_sum_assignment": case.slots}
        if size <= 20_000:
            peers |= {"networkx": case.graph}
        for who, work in peers.items():
            value, seconds = measured(work, options.repeat)
            same = value == result.tiers[0].value
            report(options, name, who=who, seconds=seconds, value=value, same=same, ratio=seconds / base)


def main() -> None:
    """The command."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 100_000], help="households")
    parser.add_argument("--repeat", type=int, default=3, help="runs each, of which the median counts")
    parser.add_argument("--seed", type=int, default=1)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
