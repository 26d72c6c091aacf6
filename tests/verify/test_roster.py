"""The judge of rosters: what planning gives is accepted, at every size of its own arrays; what is altered is refused."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from optimizer.domain import (
    Answer,
    Pairing,
    Programme,
    Roster,
    Status,
    Uncovered,
    programme_fingerprint,
    roster_fingerprint,
)
from optimizer.errors import InputError
from optimizer.planning import Options, Plan, plan, propose
from optimizer.verify import people, verify_roster
from tests.rules.tiny_programmes import KINDS, tiny


def kinds_of(seed: int) -> tuple[str, ...]:
    first, second = KINDS[seed % len(KINDS)], KINDS[(seed * 7 + 3) % len(KINDS)]
    return (first,) if first == second else (first, second)


@cache
def planned(seed: int, *, plain: bool = False) -> Plan | None:
    try:
        return plan(tiny(seed, kinds_of(seed), plain=plain))
    except InputError:
        return None


def codes(programme: Programme, answer: Answer, certificate: object) -> list[str]:
    verdict = verify_roster(programme, answer, certificate)  # type: ignore[arg-type]
    assert not verdict.accepted
    return [finding.code for finding in verdict.findings]


@pytest.mark.parametrize("seed", range(40))
def test_every_plan_is_accepted_at_every_size(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Person by person, merged, and in blocks: the same verdict, with every tier optimal."""
    made = planned(seed, plain=seed % 2 == 0)
    if made is None:
        return
    verdicts = []
    for alone, listed in ((10**6, 10**6), (0, 10**6), (0, 0)):
        monkeypatch.setattr(people, "ALONE_AT_MOST", alone)
        monkeypatch.setattr(people, "LISTED_AT_MOST", listed)
        verdict = verify_roster(made.programme, made.answer, made.certificate)
        if [finding.code for finding in verdict.findings] == ["verify.too_large"]:
            assert listed == 0
            continue
        assert verdict.accepted, [finding.say("en") for finding in verdict.findings]
        verdicts.append((verdict.status, verdict.tiers))
    assert all(verdict == verdicts[0] for verdict in verdicts)
    assert verdicts[0][0] is made.answer.status


@cache
def feasible() -> Plan:
    made = plan(tiny(8, ("distance", "cohesion"), plain=True))
    assert made.answer.roster is not None and len(made.answer.roster.pairings) >= 2
    return made


def with_roster(made: Plan, pairings: tuple[Pairing, ...]) -> tuple[Answer, dict[str, object]]:
    """The answer and certificate with another roster, hash corrected: an honest-looking lie."""
    roster = Roster(programme=made.programme.id, pairings=pairings)
    certificate = {**made.certificate, "roster": roster_fingerprint(roster)}
    return made.answer.altered(roster=roster), certificate


def test_a_pairing_left_out_is_refused() -> None:
    """The recipient lacks a helper whom a hard rule, or the list of the uncovered, promises."""
    made = feasible()
    assert made.answer.roster is not None
    answer, certificate = with_roster(made, made.answer.roster.pairings[1:])
    assert codes(made.programme, answer, certificate)[0] in ("verify.rule_broken", "verify.uncovered")


def test_swapped_helpers_are_refused() -> None:
    """Another roster of the same people is worse, or not the drawn one, or breaks a rule: never accepted."""
    refused = 0
    for seed in range(40):
        made = planned(seed)
        if made is None or made.answer.roster is None or len(made.answer.roster.pairings) < 2:
            continue
        first, second, *rest = made.answer.roster.pairings
        if first.helper == second.helper or first.recipient == second.recipient:
            continue
        swapped = (first.altered(helper=second.helper), second.altered(helper=first.helper), *rest)
        if len({pairing.key for pairing in swapped}) < len(swapped):
            continue
        answer, certificate = with_roster(made, swapped)
        codes(made.programme, answer, certificate)
        refused += 1
    assert refused > 5


def test_what_the_certificate_speaks_of_is_checked() -> None:
    """Another input row, other rules, another roster or other numbers: each refused by name."""
    made = feasible()
    helper = made.programme.helpers[0]
    other = made.programme.altered(helpers=(helper.altered(remark="改"), *made.programme.helpers[1:]))
    assert codes(other, made.answer, made.certificate) == ["verify.other_programme"]
    ruled = made.programme.altered(rules=made.programme.rules[:1])
    moved = {**made.certificate, "programme": programme_fingerprint(ruled)}
    assert codes(ruled, made.answer, moved) == ["verify.other_rules"]
    assert codes(made.programme, made.answer, {**made.certificate, "roster": "0" * 64}) == ["verify.other_roster"]
    tier = made.answer.tiers[-1]
    lied = made.answer.altered(tiers=(*made.answer.tiers[:-1], tier.altered(value=tier.value - 1)))
    assert codes(made.programme, lied, made.certificate) == ["verify.claim"]
    claims = copy.deepcopy(dict(made.certificate))
    claims["tiers"][-1]["value"] -= 1
    assert codes(made.programme, lied, claims) == ["verify.tier_value"]


def test_a_wrong_term_and_a_wrong_list_of_uncovered_are_refused() -> None:
    """The term of each pairing and the uncovered are recomputed."""
    made = feasible()
    assert made.answer.roster is not None
    first, *rest = made.answer.roster.pairings
    short = first.altered(term=made.programme.term.altered(months=1))
    answer, certificate = with_roster(made, (short, *rest))
    assert codes(made.programme, answer, certificate) == ["verify.term"]
    someone = {"recipient": made.programme.recipients[0].id, "missing": 1}
    answer = made.answer.altered(uncovered=(Uncovered(**someone),))
    assert codes(made.programme, answer, made.certificate) == ["verify.uncovered"]


def test_without_proof_nothing_is_optimal() -> None:
    """A certificate emptied of its proofs leaves the answer's label a falsehood."""
    made = feasible()
    claims = copy.deepcopy(dict(made.certificate))
    for claim in claims["tiers"]:
        claim["proof"] = None
    assert codes(made.programme, made.answer, claims) == ["verify.label"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: c.pop("rules"),
        lambda c: c.update(more=1),
        lambda c: c.update(format="other"),
        lambda c: c.update(version=True),
        lambda c: c.update(version=99),
        lambda c: c.update(tiers={}),
        lambda c: c["tiers"][0].update(value="1"),
        lambda c: c["tiers"][0]["proof"].update(scale=1.0),
        lambda c: c["tiers"][0]["proof"].update(kind="magic"),
        lambda c: c["tiers"][0]["proof"].update(fixed=[0.5]),
        lambda c: c["tiers"][0]["proof"].update(limits={"quota": {"nobody": 1}}),
        lambda c: c["tiers"][0]["proof"].update(limits={"nothing": {}}),
        lambda c: c["tiers"][0]["proof"].update(limits=[]),
        lambda c: c["tiers"][0]["proof"].update(tiers={"01": 1}),
    ],
)
def test_malformed_certificates_are_refused_with_their_place(damage: object) -> None:
    """Every field is read strictly; nothing raises."""
    made = feasible()
    certificate = copy.deepcopy(dict(made.certificate))
    damage(certificate)  # type: ignore[operator]
    verdict = verify_roster(made.programme, made.answer, certificate)
    assert not verdict.accepted
    assert verdict.findings[0].say("en") and verdict.findings[0].say("zh")


def test_impossible_programmes_need_their_proof() -> None:
    """ "No roster exists" is accepted with the proof and refused without."""
    made = next(p for p in (planned(s) for s in range(40)) if p is not None and p.answer.status is Status.INFEASIBLE)
    assert verify_roster(made.programme, made.answer, made.certificate).status is Status.INFEASIBLE
    bare = {**made.certificate, "impossibility": None}
    assert codes(made.programme, made.answer, bare) == ["verify.infeasible_unproved"]
    possible = feasible()
    claim = possible.answer.altered(status=Status.INFEASIBLE)
    assert codes(possible.programme, claim, possible.certificate) == ["verify.infeasible_unproved"]


def test_the_stored_run_is_judged_without_solver(tmp_path: Path) -> None:
    """``python -m optimizer.verify DIR`` loads numpy and pydantic only, exits 0, and 7 for an altered roster."""
    made = feasible()
    files = {
        "programme.json": {
            "format": "jiedui.programme",
            "version": 1,
            "programme": made.programme.model_dump(mode="json"),
        },
        "roster.json": {"format": "jiedui.roster", "version": 1, "answer": made.answer.model_dump(mode="json")},
        "certificate.json": made.certificate,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    code = (
        "import sys; from optimizer.verify.__main__ import main; code = main([sys.argv[1]], 'en');"
        "heavy = {'ortools', 'highspy', 'scipy', 'pandas', 'networkx', 'numba', 'openpyxl', 'xlsxwriter'} & set(sys.modules);"
        "assert not heavy, heavy; assert 'optimizer.engine' not in sys.modules; raise SystemExit(code)"
    )
    run = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    answer, certificate = with_roster(made, made.answer.roster.pairings[1:])  # type: ignore[union-attr]
    files["roster.json"]["answer"] = answer.model_dump(mode="json")
    (tmp_path / "roster.json").write_text(json.dumps(files["roster.json"]), "utf-8")
    (tmp_path / "certificate.json").write_text(json.dumps(certificate), "utf-8")
    assert subprocess.run(run, capture_output=True, check=False).returncode == 7
    (tmp_path / "certificate.json").write_text("{", "utf-8")
    assert subprocess.run(run, capture_output=True, check=False).returncode == 3


def test_the_proposal_itself_is_what_is_judged() -> None:
    """What the engine's side hands over is accepted as it is: nothing is mended on the way."""
    made = feasible()
    proposal = propose(made.programme, Options())
    assert verify_roster(made.programme, proposal.answer, proposal.certificate).accepted


def test_as_many_recipients_as_pairs_with_weights() -> None:
    """Minutes by recipient where there are as many pairs as recipients: the judge says which of the two its weights go by."""
    kinds = ("reserve", "require", "minutes")
    made = plan(tiny(3000735, kinds))
    model = people.people_of(people.view_of(made.programme)).model
    assert model.pair_count == model.recipient_count
    assert made.answer.status is Status.OPTIMAL


@pytest.mark.parametrize("change", [{"measure": 0}, {"violations": 3}, {"rule": "nobody"}])
def test_accounts_of_rules_are_read_again(change: dict[str, object]) -> None:
    """The report prints what each rule measures; a stored answer that states it falsely is refused by name."""
    made = feasible()
    at = next(n for n, entry in enumerate(made.answer.rules) if entry.measure)
    rules = (*made.answer.rules[:at], made.answer.rules[at].altered(**change), *made.answer.rules[at + 1 :])
    assert codes(made.programme, made.answer.altered(rules=rules), made.certificate) == ["verify.rule_account"]


def test_a_gap_needs_its_bound() -> None:
    """Gap 0 without a bound would read like a proof."""
    made = feasible()
    tiers = (*made.answer.tiers[:-1], made.answer.tiers[-1].altered(bound=None, label="feasible"))
    claims = copy.deepcopy(dict(made.certificate))
    claims["tiers"][-1] |= {"bound": None, "proof": None}
    assert codes(made.programme, made.answer.altered(tiers=tiers), claims) == ["verify.bound_half_stated"]


def test_fairness_is_judged_in_blocks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts, shares and kilometres, by helper and by unit: with pairs that are never listed the verdict is the same."""
    seen = 0
    for seed in range(60, 130):
        try:
            made = plan(tiny(seed, ("fairness",), plain=seed % 2 == 0))
        except InputError:
            continue
        monkeypatch.setattr(people, "ALONE_AT_MOST", 0)
        monkeypatch.setattr(people, "LISTED_AT_MOST", 0)
        verdict = verify_roster(made.programme, made.answer, made.certificate)
        monkeypatch.undo()
        if [finding.code for finding in verdict.findings] != ["verify.too_large"]:
            assert (verdict.accepted, verdict.status) == (True, made.answer.status), seed
            seen += 1
    assert seen > 30
