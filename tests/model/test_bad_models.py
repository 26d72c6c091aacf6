"""Models that contradict themselves are refused at construction, by one error with every problem; odd ones are not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from optimizer import AssignmentModel, Blocks, Limit, Metric, Pairs, Rows, Spread, Tier, solve_model
from optimizer.errors import ModelError, NoRouteError

NEED = Limit("need", recipient_key=np.arange(3), least=1, most=1)
QUOTA = Limit("quota", helper_key=np.arange(2), most=2)
ONES = np.ones((2, 3, 1), np.int64)


def built(**changed: Any) -> AssignmentModel:
    parts: dict[str, Any] = {
        "helpers": 2,
        "recipients": 3,
        "pairs": Pairs([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]),
        "limits": [NEED, QUOTA],
        "tiers": [Tier("c", pair_cost=[1, 2, 3, 3, 1, 2])],
    }
    return AssignmentModel(**(parts | changed))


def codes(**changed: Any) -> list[str]:
    with pytest.raises(ModelError) as error:
        built(**changed)
    return [finding.code.removeprefix("model.") for finding in error.value.findings]


def limited(**fields: Any) -> dict[str, Any]:
    return {"limits": [NEED, Limit("x", **fields)]}


def aimed(**fields: Any) -> dict[str, Any]:
    return {"tiers": [Tier("c", **fields)]}


def dense(pairs: Any, slices: int = 1) -> dict[str, Any]:
    return {"pairs": pairs, "tiers": [Tier(f"t{k}", pair_cost=None) for k in range(slices)]}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"helpers": 0}, "empty"),
        ({"recipients": -1}, "negative"),
        ({"helpers": 2.0}, "ids"),
        ({"helpers": "ab"}, "ids"),
        ({"helpers": ["a", 2]}, "ids"),
        ({"helpers": ["b", "a"]}, "ids_order"),
        ({"helpers": 10**13}, "too_large"),
        ({"pairs": None}, "empty"),
        ({"pairs": ([0], [0])}, "type"),
        ({"pairs": Pairs([0] * 6, [0] * 6)}, "duplicate_pair"),
        ({"pairs": Pairs([0, 5], [0, 0])}, "range"),
        ({"pairs": Pairs([[0], [1, 2]], [0, 0])}, "not_integer"),
        ({"pairs": Pairs([float("nan"), 1], [0, 0])}, "not_number"),
        ({"pairs": Pairs([0, 1], [0, 1], most=2**62)}, "too_large"),
        (limited(helper_key=[0]), "shape"),
        (limited(helper_key=[0, 2**40]), "too_many_rows"),
        (limited(weight=[-1] * 6), "negative"),
        (limited(weight=[1, 2]), "shape"),
        (limited(weight_by="helper"), "value"),
        (limited(helper_key=[0, 1], least=3, most=2), "contradiction"),
        (limited(most=2**70), "too_large"),
        (limited(helper_key=[0, 1], missing=1), "missing_side"),
        (aimed(on=["need"], form="convex"), "type"),
        (aimed(on="need"), "on_unused"),
        (aimed(on="nowhere", form="worst"), "unknown_limit"),
        (aimed(pair_cost=[1j] * 6), "not_integer"),
        (aimed(pair_cost=[2**70] * 6), "too_large"),
        (aimed(within=1.0), "within"),
        (aimed(within=float("nan")), "within"),
        (aimed(within=True), "within"),
        (aimed(pair_cost=["1"] * 6), "not_integer"),
        (aimed(pair_cost=[None] * 6), "not_number"),
        (aimed(pair_cost=None), "not_number"),
        (aimed(missing_cost=3), "no_missing"),
        ({"previous": "a"}, "not_integer"),
        ({"previous": [100]}, "range"),
        ({"previous": [True] * 6}, "mask"),
        ({"spreads": [Spread("s", [0, 1], [0, 1, 2], of="village")]}, "value"),  # type: ignore[arg-type]
        ({"limits": NEED}, "type"),
        ({"limits": ["need"]}, "type"),
        ({"limits": [{"name": "need"}]}, "type"),
        ({"tiers": None}, "type"),
        ({"limits": [NEED, NEED]}, "duplicate_name"),
        ({"spreads": [Spread("need", [0, 1], [0, 1, 2])]}, "duplicate_name"),
        ({"spreads": [Spread("s", [0, 2**40], [0, 1, 2])]}, "range"),
        ({"rows": [Rows("r", np.ones((1, 5)), 0, 1)]}, "matrix"),
        ({"rows": [Rows("r", ([1, 1], [0, 1], [0, 3, 2]), 0, 1)]}, "matrix"),
        ({"rows": [Rows("r", "abc", 0, 1)]}, "matrix"),
        ({"rows": [Rows("r", np.ones((1, 6)), 2, 1)]}, "contradiction"),
        (dense(Blocks(lambda h, r: ONES.astype(float))), "type"),
        (dense(Blocks(lambda h, r: ONES), slices=2), "type"),
        (dense(Blocks(lambda h, r: ONES, lambda h, r: np.ones((2, 3)))), "type"),
        (dense(Blocks(lambda h, r: ONES // 0 if h.start == 7 else [][0])), "callable"),
        (dense(Blocks("cost")), "type"),  # type: ignore[arg-type]
        (dense(Metric([[0, 0]], [[1, 1]] * 3)), "shape"),
        (dense(Metric([[0, np.nan]] * 2, [[1, 1]] * 3)), "not_number"),
        (dense(Metric([[0, 0]] * 2, [[1, 1]] * 3, least_factor=2)), "range"),
        (dense(Metric([[0, 0]] * 2, [[1, 1]] * 3, factor=lambda h, r: np.full((2, 3), 0.5))), "type"),
    ],
)
def test_a_bad_model_is_named(changed: dict[str, Any], code: str) -> None:
    """Whatever a caller may get wrong has its own sentence, and no solver ever sees it."""
    assert code in codes(**changed)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cost": [[1, 2], [1]]}, "not_integer"),
        ({"cost": [[1, 2, 3]]}, "shape"),
        ({"cost": [[1, 2], [float("nan"), 3]]}, "not_number"),
        ({"cost": [[1, 2], [float("-inf"), 3]]}, "minus_infinity"),
        ({"cost": [[1, 2], [3, 4]], "quota": [1, 2, 3]}, "shape"),
        ({"cost": [[1, 2], [3, 4]], "quota": -1}, "contradiction"),
        ({"cost": [[1, 2], [3, 4]], "uncovered_cost": 3}, "uncovered_alone"),
    ],
)
def test_a_bad_shorthand_is_named(fields: dict[str, Any], code: str) -> None:
    """The three-line case is checked like the long one."""
    with pytest.raises(ModelError) as error:
        AssignmentModel(2, 2, **fields)
    assert code in [finding.code.removeprefix("model.") for finding in error.value.findings]


def test_every_problem_is_named_at_once() -> None:
    """Five mistakes in five places are five findings of one error."""
    found = codes(
        limits=[Limit("a", helper_key=[0]), Limit("b", weight=[-1] * 6)],
        tiers=[Tier("t", form="convex"), Tier("u", within=-1)],
        previous=[9],
    )
    assert found == ["shape", "negative", "needs_on", "within", "range"]


def test_the_place_of_a_problem_is_named() -> None:
    """In an array of thousands nobody finds a wrong number without its place; of many alike three are shown and counted."""
    with pytest.raises(ModelError) as error:
        built(
            limits=[NEED, Limit("x", helper_key=[0, 1], weight=[1, 2, -3, -4, 5, 6]), Limit("y", recipient_key=[0, 1, 2], least=2, most=1)],
            pairs=Pairs([0, 0, 7, 1, 1, 9], [0, 1, 2, 0, 1, 2]),
            tiers=[Tier("c", pair_cost=[1, 2, 3, float("nan"), 5, 6])],
        )  # fmt: skip
    said = [finding.say("en") for finding in error.value.findings]
    assert "pairs.helper[2] = 7 (+1) must lie in 0 .. 1." in said
    assert "limit x.weight[2] = -3 (+1) must not be negative." in said
    assert "tier c.pair_cost[3] = nan holds NaN or infinity." in said
    assert sum("least 2 is above most 1" in text for text in said) == 3
    many = [Limit("z", recipient_key=np.arange(3), role_key=[0], least=[2, 2, 2], most=1), NEED]
    assert codes(limits=many) == ["contradiction"] * 3
    more = Limit("z", helper_key=[0, 1], recipient_key=[0, 1, 2], least=2, most=1)
    assert codes(limits=[more, NEED]) == ["contradiction"] * 3 + ["further"]


def test_no_route_makes_loads_as_uneven_as_possible() -> None:
    """Squares to maximise would be minimised in silence."""
    limits = [Limit("quota", helper_key=[0, 1], most=2), Limit("need", recipient_key=[0], least=1, most=1)]
    with pytest.raises(ModelError) as caught:
        AssignmentModel(2, 1, Pairs([0, 1], [0, 0]), limits, tiers=[Tier("even", "max", form="convex", on="quota")])
    assert [finding.code for finding in caught.value.findings] == ["model.convex_max"]


def test_weights_of_two_readings_must_say_which() -> None:
    """Two pairs and two recipients: [1, 5] by recipient weighs pair 0 (recipient 1) with 5, by pair with 1."""
    pairs = Pairs([0, 0], [1, 0])
    with pytest.raises(ModelError, match=r"weight_by|by pair"):
        AssignmentModel(1, 2, pairs, [Limit("load", weight=[1, 5])])
    weights = [
        AssignmentModel(1, 2, pairs, [Limit("load", weight=[1, 5], weight_by=by)])  # type: ignore[arg-type]
        .limit("load")
        .weight_of(np.array([1, 0]), np.array([0, 1]))
        for by in ("recipient", "pair")
    ]
    assert [np.asarray(w).tolist() for w in weights] == [[5, 1], [1, 5]]
    same = AssignmentModel(1, 2, Pairs([0, 0], [0, 1]), [Limit("load", weight=[1, 5])])
    assert same.limit("load").count == 1


def test_whole_numbers_of_any_kind_are_taken() -> None:
    """Lists, floats without a fraction, unsigned, objects and Decimals mean what they say."""
    for kind in (list, np.float64, np.uint8, object):
        key = [0, 1] if kind is list else np.array([0, 1], kind)
        model = built(limits=[NEED, Limit("quota", helper_key=key, most=2)])
        assert solve_model(model).tiers[0].value == 4  # 1 + 1 + 2: pairs 0, 4, 5
    exact = built(tiers=[Tier("c", pair_cost=[Decimal("0.1"), 2, 3, 3, Decimal("0.1"), Decimal("0.2")])])
    assert solve_model(exact).tiers[0].value_scaled == 4


def test_limits_that_nobody_is_in_say_nothing() -> None:
    """Keys of -1 alone make no row: no crash, no effect, and a form on them has nothing to look at."""
    nobody = Limit("nobody", helper_key=[-1, -1], least=[], most=[])
    model = built(
        limits=[NEED, QUOTA, nobody],
        tiers=[
            Tier("c", pair_cost=[1, 2, 3, 3, 1, 2]),
            *(Tier(form, form=form, on="nobody") for form in ("worst", "convex", "leximin")),
        ],
    )
    result = solve_model(model)
    assert result.status == "optimal"
    assert [tier.value for tier in result.tiers] == [4, 0, 0, 0]


def test_a_limit_without_most_has_none_however_large_its_weights() -> None:
    """Three recipients of some 2**40 each for one helper: their sum is above every round number, and still allowed."""
    model = AssignmentModel(
        1, 3, Pairs([0, 0, 0], [0, 1, 2]), [NEED, Limit("load", helper_key=[0], weight=[2**40, 2**40 + 1, 3], least=2)]
    )
    assert solve_model(model).status == "optimal"


def test_numbers_too_large_for_a_solver_are_refused_not_rounded() -> None:
    """Weights of 2**51 within a bound that bites are beyond exact arithmetic: a clear refusal, never a wrong roster."""
    load = Limit("load", helper_key=[0], weight=[2**51, 2**51 + 1, 3], least=2, most=2**52 - 1)
    with pytest.raises(NoRouteError):
        solve_model(AssignmentModel(1, 3, Pairs([0, 0, 0], [0, 1, 2]), [load]))
