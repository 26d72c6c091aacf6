"""Limits whose weights have a common unit are limits in that unit, and a network again."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Status
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.verify import verify_model


def model(weight: object, most: int, **more: object) -> AssignmentModel:
    """One helper, 20 recipients, cost -1 each: as many as the limit allows."""
    pairs = Pairs(np.zeros(20, np.int64), np.arange(20))
    limit = Limit("days", helper_key=[0], weight=weight, most=most, **more)
    return AssignmentModel(1, 20, pairs, [limit], tiers=[Tier("served", sense="max", pair_cost=1)])


def test_weights_of_one_are_counts() -> None:
    """A lesson a week for everybody is one recipient a lesson: no knapsack is left of it."""
    built = model(np.ones(20, np.int64), 7)
    result = solve(built)
    assert (result.route, result.tiers[0].value) == ("network", 7)
    assert verify_model(built, result).status is Status.OPTIMAL


def test_equal_weights_are_counts() -> None:
    """15 visit days for each recipient within 220 days: 220 // 15 = 14 recipients, proved by a flow."""
    for weight in (15, np.full(20, 15)):
        built = model(weight, 220)
        result = solve(built)
        assert result.route == "network"
        assert result.tiers[0].value == 14
        assert verify_model(built, result).status is Status.OPTIMAL


def test_lower_ends_are_rounded_up() -> None:
    """At least 31 days in units of 15 are 3 recipients."""
    built = AssignmentModel(
        1,
        5,
        Pairs(np.zeros(5, np.int64), np.arange(5)),
        [Limit("days", helper_key=[0], weight=15, least=31)],
        tiers=[Tier("served", pair_cost=1)],
    )
    assert built.limits[0].least.tolist() == [3]
    assert solve(built).tiers[0].value == 3


def test_a_common_unit_of_different_weights_is_taken_out() -> None:
    """Weights 4 and 6 within 15 are weights 2 and 3 within 7: the same rosters, tighter rows."""
    rows = model(np.tile([4, 6], 10), 15).limits[0]
    assert rows.most.tolist() == [7]
    assert sorted(set(np.asarray(rows.weight).tolist())) == [2, 3]


def test_what_cannot_be_met_in_units_stays_for_a_proof() -> None:
    """Exactly 7 in steps of 2 is impossible: the row is left as it stands, not turned into a broken one."""
    rows = model(2, 7, least=7).limits[0]
    assert rows.least.tolist() == [7]


def test_limits_that_a_tier_measures_keep_their_unit() -> None:
    """A fairness tier speaks of the load in days, so its limit is not divided."""
    built = AssignmentModel(
        1,
        2,
        Pairs([0, 0], [0, 1]),
        [Limit("days", helper_key=[0], weight=15, most=40)],
        tiers=[Tier("fair", form="convex", on="days")],
    )
    assert built.limits[0].weight == 15
