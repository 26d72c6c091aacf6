"""C8: models with side rules: the label follows the certificate, and a lie about the cost by one is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np

from optimizer.domain.status import Status
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Limit, ModelResult, Pairs, Rows, Spread, Tier
from optimizer.verify import Verdict, judge, verify_model

SHARE_OPTIMAL = 0.9


def side_ruled(seed: int, helpers: int, recipients: int) -> AssignmentModel:
    """Quotas, department caps by village, a senior for every village, hard households apart, at most two villages each."""
    rng = np.random.default_rng([seed, helpers, recipients, 8])
    villages, units = max(3, recipients // 30), max(3, helpers // 30)
    village, unit = rng.integers(0, villages, recipients), rng.integers(0, units, helpers)
    hard, senior = rng.random(recipients) < 0.3, rng.random(helpers) < 0.4
    allowed = rng.random((helpers, recipients)) < max(0.15, 8 / helpers)
    helper, recipient = np.nonzero(allowed)
    count = len(helper)
    quota = np.where(rng.random(helpers) < 0.3, 2, 1) + (helpers < recipients)
    seniors = senior[helper]
    entries = [np.flatnonzero(seniors & (village[recipient] == v)) for v in range(villages)]
    matrix = (
        np.ones(sum(map(len, entries)), np.int64),
        np.concatenate(entries),
        np.concatenate([[0], np.cumsum([len(e) for e in entries])]),
    )
    cap = -(-recipients * 3 // (villages * units)) + 1
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        [
            Limit("quota", np.arange(helpers), most=quota),
            Limit("need", None, np.arange(recipients), least=1, most=1, missing=1),
            Limit("unit x village", unit, village, most=cap),
            Limit("hard", np.arange(helpers), weight=hard.astype(np.int64), most=1),
        ],
        [Spread("villages", np.arange(helpers), village, most=2)],
        [Rows("senior", matrix, np.ones(villages, np.int64), np.full(villages, recipients))],
        [
            Tier("covered", missing_cost=1),
            Tier("cost", pair_cost=rng.integers(1, 1000, count)),
        ],
    )


def honest(result: ModelResult, verdict: Verdict) -> bool:
    """An optimal tier has value = bound; any other says how far it may be from the best, or claims nothing."""
    for tier in verdict.tiers:
        if tier.label == "optimal" and (tier.value != tier.bound or tier.gap != 0):
            return False
        if tier.label == "within" and (tier.bound is None or tier.gap is None):
            return False
        if tier.label == "feasible" and tier.bound is not None:
            return False
    return verdict.accepted and (verdict.status is Status.OPTIMAL) == all(t.label == "optimal" for t in verdict.tiers)


def lies(result: ModelResult) -> list[ModelResult]:
    """The value stated one lower, with and without the bound; and one more proved than is."""
    tier = result.tiers[-1]
    value = tier.value_scaled - 1
    cheaper = replace(tier, value=value, value_scaled=value, gap=None)
    moved = replace(cheaper, bound=value, bound_scaled=value)
    prouder = replace(tier, bound_scaled=tier.value_scaled + 1, bound=tier.value_scaled + 1, gap=None)
    return [replace(result, tiers=(*result.tiers[:-1], lie)) for lie in (cheaper, moved, prouder)]


def run(
    size: int = 200, seed: int = 8, shape: tuple[int, int] = (150, 130), large: int = 20, work_limit: int | None = None
) -> dict[str, Any]:
    """Pass bar: every label honest, 90 % proved, no lie accepted. Control: a judge that does not recompute values."""
    shapes = [shape] * size + [(450, 400)] * large
    dishonest: list[int] = []
    optimal = infeasible = lies_accepted = control = 0
    gaps: list[float] = []
    for number, (helpers, recipients) in enumerate(shapes):
        model = side_ruled(seed * 1000 + number, helpers, recipients)
        result = solve(model, work_limit=work_limit)
        verdict = verify_model(model, result)
        if verdict.status is Status.INFEASIBLE:
            infeasible += 1
            continue
        if not honest(result, verdict):
            dishonest.append(number)
        optimal += verdict.status is Status.OPTIMAL
        gaps += [tier.gap for tier in verdict.tiers if tier.gap]
        for lie in lies(result):
            lies_accepted += verify_model(model, lie).accepted
            with patch.object(judge, "_check_values", lambda model, result, values: None):
                control += verify_model(model, lie).accepted
    solved = len(shapes) - infeasible
    return {
        "campaign": "C8",
        "seed": seed,
        "models": len(shapes),
        "infeasible": infeasible,
        "optimal": optimal,
        "largest_gap": max(gaps, default=0.0),
        "dishonest": dishonest,
        "lies_accepted": lies_accepted,
        "control_accepted": control,
        "passed": not dishonest and not lies_accepted and control > 0 and optimal >= SHARE_OPTIMAL * solved,
    }
