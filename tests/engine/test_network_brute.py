"""The network route against trying every roster, and its certificates before the judge."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.engine.network import obstacles
from optimizer.engine.portfolio import solve
from optimizer.verify import verify_model
from tests.engine.tiny import best_values, first_levels, same_loads, tiny_model


@pytest.mark.parametrize("block", range(12))
def test_the_network_route_finds_and_proves_what_enumeration_finds(block: int) -> None:
    """Every feature of a network (lower bounds, missing, roles, nesting, forms, several tiers) is exact and proved."""
    seen = 0
    for seed in range(block * 40, block * 40 + 40):
        model = tiny_model(np.random.default_rng(seed))
        if obstacles(model):
            continue
        seen += 1
        result = solve(model)
        expected = best_values(model)
        verdict = verify_model(model, result)
        assert verdict.accepted, (seed, verdict.findings)
        if expected is None:
            assert verdict.status is Status.INFEASIBLE, seed
            continue
        x = np.zeros(model.pair_count, np.int64)
        x[result.chosen] = result.amount
        assert same_loads(model, x, expected), seed
        assert [tier.value for tier in result.tiers] == first_levels(model, expected), seed
        assert verdict.status is Status.OPTIMAL, (seed, verdict)
    assert seen > 20
