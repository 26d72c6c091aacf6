"""Each rule's compile half against its promise stated once more, on every roster of tiny programmes."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest

from optimizer.domain import Programme
from optimizer.model.compile import compile_programme
from optimizer.model.compiled import Compiled
from optimizer.model.expand import expand
from optimizer.rules import typed_rules
from tests.model.plain_model import assignments, missing_of, result_of, tier_values
from tests.rules.plain_promises import Triple, judge
from tests.rules.tiny_programmes import KINDS, tiny

REFUSALS = {
    "rules.lock_against_rule",
    "rules.locks_above_need",
    "rules.required_of_excluded",
    "rules.required_above_need",
    "rules.nobody_takes_part",
    "rules.quota_contradiction",
    "rules.unit_without_helpers",
    "rules.reserve_too_large",
    "rules.load_contradiction",
    "rules.trait_unknown",
    "rules.together_needs",
}
"""What the tiny programmes may be refused for; every other error finding is a failure of the test."""


MAY_REFUSE = {"rules.required_of_excluded", "rules.nobody_takes_part", "rules.together_needs", "rules.trait_unknown"}
"""These are refused although some roster, such as the empty one, would do."""


def compiled_of(programme: Programme) -> tuple[Compiled, tuple]:
    rules, problems = typed_rules(programme.rules)
    assert not problems, problems
    return compile_programme(programme, rules), rules


def every_roster(programme: Programme):
    slots = [(h.id, r.id, k) for h in programme.helpers for r in programme.recipients for k in range(len(r.needs))]
    most = sum(sum(r.needs) for r in programme.recipients)
    return map(frozenset, chain.from_iterable(combinations(slots, n) for n in range(min(most, len(slots)) + 1)))


def model_value(compiled: Compiled, roster: frozenset[Triple]) -> list[int] | None:
    """Tier values (with constants) of a roster in the model; None when the model does not accept it."""
    model, programme = compiled.model, compiled.programme
    helper_row = {h.id: n for n, h in enumerate(programme.helpers)}
    recipient_row = {r.id: n for n, r in enumerate(programme.recipients)}
    index = {
        ends: p
        for p, ends in enumerate(zip(*(a.tolist() for a in model.pair_ends(np.arange(model.pair_count))), strict=True))
    }
    x = np.zeros(model.pair_count, np.int64)
    for h, r, k in roster:
        ends = (int(compiled.helpers.class_of[helper_row[h]]), int(compiled.recipients.class_of[recipient_row[r]]), k)
        if ends not in index:
            return None
        x[index[ends]] += 1
    if (x < model.pair_list.least).any() or (x > model.pair_list.most).any():
        return None
    lacks = missing_of(model, x)
    if lacks is None:
        return None
    return values(compiled, x, lacks)


def values(compiled: Compiled, x: np.ndarray, lacks: dict) -> list[int]:
    found = tier_values(compiled.model, x, lacks)[:-1]
    return [
        [part for part in np.atleast_1d(v).tolist() if part]
        if plan.form == "leximin"
        else v + compiled.constants[plan.name]
        for v, plan in zip(found, compiled.tier_plans, strict=False)
    ]


def hold_together(programme: Programme) -> str:
    """Compare on every roster and every assignment; says what kind of case it was."""
    compiled, rules = compiled_of(programme)
    errors = {finding.code for finding in compiled.findings if finding.severity == "error"}
    assert errors <= REFUSALS, errors
    if compiled.model is None:
        assert errors
        if not errors & MAY_REFUSE:
            assert all(judge(programme, rules, roster) is None for roster in every_roster(programme))
        return "refused"
    merged = len(compiled.helpers) < len(compiled.helpers.members) or len(compiled.recipients) < len(
        programme.recipients
    )
    accepted = 0
    for roster in every_roster(programme):
        promised = judge(programme, rules, roster)
        modelled = model_value(compiled, roster)
        if promised is not None:
            assert modelled == promised, roster
            accepted += 1
        elif not merged:
            assert modelled is None, roster
    if compiled.model.pair_count <= 9:
        for x in assignments(compiled.model):
            lacks = missing_of(compiled.model, x)
            if lacks is None:
                continue
            people = expand(compiled, result_of(x))
            roster = frozenset((p.helper, p.recipient, p.role) for p in people.pairings)
            assert judge(programme, rules, roster) == values(compiled, x, lacks)
            assert sum(u.missing for u in people.uncovered) == sum(
                map(sum, (r.needs for r in programme.recipients))
            ) - len(roster)
    return "merged" if merged and accepted else "apart" if accepted else "impossible"


@pytest.mark.parametrize("kind", KINDS)
def test_each_rule_alone(kind: str) -> None:
    """The arrays accept a roster exactly when the promise does, with the same measures; 12 programmes a rule."""
    seen = [hold_together(tiny(1000 * KINDS.index(kind) + seed, (kind,))) for seed in range(12)]
    assert seen.count("apart") + seen.count("merged") >= 4, seen


def test_merged_people_expand_to_rosters_the_promises_accept() -> None:
    """Merging loses no roster that matters: every class assignment becomes a roster with the same values."""
    seen = [hold_together(tiny(seed, ("liaison", "distance", "exclusion"), plain=True)) for seed in range(40)]
    assert seen.count("merged") >= 15, seen


def test_all_rules_together() -> None:
    """Rules do not disturb each other; locks and requirements meet quotas, masks and exclusions."""
    seen = [hold_together(tiny(seed, KINDS[seed % 5 :: 3])) for seed in range(60)]
    assert {"apart", "refused"} <= set(seen), seen


def test_two_roles() -> None:
    """Needs and quotas by role, one role a helper and recipient, locks in their role."""
    kinds = ("term_lock", "require", "liaison", "continuity")
    seen = [hold_together(tiny(seed, kinds[seed % 4 :: 2], roles=2)) for seed in range(25)]
    assert seen.count("apart") >= 5, seen
