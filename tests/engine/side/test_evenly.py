"""Bounds of loads over all pairs by what everybody must have: true, as strong as stated, and never above a roster's value."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer import AssignmentModel, Blocks, Limit, Spread, Tier
from optimizer.engine.budget import Budget
from optimizer.engine.side.wide_route import WideRoute
from optimizer.verify import verify_model


def loaded(seed: int) -> AssignmentModel:
    """Blocks with negative costs, needs of 0 to 2 that may be missing at a price, loads by helper or by unit, one spread."""
    rng = np.random.default_rng(seed)
    helpers, recipients = int(rng.integers(2, 8)), int(rng.integers(2, 12))
    cost, allowed = rng.integers(-2, 9, (helpers, recipients, 2)), rng.random((helpers, recipients)) < 0.8
    need = rng.integers(0, 3, recipients)
    optional = bool(rng.random() < 0.6)
    limits = [
        Limit("need", recipient_key=np.arange(recipients), least=need, most=need, missing=need if optional else None),
        Limit("quota", helper_key=np.arange(helpers), most=int(rng.integers(2, 8))),
        Limit("load", rng.integers(0, 3, helpers), weight=rng.integers(0, 5, recipients), weight_by="recipient", most=99),
    ]
    on, sense = str(rng.choice(["quota", "load"])), str(rng.choice(["min", "max"]))
    aims: list[dict[str, Any]] = [
        {"form": "convex", "pair_cost": 0},
        {"form": "leximin", "pair_cost": 0, "sense": sense},
        {"form": "worst", "pair_cost": None, "sense": sense},
        {"form": "leximin", "pair_cost": None},
    ]
    first = [Tier("covered", missing_cost=rng.integers(1, 4, recipients), pair_cost=0)] if optional else []
    return AssignmentModel(
        helpers, recipients, Blocks(lambda h, r: cost[h, r], lambda h, r: allowed[h, r]), limits,
        [Spread("parts", np.arange(helpers), rng.integers(0, 3, recipients), most=2)],
        tiers=[*first, Tier("aim", on=on, **aims[seed % 4])],
    )  # fmt: skip


@pytest.mark.parametrize("first", [0, 40])
def test_the_judge_proves_what_is_stated(first: int) -> None:
    """Every tier of loads comes back with a bound that the judge finds at least as strong."""
    solved = 0
    for seed in range(first, first + 40):
        model = loaded(seed)
        result = WideRoute().run(model, Budget(), 0, None)
        if not result.tiers:
            continue
        solved += 1
        verdict = verify_model(model, result)
        assert verdict.accepted, (seed, [finding.say("en") for finding in verdict.findings])
        sign, stated = model.tiers[-1].sign, result.tiers[-1].bound_scaled
        assert stated is not None, seed
        assert verdict.tiers[-1].bound is not None
        assert sign * verdict.tiers[-1].bound >= sign * stated
    assert solved > 20


def test_shares_of_what_there_is_to_carry() -> None:
    """Twelve recipients of weight 2 for five helpers: somebody carries at least 24 / 5, that is 5; squares add up to 116 at least.

    24 = 4 * 4 + 8 would be 4 helpers of 5 and one of 4 if loads could be odd: 4 * 25 + 16 = 116.
    """
    blocks = Blocks(lambda h, r: np.ones((h.stop - h.start, r.stop - r.start, 2), np.int64))
    limits = [
        Limit("need", recipient_key=np.arange(12), least=1, most=1),
        Limit("load", helper_key=np.arange(5), weight=2 * np.ones(12, np.int64), weight_by="recipient", most=24),
    ]
    for form, bound in (("leximin", 5), ("convex", 116)):
        model = AssignmentModel(5, 12, blocks, limits, tiers=[Tier("even", pair_cost=0, form=form, on="load")])  # type: ignore[arg-type]
        result = WideRoute().run(model, Budget(), 0, None)
        assert result.tiers[0].bound_scaled == bound
        verdict = verify_model(model, result)
        assert verdict.accepted
        assert verdict.tiers[0].bound is not None and verdict.tiers[0].bound >= bound
