"""Models of any size are bounded by what remains of them as a network, over all pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import solve
from optimizer.engine.side.wide_route import WideRoute
from optimizer.model import AssignmentModel, Blocks, Limit, Rows, Spread, Tier
from optimizer.verify import verify_model


def siblings(helpers: int, recipients: int, pairs: int) -> Rows:
    """Recipients 0 and 1, 2 and 3, ... have the same helper: x[h, a] = x[h, a + 1] for every helper."""
    first = np.repeat(2 * np.arange(pairs), helpers)
    helper = np.tile(np.arange(helpers), pairs)
    index = np.stack([helper * recipients + first, helper * recipients + first + 1], axis=1).ravel()
    count = len(first)
    return Rows("together", (np.tile([1, -1], count), index, np.arange(0, 2 * count + 1, 2)), 0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_the_bound_is_at_least_that_of_the_network(seed: int) -> None:
    """With one tier, or coverage before distance; siblings together or villages kept: never below, never above the value."""
    rng = np.random.default_rng([seed, 4])
    helpers, recipients = 14, 16
    cost = rng.integers(1, 900, (helpers, recipients, 2))
    limits = [
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
        Limit("quota", helper_key=np.arange(helpers), most=2),
    ]
    tiers = [Tier("metres", pair_cost=None, missing_cost=5_000)]
    if seed % 2:
        tiers = [Tier("covered", missing_cost=1), Tier("metres", pair_cost=None)]
    if seed % 3 == 2:
        tiers[0] = replace(tiers[0], within=1)
    rules = {"rows": [siblings(helpers, recipients, 2)]}
    if seed >= 6:
        rules = {"spreads": [Spread("village", np.arange(helpers), np.arange(recipients) // 4)]}
    source = Blocks(lambda h, r: cost[h, r])
    model = AssignmentModel(helpers, recipients, source, limits, tiers=tiers, **rules)
    result = WideRoute().run(model, Budget(), seed, None)
    verdict = verify_model(model, result)
    assert verdict.accepted, verdict.findings
    network = solve(AssignmentModel(helpers, recipients, source, limits, tiers=tiers))
    met = True
    for tier, outcome, least in zip(model.tiers, result.tiers, network.tiers, strict=True):
        assert outcome.bound is not None and outcome.bound <= outcome.value
        if met and not tier.within:
            assert outcome.bound >= least.value
        met = met and outcome.bound == outcome.value and not tier.within
