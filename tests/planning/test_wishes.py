"""Rules as wishes, alone and beside every other rule: the roster is the best of all rosters, and the judge of rosters accepts."""

from __future__ import annotations

import pytest

from optimizer.domain import Programme, Status
from optimizer.errors import InputError
from optimizer.planning import plan
from optimizer.rules import rules_in_force, tier_plans
from tests.rules.plain_promises import judge
from tests.rules.test_compile_against_promises import every_roster
from tests.rules.tiny_programmes import KINDS, WISHES, tiny


def wished(programme: Programme) -> Programme:
    """The rules that may be wishes stand in tier 2, after coverage."""
    rules = [
        rule.altered(mode=2) if rule.kind in {"together", "apart", "cohesion", "group_totals", "load"} else rule
        for rule in programme.rules
    ]
    return programme.altered(rules=tuple(rules))


def outcome(programme: Programme) -> str:
    """Compare the plan with every roster, tier after tier; says how it ended."""
    rules, problems = rules_in_force(programme)
    assert not problems
    try:
        answer = plan(programme).answer  # raises when the judge rejects it
    except InputError:
        return "refused"
    pool = [values for roster in every_roster(programme) if (values := judge(programme, rules, roster)) is not None]
    if answer.status is Status.INFEASIBLE:
        assert not pool
        return "impossible"
    assert answer.roster is not None
    if not answer.roster.pairings:
        return "empty"  # the longest way of nobody is a convention
    plans = tier_plans(programme, rules)[:-1]
    proved = True
    for place, (plan_, tier) in enumerate(zip(plans, answer.tiers, strict=False)):
        best = min(values[place] for values in pool)
        least = max(best, default=0) if isinstance(best, list) else best
        proved = proved and tier.label == "optimal"
        assert (tier.value == least) if proved else (tier.bound is None or tier.bound <= least), plan_.name
        if not proved:
            return "open"
        pool = [values for values in pool if values[place] == best]
    return "optimal"


@pytest.mark.parametrize("kind", sorted(WISHES))
def test_each_wish_beside_every_other_rule(kind: str) -> None:
    """One programme for every other kind of rule, in one role or two."""
    seen = []
    for number, other in enumerate(KINDS):
        kinds = (kind,) if other == kind else (kind, other)
        seen.append(outcome(wished(tiny(31 * number + len(kind), kinds, roles=1 + number % 5 // 4))))
    assert seen.count("open") <= 1, seen
    assert seen.count("optimal") >= 8, seen
