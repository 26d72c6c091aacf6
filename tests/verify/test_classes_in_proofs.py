"""Proofs that branch on pairs of equal people are told by any of their members, and judged with equal people in one row."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from optimizer.domain import Status
from optimizer.model.compile import compile_programme
from optimizer.planning import Plan, plan
from optimizer.rules import rules_in_force
from optimizer.verify import verify_roster
from tests.rules.tiny_programmes import tiny


@pytest.fixture(scope="module")
def made() -> Plan:
    """Units in one village each: three people in two rows, and a proof that branches."""
    return plan(tiny(497142, ("cohesion",)))


def branches(certificate: Any) -> list[dict[str, Any]]:
    return [node for tier in certificate["tiers"] for node in (tier["proof"] or {}).get("nodes", []) if "pair" in node]


def test_a_branching_proof_is_told_and_accepted(made: Plan) -> None:
    """Without it the roster would be feasible only."""
    assert branches(made.certificate)
    assert made.answer.status is Status.OPTIMAL
    assert verify_roster(made.programme, made.answer, made.certificate).status is Status.OPTIMAL


def test_any_member_names_the_row(made: Plan) -> None:
    """Equal people are one row for the judge too, so the proof may speak of either; of nobody it may not."""
    compiled = compile_programme(made.programme, rules_in_force(made.programme)[0])
    assert len(compiled.helpers) < len(compiled.helpers.members) or len(compiled.recipients) < len(
        made.programme.recipients
    )
    helpers = {h.id: row for row, h in enumerate(made.programme.helpers)}
    recipients = {r.id: row for row, r in enumerate(made.programme.recipients)}
    other = copy.deepcopy(dict(made.certificate))
    for node in branches(other):
        helper, recipient, role = node["pair"].split("|")
        last = compiled.helpers.of(int(compiled.helpers.class_of[helpers[helper]])).max()
        far = compiled.recipients.of(int(compiled.recipients.class_of[recipients[recipient]])).max()
        node["pair"] = f"{made.programme.helpers[last].id}|{made.programme.recipients[far].id}|{role}"
    assert other != made.certificate
    assert verify_roster(made.programme, made.answer, other).accepted
    for node in branches(other):
        node["pair"] = "h7|" + node["pair"].partition("|")[2]
    assert not verify_roster(made.programme, made.answer, other).accepted


def test_a_false_branch_proves_nothing(made: Plan) -> None:
    """The two sides of a branch must cover every amount; a leaf that is said to be empty must be."""
    certificate = copy.deepcopy(dict(made.certificate))
    for node in branches(certificate):
        node["at_most"] += 1
    assert not verify_roster(made.programme, made.answer, certificate).accepted


def test_proofs_branch_on_pairs_where_pairs_settle_what_is_missing() -> None:
    """A branch on what is missing has no name among people; where every need is met or missing in full, none is asked for."""
    kinds = ("group_totals", "eligibility", "supervision", "cohesion", "require", "minutes")
    assert plan(tiny(34002748, kinds)).answer.status is Status.OPTIMAL
