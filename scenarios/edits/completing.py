"""An edited roster scored as it stands, and completed around its locks with as few further changes as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.domain import Finding, Programme, Roster, RuleEntry
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.errors import InputError
from optimizer.messages import Private
from optimizer.planning import Options, Plan, plan
from scenarios.edits.overrides import Edited, Override
from scenarios.rebalancing.rebalance import CONTINUITY, MANUAL, TAKEN, Planner, arranged_rules


@dataclass(frozen=True)
class Score:
    """One rule on the edited roster: its measure in its unit, and how often it is broken."""

    rule: str
    kind: str
    measure: int
    broken: int


@dataclass(frozen=True)
class Completed:
    """before: the rules on the roster as it came back. plan: the completed roster; its rule table holds every override as a
    required pair with reason and author. further: pairs, beyond the overrides, that had to change.
    """

    scores: tuple[Score, ...]
    plan: Plan
    overrides: tuple[Override, ...]
    further: int
    findings: tuple[Finding, ...] = ()


def score(programme: Programme, roster: Roster) -> tuple[Score, ...]:
    """Every rule read off the roster as it is, good or bad, by the judge's halves."""
    from optimizer.verify import measure_roster

    kinds = {rule.id: rule.kind for rule in programme.rules}
    readings = measure_roster(programme, roster)
    return tuple(
        Score(rule, kinds.get(rule, rule.removeprefix("~")), int(reading.measure), int(reading.broken))
        for rule, reading in readings.items()
    )


def complete(
    programme: Programme, edited: Edited, options: Options | None = None, *, planner: Planner = plan
) -> Completed:
    """Raises InputError with every problem: those of the edit, and locks that the rules do not allow (helper excluded, more
    than is needed, forbidden); nothing is written then.
    """
    if any(finding.severity == "error" for finding in edited.findings):
        raise InputError(findings=edited.findings)
    ready = around_locks(programme, edited)
    planned = planner(ready, options)
    scores = score(programme, edited.roster)
    further = next((tier.value for tier in planned.answer.tiers if tier.rules == (CONTINUITY,)), 0)
    return Completed(
        scores,
        planned,
        edited.overrides,
        further,
        (*edited.findings, *_broken_terms(programme, edited), *_broken_rules(programme, edited, scores)),
    )


def _broken_rules(programme: Programme, edited: Edited, scores: tuple[Score, ...]) -> list[Finding]:
    """What the roster, as it came back, breaks: each hard rule with its count and, where it can be said, whose."""
    hard = {rule.id for rule in programme.rules if rule.mode == "hard"}
    before, after = (Counter(p.helper for p in roster.pairings) for roster in (edited.before, edited.roster))
    served = {pairing.recipient for pairing in edited.roster.pairings}
    people = {
        "quota": [h.name for h in programme.helpers if after[h.id] > before[h.id]],
        "coverage": [r.name for r in programme.recipients if r.id not in served and any(r.needs)],
    }
    return [
        Finding(
            f"scenarios.edit_breaks_{entry.kind if entry.kind in people else 'rule'}",
            "warning",
            {
                "rule": entry.rule,
                "kind": RULE_TITLES.get(entry.kind, entry.kind),
                "count": entry.broken,
                "names": [Private(name) for name in people.get(entry.kind, ())],
            },
        )
        for entry in scores
        if entry.broken and entry.rule in hard
    ]


def around_locks(programme: Programme, edited: Edited) -> Programme:
    """Locked and hand-made pairs required, pairs taken away by hand ruled out, the edited roster as the one to change least;
    running terms go on.
    """
    running = _running(programme)
    pairings = tuple(
        pairing.altered(term=running.get((pairing.helper, pairing.recipient, pairing.role)))
        for pairing in edited.roster.pairings
    )
    signed = {(o.new, o.recipient): o for o in edited.overrides if o.new}
    pairs = []
    for pairing in edited.roster.pairings:
        if pairing.locked:
            override = signed.get((pairing.helper, pairing.recipient))
            pair = {"helper": pairing.helper, "recipient": pairing.recipient}
            pairs.append(pair if override is None else pair | {"reason": override.reason, "author": override.author})
    rules = list(arranged_rules(programme, ()))
    if pairs:
        rules.append(RuleEntry(id=MANUAL, kind="require", parameters={"pairs": pairs}))
    taken = [
        {"helper": o.old, "recipient": o.recipient, "reason": o.reason, "author": o.author}
        for o in edited.overrides
        if o.kind in ("moved", "taken") and not any(p.helper == o.old and p.recipient == o.recipient for p in pairings)
    ]
    if taken:
        rules.append(RuleEntry(id=TAKEN, kind="forbid", parameters={"pairs": taken}))
    return programme.altered(incumbent=Roster(programme=edited.roster.programme, pairings=pairings), rules=tuple(rules))


def _running(programme: Programme) -> Mapping[tuple[str, str, int], object]:
    """Pairings of the programme's own incumbent that run when this round begins -> their term."""
    if programme.incumbent is None:
        return {}
    month = programme.term.start
    return {
        (p.helper, p.recipient, p.role): p.term
        for p in programme.incumbent.pairings
        if p.term is not None and p.term.covers(month)
    }


def _broken_terms(programme: Programme, edited: Edited) -> list[Finding]:
    """Overrides that end a pairing inside its term: allowed by hand, but never unnoticed."""
    names = {recipient.id: recipient.name for recipient in programme.recipients}
    running = _running(programme)
    return [
        Finding("scenarios.override_breaks_term", "warning", {"name": Private(names[o.recipient]), "reason": o.reason})
        for o in edited.overrides
        if o.old and o.kind in ("moved", "taken") and (o.old, o.recipient, o.role) in running
    ]
