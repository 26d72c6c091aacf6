"""The facade: what a caller sees is what the judge proved, nothing that the engine only believes."""

from __future__ import annotations

from dataclasses import replace

import pytest

import optimizer.verify
from optimizer import AssignmentModel, ModelResult, Verdict, solve_model, verify_model

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
