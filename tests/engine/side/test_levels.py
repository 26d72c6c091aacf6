"""Leximin of priced group totals beside a spread, against every roster; later tiers must keep the whole order."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Spread, Tier, solve_model

HELPERS, RECIPIENTS = 3, 4
VILLAGE = np.array([0, 0, 1, 1])


def _best(cost: np.ndarray, after: np.ndarray, sign: int) -> tuple[list[int], int] | None:
    """(totals in leximin order, least later cost) over all rosters that keep each helper in one village; None without any."""
    found = []
    for owner in product(range(HELPERS), repeat=RECIPIENTS):
        if any(len({VILLAGE[r] for r in range(RECIPIENTS) if owner[r] == h}) > 1 for h in range(HELPERS)):
            continue
        totals = [sum(int(cost[h, r]) for r in range(RECIPIENTS) if owner[r] == h) for h in range(HELPERS)]
        found.append(([sign * t for t in totals], sum(int(after[owner[r], r]) for r in range(RECIPIENTS))))
    return min(((sorted(totals, reverse=True), later) for totals, later in found), default=None)


@pytest.mark.parametrize("seed", range(24))
def test_a_lower_level_never_pays_for_itself_above(seed: int) -> None:
    """Totals 3 3 and 4 0 exceed 2 by the same: neither a deeper level nor a later tier may trade one for the other."""
    rng = np.random.default_rng(seed)
    cost, after = rng.integers(1, 5, (HELPERS, RECIPIENTS)), rng.integers(0, 9, (HELPERS, RECIPIENTS))
    sense, sign = ("max", -1) if seed % 3 == 0 else ("min", 1)
    helper, recipient = np.divmod(np.arange(HELPERS * RECIPIENTS), RECIPIENTS)
    model = AssignmentModel(
        HELPERS,
        RECIPIENTS,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(RECIPIENTS), least=1, most=1),
            Limit("load", helper_key=np.arange(HELPERS)),
        ],
        [Spread("village", np.arange(HELPERS), VILLAGE)],
        tiers=[
            Tier("even", sense, cost.ravel(), form="leximin", on="load"),
            Tier("later", pair_cost=after.ravel()),
        ],
    )
    result = solve_model(model)
    h, r, _ = model.pair_ends(result.chosen)
    totals = [sign * int(cost[h[h == k], r[h == k]].sum()) for k in range(HELPERS)]
    assert _best(cost, after, sign) == (sorted(totals, reverse=True), result.tiers[1].value)
    assert result.status == "optimal"


def test_the_largest_total_stays_the_least() -> None:
    """Recipient 1 must go to helper 1 for 3; recipient 0 to helper 0 for 3, or to helper 1 for 1: totals 3 3, not 4 0."""
    quota = Limit("quota", helper_key=np.arange(4), most=[3, 3, 2, 0])
    need = Limit("need", recipient_key=[0, 1], least=1, most=1, missing=1)
    load = Limit("load", helper_key=np.arange(4), most=[2, 6, 7, 1])
    tiers = [
        Tier("far", pair_cost=[-3, 6, -2, -1, 3, 8], form="worst", on="need"),
        Tier("even", pair_cost=[3, 2, 1, 3, 4, 4], form="leximin", on="load"),
    ]
    result = solve_model(
        AssignmentModel(4, 2, Pairs([0, 0, 1, 1, 3, 3], [0, 1, 0, 1, 0, 1]), [quota, need, load], tiers=tiers)
    )
    assert (result.status, result.tiers[1].value) == ("optimal", 3)
