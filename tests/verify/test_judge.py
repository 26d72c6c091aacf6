"""The judge accepts true results, labels them by their proofs, and names what is false."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Certificate, Dual, Flow, Limit, ModelResult, Pairs, Rows, Spread, Tier
from optimizer.verify import verify_model
from tests.verify.certify import certify


def small() -> AssignmentModel:
    return AssignmentModel(2, 3, cost=[[1, 2, 3], [3, 1, 2]], quota=2, need=1)


def test_three_line_model_is_proved_optimal() -> None:
    """1 + 1 + 2 = 4 is the cheapest; the certificate of an LP is enough to prove it."""
    model = small()
    verdict = verify_model(model, certify(model))
    assert verdict.accepted
    assert verdict.status is Status.OPTIMAL
    assert (verdict.tiers[0].value, verdict.tiers[0].bound, verdict.tiers[0].label) == (4, 4, "optimal")


def test_without_certificate_a_result_is_at_most_feasible() -> None:
    """No proof, no label."""
    model = small()
    verdict = verify_model(model, replace(certify(model), certificate=None))
    assert verdict.accepted
    assert verdict.status is Status.FEASIBLE
    assert verdict.tiers[0].label == "feasible"


def test_stated_optimal_without_proof_is_refused() -> None:
    """A status stronger than what is proved is a falsehood."""
    model = small()
    result = replace(certify(model), certificate=None, status=Status.OPTIMAL)
    assert codes(model, result) == ["verify.status"]


def test_weaker_prices_only_widen_the_gap() -> None:
    """All prices zero: the bound is 0 and the label "within"; a bound stated above it is refused."""
    model = small()
    result = certify(model)
    weak = replace(result, certificate=Certificate((Flow(Dual()),)))
    assert codes(model, weak) == ["verify.tier_bound"]
    honest = replace(weak, tiers=(replace(result.tiers[0], bound=0, bound_scaled=0, gap=1.0),))
    verdict = verify_model(model, honest)
    assert verdict.accepted
    assert verdict.tiers[0].label == "within"
    assert verdict.tiers[0].gap == 1.0


def codes(model: AssignmentModel, result: ModelResult) -> list[str]:
    verdict = verify_model(model, result)
    assert not verdict.accepted
    for finding in verdict.findings:
        assert finding.say("zh") and finding.say("en")
    return [finding.code for finding in verdict.findings]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"chosen": np.array([0, 4])}, "verify.limit_row"),
        ({"chosen": np.array([0, 4, 9])}, "verify.chosen_order"),
        ({"chosen": np.array([0, 4, 4])}, "verify.chosen_order"),
        ({"amount": np.array([1, 1, 2])}, "verify.pair_bounds"),
        ({"amount": np.array([1, 1, 0])}, "verify.amount"),
        ({"amount": np.array([1.0, 1.0, 1.0])}, "verify.not_exact"),
        ({"amount": np.array([True, True, True])}, "verify.not_exact"),
        ({"chosen": np.array([0, 4, 2**64 - 1], dtype=np.uint64)}, "verify.chosen_order"),
        ({"missing": {"quota": np.array([1, 0])}}, "verify.missing_unknown"),
    ],
)
def test_a_falsified_roster_is_refused_with_its_reason(change: dict[str, object], code: str) -> None:
    """Every part of the roster is read as integers and checked against every row."""
    model = small()
    result = certify(model)
    assert result.chosen.tolist() == [0, 4, 5]
    if "chosen" in change and len(change["chosen"]) == 2:  # type: ignore[arg-type]
        change = {**change, "amount": np.array([1, 1])}
    assert codes(model, replace(result, **change))[0] == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"), [("value", 3), ("value_scaled", 3), ("gap", 0.1), ("name", "price"), ("scale", 10)]
)
def test_a_falsified_outcome_is_refused(field: str, value: object) -> None:
    """The stated numbers of a tier are recomputed one by one."""
    model = small()
    result = certify(model)
    codes(model, replace(result, tiers=(replace(result.tiers[0], **{field: value}),)))  # type: ignore[arg-type]


def test_spread_rows_and_bounds_are_checked() -> None:
    """One helper with recipients in two villages breaks cohesion; a row over pairs and a least are read too."""
    model = AssignmentModel(
        1,
        2,
        pairs=Pairs([0, 0], [0, 1], least=[0, 1]),
        spreads=[Spread("village", [0], [0, 1])],
        rows=[Rows("one", (np.array([1, 1]), np.array([0, 1]), np.array([0, 2])), [0], [1])],
    )
    both = ModelResult(status=Status.FEASIBLE, chosen=np.array([0, 1]), amount=np.array([1, 1]))
    assert codes(model, both) == ["verify.spread", "verify.linear_row"]
    first = ModelResult(status=Status.FEASIBLE, chosen=np.array([0]), amount=np.array([1]))
    assert codes(model, first) == ["verify.pair_required"]


def test_infeasible_needs_its_proof() -> None:
    """Three needs, two places: the impossibility proof is accepted, the mere claim is not, nor a proof of the possible."""
    model = AssignmentModel(2, 3, cost=[[1, 2, 3], [3, 1, 2]], quota=1, need=1)
    result = certify(model)
    assert verify_model(model, result).status is Status.INFEASIBLE
    assert codes(model, replace(result, status=Status.INFEASIBLE, certificate=None)) == ["verify.infeasible_unproved"]
    assert codes(small(), result) == ["verify.leaf_not_empty"]


def test_undecided_is_an_honest_answer() -> None:
    """No roster and no proof: accepted as undecided."""
    assert verify_model(small(), ModelResult()).status is Status.UNDECIDED


def test_a_later_tier_is_judged_given_the_earlier_value() -> None:
    """Tier two alone could reach 0, but with tier one at 4 only 7 is possible; the value row carries that."""
    model = AssignmentModel(
        2,
        3,
        pairs=Pairs([0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]),
        limits=[Limit("quota", helper_key=[0, 1], most=2), Limit("need", recipient_key=[0, 1, 2], least=1, most=1)],
        tiers=[Tier("km", pair_cost=[1, 2, 3, 3, 1, 2]), Tier("other", pair_cost=[5, 0, 0, 0, 1, 1])],
    )
    verdict = verify_model(model, certify(model))
    assert [(t.value, t.label) for t in verdict.tiers] == [(4, "optimal"), (7, "optimal")]


def test_large_numbers_stay_exact() -> None:
    """Costs near 2**52 times a scale of 2**20 leave int64; the judge changes to Python's integers."""
    big = 2**52
    model = AssignmentModel(2, 2, cost=[[big, 1], [big - 1, 2]], quota=1, need=1)
    result = certify(model, scale=2**20)
    verdict = verify_model(model, result)
    assert verdict.tiers[0].value == big  # (big - 1) + 1 against big + 2
    assert verdict.tiers[0].label == "optimal"
    scaled = Flow(Dual({"need": np.array([2**62, 0]), "quota": np.array([-(2**62), -(2**62)])}))
    weak = replace(result, certificate=Certificate((scaled,)), tiers=())
    assert verify_model(model, weak).tiers[0].bound is not None
    assert verify_model(model, weak).tiers[0].label == "within"
