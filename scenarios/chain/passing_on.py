"""A liaison programme's roster written into the household programme: which village each leader, and each unit, answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.domain import Finding, Helper, Mode, Programme, Roster, RuleEntry
from optimizer.messages import Private


@dataclass(frozen=True)
class PassedOn:
    """programme: with liaison areas (and units' villages) written in; findings: what did not fit, errors among them."""

    programme: Programme
    findings: tuple[Finding, ...]


def pass_on(
    household: Programme,
    villages: tuple[Programme, Roster],
    units: tuple[Programme, Roster] | None = None,
    *,
    unit_mode: Mode = "report",
    clause: str = "",
) -> PassedOn:
    """The household programme in which leaders' liaison villages are those of the roster ``villages`` (leader -> village),
    replacing what its own table says; with ``units`` (leader -> unit), each unit answers for its leader's village by a
    unit_area rule in ``unit_mode``.

    Leaders are the same when their ids are, else when staff number, else name and unit name one person. Findings (error):
    chain.leader_unknown, leader_twice (several villages: a helper has one), village_unknown, unit_unknown; (note)
    chain.unit_without_village: its leader has no village, so the unit is free.
    """
    findings: list[Finding] = []
    village_of = assigned(villages)
    same, missing = matched(household.helpers, villages[0].helpers, village_of)
    for leader in missing:
        facts = {"name": Private(leader.name), "unit": leader.unit}
        cells = () if leader.origin is None else (leader.origin.cell("name"),)
        findings.append(Finding("chain.leader_unknown", facts=facts, cells=cells))
    areas = {recipient.area for recipient in household.recipients}
    for village in sorted({v for names in village_of.values() for v in names} - areas):
        findings.append(Finding("chain.village_unknown", facts={"village": village}))
    own: dict[str, str] = {}
    for key, names in village_of.items():
        if len(names) > 1:
            person = next(h for h in villages[0].helpers if h.id == key)
            findings.append(Finding("chain.leader_twice", facts={"name": Private(person.name), "villages": names}))
        elif key in same:
            own[same[key]] = names[0]
    helpers = tuple(
        h if h.liaison_area == own.get(h.id, "") else h.altered(liaison_area=own.get(h.id, ""))
        for h in household.helpers
    )
    rules = list(household.rules)
    if units is not None:
        rows = _unit_rows(household, units, village_of, villages[0], findings)
        if rows:
            parameters = {"rows": rows}
            rules.append(
                RuleEntry(id="定点联系-部门", kind="unit_area", mode=unit_mode, clause=clause, parameters=parameters)
            )
    return PassedOn(household.altered(helpers=helpers, rules=tuple(rules)), tuple(findings))


def assigned(side: tuple[Programme, Roster]) -> dict[str, list[str]]:
    """Helper id -> names of what the helper answers for, sorted."""
    names = {recipient.id: recipient.name for recipient in side[0].recipients}
    found: dict[str, list[str]] = {}
    for pairing in side[1].pairings:
        found.setdefault(pairing.helper, []).append(names[pairing.recipient])
    return {leader: sorted(given) for leader, given in sorted(found.items())}


def _keys(helper: Helper) -> list[tuple[str, ...]]:
    numbers = helper.traits.get("工号", ())
    return [("id", helper.id), *(("number", n) for n in numbers), ("name", helper.name, helper.unit)]


def matched(
    ours: Sequence[Helper], theirs: Sequence[Helper], given: Mapping[str, object]
) -> tuple[dict[str, str], list[Helper]]:
    """(id in the earlier programme -> id in ours, those of ``given`` who are nobody or several here)."""
    known: dict[tuple[str, ...], set[str]] = {}
    for helper in ours:
        for key in _keys(helper):
            known.setdefault(key, set()).add(helper.id)
    found = {}
    missing = []
    for person in theirs:
        one = next((known[key] for key in _keys(person) if len(known.get(key, ())) == 1), None)
        if one is not None:
            found[person.id] = next(iter(one))
        elif person.id in given:
            missing.append(person)
    return found, missing


def _unit_rows(
    household: Programme,
    units: tuple[Programme, Roster],
    village_of: Mapping[str, Sequence[str]],
    first: Programme,
    findings: list[Finding],
) -> list[dict[str, str]]:
    same, _ = matched(first.helpers, units[0].helpers, {})
    known = {helper.unit for helper in household.helpers}
    rows = []
    for leader, names in assigned(units).items():
        villages = village_of.get(same.get(leader, ""), ())
        for unit in names:
            if unit not in known:
                findings.append(Finding("chain.unit_unknown", facts={"unit": unit}))
            elif not villages:
                findings.append(Finding("chain.unit_without_village", "note", {"unit": unit}))
            rows += [{"unit": unit, "area": village} for village in villages if unit in known]
    return rows
