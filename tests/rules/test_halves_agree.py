"""Both halves of every rule, written apart, say the same of every roster of tiny programmes."""

from __future__ import annotations

import random

import pytest

from optimizer.domain import Programme
from optimizer.model.compile import compile_programme
from optimizer.rules import rules_in_force
from optimizer.rules.inspection import INSPECT
from optimizer.verify.blocks import AllPairs
from optimizer.verify.feasible import Chosen, violations
from optimizer.verify.people import People, people_of, view_of
from optimizer.verify.roster import _chosen
from optimizer.verify.values import tier_value
from optimizer.verify.verdict import Rejected
from tests.rules.test_compile_against_promises import MAY_REFUSE, every_roster, model_value
from tests.rules.tiny_programmes import KINDS, tiny


def judged(people: People, roster: frozenset) -> list[int] | None:
    """Tier values (with constants) by the judge's halves; None when it rejects the roster."""
    view = people.view
    slots = sorted((view.helper_row[h], view.recipient_row[r], k) for h, r, k in roster)
    for rule in view.rules:
        reading = INSPECT[rule.kind_name].inspect(rule, view, slots)
        always = rule.kind_name in ("participation", "exclusion", "quota")
        if (rule.mode == "hard" or always or rule.kind_name == "coverage") and reading.broken:
            return None
    pairs = AllPairs(people.model, None)
    try:
        chosen: Chosen = _chosen(view, people, slots)
    except Rejected:
        return None
    if violations(people.model, pairs, chosen):
        return None
    values = [tier_value(people.model, pairs, chosen, tier) for tier in people.model.tiers[:-1]]
    return [v + people.constants[plan.name] for v, plan in zip(values, people.plans, strict=False)]


def agree(programme: Programme) -> str:
    compiled = compile_programme(programme, rules_in_force(programme)[0])
    try:
        people = people_of(view_of(programme))
    except Rejected:
        assert compiled.model is None, "the judge refuses what is compiled"
        return "refused"
    if compiled.model is None:
        assert (
            not any(judged(people, roster) is not None for roster in every_roster(programme) if roster)
            or {finding.code for finding in compiled.findings} & MAY_REFUSE
        )
        return "refused"
    merged = len(compiled.helpers) < len(compiled.helpers.members) or len(compiled.recipients) < len(
        programme.recipients
    )
    accepted = 0
    worst = any(plan.form == "worst" for plan in compiled.tier_plans)
    for roster in every_roster(programme):
        if worst and not roster:
            continue
        ours, theirs = model_value(compiled, roster), judged(people, roster)
        if not merged or theirs is not None:
            flat = ours and [max(value, default=0) if isinstance(value, list) else value for value in ours]
            assert flat == theirs, sorted(roster)
        accepted += theirs is not None
    return "accepted" if accepted else "impossible"


@pytest.mark.parametrize("kind", KINDS)
def test_halves_of_one_rule(kind: str) -> None:
    """Eight programmes a rule."""
    seen = [agree(tiny(5000 + 1000 * KINDS.index(kind) + seed, (kind,))) for seed in range(8)]
    assert seen.count("accepted") >= 3, seen


def test_halves_of_several_rules() -> None:
    """Random sets of rules, one role or two."""
    seen = []
    for seed in range(40):
        rng = random.Random(seed)
        kinds = tuple(rng.sample(KINDS, rng.randint(1, 5)))
        seen.append(agree(tiny(7000 + seed, kinds, roles=1 + seed % 2, plain=seed % 6 == 0)))
    assert seen.count("accepted") >= 15, seen
