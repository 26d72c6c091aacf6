"""The judge of rosters: rebuilds everything from the programme with the inspecting halves, then asks the same of the proofs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizer.domain import (
    Answer,
    Programme,
    Status,
    TierValue,
    programme_fingerprint,
    roster_fingerprint,
    rules_fingerprint,
)
from optimizer.errors import FormatError
from optimizer.messages import Finding
from optimizer.model.result import TierOutcome
from optimizer.rules.inspection import INSPECT
from optimizer.rules.lottery.inspect import drawn
from optimizer.rules.ordering import LOTTERY
from optimizer.rules.view import Reading, Slot, Unsound, View
from optimizer.verify.backups import check_backups
from optimizer.verify.exact import NotExact
from optimizer.verify.feasible import Chosen, violations
from optimizer.verify.judge import prove_tiers
from optimizer.verify.people import People, people_of, slots_of, view_of
from optimizer.verify.people_pairs import weight_of
from optimizer.verify.proofs import Proofs
from optimizer.verify.roster_certificate import Claims, read_claims, read_proofs, speaks_of_classes
from optimizer.verify.values import tier_value
from optimizer.verify.verdict import Rejected, TierVerdict, Verdict


def verify_roster(
    programme: Programme, answer: Answer, certificate: Mapping[str, Any], *, by_class: bool = False
) -> Verdict:
    """Judge an answer against its programme: nothing that compiled or solved it is used.

    Every rule is read off the roster in plain Python and again over all pairs in blocks; the hashes, the values, the
    bounds (person by person), the terms, who stays uncovered and the drawn order are recomputed. Accepted when nothing
    stated is false; values and bounds of the verdict are in the tier's unit. Never raises for a bad answer or certificate.
    by_class: bounds class of equal people by class, as in large programmes: the same verdict, sooner.
    """
    try:
        return _judged(programme, answer, certificate, by_class)
    except Rejected as refusal:
        return Verdict(False, Status.UNDECIDED, findings=(refusal.finding,))
    except (NotExact, FormatError, Unsound) as error:
        detail = error.say("en") if isinstance(error, FormatError) else str(error)
        facts = {"name": "certificate", "detail": detail}
        return Verdict(False, Status.UNDECIDED, findings=(Finding("verify.unreadable", facts=facts),))


def _judged(programme: Programme, answer: Answer, certificate: Mapping[str, Any], by_class: bool) -> Verdict:
    claims = read_claims(certificate)
    _check_hashes(programme, answer, claims)
    view = view_of(programme)
    people = people_of(view, classes=by_class or speaks_of_classes(certificate))
    proofs = read_proofs(certificate, people)
    pairs = people.all_pairs()
    if answer.status is Status.INFEASIBLE:
        if proofs.impossibility is None:
            raise Rejected("infeasible_unproved")
        if answer.roster is not None:
            raise Rejected("roster_and_impossibility")
        Proofs(people.model, pairs, None).impossible(proofs.impossibility)
        return Verdict(True, Status.INFEASIBLE)
    if proofs.impossibility is not None:
        raise Rejected("roster_and_impossibility")
    if answer.roster is None:
        if answer.status is not Status.UNDECIDED or answer.tiers:
            raise Rejected("no_roster", stated=str(answer.status))
        return Verdict(True, Status.UNDECIDED)
    slots = slots_of(view, answer.roster)
    readings = _read_rules(view, slots)
    _check_accounts(answer, readings)
    _check_people(view, answer, slots)
    check_backups(view, answer, slots)
    chosen = _chosen(view, people, slots)
    broken = violations(people.model, pairs, chosen)
    if broken:
        return Verdict(False, Status.UNDECIDED, findings=tuple(broken))
    values = [tier_value(people.model, pairs, chosen, tier) for tier in people.model.tiers]
    outcomes = _outcomes(view, people, answer, readings, values, len(slots))
    if drawn(view, slots) != set(slots):
        raise Rejected("not_drawn")
    verdict = prove_tiers(people.model, Proofs(people.model, pairs, chosen), values, proofs, outcomes)
    if answer.status is Status.OPTIMAL and verdict.status is not Status.OPTIMAL:
        raise Rejected("status", stated=str(answer.status), proved=str(verdict.status))
    tiers = tuple(_with_constant(tier, people.constants[tier.name]) for tier in verdict.tiers)
    return Verdict(True, verdict.status, tiers, verdict.findings)


def _check_hashes(programme: Programme, answer: Answer, claims: Claims) -> None:
    """The certificate speaks of this programme, these rules, this roster and these values."""
    if claims.programme != programme_fingerprint(programme):
        raise Rejected("other_programme")
    if claims.rules != rules_fingerprint(programme):
        raise Rejected("other_rules")
    if claims.roster != (None if answer.roster is None else roster_fingerprint(answer.roster)):
        raise Rejected("other_roster")
    if answer.programme != programme.id or (answer.roster is not None and answer.roster.programme != programme.id):
        raise Rejected("other_programme")
    given = {tier.name: tier for tier in answer.tiers}
    for name, value, bound in claims.tiers:
        tier = given.get(name)
        if tier is None or tier.value != value or tier.bound != bound:
            raise Rejected("claim", tier=name)


def _read_rules(view: View, slots: list[Slot]) -> dict[str, Reading]:
    """Every rule in plain Python. Raises Rejected at the first hard rule that is broken."""
    readings = {}
    for rule in view.rules:
        reading = INSPECT[rule.kind_name].inspect(rule, view, slots)
        readings[rule.id] = reading
        always = rule.kind_name in ("participation", "exclusion", "quota")
        over_need = rule.kind_name == "coverage" and reading.broken
        if (rule.mode == "hard" or always or over_need) and reading.broken:
            raise Rejected("rule_broken", rule=rule.id, kind=rule.kind_name, times=reading.broken)
    return readings


def _check_accounts(answer: Answer, readings: dict[str, Reading]) -> None:
    """What the answer says that each rule measures is what it measures; an account without a measure says nothing."""
    for entry in answer.rules:
        if entry.rule not in readings:
            raise Rejected("rule_account", rule=entry.rule)
        reading = readings[entry.rule]
        if entry.measure is not None and (entry.measure, entry.violations) != (reading.measure, reading.broken):
            raise Rejected("rule_account", rule=entry.rule)


def _check_people(view: View, answer: Answer, slots: list[Slot]) -> None:
    """Each pairing has its term, and those left uncovered are the ones listed."""
    assert answer.roster is not None
    for slot, pairing in zip(slots, answer.roster.pairings, strict=True):
        running = view.running.get(slot)
        if running is not None and pairing != running:
            raise Rejected("term", helper=pairing.helper, recipient=pairing.recipient)
        if running is None and pairing.term != view.programme.term:
            raise Rejected("term", helper=pairing.helper, recipient=pairing.recipient)
    given: dict[tuple[int, int], int] = {}
    for _, recipient, role in slots:
        given[recipient, role] = given.get((recipient, role), 0) + 1
    lacking = {
        (person.id, role): need - given.get((row, role), 0)
        for row, person in enumerate(view.recipients)
        for role, need in enumerate(person.needs)
        if need > given.get((row, role), 0)
    }
    if {(item.recipient, item.role): item.missing for item in answer.uncovered} != lacking:
        raise Rejected("uncovered")


def _chosen(view: View, people: People, slots: list[Slot]) -> Chosen:
    pair, amount = people.pairs_of(slots)
    helper, recipient, role = people.model.pair_ends(pair)
    missing = {}
    for limit in people.model.limits:
        if limit.missing is not None:
            have = np.zeros(limit.count, np.int64)
            np.add.at(have, recipient * view.roles + role, amount)
            missing[limit.name] = limit.least - have
    return Chosen(pair, amount, helper, recipient, role, missing)


def _outcomes(
    view: View, people: People, answer: Answer, readings: dict[str, Reading], values: list[int], size: int
) -> tuple[TierOutcome, ...]:
    """The answer's tiers as claims about the arrays; their values by rules, by pairs and as stated must be one number."""
    if [tier.name for tier in answer.tiers] != [plan.name for plan in people.plans]:
        raise Rejected("tier_count", stated=len(answer.tiers), tiers=len(people.plans))
    outcomes = []
    rules = {rule.id: rule for rule in view.rules}
    for plan, tier, value in zip(people.plans, answer.tiers, values, strict=True):
        constant = people.constants[plan.name]
        own = value + constant
        if plan.level is None and plan.name != LOTTERY:
            read = 0
            for name in plan.rules:
                measure = readings[name].measure
                if rules[name].kind_name == "coverage":
                    measure *= getattr(rules[name], "price", None) or 0
                read += weight_of(plan, rules[name]) * measure
            if read != own and (plan.form != "worst" or size):
                raise Rejected("halves_differ", tier=plan.name, read=read, computed=own)
        if tier.value != own:
            raise Rejected("tier_value", tier=plan.name, stated=tier.value, value=own)
        outcomes.append(_outcome(tier, constant))
    return tuple(outcomes)


def _outcome(tier: TierValue, constant: int) -> TierOutcome:
    value = tier.value - constant
    bound = None if tier.bound is None else tier.bound - constant
    if bound is None and tier.gap is not None:
        raise Rejected("bound_half_stated", tier=tier.name)
    if bound is not None:
        gap = abs(value - bound) / max(1, abs(tier.value))
        if tier.gap is not None and abs(tier.gap - gap) > 1e-9:
            raise Rejected("tier_gap", tier=tier.name, stated=tier.gap, gap=gap)
    return TierOutcome(tier.name, value, bound, None, tier.label, value, bound)


def _with_constant(tier: TierVerdict, constant: int) -> TierVerdict:
    value = tier.value + constant
    bound = None if tier.bound is None else tier.bound + constant
    gap = None if bound is None else abs(value - bound) / max(1, abs(value))
    return TierVerdict(tier.name, value, bound, gap, tier.label)
