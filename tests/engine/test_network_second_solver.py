"""The network route against HiGHS on models too large to enumerate, where equal people are merged."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.engine.network import obstacles
from optimizer.engine.portfolio import solve
from optimizer.verify import verify_model
from tests.engine.medium import highs_values, medium_model


@pytest.mark.parametrize("block", range(6))
def test_merged_networks_agree_with_highs_tier_by_tier(block: int) -> None:
    """Merging equal people, dealing flows back to members and fixing by reduced costs lose nothing."""
    seen = 0
    for seed in range(block * 12, block * 12 + 12):
        model = medium_model(np.random.default_rng(seed))
        if obstacles(model):
            continue
        seen += 1
        result = solve(model)
        verdict = verify_model(model, result)
        expected = highs_values(model)
        assert verdict.accepted, (seed, verdict.findings)
        if expected is None:
            assert verdict.status is Status.INFEASIBLE, seed
            continue
        found = [tier.sign * outcome.value_scaled for tier, outcome in zip(model.tiers, result.tiers, strict=True)]
        assert found == expected, seed
        assert verdict.status is Status.OPTIMAL, (seed, verdict)
    assert seen > 5
