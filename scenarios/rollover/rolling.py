"""Last year's programme as the beginning of this year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.domain import Finding, Helper, Pairing, Programme, Recipient, Roster, RuleEntry, Ruling, Term, month_text
from optimizer.messages import Private
from scenarios.named_pairs import without_pairs_of
from scenarios.rollover.grades import MOVING, grade_of, moved_up, word_up
from scenarios.rollover.matching import Matched, match

STUDENTS = ("student", "students", "mentor")
OURS = "~"
"""Rules whose id begins so were put in by us for one rebalancing."""
AWAY = ("病休", "离岗")


@dataclass(frozen=True)
class RolledOver:
    """programme: this year's, its incumbent the roster in force with terms and locks. findings: asks (doubtful matches, who is
    away), notes (who left), and one note for each thing that must be collected again.
    """

    programme: Programme
    findings: tuple[Finding, ...]

    @property
    def to_collect(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.code.partition(".")[2].startswith("collect_"))


def roll_over(
    last: Programme,
    standing: Roster | None,
    *,
    reference_day: date,
    start: int,
    now: Programme | None = None,
    confirmed: Mapping[str, str] | None = None,
) -> RolledOver:
    """Carry rules, locks, places and distances. ``start``: month (index) in which the new round begins.

    now: this year's lists as read from new tables; without it last year's lists go on, without leavers, students a grade up.
    confirmed: decisions about doubtful matches, id now -> id last year.
    """
    findings: list[Finding] = []
    if now is None:
        helpers = _teaching(last, _staying(last, findings), findings)
        recipients = _recipients(last, findings)
        old_of: dict[str, str] = {}
        stay = {helper.id for helper in helpers} | {recipient.id for recipient in recipients}
        gone = {h.id for h in last.helpers} | {r.id for r in last.recipients}
        gone -= stay
    else:
        helpers, recipients, old_of, gone = _matched(last, now, confirmed, findings)
    rules = without_pairs_of(last, gone, [_carried(rule) for rule in last.rules if not rule.id.startswith(OURS)])
    programme = last.altered(
        reference_day=reference_day,
        term=Term(start=start, months=last.term.months),
        seed="",
        helpers=tuple(helpers),
        recipients=tuple(recipients),
        rules=rules,
        places=now.places if now is not None and now.places else last.places,
        legs=now.legs if now is not None and now.legs else last.legs,
        incumbent=_carried_roster(standing, {new: old for new, old in old_of.items() if new != old}),
    )
    findings += _to_collect(last, programme)
    return RolledOver(programme, tuple(findings))


def _staying(last: Programme, findings: list[Finding]) -> list[Helper]:
    """Without those who left; who is away is asked."""
    staying = []
    for helper in last.helpers:
        ruling = helper.ruling
        event = "" if ruling is None or ruling.takes_part else ruling.decided_by.partition(" ")[2]
        if event and event not in AWAY:
            facts = {"name": Private(helper.name), "why": ruling.reason if ruling is not None else ""}
            findings.append(Finding("scenarios.left_out", "note", facts))
            continue
        if event:
            findings.append(Finding("scenarios.still_away", "ask", {"name": Private(helper.name), "event": event}))
        staying.append(helper)
    return staying


def _teaching(last: Programme, helpers: list[Helper], findings: list[Finding]) -> list[Helper]:
    """Mentors' classes go up with their students, as a proposal that is asked."""
    if last.kind not in STUDENTS:
        return helpers
    present = {grade for recipient in last.recipients if (grade := grade_of(recipient))}
    moved = []
    for helper in helpers:
        traits = {
            name: tuple(new for word in words if (new := word_up(word, present)) is not None)
            if name in MOVING
            else words
            for name, words in helper.traits.items()
        }
        moved.append(helper.altered(traits={name: words for name, words in traits.items() if words}))
    names = [Private(helper.name) for helper in moved[:5]]
    findings.append(Finding("scenarios.collect_classes", "ask", {"count": len(moved), "names": names}))
    return moved


def _recipients(last: Programme, findings: list[Finding]) -> list[Recipient]:
    if last.kind not in STUDENTS:
        return list(last.recipients)
    up, leavers, unknown = moved_up(last.recipients)
    if leavers:
        names = [Private(person.name) for person in leavers]
        findings.append(Finding("scenarios.graduates", "note", {"count": len(leavers), "names": names}))
    for person in unknown:
        findings.append(Finding("scenarios.grade_unknown", "ask", {"name": Private(person.name)}))
    return [*up, *unknown]


def _matched(
    last: Programme, now: Programme, confirmed: Mapping[str, str] | None, findings: list[Finding]
) -> tuple[list[Helper], list[Recipient], dict[str, str], set[str]]:
    """People of this year's lists, with what last year decided about them."""
    people = match(last.helpers, now.helpers, confirmed)
    served = match(last.recipients, now.recipients, confirmed)
    findings += [*people.findings, *served.findings]
    findings += [*_counted(people, len(last.helpers), "helpers"), *_counted(served, len(last.recipients), "recipients")]
    before = {helper.id: helper for helper in last.helpers}
    helpers = [_decided(helper, before.get(people.old_of.get(helper.id, ""))) for helper in now.helpers]
    return helpers, list(now.recipients), {**people.old_of, **served.old_of}, {*people.gone, *served.gone}


def _counted(matched: Matched, before: int, part: str) -> list[Finding]:
    facts = {"part": part, "before": before, "gone": len(matched.gone), "fresh": len(matched.fresh)}
    return [Finding("scenarios.matched", "note", facts)]


def _decided(helper: Helper, before: Helper | None) -> Helper:
    """Columns that only the leading group fills in are carried where this year's list leaves them empty."""
    if before is None:
        return helper
    names = ("role_group", "liaison_area", "start", "least", "most", "retirement_track", "retirement_month")
    carried = {name: getattr(before, name) for name in names if getattr(helper, name) in ("", None)}
    return helper.altered(**carried)


def _carried(rule: RuleEntry) -> RuleEntry:
    """A rule without what belonged to one year: opened pairs."""
    parameters = {name: value for name, value in rule.parameters.items() if name not in ("released", "解除")}
    return rule if parameters == dict(rule.parameters) else rule.altered(parameters=parameters)


def _carried_roster(standing: Roster | None, renamed: Mapping[str, str]) -> Roster | None:
    """The roster in force under this year's ids; terms and locks are carried."""
    if standing is None:
        return None
    new_of = {old: new for new, old in renamed.items()}
    pairings: dict[tuple[str, int, str], Pairing] = {}
    for p in standing.pairings:
        one = p.altered(helper=new_of.get(p.helper, p.helper), recipient=new_of.get(p.recipient, p.recipient))
        pairings.setdefault((one.recipient, one.role, one.helper), one)
    return Roster(programme=standing.programme, pairings=tuple(pairings[key] for key in sorted(pairings)))


def _to_collect(last: Programme, programme: Programme) -> list[Finding]:
    """What is not carried, or may have changed: to be asked for again."""
    found: list[Finding] = []

    def collect(code: str, people: list[Helper] | list[Recipient], **facts: object) -> None:
        if people:
            names = [Private(person.name) for person in people[:5]]
            found.append(Finding(f"scenarios.collect_{code}", "ask", {"count": len(people), "names": names, **facts}))

    helpers = list(programme.helpers)
    ruled = [h for h in helpers if isinstance(h.ruling, Ruling)]
    collect("rulings", ruled)
    collect("remarks", [h for h in helpers if h.remark and h.ruling is None])
    collect(
        "retirement",
        [h for h in helpers if h.retirement_month is None and (h.birth_month is None or not h.retirement_track)],
    )
    collect("hardship", [h for h in helpers if h.hardship])
    collect("phone", [h for h in helpers if not h.phone])
    collect("category", [r for r in programme.recipients if not r.category])
    ends = {leg.end for leg in programme.legs}
    if programme.legs:
        far = [r for r in programme.recipients if r.area not in ends and r.place not in ends]
        collect("legs", far, areas=sorted({r.area for r in far}))
    day = last.reference_day.isoformat()
    found.append(Finding("scenarios.collect_seed", "ask", {"day": day, "start": month_text(programme.term.start)}))
    return found
