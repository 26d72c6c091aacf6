"""C15: random sets of rules on programmes small enough to list every roster: proved, and the value is the best there is.

The oracle reads the promises of the rules in plain Python (tests/rules/plain_promises) on every roster. A tiny programme that
ends in anything but optimal or infeasible counts as a failure: nothing of that size may stay open.
"""

from __future__ import annotations

import random
from typing import Any

from optimizer.domain import Programme, Status
from optimizer.errors import InputError
from optimizer.model.compile import compile_programme
from optimizer.planning import Plan, plan
from optimizer.rules import rules_in_force
from tests.rules.plain_promises import judge
from tests.rules.test_compile_against_promises import every_roster
from tests.rules.tiny_programmes import KINDS, tiny

Values = list[list[int]]


def programme(seed: int) -> Programme:
    """One to eight kinds of rules, one role or two, often with many equal people."""
    rng = random.Random(seed)
    kinds = tuple(rng.sample(KINDS, rng.randint(1, 8)))
    roles = 2 if rng.random() < 0.15 else 1
    return tiny(seed, kinds, roles=roles, plain=roles == 1 and rng.random() < 0.7)


def best(given: Programme) -> Values | None:
    """The least values tier after tier over every roster, leximin tiers as sorted totals; None when there is no roster.

    A roster without a pair has no worst pair (its value there is by convention the model's smallest cost): it is left out.
    """
    rules, _ = rules_in_force(given)
    compiled = compile_programme(given, rules)
    signs = [tier.sign for tier in compiled.model.tiers] if compiled.model is not None else []
    worst = any(plan.form == "worst" for plan in compiled.tier_plans)
    least: Values | None = None
    for roster in every_roster(given):
        read = judge(given, rules, roster)
        if read is None or (worst and not roster):
            continue
        own = [
            sorted((sign * part for part in (value if isinstance(value, list) else [value])), reverse=True)
            for sign, value in zip(signs, read, strict=False)
        ]
        least = own if least is None or own < least else least
    return least


def agrees(made: Plan, expected: Values | None, signs: list[int]) -> bool:
    """Status and values are those of the oracle (of a leximin tier, the largest total)."""
    nobody = made.answer.roster is not None and not made.answer.roster.pairings
    if nobody:
        return made.answer.status is Status.OPTIMAL
    if expected is None or made.answer.status is Status.INFEASIBLE:
        return expected is None and made.answer.status is Status.INFEASIBLE
    values = [sign * tier.value for sign, tier in zip(signs, made.answer.tiers, strict=True)]
    found = [max(own, default=0) for own in expected]
    return made.answer.status is Status.OPTIMAL and values[: len(found)] == found


def run(size: int = 20_000, seed: int = 15) -> dict[str, Any]:
    """Pass bar: every programme optimal or infeasible with the oracle's values. Control: an oracle told one more."""
    failures: list[int] = []
    counts = {"optimal": 0, "infeasible": 0, "refused": 0}
    control = told_more = 0
    for number in range(seed * 10**6, seed * 10**6 + size):
        given = programme(number)
        try:
            made = plan(given)
        except InputError:
            counts["refused"] += 1
            continue
        compiled = compile_programme(made.programme, rules_in_force(made.programme)[0])
        assert compiled.model is not None
        signs = [tier.sign for tier in compiled.model.tiers]
        expected = best(given)
        if not agrees(made, expected, signs):
            failures.append(number)
            continue
        counts[str(made.answer.status)] += 1
        if expected and made.answer.roster is not None and made.answer.roster.pairings:
            told_more += 1
            control += agrees(made, [[value + 1 for value in own] or [1] for own in expected], signs)
    return {
        "campaign": "C15",
        "seed": seed,
        "size": size,
        **counts,
        "failures": failures,
        "control_tried": told_more,
        "control_accepted": control,
        "passed": not failures and told_more > 0 and not control,
    }
