"""Plain HiGHS: the whole model as a MIP at gap 0, tier after tier, each tier's value kept by a row."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.plain import NONE, Plain

NAME = "HiGHS MIP, gap 0"
needs = "highspy"


def solve(plain: Plain, seconds: float | None, threads: int, *, relaxed: bool = False) -> Answer:
    """relaxed: drop the integers (``values`` are then reckoned only where the answer is whole)."""
    import highspy

    clock = Clock(seconds)
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", threads), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
        solver.setOptionValue(name, value)
    solver.passModel(_program(plain, relaxed))
    clock.built = clock.spent()
    x, bound, optimal = None, None, True
    for objective in plain.objectives:
        columns = np.arange(len(plain.lower), dtype=np.int32)
        solver.changeColsCost(len(columns), columns, objective.cost.astype(float))
        solver.setOptionValue("time_limit", solver.getRunTime() + clock.left())
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, None, False, True, clock.spent(), clock.built)
        least = info.objective_function_value if relaxed else info.mip_dual_bound
        tier = objective.tier
        bound = tier.sign * (float(least) + objective.constant) / tier.scale
        optimal = optimal and status == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != 2:
            return Answer(None, bound, False, False, clock.spent(), clock.built)
        x = np.asarray(solver.getSolution().col_value)
        if not optimal:
            break
        _keep(solver, plain, objective, x)
    assert x is not None
    return Answer(plain.values(x), bound, optimal, False, clock.spent(), clock.built)


def _keep(solver: Any, plain: Plain, objective: Any, x: Any) -> None:
    """The tier's value may not get worse; half a unit of room for rounding."""
    value = float(objective.cost @ x)
    entries = np.flatnonzero(objective.cost).astype(np.int32)
    room = objective.tier.allowance(round(value) + objective.constant) + (
        0.5 if plain.integer.all() else 1e-6 * abs(value)
    )
    solver.addRow(-np.inf, value + room, len(entries), entries, objective.cost[entries].astype(float))


def _program(plain: Plain, relaxed: bool) -> Any:
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(plain.lower), len(plain.lo)
    lp.col_cost_ = np.zeros(len(plain.lower))
    lp.col_lower_, lp.col_upper_ = plain.lower.astype(float), plain.upper.astype(float)
    lp.row_lower_ = np.where(plain.lo <= -NONE, -np.inf, plain.lo.astype(float))
    lp.row_upper_ = np.where(plain.hi >= NONE, np.inf, plain.hi.astype(float))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = plain.matrix.indptr
    lp.a_matrix_.index_ = plain.matrix.indices
    lp.a_matrix_.value_ = plain.matrix.data.astype(float)
    if not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[flag] for flag in plain.integer.astype(int)]
    return lp
