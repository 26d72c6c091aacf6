"""Three plans for the people who decide: fewest changes, shortest way, most even; each the same rules with another aim first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from optimizer.domain import Answer, Programme, RuleEntry
from optimizer.messages import Lang, label, say
from optimizer.output.cells import kilometres
from optimizer.planning import Options
from scenarios.pool import run_all
from scenarios.runs import SOLVER

Name = Literal["fewest", "shortest", "evenest"]
AIMS: Mapping[Name, str] = {"fewest": "continuity", "shortest": "distance", "evenest": "fairness"}
WORDS: Mapping[str, Name] = {
    "变动最少": "fewest",
    "路程最短": "shortest",
    "最均衡": "evenest",
    "fewest": "fewest",
    "shortest": "shortest",
    "evenest": "evenest",
}


@dataclass(frozen=True)
class NamedPlan:
    """``programme``: planned, it is this plan. changes: pairs of the incumbent that are not kept; None without an incumbent.
    metres: None when not measured; most_load: of one helper.
    """

    name: Name
    programme: Programme
    answer: Answer
    changes: int | None
    metres: int | None
    most_load: int

    def title(self, lang: Lang = "zh") -> str:
        return label(f"scenarios.plan_{self.name}", lang)


def programme_of(programme: Programme, name: Name) -> Programme | None:
    """The programme with the aim of plan ``name`` first, then its own aims in their order; all three aims take part.

    None when the aim cannot be measured here: no roster in force, or no distances.
    """
    soft = {rule.kind: rule for rule in programme.rules if isinstance(rule.mode, int) or rule.kind == "distance"}
    if name == "fewest" and programme.incumbent is None:
        return None
    if name == "shortest" and "distance" not in soft:
        return None
    first = AIMS[name]
    order = [first] + [kind for kind in ("continuity", "distance", "fairness") if kind != first]
    rules: list[RuleEntry] = [rule for rule in programme.rules if rule.kind not in order or rule.mode == "hard"]
    numbers = sorted({rule.mode for rule in rules if isinstance(rule.mode, int) and rule.kind == "coverage"})
    start = (max(numbers) if numbers else 0) + 1
    moved = [
        rule.altered(mode=rule.mode + len(order) + start)
        if isinstance(rule.mode, int) and rule.kind != "coverage"
        else rule
        for rule in rules
    ]
    for place, kind in enumerate(order):
        if kind == "continuity" and programme.incumbent is None:
            continue
        if kind == "distance" and kind not in soft:
            continue
        entry = soft.get(kind) or RuleEntry(id=f"~{kind}", kind=kind)
        moved.append(entry.altered(mode=start + place, weight=1))
    return programme.altered(rules=tuple(moved))


def named_plans(
    programme: Programme, options: Options | None = None, *, processes: int | None = None
) -> tuple[NamedPlan, ...]:
    """Those of the three plans that make sense here and have a roster, proved like any other."""
    asked = [(name, made) for name in AIMS if (made := programme_of(programme, name)) is not None]
    solved = run_all(SOLVER, options or Options(), [made for _, made in asked], processes=processes)
    found = []
    for (name, made), result in zip(asked, solved, strict=True):
        answer = result[0] if isinstance(result, tuple) else None
        if isinstance(answer, Answer) and answer.roster is not None:
            found.append(_named(name, made, answer))
    return tuple(found)


def _named(name: Name, programme: Programme, answer: Answer) -> NamedPlan:
    loads: dict[str, int] = {}
    for pair in answer.pairs:
        loads[pair.helper] = loads.get(pair.helper, 0) + 1
    metres = [pair.metres for pair in answer.pairs if pair.metres is not None]
    changes = None
    if programme.incumbent is not None:
        there = {recipient.id for recipient in programme.recipients}
        before = {(p.recipient, p.role, p.helper) for p in programme.incumbent.pairings if p.recipient in there}
        changes = len(before - {(p.recipient, p.role, p.helper) for p in answer.pairs})
    return NamedPlan(name, programme, answer, changes, sum(metres) if metres else None, max(loads.values(), default=0))


def cost_sentence(plan: NamedPlan, plans: tuple[NamedPlan, ...], lang: Lang = "zh") -> str:
    """What choosing this plan costs against the best of the others in each respect."""
    parts = []
    metres = [p.metres for p in plans if p.metres is not None]
    if plan.metres is not None and metres:
        more = plan.metres - min(metres)
        facts = {"km": kilometres(plan.metres), "more": kilometres(more)}
        parts.append(say("scenarios.plan_km" if more else "scenarios.plan_km_best", facts, lang))
    changes = [p.changes for p in plans if p.changes is not None]
    if plan.changes is not None and changes:
        more = plan.changes - min(changes)
        facts = {"changes": str(plan.changes), "more": str(more)}
        parts.append(say("scenarios.plan_changes" if more else "scenarios.plan_changes_best", facts, lang))
    least = min(p.most_load for p in plans)
    facts = {"load": str(plan.most_load), "least": str(least)}
    parts.append(say("scenarios.plan_load" if plan.most_load > least else "scenarios.plan_load_best", facts, lang))
    return label("scenarios.plan_separator", lang).join(parts) + label("scenarios.plan_end", lang)
