"""SciPy ``milp`` at gap 0, tier after tier."""

from __future__ import annotations

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.plain import NONE, Plain

NAME = "SciPy milp"
needs = "scipy"


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    """threads has no counterpart there."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    clock = Clock(seconds)
    lo = np.where(plain.lo <= -NONE, -np.inf, plain.lo.astype(float))
    hi = np.where(plain.hi >= NONE, np.inf, plain.hi.astype(float))
    rows = [LinearConstraint(plain.matrix.astype(float), lo, hi)] if len(lo) else []
    box = Bounds(plain.lower.astype(float), plain.upper.astype(float))
    x, bound, optimal = None, None, True
    for objective in plain.objectives:
        cost, tier = objective.cost.astype(float), objective.tier
        options = {"mip_rel_gap": 0.0, "time_limit": clock.left()}
        found = milp(cost, constraints=rows, bounds=box, integrality=plain.integer.astype(int), options=options)
        if found.status == 2:
            return Answer(None, None, False, True, clock.spent())
        if found.mip_dual_bound is not None:
            bound = tier.sign * (float(found.mip_dual_bound) + objective.constant) / tier.scale
        if found.x is None:
            return Answer(None, bound, False, False, clock.spent())
        x, optimal = found.x, optimal and found.status == 0
        if not optimal:
            break
        value = float(cost @ x)
        room = tier.allowance(round(value) + objective.constant) + (0.5 if plain.integer.all() else 1e-6 * abs(value))
        rows = [*rows, LinearConstraint(cost[None, :], -np.inf, value + room)]
    assert x is not None
    return Answer(plain.values(x), bound, optimal, False, clock.spent())
