"""Is what a result states true? Decided without the judge: rosters in plain Python, optima by HiGHS through SciPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, milp

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, ModelResult
from tests.verify.certify import costs, dense
from tests.verify.plain import Facts, value


def optimum(model: AssignmentModel) -> int | None:
    """Least value of the first tier; None when nothing is allowed."""
    form = dense(model)
    cost = costs(model, form, 0)
    found = milp(
        cost,
        constraints=LinearConstraint(form.rows, form.low, form.high),
        bounds=(form.lower, form.upper),
        integrality=1,
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else int(np.rint(found.x).astype(np.int64) @ cost.astype(np.int64))


def is_true(model: AssignmentModel, result: ModelResult, best: int | None) -> bool:
    """Roster allowed, value right, bound not above the optimum, label and status deserved; for one tier of form sum."""
    if result.certificate is not None and result.certificate.impossibility is not None:
        return best is None and not len(result.chosen)
    parts = [result.chosen, result.amount, *result.missing.values()]
    if any(np.asarray(part).dtype.kind not in "iu" for part in parts):
        return False
    chosen, amount = np.asarray(result.chosen).tolist(), np.asarray(result.amount).tolist()
    if chosen != sorted(set(chosen)) or len(chosen) != len(amount) or min(amount, default=1) < 1:
        return False
    if chosen and not 0 <= chosen[0] <= chosen[-1] < model.pair_count:
        return False
    own = _value(model, dict(zip(chosen, amount, strict=True)), result.missing)
    outcome = result.tiers[0]
    if own is None or best is None or outcome.value_scaled != own or outcome.value != own:
        return False
    if outcome.bound_scaled is not None and outcome.bound_scaled > best:
        return False
    return own == best or (outcome.label != "optimal" and result.status is not Status.OPTIMAL)


def _value(model: AssignmentModel, amount: Mapping[int, int], missing: Mapping[str, Any]) -> int | None:
    """Value of the first tier, None for a roster that breaks something."""
    facts = Facts(model)
    x = [amount.get(p, 0) for p in range(len(facts.pairs))]
    counts: dict[str, list[int]] = {}
    for limit in model.limits:
        if limit.missing is not None:
            counts[f"limit {limit.name}"] = [int(n) for n in missing.get(limit.name, np.zeros(limit.count, np.int64))]
    if any(len(counts[key[0]]) != model.limit(key[0].removeprefix("limit ")).count for key in facts.lack):
        return None
    m = {key: counts[key[0]][key[1]] for key in facts.lack}
    fine = all(a <= n <= b for n, (a, b) in zip(x, facts.box, strict=True))
    fine &= all(0 <= n <= facts.lack[key] for key, n in m.items())
    for key, terms in facts.terms.items():
        low, high = facts.range[key]
        fine &= low <= sum(w * x[p] for p, w in terms.items()) + m.get(key, 0) <= high
    return value(facts, x, m, 0) if fine else None
