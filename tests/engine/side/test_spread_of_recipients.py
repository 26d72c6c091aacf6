"""Groups of recipients with few helpers: every roster of tiny models tried, and the judge asked about each answer."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer import solve_model, verify_model
from optimizer.domain import Status
from optimizer.model import AssignmentModel, Limit, Pairs, Spread, Tier
from tests.model.plain_model import best


def drawn(seed: int) -> AssignmentModel:
    """Three helpers, five recipients in groups of three and two; coverage first, then costs, then squared loads."""
    rng = np.random.default_rng(seed)
    helper, recipient = (side.ravel() for side in np.meshgrid(np.arange(3), np.arange(5), indexing="ij"))
    there = rng.random(15) < 0.75
    there[0] = True
    helper, recipient = helper[there], recipient[there]
    need = Limit("need", None, np.arange(5), least=1, most=1, missing=1)
    tiers = [Tier("covered", missing_cost=1), Tier("cost", pair_cost=rng.integers(0, 4, len(helper)))]
    if seed % 2:
        tiers.append(Tier("even", form="convex", on="quota"))
    return AssignmentModel(
        3,
        5,
        Pairs(helper.astype(np.int64), recipient.astype(np.int64)),
        [Limit("quota", np.arange(3), most=int(rng.integers(1, 4))), need],
        [Spread("few", np.array([0, 0, 0, 1, 1]), np.arange(3), rng.integers(0, 3, 2), "recipient")],
        tiers=tiers,
    )


@pytest.mark.parametrize("seed", range(24))
def test_the_best_of_all_rosters_is_found_and_proved(seed: int) -> None:
    """Values of every tier equal enumeration; the judge, who keeps each group's own choice, calls them optimal."""
    model = drawn(seed)
    result = solve_model(model)
    assert result.status is Status.OPTIMAL
    tried = best(model)
    assert tried is not None
    assert [tier.value for tier in result.tiers] == tried[0]
    assert verify_model(model, result).status is Status.OPTIMAL


def test_a_group_with_too_many_people_is_rejected() -> None:
    """Negative control: the same roster under a tighter spread is no roster."""
    model = drawn(2)
    result = solve_model(model)
    spread = model.spreads[0]
    object.__setattr__(spread, "most", np.zeros_like(spread.most))
    assert verify_model(model, result).status is not Status.OPTIMAL
