"""The largest total of a group beside rows that are no flow: proved by what a threshold closes."""

import itertools

import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Spread, Tier, solve_model, verify_model


def crossing(seed, helpers, recipients):
    """Costs of hundreds to thousands, quotas, and group totals across them that make no network."""
    rng = np.random.default_rng(seed)
    helper, recipient = np.divmod(np.arange(helpers * recipients), recipients)
    cost = rng.integers(1, 90, helpers * recipients) * 100
    unit, area = rng.integers(0, 2, helpers), rng.integers(0, 2, recipients)
    return (
        AssignmentModel(
            helpers,
            recipients,
            Pairs(helper, recipient),
            [
                Limit("quota", helper_key=np.arange(helpers), most=3),
                Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
                Limit("totals", helper_key=unit, recipient_key=area, most=recipients // 3 + 1),
            ],
            tiers=[Tier("peak", pair_cost=cost, form="worst", on="quota")],
        ),
        cost.reshape(helpers, recipients),
        unit,
        area,
    )


def enumerated(cost, unit, area):
    """The least largest sum of a helper's costs, by trying every roster."""
    helpers, recipients = cost.shape
    best = None
    for choice in itertools.product(range(helpers), repeat=recipients):
        totals = np.bincount(choice, weights=cost[choice, range(recipients)], minlength=helpers)
        groups = np.bincount(unit[list(choice)] * 2 + area, minlength=4)
        if np.bincount(choice).max() <= 3 and groups.max() <= recipients // 3 + 1:
            best = totals.max() if best is None else min(best, totals.max())
    return best


@pytest.mark.parametrize("seed", range(12))
def test_against_every_roster(seed):
    """A threshold proof that closes one pair too many would call a peak proved that is not."""
    model, cost, unit, area = crossing(seed, 4, 5)
    result = solve_model(model)
    best = enumerated(cost, unit, area)
    if best is None:
        assert result.status == "infeasible"
        return
    assert result.tiers[0].value == best
    assert result.tiers[0].label == "optimal"
    assert verify_model(model, result).accepted


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_more_helpers_than_recipients_is_proved_at_once(seed):
    """The linear program alone says a third of the truth here: dear pairs are spread thin until a threshold closes them."""
    model, *_ = crossing(seed, 40, 12)
    result = solve_model(model, work_limit=20_000)
    assert result.tiers[0].label == "optimal"


@pytest.mark.parametrize(("sense", "cost"), [("max", 6), ("min", 0), ("min", -2)])
def test_what_the_bounds_of_pairs_leave_needs_no_search(sense, cost):
    """One pair that must be: its cost is the largest total, also where that is not above 0 once minimised."""
    model = AssignmentModel(
        1,
        1,
        Pairs([0], [0]),
        [Limit("need", recipient_key=[0], least=1, most=1)],
        [Spread("area", [0], [0])],
        tiers=[Tier("most", sense, cost, form="worst", on="need")],
    )
    result = solve_model(model)
    assert (result.status, result.tiers[0].value) == ("optimal", cost)
