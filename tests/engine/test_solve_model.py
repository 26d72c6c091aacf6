"""The facade: what a caller sees is what the judge proved, nothing that the engine only believes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import optimizer.verify
from optimizer import AssignmentModel, Limit, ModelResult, Pairs, Tier, Verdict, solve_model, verify_model

MODEL = AssignmentModel(helpers=2, recipients=3, cost=[[1.5, 2, 3], [3, 1, 2]], quota=2, need=1)


@pytest.mark.parametrize(("proved", "label"), [(None, "feasible"), (40, "within"), (45, "optimal")])
def test_a_bound_is_the_one_that_was_proved(monkeypatch: pytest.MonkeyPatch, proved: int | None, label: str) -> None:
    """1.5 + 1 + 2 = 4.5, scaled by 10: 45. When the judge proves less, the engine's own 45 must not be shown."""

    def weaker(model: AssignmentModel, result: ModelResult) -> Verdict:
        verdict = verify_model(model, result)
        gap = None if proved is None else (45 - proved) / 45
        tier = replace(verdict.tiers[0], bound=proved, gap=gap, label=label)
        return replace(verdict, tiers=(tier,))

    monkeypatch.setattr(optimizer.verify, "verify_model", weaker)
    tier = solve_model(MODEL).tiers[0]
    assert (tier.value, tier.bound_scaled, tier.label) == (4.5, proved, label)
    assert tier.bound == (None if proved is None else proved / 10)
    assert tier.gap == (None if proved is None else pytest.approx((45 - proved) / 45))


def test_a_helper_without_pairs_does_not_weaken_a_proof() -> None:
    """Nobody may do with a load of 0 (two are served first), so 2 is the least largest; helper 1 has no pair at all."""
    load = Limit("load", helper_key=np.arange(3), most=8)
    need = Limit("need", recipient_key=np.arange(2), least=1, most=1, missing=1)
    aims = [
        Tier("served", missing_cost=5),
        Tier("most", pair_cost=2, form="worst", on="load"),
        Tier("far", pair_cost=1),
    ]
    result = solve_model(AssignmentModel(3, 2, Pairs([0, 2], [0, 1]), [need, load], tiers=aims))
    assert result.status == "optimal"
    assert [tier.value for tier in result.tiers] == [0, 2, 2]
