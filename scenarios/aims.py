"""The aims of a programme that can be traded against each other: its tiers and the rules in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.domain import Finding, Programme, RuleEntry
from optimizer.errors import InputError
from optimizer.rules.catalogue import typed_rules
from optimizer.rules.ordering import tier_plans

LOTTERY = "lottery"


@dataclass(frozen=True)
class Aim:
    """``said``: how it was asked for; rules: ids with the weight that each has inside the aim; form: sum, worst, ...

    An aim of form leximin is traded by its first number, the largest total.
    """

    said: str
    rules: Mapping[str, int]
    form: str
    unit: str
    tier: int

    @property
    def limits(self) -> bool:
        """Whether "at most so much of it" can be asked of a roster; of a sum of squares it cannot."""
        return self.form in ("sum", "worst", "leximin", "excess")

    @property
    def name(self) -> str:
        return "+".join(self.rules)


def aim_of(programme: Programme, said: str) -> Aim:
    """A tier by number, or a rule by id or kind. Raises InputError when there is none, or when it costs nothing to trade."""
    typed, _ = typed_rules(programme.rules)
    soft = [rule for rule in typed if rule.tier is not None and rule.kind_name != LOTTERY]
    if said.isdigit():
        chosen = [rule for rule in soft if rule.tier == int(said)]
    else:
        named = [rule for rule in typed if said in (rule.id, rule.kind_name)]
        chosen = [rule for rule in named if rule in soft][:1]
        if named and not chosen:
            raise InputError(findings=[Finding("scenarios.aim_unmeasured", facts={"said": said})])
    if not chosen:
        known = tuple(f"{rule.tier} {rule.id} {rule.kind_name}" for rule in soft)
        raise InputError(findings=[Finding("scenarios.aim_unknown", facts={"said": said, "known": known})])
    if any(rule.kind_name == "coverage" for rule in chosen):
        raise InputError(findings=[Finding("scenarios.aim_unmeasured", facts={"said": said})])
    ids = {rule.id for rule in chosen}
    plans = [plan for plan in tier_plans(programme, typed) if ids & set(plan.rules)]
    if len(plans) > 1:
        several = tuple(rule for plan in plans for rule in plan.rules)
        raise InputError(findings=[Finding("scenarios.aim_several", facts={"said": said, "rules": several})])
    weights = {rule.id: rule.weight if len(chosen) > 1 else 1 for rule in chosen}
    unit = plans[0].unit if plans[0].form == "excess" else chosen[0].unit
    return Aim(said, weights, plans[0].form, unit, int(chosen[0].tier or 0))


def as_aims(programme: Programme, *said: str) -> Programme:
    """The programme in which rules asked for (by id or kind) that are only reported are aims, after all others."""
    last = max((rule.mode for rule in programme.rules if isinstance(rule.mode, int)), default=0)
    for name in said:
        known = [rule for rule in programme.rules if name in (rule.id, rule.kind)]
        if known and all(rule.mode == "report" for rule in known):
            last += 1
            aim = known[0].altered(mode=last)
            rules = tuple(aim if rule is known[0] else rule for rule in programme.rules)
            if not any(finding.severity == "error" for finding in typed_rules(rules)[1]):
                programme = programme.altered(rules=rules)
    return programme


def ordered(programme: Programme, groups: list[Mapping[str, int]]) -> Programme:
    """The programme in which these groups of rules (id -> weight) are tiers of their own, in this order, at the place of
    the first of them; tiers above stay above, all others follow.
    """
    ours = {rule: (place, weight) for place, group in enumerate(groups) for rule, weight in group.items()}
    place = min(int(rule.mode) for rule in programme.rules if rule.id in ours and isinstance(rule.mode, int))
    rules: list[RuleEntry] = []
    for rule in programme.rules:
        if rule.id in ours:
            rules.append(rule.altered(mode=place + ours[rule.id][0], weight=ours[rule.id][1]))
        elif isinstance(rule.mode, int) and rule.mode >= place:
            rules.append(rule.altered(mode=rule.mode + len(groups)))
        else:
            rules.append(rule)
    return programme.altered(rules=tuple(rules))
