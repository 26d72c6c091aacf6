"""From one programme to the next: how many staff each area gets, and the first roster as the second one's eligibility."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from optimizer.domain import Finding, Programme, Recipient, Roster
from optimizer.messages import Private
from scenarios.chain.passing_on import assigned, matched
from scenarios.zones.apportion import apportion, squares

DUTY = "责任片区"
"""The trait by which the rules of the second programme match staff with households and students."""


def area_of(recipient: Recipient) -> str:
    """The area that a household or student belongs to: 责任片区, where the table has that column, else 所在村."""
    return next(iter(recipient.traits.get(DUTY, ())), recipient.area)


def visits_by_area(visits: Programme) -> Mapping[str, int]:
    """Households and students of each area, counted as often as they are visited."""
    count: Counter[str] = Counter()
    for recipient in visits.recipients:
        count[area_of(recipient)] += sum(recipient.needs)
    return count


def shared_out(division: Programme, visits: Programme, staff: int) -> tuple[Programme, tuple[Finding, ...]]:
    """The division with 所需帮扶人数 of each area set so that the visits are as even as ``staff`` people can make them.

    Numbers that the office wrote itself stay: only where every area asks for one are they computed. Findings (error):
    zones.area_unknown (households of an area that the division does not list), zones.too_few_staff (fewer than areas);
    (note) zones.area_empty, zones.shared_out.
    """
    load = visits_by_area(visits)
    findings = _areas_agree(division, visits)
    if any(recipient.needs != (1,) for recipient in division.recipients):
        return division, tuple(findings)
    areas = division.recipients
    if staff < len(areas):
        findings.append(Finding("zones.too_few_staff", facts={"staff": staff, "areas": len(areas)}))
        return division, tuple(findings)
    numbers = apportion([load.get(area.name, 0) for area in areas], staff)
    findings.append(Finding("zones.shared_out", "note", {"staff": staff, "areas": len(areas)}))
    needing = tuple(area.altered(needs=(number,)) for area, number in zip(areas, numbers, strict=True))
    return division.altered(recipients=needing), tuple(findings)


def as_even_as_can_be(division: Programme, visits: Programme) -> bool:
    """Whether the staff that the areas ask for make the sum of squared visits as small as that many people can make it,
    and the second rule table strives for an even load.
    """
    if not any(rule.kind == "fairness" and isinstance(rule.mode, int) for rule in visits.rules):
        return False
    load = visits_by_area(visits)
    counts = [sum(area.needs) for area in division.recipients]
    loads = [load.get(area.name, 0) for area in division.recipients]
    if not counts or min(counts) < 1:
        return False
    return sum(map(squares, loads, counts)) == sum(map(squares, loads, apportion(loads, sum(counts))))


def _areas_agree(division: Programme, visits: Programme) -> list[Finding]:
    known = {area.name for area in division.recipients}
    found = []
    lost: dict[str, list[Recipient]] = {}
    for recipient in visits.recipients:
        if area_of(recipient) not in known:
            lost.setdefault(area_of(recipient), []).append(recipient)
    for area, members in sorted(lost.items()):
        cells = tuple(member.origin.cell("area") for member in members if member.origin is not None)
        found.append(Finding("zones.area_unknown", "error", {"area": area or "—", "count": len(members)}, cells))
    for area in sorted(known - {area_of(recipient) for recipient in visits.recipients}):
        found.append(Finding("zones.area_empty", "note", {"area": area}))
    return found


def with_duties(visits: Programme, division: tuple[Programme, Roster]) -> tuple[Programme, tuple[Finding, ...]]:
    """The second programme with the area of everybody, and of every household and student, in the trait 责任片区.

    What its own tables say about 责任片区 of staff is replaced. Staff are the same when their ids are, else when staff number, else
    name and unit name one person. Findings (error): zones.person_unknown, somebody with an area whom the second table lacks.
    """
    areas = assigned(division)
    findings: list[Finding] = []
    same, missing = matched(visits.helpers, division[0].helpers, areas)
    for person in missing:
        cells = () if person.origin is None else (person.origin.cell("name"),)
        facts = {"name": Private(person.name), "unit": person.unit}
        findings.append(Finding("zones.person_unknown", "error", facts, cells))
    own = {same[person]: tuple(names) for person, names in areas.items() if person in same}
    helpers = tuple(h.altered(traits=_with_duty(h.traits, own.get(h.id, ()))) for h in visits.helpers)
    recipients = tuple(r.altered(traits=_with_duty(r.traits, (area_of(r),))) for r in visits.recipients)
    return visits.altered(helpers=helpers, recipients=recipients), tuple(findings)


def _with_duty(traits: Mapping[str, tuple[str, ...]], areas: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    rest = {name: words for name, words in traits.items() if name != DUTY}
    return dict(sorted((rest | ({DUTY: areas} if areas else {})).items()))
