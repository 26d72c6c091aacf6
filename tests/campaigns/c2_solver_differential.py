"""C2: models at real size, ours beside five other ways of solving them: one value, certified by the judge, or the build stops.

Two in three are flows (quotas, departments, forbidden pairs, needs that may stay open), each third has side rows that are none.
SimpleMinCostFlow and the linear program are exact on flows; on the others the linear program may only lie below. CP-SAT gets
``seconds`` a model: what it has not ended by then is counted as open, but its roster and its bound must not contradict us.
The control perturbs one cost for one solver, each in turn: every time the campaign must notice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.peers import Answer, peer
from benchmarks.plain import Plain, Unfit, plain_form
from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Limit, Pairs, Rows, Tier
from optimizer.solve import solve_model

SOLVERS = {"mincostflow": 1, "highs_lp": 1, "highs": 1, "cpsat": 8, "cpsat1": 1}
"""Name -> threads or workers. HiGHS wants one number in all instances of a process."""
CONTROL_SHAPE = (45, 40)


def drawn(seed: int, helpers: int, recipients: int, *, sided: bool) -> AssignmentModel:
    """Quotas 0 to 3, departments, most pairs forbidden, a price for who stays open; sided: department caps by village and a
    senior for every village."""
    rng = np.random.default_rng([seed, helpers, recipients, 2])
    degree = int(rng.integers(10, 25))
    helper, recipient = np.nonzero(rng.random((helpers, recipients)) < degree / helpers)
    units, villages = max(2, helpers // 30), max(2, recipients // 30)
    unit, village = rng.integers(0, units, helpers), rng.integers(0, villages, recipients)
    largest = int(rng.choice([100, 1000, 30_000]))
    room = -(-recipients // units)
    limits = [
        Limit("quota", np.arange(helpers), most=rng.integers(0, 4, helpers)),
        Limit("need", None, np.arange(recipients), least=1, most=1, missing=1),
        Limit("department", unit, most=room + rng.integers(0, room // 2 + 1, units)),
    ]
    rows = []
    if sided:
        limits.append(Limit("unit x village", unit, village, most=-(-recipients // (units * villages)) + 1))
        senior = rng.random(helpers) < 0.4
        entries = [np.flatnonzero(senior[helper] & (village[recipient] == v)) for v in range(villages)]
        starts = np.concatenate([[0], np.cumsum([len(entry) for entry in entries])])
        most = [min(1, len(entry)) for entry in entries]
        matrix = (np.ones(starts[-1], np.int64), np.concatenate(entries), starts)
        rows.append(Rows("senior", matrix, np.array(most), np.full(villages, recipients)))
    tier = Tier(
        "cost",
        pair_cost=rng.integers(1, largest + 1, len(helper)),
        missing_cost=rng.integers(largest, 3 * largest, recipients),
    )
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, rows=rows, tiers=[tier])


def perturbed(plain: Plain, pair: int) -> Plain:
    """One pair one cheaper: where an optimal roster uses it, the optimum is one lower."""
    cost = plain.objectives[0].cost.copy()
    cost[pair] -= 1
    tier = replace(plain.objectives[0].tier, pair_cost=cost[: plain.pairs])
    other = AssignmentModel(
        plain.model.helper_count, plain.model.recipient_count, plain.model.pairs, tiers=[Tier("cost", pair_cost=0)]
    )
    other.limits, other.rows, other.tiers = plain.model.limits, plain.model.rows, (tier,)
    return replace(plain, model=other, objectives=(replace(plain.objectives[0], cost=cost, tier=tier),))


def contradicts(value: int, answer: Answer, *, relaxed: bool) -> bool:
    """Does what a solver says differ from our proved value? relaxed: it may stay below, with no roster or with ours."""
    if answer.infeasible:
        return True
    if relaxed:
        beyond = answer.bound is None or answer.bound > value + 1e-6 * max(1, abs(value))
        return beyond or (answer.values is not None and answer.values[0] < value)
    if answer.optimal:
        return answer.values != [value]
    worse = answer.values is not None and answer.values[0] < value
    return worse or (answer.bound is not None and answer.bound > value + 0.5)


def run(size: int = 300, seed: int = 2, shape: tuple[int, int] = (450, 400), seconds: float = 10.0) -> dict[str, Any]:
    """Pass bar: every model proved by us with one value everywhere; the controls are all noticed."""
    differing: list[str] = []
    unproved: list[int] = []
    ended = dict.fromkeys(SOLVERS, 0)
    unfit = dict.fromkeys(SOLVERS, 0)
    for number in range(size):
        sided = number % 3 == 2
        model = drawn(seed * 1000 + number, *shape, sided=sided)
        result = solve_model(model)
        if result.status is not Status.OPTIMAL:
            unproved.append(number)
            continue
        plain, value = plain_form(model), int(result.tiers[0].value)
        for name, threads in SOLVERS.items():
            try:
                answer = peer(name).solve(plain, seconds if name.startswith("cpsat") else None, threads)
            except Unfit:
                unfit[name] += 1
                continue
            ended[name] += answer.optimal
            if contradicts(value, answer, relaxed=sided and name == "highs_lp"):
                differing.append(f"{number}: {value}, {name} {answer.values} {answer.bound}")
    unnoticed = [name for name in SOLVERS if not _control(name, seed)]
    return {
        "campaign": "C2",
        "seed": seed,
        "models": size,
        "shape": shape,
        "unproved": unproved,
        "differing": differing,
        "ended": ended,
        "unfit": unfit,
        "control_unnoticed": unnoticed,
        "passed": not differing and not unproved and not unnoticed and all(ended.values()),
    }


def _control(name: str, seed: int) -> bool:
    """Is it noticed when this solver alone gets a pair of our roster one cheaper?"""
    model = drawn(seed, *CONTROL_SHAPE, sided=False)
    result = solve_model(model)
    plain = plain_form(model)
    value = int(result.tiers[0].value)
    honest = peer(name).solve(plain, 60.0, SOLVERS[name])
    fooled = peer(name).solve(perturbed(plain, int(result.chosen[0])), 60.0, SOLVERS[name])
    return not contradicts(value, honest, relaxed=False) and contradicts(value, fooled, relaxed=False)
