"""How each form of a tier is optimised on a network, with its proof."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.network_face import Face, RowBounds
from optimizer.engine.network_fix import narrowed
from optimizer.engine.network_load import LoadCost
from optimizer.engine.network_solve import Costs, FlowAnswer, FlowProblem
from optimizer.engine.system import missing_cost_of
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Flow, Leaf, Levels, Proof, Threshold, Tree
from optimizer.model.normal import TierCost


@dataclass(frozen=True, eq=False)
class TierAnswer:
    """answer: the best flow; face: where the tier keeps its optimum; value: minimised, scaled.

    proof: None when the budget ended before the search; then value and face are those of the best so far.
    """

    answer: FlowAnswer
    face: Face
    value: int
    proof: Proof | None
    prices: dict[str, Ints]


def tier_costs(problem: FlowProblem, tier: TierCost, cost: Ints) -> Costs:
    """Pair and missing costs of a tier for the pairs of the problem."""
    missing = {
        limit.name: missing_cost_of(limit, tier.missing_cost)
        for limit in problem.model.limits
        if limit.missing is not None and tier.missing_cost.size
    }
    return Costs(cost, missing)


def nothing(problem: FlowProblem) -> Costs:
    """All costs zero."""
    return Costs(np.zeros(problem.system.count, np.int64), {})


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
    rows = next(rows for rows in problem.system.rowsets if rows.name == on)
    whole = np.zeros(len(rows.live), np.int64)
    inside = rows.row >= 0
    np.add.at(whole, rows.row[inside], flow[inside])
    live = np.flatnonzero(rows.live)
    each, extra = whole[live] // rows.times[live], whole[live] % rows.times[live]
    return np.repeat(np.concatenate((each, each + 1)), np.concatenate((rows.times[live] - extra, extra)))


def _leximin(problem: FlowProblem, tier: TierCost, fixed: tuple[int, ...], budget: Budget) -> TierAnswer | None:
    """Least sum of squares gives the leximin loads (Frank and Murota 2022: the loads of flows form an M-natural-convex
    set, where both have the same optima); then one flow proves each level, and the levels together fix the face."""
    assert tier.on is not None
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
        return _worst_load(problem, tier, fixed, budget)
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


def _worst_load(problem: FlowProblem, tier: TierCost, fixed: tuple[int, ...], budget: Budget) -> TierAnswer | None:
    """The largest load of a limit made least (sense max: the smallest made largest), by bisection on the load."""
    assert tier.on is not None
    given = tier.pair_cost
    up, unit = tier.sign < 0, abs(int(given[0])) if given is not None and given.size else 0
    budget.spend()
    best = problem.solve(nothing(problem))
    if best is None:
        return None

    def level(answer: FlowAnswer) -> int:
        loads = _loads(problem, str(tier.on), answer.flow)
        return int(loads.min() if up else loads.max()) if loads.size else 0

    reached = level(best)
    low, high = (reached, 2 * reached + int(problem.system.most.sum())) if up else (0, reached)
    while low < high and unit and budget.stop() is None:
        middle = (low + high + 1) // 2 if up else (low + high) // 2
        budget.spend()
        answer = _held(problem, tier.on, middle, up)
        if answer is None:
            low, high = (low, middle - 1) if up else (middle + 1, high)
        else:
            best, reached = answer, level(answer)
            low, high = (reached, high) if up else (low, reached)
    value = tier.sign * reached * unit
    proof = Threshold(value, Tree(())) if low >= high or not unit else None
    if proof is not None and unit and (up or reached > 0):
        better = reached + 1 if up else reached - 1
        multipliers = _refuted(problem, tier.on, better, up)
        proof = Threshold(value, Tree((Leaf(Dual(limits=multipliers, fixed=fixed), empty=True),)))
    face = _with_load(problem.face, tier.on, reached, up) if unit else problem.face
    assert face is not None
    return TierAnswer(best, face, value, proof, {})


def _with_load(face: Face, on: str, load: int, at_least: bool) -> Face | None:
    """The face with every load of a limit at least (at most) ``load``; None when a row's bounds contradict that."""
    old = face.rows[on]
    least = np.maximum(old.least, load) if at_least else old.least
    most = old.most if at_least else np.minimum(old.most, load)
    if (least > most).any():
        return None
    rows = face.rows | {on: RowBounds(least, most, old.missing_least, old.missing_most)}
    return Face(face.partition, face.pair, face.least, face.most, rows)


def _held(problem: FlowProblem, on: str, load: int, at_least: bool) -> FlowAnswer | None:
    face = _with_load(problem.face, on, load, at_least)
    if face is None:
        return None
    held = FlowProblem(problem.model, face, problem.side)
    return held.solve(nothing(held))


def _refuted(problem: FlowProblem, on: str, load: int, at_least: bool) -> dict[str, Ints]:
    """Multipliers that prove that no loads keep to ``load`` (none needed when a row's bounds contradict it)."""
    face = _with_load(problem.face, on, load, at_least)
    return {} if face is None else FlowProblem(problem.model, face, problem.side).impossible()[1]
