"""The worst pair, beside rows that are no flow: locked pairs, and searches that end without an answer."""

import numpy as np

from optimizer import AssignmentModel, Limit, Pairs, Tier, solve_model
from optimizer.domain import Status
from optimizer.engine.side.threshold import _Unknown


def test_a_locked_pair_above_the_others_is_the_proved_worst():
    """A term lock is nobody's fault: the label must not be lost because the worst pair may not be dropped."""
    rng = np.random.default_rng(7)
    helper, recipient = np.divmod(np.arange(6 * 12), 12)
    cost = rng.integers(1, 50, 72) * 100
    least = np.zeros(72, np.int64)
    least[5] = 1
    cost[5] = 99_999
    weight = rng.integers(1, 4, 12)
    model = AssignmentModel(
        6,
        12,
        Pairs(helper, recipient, least=least),
        [
            Limit("need", recipient_key=np.arange(12), least=1, most=1),
            Limit("load", helper_key=np.arange(6), weight=weight, most=int(weight.sum()) // 6 + 3),
        ],
        tiers=[Tier("worst", pair_cost=cost, form="worst")],
    )
    result = solve_model(model)
    assert result.status is Status.OPTIMAL
    assert result.tiers[0].value == 99_999


def test_halving_goes_on_around_what_is_not_known():
    """One threshold that nobody can decide must not end the search on both sides of it."""
    unknown = _Unknown()
    assert unknown.next(0, 9) == 4
    unknown.put(4)
    asked = []
    while (step := unknown.next(0, 9)) is not None:
        asked.append(step)
        unknown.put(step)
    # above the highest unknown first (7, 8), then below the lowest (2, 1, 0)
    assert asked == [7, 8, 2, 1, 0]
    assert _Unknown().next(3, 3) is None
