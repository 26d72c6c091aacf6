"""Plain CP-SAT: every column an integer variable, tier after tier."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.plain import NONE, Plain, Unfit

NAME = "CP-SAT"
needs = "ortools"
MOST_COLUMNS = 400_000
"""Handing over more than this takes minutes and gigabytes."""


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    from ortools.sat.python import cp_model

    if len(plain.lower) > MOST_COLUMNS:
        raise Unfit(f"{len(plain.lower):,} columns: building them alone exceeds the limit")
    clock = Clock(seconds)
    model = cp_model.CpModel()
    x = [model.new_int_var(low, high, "") for low, high in zip(plain.lower.tolist(), plain.upper.tolist(), strict=True)]
    matrix, lo, hi = plain.matrix, plain.lo.tolist(), plain.hi.tolist()
    for row in range(matrix.shape[0]):
        here = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = [x[column] for column in matrix.indices[here]]
        total = cp_model.LinearExpr.weighted_sum(terms, matrix.data[here].tolist())
        low, high = (None if lo[row] <= -NONE else lo[row]), (None if hi[row] >= NONE else hi[row])
        if low is not None and low == high:
            model.add(total == low)
        else:
            if low is not None:
                model.add(total >= low)
            if high is not None:
                model.add(total <= high)
    clock.built = clock.spent()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    found, bound, optimal = None, None, True
    for objective in plain.objectives:
        total = _expression(cp_model, x, objective.cost)
        model.minimize(total)
        solver.parameters.max_time_in_seconds = clock.left()
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return Answer(None, None, False, True, clock.spent(), clock.built)
        tier = objective.tier
        bound = tier.sign * (solver.best_objective_bound + objective.constant) / tier.scale
        optimal = optimal and status == cp_model.OPTIMAL
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(None, bound, False, False, clock.spent(), clock.built)
        found = np.array([solver.value(one) for one in x])
        if not optimal:
            break
        value = int(objective.cost @ found)
        model.add(total <= value + tier.allowance(value + objective.constant))
    assert found is not None
    return Answer(plain.values(found), bound, optimal, False, clock.spent(), clock.built)


def _expression(cp_model: Any, x: list[Any], cost: Any) -> Any:
    used = np.flatnonzero(cost)
    return cp_model.LinearExpr.weighted_sum([x[column] for column in used], cost[used].tolist())
