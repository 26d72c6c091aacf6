"""Any number of rosters side by side: measures per tier and rule, load, coverage, kilometres, by village and department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.domain import Answer, Programme, Status, TierValue
from optimizer.rules import rules_in_force
from scenarios.comparing.people import PersonChange, person_changes


@dataclass(frozen=True)
class Entry:
    """One answer under a title; without a roster only its status counts. measures: when they were counted already."""

    title: str
    programme: Programme
    answer: Answer
    reason: str = ""
    measures: Measures | None = None


@dataclass(frozen=True)
class Measures:
    """What one roster achieves; without a roster (``has_roster``) only status and missing places say anything. rules[id]: (measure in the rule's unit, how often it is broken), read off the roster by the
    judge's halves, report-only rules included. metres: None when nothing is measured; loads[k]: helpers with k recipients (those who take
    part; 0 included); by_area, by_unit: (pairs, metres or None).
    """

    title: str
    status: Status
    tiers: tuple[TierValue, ...]
    rules: Mapping[str, tuple[int, int]]
    helpers: int
    recipients: int
    covered: int
    uncovered: int
    metres: int | None
    furthest: int | None
    loads: Mapping[int, int]
    by_area: Mapping[str, tuple[int, int | None]]
    by_unit: Mapping[str, tuple[int, int | None]]
    missing: int = 0
    has_roster: bool = True


@dataclass(frozen=True)
class Comparison:
    """``entries[0]`` is what the others are compared with; changes[k]: person by person, entries[0] -> entries[k + 1]."""

    entries: tuple[Entry, ...]
    measures: tuple[Measures, ...]
    changes: tuple[tuple[PersonChange, ...], ...] = field(default=())


def compare(entries: Sequence[Entry]) -> Comparison:
    """Measures of all, and every person's difference to the first (none for an entry without a roster)."""
    first = entries[0]
    changes = tuple(
        person_changes(first.programme, first.answer, e.programme, e.answer) if e.answer.roster is not None else ()
        for e in entries[1:]
    )
    return Comparison(tuple(entries), tuple(entry.measures or measures_of(entry) for entry in entries), changes)


def measures_of(entry: Entry, *, judged: bool = False) -> Measures:
    """Everything counted off one answer, independent of how it was found. judged: what the answer says of its rules was read
    off just now by the judge's halves, and need not be read again.
    """
    programme, answer = entry.programme, entry.answer
    pairs = answer.pairs
    area = {recipient.id: recipient.area for recipient in programme.recipients}
    unit = {helper.id: helper.unit for helper in programme.helpers}
    known = [pair.metres for pair in pairs if pair.metres is not None]
    loads = Counter(pair.helper for pair in pairs)
    out = {exclusion.helper for exclusion in answer.exclusions}
    taking = [helper.id for helper in programme.helpers if helper.id not in out or loads[helper.id]]
    lacking = {item.recipient for item in answer.uncovered}
    served = len(programme.recipients) - len(lacking) if answer.roster is not None else 0
    rules = _told(entry) if judged else _read(entry)
    return Measures(
        title=entry.title,
        status=answer.status,
        tiers=answer.tiers,
        rules=rules,
        helpers=len(taking),
        recipients=len(programme.recipients),
        covered=served,
        uncovered=len(programme.recipients) - served,
        metres=sum(known) if known else _distance(programme, rules),
        furthest=max(known) if known else None,
        loads=dict(sorted(Counter(loads[helper] for helper in taking).items())) if answer.roster is not None else {},
        by_area=_grouped([(area.get(pair.recipient, ""), pair.metres) for pair in pairs]),
        by_unit=_grouped([(unit.get(pair.helper, ""), pair.metres) for pair in pairs]),
        missing=answer.shortage.missing if answer.shortage is not None else 0,
        has_roster=answer.roster is not None,
    )


def _told(entry: Entry) -> dict[str, tuple[int, int]]:
    """What the judge wrote into the answer; read again where a rule is missing there."""
    told = {a.rule: (a.measure, a.violations) for a in entry.answer.rules if a.measure is not None}
    wanted = {rule.id for rule in rules_in_force(entry.programme)[0]}
    return told if wanted == told.keys() else _read(entry)


def _read(entry: Entry) -> dict[str, tuple[int, int]]:
    if entry.answer.roster is None:
        return {}
    from optimizer.verify import measure_roster

    readings = measure_roster(entry.programme, entry.answer.roster)
    return {rule: (int(reading.measure), int(reading.broken)) for rule, reading in readings.items()}


def _distance(programme: Programme, rules: Mapping[str, tuple[int, int]]) -> int | None:
    """What the first distance rule measures that is only reported: a total in metres."""
    for rule in sorted(programme.rules, key=lambda rule: rule.id):
        given = {str(value) for value in rule.parameters.values()}
        if rule.kind == "distance" and rule.id in rules and not given & {"worst", "最远", "off", "不计"}:
            return rules[rule.id][0]
    return None


def _grouped(items: Sequence[tuple[str, int | None]]) -> dict[str, tuple[int, int | None]]:
    groups: dict[str, list[int | None]] = {}
    for name, metres in items:
        groups.setdefault(name, []).append(metres)
    return {
        name: (len(values), sum(m for m in values if m is not None) if any(m is not None for m in values) else None)
        for name, values in sorted(groups.items())
    }
