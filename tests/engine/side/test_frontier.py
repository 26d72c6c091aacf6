"""The frontier of one row: units, rows of every sort, and both directions, against every roster of small networks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Rows, Tier, UsageError, frontier

QUOTA = [Limit("quota", helper_key=np.arange(3), most=2)]
NEED = [Limit("need", recipient_key=np.arange(4), least=1, most=1, missing=1)]


def _case(seed: int) -> tuple[AssignmentModel, np.ndarray, np.ndarray, np.ndarray, str]:
    """(model, rosters [n, pairs], cost, weight, direction); weights share a unit of 3 or are all alike or free."""
    rng = np.random.default_rng(seed)
    helper, recipient = np.divmod(np.arange(12), 4)
    cost = rng.integers(0, 20, 12)
    weight = (3 * rng.integers(0, 3, 12), np.ones(12, np.int64), rng.integers(0, 4, 12))[seed % 3]
    if seed % 2:
        sides = {"limits": [*QUOTA, *NEED, Limit("row", weight=weight, most=int(weight.sum()))]}
    else:
        sides = {"limits": [*QUOTA, *NEED], "rows": [Rows("row", weight[None, :], 0, 0)]}
    tier = Tier("cost", pair_cost=cost, missing_cost=9)
    every = (np.arange(2**12)[:, None] >> np.arange(12)) & 1
    served = every @ (recipient[:, None] == np.arange(4))
    fits = (served <= 1).all(axis=1) & (every @ (helper[:, None] == np.arange(3)) <= 2).all(axis=1)
    direction = "more" if seed % 4 < 2 else "less"
    return AssignmentModel(3, 4, Pairs(helper, recipient), tiers=[tier], **sides), every[fits], cost, weight, direction


@pytest.mark.parametrize("seed", range(12))
def test_corners_are_in_the_callers_unit(seed: int) -> None:
    """A point is what the caller's own weights add up to, also where they have a common unit or make a network row."""
    model, rosters, cost, weight, direction = _case(seed)
    sign = -1 if direction == "more" else 1
    value = rosters @ cost + 9 * (4 - rosters.sum(axis=1))
    activity = sign * (rosters @ weight)
    points = frontier(model, "row", toward=direction)  # type: ignore[arg-type]
    found = [(sign * point.activity, point.value) for point in points]
    assert found[0][1] == value.min()
    assert found[0][0] == activity[value == value.min()].min()
    assert found[-1][0] == activity.min()
    for (more, low), (less, high) in pairwise(found):
        assert more > less
        assert high > low
        assert ((value - low) * (more - less) >= (more - activity) * (high - low)).all(), "a roster lies below the line"
    slopes = [(b[1] - a[1]) / (a[0] - b[0]) for a, b in pairwise(found)]
    assert all(a < b for a, b in pairwise(slopes)), "every point is a corner"
    for point in points:
        assert int(weight[point.chosen].sum()) == point.activity


@pytest.mark.parametrize("name", ["quota", "need", "nothing"])
def test_only_one_row_can_be_followed(name: str) -> None:
    """A limit of many rows, one that may be missed, or none of that name: a sentence instead of a curve."""
    with pytest.raises(UsageError, match="one row"):
        frontier(_case(1)[0], name)
