"""The order of aims: which tiers a rule table asks for. Structure only; both halves of every rule build on it."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import Fact, Programme
from optimizer.rules.base import RuleBase
from optimizer.rules.coverage import Coverage

LOTTERY = "lottery"


class TierPlan(Fact):
    """One tier: its name, the rules summed in it (ids, each times its weight; one rule alone: weight 1), unit, and what kind of tier it is.

    ``level``: for coverage tiers, the priority whose missing helpers it counts. ``form``: as the rule says (worst
    distance, fairness), else sum.
    """

    name: str
    rules: tuple[str, ...] = ()
    unit: str = "units"
    level: int | None = None
    form: str = "sum"


def tier_plans(programme: Programme, rules: Sequence[RuleBase]) -> tuple[TierPlan, ...]:
    """The tiers in order of priority.

    By tier number N: first, when coverage stands in tier N without a price, one tier ``coverage.P`` for each priority level
    P of the recipients, ascending; then each rule whose form is not sum as a tier of its own ``N.<rule id>``, by id; then, if any are
    left, one tier ``N`` that sums the others. Last of all ``lottery``.
    """
    plans: list[TierPlan] = []
    numbers = sorted({rule.tier for rule in rules if rule.tier is not None and rule.kind_name != LOTTERY})
    for number in numbers:
        here = [rule for rule in rules if rule.tier == number and rule.kind_name != LOTTERY]
        coverage = [rule for rule in here if isinstance(rule, Coverage) and rule.price is None]
        for rule in coverage:
            levels = sorted({recipient.priority for recipient in programme.recipients})
            plans += [TierPlan(name=f"coverage.{p}", rules=(rule.id,), unit="recipients", level=p) for p in levels]
        formed = [rule for rule in here if rule.tier_form != "sum"]
        plans += [
            TierPlan(name=f"{number}.{rule.id}", rules=(rule.id,), unit=rule.measure_unit, form=rule.tier_form)
            for rule in sorted(formed, key=lambda rule: rule.id)
        ]
        rest = [rule for rule in here if rule not in coverage and rule not in formed]
        if rest:
            units = {rule.measure_unit for rule in rest}
            ids = tuple(sorted(rule.id for rule in rest))
            plans.append(TierPlan(name=str(number), rules=ids, unit=units.pop() if len(units) == 1 else "units"))
    return (*plans, TierPlan(name=LOTTERY))
