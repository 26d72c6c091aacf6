"""Certificates written by hand to cheat, to crash or to hang the judge: each is refused, or weaker, with a reason."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.model import AssignmentModel, Branch, Certificate, Dual, Leaf, Limit, Pairs, Spread, Tier, Tree
from optimizer.model.certificate import Cover, Held, Impossibility, Levels, Shares, Threshold
from optimizer.model.result import ModelResult
from optimizer.planning import Plan, plan
from optimizer.solve import solve_model
from optimizer.verify import blocks, verify_model, verify_roster
from tests.rules.tiny_programmes import tiny


def zones(need: int = 1, cost: int = 0, least: int = 0) -> AssignmentModel:
    """Two nurses, six patients in one zone, fair loads before cost."""
    helper, recipient = np.divmod(np.arange(12), 6)
    return AssignmentModel(
        2,
        6,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(6), least=need, most=1),
            Limit("load", np.arange(2), weight=[5, 4, 3, 3, 2, 2], weight_by="recipient", least=least, most=40),
        ],
        [Spread("zone", np.arange(2), np.zeros(6, np.int64))],
        tiers=[Tier("balance", form="convex", on="load", pair_cost=cost), Tier("cost", pair_cost=np.arange(12))],
    )


@pytest.fixture(scope="module")
def fair() -> tuple[AssignmentModel, ModelResult]:
    model = zones()
    return model, solve_model(model)


def uneven(model: AssignmentModel, certificate: Certificate) -> ModelResult:
    """Everything to the first nurse: 361 instead of 181, with nothing claimed beside the certificate."""
    one = np.ones(6, np.int64)
    return ModelResult(status=Status.FEASIBLE, chosen=np.arange(6), amount=one, certificate=certificate)


def test_shares_prove_what_is_best_and_nothing_else(fair: tuple[AssignmentModel, ModelResult]) -> None:
    """Of the best roster the bound is its value, of another it stays the best one's: 10 + 9 loads, 100 + 81."""
    model, result = fair
    assert result.tiers[0].value == result.tiers[0].bound == 181
    verdict = verify_model(model, uneven(model, Certificate((Shares(), None))))
    assert (verdict.tiers[0].value, verdict.tiers[0].bound, verdict.tiers[0].label) == (361, 181, "within")


def test_shares_are_for_models_they_speak_of() -> None:
    """Recipients who may stay open, or pairs that pay: trying shares would prove too much, so there is no bound."""
    for model in (zones(need=0), zones(cost=-1)):
        verdict = verify_model(model, uneven(model, Certificate((Shares(), None))))
        assert verdict.accepted and verdict.tiers[0].bound is None
        assert [finding.code for finding in verdict.findings] == ["verify.shares_form"]


def test_shares_are_no_proof_of_another_form(fair: tuple[AssignmentModel, ModelResult]) -> None:
    """For a sum, inside levels, or as an impossibility."""
    model, result = fair
    for certificate in (
        Certificate((None, Shares())),
        Certificate((Levels((0,), (Shares(),)), None)),  # type: ignore[arg-type]
        Certificate(impossibility=Impossibility(Shares())),  # type: ignore[arg-type]
    ):
        assert not verify_model(model, replace(result, certificate=certificate)).accepted


def test_large_loads_are_not_shared_out() -> None:
    """Squares that leave int64 would wrap: no bound instead of a wrong one."""
    helper, recipient = np.divmod(np.arange(4), 2)
    model = AssignmentModel(
        2,
        2,
        Pairs(helper, recipient),
        [Limit("need", None, np.arange(2), least=1, most=1), Limit("load", np.arange(2), weight=2**40)],
        tiers=[Tier("balance", form="convex", on="load")],
    )
    heavy = AssignmentModel(
        2,
        2,
        Pairs(helper, recipient),
        [
            Limit("need", None, np.arange(2), least=1, most=1),
            Limit("load", np.arange(2), weight=[2**40, 2**40 + 1], weight_by="recipient"),
        ],
        tiers=[Tier("balance", form="convex", on="load")],
    )
    for given in (model, heavy):
        one = np.ones(2, np.int64)
        result = ModelResult(chosen=np.array([0, 1]), amount=one, certificate=Certificate((Shares(),)))
        verdict = verify_model(given, replace(result, status=Status.FEASIBLE))
        assert verdict.accepted and (verdict.tiers[0].bound or 0) <= 2**83


def held(links: Any, hinges: tuple[tuple[int, int], ...] = (), weight: int = 1) -> Certificate:
    return Certificate((Shares(), Tree((Leaf(Dual(tiers={0: weight}, held={0: Held(links, hinges)})),))))


@pytest.mark.parametrize(
    ("certificate", "code"),
    [
        (held(np.zeros(2, np.int64), weight=-1), "verify.multiplier_sign"),
        (held(np.zeros(2, np.int64), ((0, 1),)), "verify.multiplier_sign"),
        (held(np.zeros(2, np.int64), ((0, -1),)), "verify.multiplier_sign"),
        (held(np.zeros(3, np.int64)), "verify.not_exact"),
        (held(np.zeros(2)), "verify.not_exact"),
        (held(np.zeros(2, np.int64), ((2**70, 1),)), "verify.not_exact"),
        (Certificate((Shares(), Tree((Leaf(Dual(held={1: Held(np.zeros(2, np.int64))})),)))), "verify.unknown_tier"),
        (Certificate((Shares(), Tree((Leaf(Dual(held={-1: Held(np.zeros(2, np.int64))})),)))), "verify.unknown_tier"),
        (Certificate((Shares(), Tree((Leaf(Dual(held={0: "all"})),)))), "verify.malformed"),
    ],
)
def test_held_values_are_read_strictly(
    fair: tuple[AssignmentModel, ModelResult], certificate: Certificate, code: str
) -> None:
    """Signs, lengths, tiers and types of what is said about a value already reached."""
    model, result = fair
    verdict = verify_model(model, replace(result, certificate=certificate))
    assert not verdict.accepted
    assert [finding.code for finding in verdict.findings] == [code]


def test_a_held_value_counts_as_it_was_reached(fair: tuple[AssignmentModel, ModelResult]) -> None:
    """However large its multiplier, the bound of the second tier stays below the true one; of a worse roster, below that."""
    model, result = fair
    for weight in (1, 10, 10**6, 10**30):
        for given, best in ((result, result.tiers[1].value), (uneven(model, Certificate()), 15)):
            links = np.array([19 * weight, 19 * weight], dtype=object)
            open_ = replace(given, tiers=(), status=Status.FEASIBLE, certificate=held(links, weight=weight))
            verdict = verify_model(model, open_)
            bound = verdict.tiers[1].bound
            assert bound is not None and bound <= best


STRANGE: list[Any] = [
    "certificate",
    Certificate(("flow",)),  # type: ignore[arg-type]
    Certificate(5),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(None),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(Dual(limits=[1])),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(Dual(limits={"need": [[1], [2, 3]]})),)),)),  # type: ignore[dict-item]
    Certificate((Tree((Leaf(Dual(limits={3: [1]})),)),)),  # type: ignore[dict-item]
    Certificate((Tree((Leaf(Dual(tiers={True: 1})),)),)),
    Certificate((Tree((Leaf(Dual(kept=(["need"],))),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(Dual(fixed=None)),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(Dual(scale=1.5)),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Leaf(Dual(scale=float("nan"))),)),)),  # type: ignore[arg-type]
    Certificate((Tree((Branch("a", 0, 1, 2), Leaf(Dual()), Leaf(Dual()))),)),  # type: ignore[arg-type]
    Certificate((Tree((Branch(0, 0, 2, 1), Leaf(Dual()), Leaf(Dual()), Leaf(Dual()))),)),
    Certificate((Tree((Branch(10**30, 0, 1, 2), Leaf(Dual()), Leaf(Dual()))),)),
    Certificate((Tree((Leaf(Dual(covers=(Cover("need", np.array([0]), np.array([1]), -1),))),)),)),
    Certificate((Levels((1,), (None,), (0,)), None)),  # type: ignore[arg-type]
    Certificate((Threshold(None, Tree(())), None)),  # type: ignore[arg-type]
    Certificate(impossibility=Impossibility(Tree((Leaf(Dual(), empty=True),)))),
]


@pytest.mark.parametrize("certificate", STRANGE)
def test_what_is_no_certificate_is_refused(fair: tuple[AssignmentModel, ModelResult], certificate: Any) -> None:
    """Wrong types at every place: a finding with a sentence, never an exception, and nothing proved."""
    model, result = fair
    verdict = verify_model(model, replace(result, certificate=certificate))
    assert not verdict.accepted
    assert all(finding.say("en") and finding.say("zh") for finding in verdict.findings)


@pytest.mark.parametrize(
    "change",
    [
        {"bound": 181, "bound_scaled": None},
        {"bound": None, "gap": 0.0, "bound_scaled": None},
        {"bound": None, "bound_scaled": 181},
        {"label": "best"},
        {"value": "181"},
        {"gap": float("nan")},
        {"name": 3},
    ],
)
def test_half_an_outcome_is_refused(fair: tuple[AssignmentModel, ModelResult], change: dict[str, Any]) -> None:
    """A bound said in one of its two ways would never be compared with its proof."""
    model, result = fair
    first = replace(result.tiers[0], **change)
    assert not verify_model(model, replace(result, tiers=(first, *result.tiers[1:]))).accepted


def test_huge_branches_stay_exact(fair: tuple[AssignmentModel, ModelResult]) -> None:
    """x <= 10**30 holds always and x > 10**30 never: the bound is that of the other side."""
    model, _ = fair
    for at_most in (10**30, -(10**30), 2**63):
        tree = Tree((Branch(0, at_most, 1, 2), Leaf(Dual()), Leaf(Dual())))
        verdict = verify_model(model, uneven(model, Certificate((None, tree))))
        assert verdict.accepted and verdict.tiers[1].bound == 0


def test_a_deep_chain_costs_no_more_than_a_broad_tree() -> None:
    """20,000 decisions below each other once took 20 GB; what is too deep is bounded by the first leaf below."""
    count = 100
    model = AssignmentModel(count, count, cost=np.ones((count, count), np.int64), need=1)
    nodes: list[Branch | Leaf] = []
    for depth in range(9_999):
        nodes += [Branch(depth, 0, 2 * depth + 2, 2 * depth + 1), Leaf(Dual())]
    nodes.append(Leaf(Dual()))
    chosen = np.arange(count) * (count + 1)
    certificate = Certificate((Tree(tuple(nodes)),))
    result = ModelResult(
        status=Status.FEASIBLE, chosen=chosen, amount=np.ones(count, np.int64), certificate=certificate
    )
    begun = process_time()
    verdict = verify_model(model, result)
    assert verdict.accepted and verdict.tiers[0].bound == 0
    assert process_time() - begun < 60


def test_work_over_all_leaves_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each leaf may be cheap enough and all together not: then the tier has no bound, said as a note."""
    model = zones(least=1)
    leaf = Leaf(Dual(kept=("load",)))
    tree = Tree((Branch(0, 0, 1, 2), leaf, leaf))
    chosen = np.array([0, 1, 2, 3, 4, 11])
    result = replace(uneven(model, Certificate((None, tree))), chosen=chosen)
    assert verify_model(model, result).tiers[1].bound is not None
    monkeypatch.setattr(blocks, "MOST_WORK", 100)
    verdict = verify_model(model, result)
    assert verdict.accepted and verdict.tiers[1].bound is None
    assert [finding.code for finding in verdict.findings] == ["verify.kept_work"]


def test_wide_knapsacks_are_not_begun() -> None:
    """Weights without a common unit up to 10**8: a table of that size is refused before it is made."""
    model = AssignmentModel(
        1,
        2,
        Pairs([0, 0], [0, 1]),
        [
            Limit("need", None, np.arange(2), least=0, most=1),
            Limit("load", np.arange(1), weight=[10**8, 10**8 + 1], weight_by="recipient", least=1, most=15 * 10**7),
        ],
        tiers=[Tier("cost", pair_cost=[-1, -2])],
    )
    tree = Tree((Leaf(Dual(kept=("load",))),))
    result = ModelResult(
        status=Status.FEASIBLE, chosen=np.array([0]), amount=np.ones(1, np.int64), certificate=Certificate((tree,))
    )
    verdict = verify_model(model, result)
    assert verdict.accepted and [finding.code for finding in verdict.findings] == ["verify.kept_work"]


def test_many_covers_cannot_wrap() -> None:
    """10,000 charges of 2**50 pass int64 when they are added up: refused by their sum."""
    model = AssignmentModel(
        2,
        2,
        Pairs([0, 0, 1, 1], [0, 1, 0, 1]),
        [Limit("need", None, np.arange(2), least=1, most=1, missing=1), Limit("quota", np.arange(2), most=1)],
        [Spread("village", np.arange(2), np.zeros(2, np.int64))],
        tiers=[Tier("cost", missing_cost=1)],
    )
    cover = Cover("need", np.array([0]), np.array([2**50]), 2**50)
    dual = Dual(kept=("quota", "village"), covers=(cover,) * 10_000)
    result = ModelResult(
        status=Status.FEASIBLE,
        missing={"need": np.ones(2, np.int64)},
        certificate=Certificate((Tree((Leaf(dual),)),)),
    )
    verdict = verify_model(model, result)
    assert [finding.code for finding in verdict.findings] == ["verify.multiplier_sign"]


@pytest.fixture(scope="module")
def made() -> Plan:
    """Units in one village each: a proof of a roster that branches and keeps."""
    return plan(tiny(497142, ("cohesion",)))


def _first_dual(certificate: dict[str, Any]) -> dict[str, Any]:
    proof = next(tier["proof"] for tier in certificate["tiers"] if tier["proof"])
    return proof if "nodes" not in proof else next(node for node in proof["nodes"] if "pair" not in node)


def _first_branch(certificate: dict[str, Any]) -> dict[str, Any]:
    proofs = [tier["proof"] or {} for tier in certificate["tiers"]]
    return next(node for proof in proofs for node in proof.get("nodes", []) if "pair" in node)


def _role(certificate: dict[str, Any], role: str) -> None:
    node = _first_branch(certificate)
    node["pair"] = node["pair"].rpartition("|")[0] + "|" + role


FORGERIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a name like that of links": lambda c: _first_dual(c).update(limits={"~x": {}}),
    "a name like that of a group": lambda c: _first_dual(c).update(limits={"~" + "9" * 5000: {}}),
    "a superscript role": lambda c: _role(c, "²"),
    "a role that is not there": lambda c: _role(c, "7"),
    "a role with a sign": lambda c: _role(c, "+0"),
    "a tier number of many digits": lambda c: _first_dual(c).update(tiers={"9" * 5000: 1}),
    "an endless number": lambda c: _first_dual(c).update(scale=10**5000),
    "a negative scale": lambda c: _first_dual(c).update(scale=-1),
    "no scale": lambda c: _first_dual(c).pop("scale"),
    "shares": lambda c: c["tiers"][0].update(proof={"kind": "shares"}),
    "shares with a word more": lambda c: c["tiers"][0].update(proof={"kind": "shares", "bound": 9}),
    "another programme": lambda c: c.update(programme="0" * 64),
    "a tier twice": lambda c: c["tiers"].append(c["tiers"][0]),
    "no tier": lambda c: c["tiers"].clear(),
    "an impossibility beside a roster": lambda c: c.update(impossibility={"kind": "tree", "nodes": []}),
}


@pytest.mark.parametrize("what", sorted(FORGERIES))
def test_a_forged_file_is_refused_or_proves_less(made: Plan, what: str) -> None:
    """Never an exception; what is accepted does not call anything optimal that the forged proof spoke of."""
    certificate = copy.deepcopy(dict(made.certificate))
    FORGERIES[what](certificate)
    verdict = verify_roster(made.programme, made.answer, certificate)
    if what == "an endless number":
        assert verdict.status is not Status.OPTIMAL or verdict.accepted
        return
    assert not verdict.accepted
    assert all(finding.say("en") and finding.say("zh") for finding in verdict.findings)
