"""The tightest set is the one that exhaustive search finds."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.explain.shortage import find_shortage
from optimizer.model import AssignmentModel, Limit, Pairs


def model_of(allowed, need, quota, least=None):
    """A model with the limits "need" and "quota" over the allowed pairs [helpers, recipients]."""
    helper, recipient = np.nonzero(np.array(allowed, bool).reshape(len(quota), len(need)))
    least = [0] * len(quota) if least is None else least
    return AssignmentModel(
        len(quota),
        len(need),
        Pairs(helper, recipient, most=max([1, *need])),
        [
            Limit("quota", helper_key=np.arange(len(quota)), least=least, most=quota),
            Limit("need", recipient_key=np.arange(len(need)), least=need, most=need),
        ],
    )


def largest_shortfalls(allowed, need, quota):
    """Every subset of recipients with its shortfall, by exhaustive search."""
    allowed = np.array(allowed, bool).reshape(len(quota), len(need))
    rows = [r for r in range(len(need)) if need[r] > 0]
    for size in range(1, len(rows) + 1):
        for subset in combinations(rows, size):
            helpers = allowed[:, list(subset)].any(axis=1)
            places = sum(q for q, h in zip(quota, helpers, strict=True) if h)
            yield subset, sum(need[r] for r in subset) - places


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_tightest_set_has_the_largest_shortfall_and_is_the_smallest_such_set(data):
    """A planner who closes the named gap has closed all of them; nobody is named without need."""
    helpers, recipients = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 5))
    allowed = data.draw(st.lists(st.booleans(), min_size=helpers * recipients, max_size=helpers * recipients))
    need = data.draw(st.lists(st.integers(0, 3), min_size=recipients, max_size=recipients))
    quota = data.draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    if not any(allowed):
        return
    found = find_shortage(model_of(allowed, need, quota))
    all_sets = list(largest_shortfalls(allowed, need, quota))
    worst = max((gap for _, gap in all_sets), default=0)
    if worst <= 0:
        assert found is None
        return
    assert found is not None
    assert found.missing == worst
    smallest = min(len(subset) for subset, gap in all_sets if gap == worst)
    assert len(found.recipients) == smallest
    # the core is short, and taking any one unit away makes it servable
    matrix = np.array(allowed, bool).reshape(helpers, recipients)
    amount = dict(zip(found.core.tolist(), found.core_amount.tolist(), strict=True))

    def gap_of(part):
        """Largest shortfall within a part of the core."""
        rows = [r for r, a in part.items() if a > 0]
        best = 0
        for size in range(1, len(rows) + 1):
            for subset in combinations(rows, size):
                places = sum(q for h, q in enumerate(quota) if matrix[h, list(subset)].any())
                best = max(best, sum(part[r] for r in subset) - places)
        return best

    assert gap_of(amount) > 0
    for row in amount:
        assert gap_of(amount | {row: amount[row] - 1}) == 0


def test_only_the_total_is_named_when_only_the_total_is_short():
    """Everybody may help everybody: 5 recipients, 2 + 2 places, one missing, and no group is blamed."""
    found = find_shortage(model_of([[1] * 5, [1] * 5], [1] * 5, [2, 2]))
    assert found is not None
    assert (found.kind, found.needed, found.places, found.missing) == ("total", 5, 4, 1)


def test_least_quotas_that_nobody_can_meet_are_a_surplus():
    """Helpers 0 and 1 must take two each, but only recipients 0..2 are open to them: 4 wanted, 3 there."""
    found = find_shortage(model_of([[1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1]], [1] * 4, [2, 2, 1], least=[2, 2, 0]))
    assert found is not None
    assert found.kind == "surplus"
    assert found.helpers.tolist() == [0, 1]
    assert (found.needed, found.places) == (4, 3)


def test_a_need_by_role_is_told_by_recipient():
    """Recipient 0 needs a first and a second helper, 1 a first: helper 0 with two places is all they have. One is missing."""
    model = AssignmentModel(
        2,
        3,
        pairs=Pairs([0, 0, 0, 1, 1], [0, 0, 1, 2, 2], [0, 1, 0, 0, 1]),
        limits=[
            Limit("quota", helper_key=[0, 1], most=2),
            Limit("need", recipient_key=[0, 1, 2], role_key=[0, 1], least=[1, 1, 1, 0, 1, 1], most=[1, 1, 1, 0, 1, 1]),
        ],
    )
    found = find_shortage(model)
    assert found is not None
    assert found.kind == "group"
    assert found.recipients.tolist() == [0, 1]
    assert (found.helpers.tolist(), found.needed, found.places, found.missing) == ([0], 3, 2, 1)
    assert dict(zip(found.core.tolist(), found.core_amount.tolist(), strict=True)) == {0: 2, 1: 1}
