"""How each form of a tier is optimised on a network, with its proof."""

from __future__ import annotations

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.network_answer import TierAnswer, nothing
from optimizer.engine.network_face import Face, RowBounds
from optimizer.engine.network_fix import narrowed
from optimizer.engine.network_load import LoadCost
from optimizer.engine.network_solve import Costs, FlowAnswer, FlowProblem
from optimizer.engine.network_totals import leximin_totals, row_loads, worst_total
from optimizer.engine.system import missing_cost_of
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Flow, Leaf, Levels, Threshold, Tree
from optimizer.model.normal import TierCost


def tier_costs(problem: FlowProblem, tier: TierCost, cost: Ints) -> Costs:
    """Pair and missing costs of a tier for the pairs of the problem."""
    missing = {
        limit.name: missing_cost_of(limit, tier.missing_cost)
        for limit in problem.model.limits
        if limit.missing is not None and tier.missing_cost.size
    }
    return Costs(cost, missing)


def optimise(
    problem: FlowProblem, tier: TierCost, cost: Ints, smallest: int, fixed: tuple[int, ...], budget: Budget
) -> TierAnswer | None:
    """The tier's optimum on the problem's face, or None when nothing is feasible. cost: int64[n of the system].

    smallest: the smallest cost of a pair of the model that may be used.
    """
    if tier.form == "worst":
        return _worst(problem, tier, cost, smallest, fixed, budget)
    if tier.form == "leximin":
        return _leximin(problem, tier, fixed, budget)
    costs = tier_costs(problem, tier, cost)
    if tier.form == "convex":
        assert tier.on is not None
        costs = Costs(costs.pair, costs.missing, LoadCost(tier.on, "square", scale=tier.scale))
    budget.spend()
    answer = problem.solve(costs)
    if answer is None:
        return None
    proof = Flow(Dual(limits=answer.multipliers, links=answer.links, fixed=fixed))
    return TierAnswer(answer, narrowed(problem.face, costs, answer), answer.cost, proof, answer.multipliers)


def _loads(problem: FlowProblem, on: str, flow: Ints) -> Ints:
    """int64: the loads of all single rows of a limit, each whole or whole + 1 of its class's share."""
    return row_loads(problem, on, flow)[1]


def _leximin(problem: FlowProblem, tier: TierCost, fixed: tuple[int, ...], budget: Budget) -> TierAnswer | None:
    """Least sum of squares gives the leximin loads (Frank and Murota 2022: the loads of flows form an M-natural-convex
    set, where both have the same optima); then one flow proves each level, and the levels together fix the face."""
    assert tier.on is not None
    if tier.pair_cost is None or tier.pair_cost.any():
        return leximin_totals(problem, tier, fixed, budget)
    sense_max = tier.sign < 0
    far = 0
    if sense_max:
        rows = next(rows for rows in problem.system.rowsets if rows.name == tier.on)
        carried = np.zeros(len(rows.live), np.int64)
        inside = rows.row >= 0
        np.add.at(carried, rows.row[inside], problem.system.most[inside])
        far = int((carried // np.maximum(rows.times, 1)).max(initial=0)) + 1
    zero = nothing(problem)
    budget.spend()
    best = problem.solve(Costs(zero.pair, {}, LoadCost(tier.on, "square", at=far)))
    if best is None:
        return None
    every = _loads(problem, tier.on, best.flow)
    loads = np.unique(every)
    around = np.union1d(loads, loads + 1 if sense_max else loads - 1)
    levels = (around if sense_max else around[around >= 0][::-1]).tolist()
    face, values, proofs = problem.face, [], []
    for level in levels:
        costs = Costs(zero.pair, {}, LoadCost(tier.on, "under" if sense_max else "over", at=level))
        answer: FlowAnswer | None = unpriced(problem, best, tier.on)
        if costs.load is not None and costs.load.value(every):
            budget.spend()
            answer = problem.solve(costs)
        assert answer is not None
        values.append(answer.cost)
        proofs.append(Flow(Dual(limits=answer.multipliers, links=answer.links, fixed=fixed)))
        face = _meet(face, narrowed(problem.face, costs, answer))
    value = int(loads[0] if sense_max else loads[-1]) * tier.sign if loads.size else 0
    return TierAnswer(best, face, value, Levels(tuple(values), tuple(proofs), tuple(levels)), {})


def unpriced(problem: FlowProblem, best: FlowAnswer, on: str | None = None) -> FlowAnswer:
    """A flow that costs nothing needs no multipliers to be proved."""
    multipliers = {limit.name: np.zeros(limit.count, np.int64) for limit in problem.model.limits}
    links = None if on is None else np.zeros(problem.model.limit(on).count, np.int64)
    costs = np.zeros(problem.system.count, np.int64)
    return FlowAnswer(best.flow, best.missing, multipliers, links, costs, 0, best.label)


def _meet(first: Face, second: Face) -> Face:
    """What both faces allow (same partition; pairs of the second among those of the problem)."""
    common, a, b = np.intersect1d(first.pair, second.pair, assume_unique=True, return_indices=True)
    order = np.argsort(a)
    a, b = a[order], b[order]
    rows = {name: _meet_rows(bounds, second.rows[name]) for name, bounds in first.rows.items()}
    least, most = np.maximum(first.least[a], second.least[b]), np.minimum(first.most[a], second.most[b])
    return Face(first.partition, common[order], least, most, rows)


def _meet_rows(first: RowBounds, second: RowBounds) -> RowBounds:
    def both(a: Ints | None, b: Ints | None, *, larger: bool) -> Ints | None:
        return None if a is None or b is None else np.maximum(a, b) if larger else np.minimum(a, b)

    return RowBounds(
        np.maximum(first.least, second.least),
        np.minimum(first.most, second.most),
        both(first.missing_least, second.missing_least, larger=True),
        both(first.missing_most, second.missing_most, larger=False),
    )


def _worst(
    problem: FlowProblem, tier: TierCost, cost: Ints, smallest: int, fixed: tuple[int, ...], budget: Budget
) -> TierAnswer | None:
    """Threshold search (Garfinkel 1971): the least cost level below which all used pairs can lie, by bisection."""
    if tier.on is not None:
        return worst_total(problem, tier, fixed, budget)
    system = problem.system
    zero = nothing(problem)
    budget.spend()
    best = problem.solve(zero)
    if best is None:
        return None
    forced = cost[system.least > 0]
    levels = np.unique(cost)
    low = int(np.searchsorted(levels, forced.max())) if forced.size else 0
    used = cost[best.flow > 0]
    high = int(np.searchsorted(levels, used.max())) if used.size else 0
    nothing_used = not used.size
    if not nothing_used and not forced.size:
        empty = problem.solve(zero, np.zeros_like(system.most))
        if empty is not None:
            best, nothing_used = empty, True
    while not nothing_used and low < high and budget.stop() is None:
        middle = (low + high) // 2
        budget.spend()
        answer = problem.solve(zero, np.where(cost > levels[middle], 0, system.most))
        if answer is None:
            low = middle + 1
        else:
            best, high = answer, int(np.searchsorted(levels, cost[answer.flow > 0].max()))
    value = smallest if nothing_used else int(levels[high])
    proof = Threshold(value, Tree(())) if nothing_used or low >= high else None
    if proof is not None and value > smallest:
        allowed = np.where(cost >= value, 0, system.most)
        multipliers: dict[str, Ints] = {}
        if not (system.least > allowed).any():
            _, multipliers = problem.impossible(allowed)
        proof = Threshold(value, Tree((Leaf(Dual(limits=multipliers, fixed=fixed), empty=True),)))
    keep = cost <= value
    face = problem.face
    face = Face(face.partition, face.pair[keep], face.least[keep], face.most[keep], face.rows)
    return TierAnswer(best, face, value, proof, {})
