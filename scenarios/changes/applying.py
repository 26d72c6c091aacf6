"""Apply a scenario: all changes on one bench, checked together, then one new programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from optimizer.domain import Cell, Finding, Helper, Leg, Place, Programme, Recipient, RuleEntry
from optimizer.errors import InputError
from optimizer.messages import Private
from optimizer.rules.catalogue import KINDS, typed_rules
from scenarios.changes.bench import Bench
from scenarios.changes.merging import merged, resolved
from scenarios.changes.scenario import Scenario
from scenarios.named_pairs import without_pairs_of
from scenarios.reading import unfit


def apply(programme: Programme, scenario: Scenario) -> Programme:
    """The base with every change, validated. The base is not altered.

    Raises InputError with all problems at once: a change that refers to nobody, contradictory changes, a cyclic merge,
    values that do not fit, and whatever the rules find wrong with the new programme.
    """
    changed, findings = findings_of(programme, scenario)
    if changed is None:
        raise InputError(findings=findings)
    return changed


def findings_of(programme: Programme, scenario: Scenario) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The new programme (None when a finding is an error) and everything noticed on the way."""
    changed, own = unchecked(programme, scenario)
    if changed is None:
        return None, own
    from optimizer.planning import check

    findings = [*own, *check(changed)]
    if any(finding.severity == "error" for finding in findings):
        return None, tuple(findings)
    return changed, tuple(findings)


def unchecked(programme: Programme, scenario: Scenario) -> tuple[Programme | None, tuple[Finding, ...]]:
    """Like ``findings_of``, for whoever plans the new programme at once: that says what its rules find wrong."""
    bench = Bench(programme)
    changed = _laid_out(bench, scenario)
    if changed is None:
        return None, tuple(bench.findings)
    return changed, (*bench.findings, *_without_liaison(programme, changed))


def changed_programme(programme: Programme, scenario: Scenario) -> Programme | None:
    """The new programme of a scenario whose rules were checked already; None when it has problems."""
    return unchecked(programme, scenario)[0]


def problems_of(programme: Programme, scenario: Scenario) -> tuple[Finding, ...]:
    """What does not fit the programme: quicker than ``findings_of``, since no rules are looked at."""
    bench = Bench(programme)
    _laid_out(bench, scenario)
    return tuple(finding for finding in bench.findings if finding.severity == "error")


def _laid_out(bench: Bench, scenario: Scenario) -> Programme | None:
    base = bench.base
    if scenario.base and scenario.base not in (base.title, base.id):
        bench.find("other_base", Cell(scenario.title), base=scenario.base, title=base.title)
    for placed in scenario.changes:
        placed.change.write(bench, placed.cell)
    bench.settle()
    into = {kind: resolved(bench, kind) for kind in ("area", "unit")}
    return _built(bench, into)


def _built(bench: Bench, into: Mapping[str, Mapping[str, str]]) -> Programme | None:
    base = bench.base
    helpers = [p for p in (_person(bench, "helper", person) for person in base.helpers) if p is not None]
    recipients = [p for p in (_person(bench, "recipient", person) for person in base.recipients) if p is not None]
    for (kind, _), (values, cell) in bench.added.items():
        if kind == "helper":
            helpers += _new(bench, Helper, values, cell)
        elif kind == "recipient":
            needs = {"needs": (1,) * len(base.roles)} if len(base.roles) > 1 else {}
            recipients += _new(bench, Recipient, needs | values, cell)
    rules = _rules(bench)
    _check_rules(bench, rules)
    if bench.findings:
        return None
    parts = {
        "helpers": tuple(helpers),
        "recipients": tuple(recipients),
        "rules": without_pairs_of(base, [key for kind, key in bench.removed if kind in ("helper", "recipient")], rules),
        "places": _places(bench),
        "legs": _legs(bench),
    }
    changed = merged(base.altered(**parts), into)
    return None if bench.findings else changed


def _person(bench: Bench, side: str, person: Any) -> Any:
    target = (side, person.id)
    if target in bench.removed:
        return None
    if target not in bench.values:
        return person
    values = dict(bench.values[target])
    traits = {name.removeprefix("traits."): values.pop(name) for name in list(values) if name.startswith("traits.")}
    if traits:
        words = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in traits.items()}
        values["traits"] = {**person.traits, **words}
    try:
        return person.altered(**values)
    except ValidationError as error:
        _unfit(bench, Private(person.name), error, bench.cell_of(target))
        return None


def _new(bench: Bench, kind: type[Helper | Recipient], values: Mapping[str, Any], cell: Cell) -> list[Any]:
    try:
        return [kind.model_validate(values)]
    except ValidationError as error:
        _unfit(bench, Private(str(values.get("name", ""))), error, cell)
        return []


def _unfit(bench: Bench, who: Private | str, error: ValidationError, cell: Cell) -> None:
    bench.findings += [
        unfit(who, dict(problem), cell) for problem in error.errors(include_url=False, include_input=False)
    ]


def _rules(bench: Bench) -> list[RuleEntry]:
    entries: list[RuleEntry] = []
    for entry in bench.base.rules:
        target = ("rule", entry.id)
        if target in bench.removed:
            continue
        values = bench.values.get(target, {})
        own = {name: value for name, value in values.items() if not name.startswith("parameters.")}
        given = {n.removeprefix("parameters."): v for n, v in values.items() if n.startswith("parameters.")}
        if given:
            own["parameters"] = _parameters(entry, given)
        entries.append(_entry(bench, entry, own))
    for step in bench.rules:
        entries = step(entries)
    for (kind, key), (values, cell) in bench.added.items():
        if kind == "rule":
            try:
                entries.append(RuleEntry.model_validate(values))
            except ValidationError as error:
                _unfit(bench, key, error, cell)
    return entries


def _check_rules(bench: Bench, rules: list[RuleEntry]) -> None:
    """What is wrong with rules that the scenario adds or sets, with the cell that asked."""
    before = {entry.id: entry for entry in bench.base.rules}
    for entry in rules:
        if before.get(entry.id) != entry:
            target = ("rule", entry.id)
            cell = bench.added[target][1] if target in bench.added else bench.cell_of(target)
            errors = [finding for finding in typed_rules([entry])[1] if finding.severity == "error"]
            bench.findings += [replace(finding, cells=(cell,) if cell.file else ()) for finding in errors]


def _parameters(entry: RuleEntry, given: Mapping[str, Any]) -> dict[str, Any]:
    """The entry's parameters with the given ones; a parameter may go by its Chinese title in one and its name in the other."""
    kind = KINDS.get(entry.kind)
    titles = {} if kind is None else {str(f.title): name for name, f in kind.model_fields.items() if f.title}
    fields = {titles.get(name, name) for name in given}
    kept = {name: value for name, value in entry.parameters.items() if titles.get(name, name) not in fields}
    return kept | dict(given)


def _entry(bench: Bench, entry: RuleEntry, own: Mapping[str, Any]) -> RuleEntry:
    if not own:
        return entry
    try:
        return entry.altered(**own)
    except ValidationError as error:
        _unfit(bench, entry.id, error, bench.cell_of(("rule", entry.id)))
        return entry


def _places(bench: Bench) -> tuple[Place, ...]:
    places = {place.id: place for place in bench.base.places}
    for (kind, key), values in bench.values.items():
        if kind == "place":
            places[key] = Place(id=key, **values)
    return tuple(places[key] for key in sorted(places))


def _legs(bench: Bench) -> tuple[Leg, ...]:
    legs = {(leg.start, leg.end): leg for leg in bench.base.legs}
    for (kind, key), values in bench.values.items():
        if kind == "leg":
            start, end = key.split("\x1f")
            legs[start, end] = Leg(start=start, end=end, **values)
    return tuple(legs[key] for key in sorted(legs))


def _without_liaison(before: Programme, after: Programme) -> list[Finding]:
    """Areas that had a liaison leader and have none now, named."""
    had = {helper.liaison_area for helper in before.helpers if helper.liaison_area}
    has = {helper.liaison_area for helper in after.helpers if helper.liaison_area}
    areas = {recipient.area for recipient in after.recipients}
    return [Finding("scenarios.no_liaison", "warning", {"area": area}) for area in sorted((had - has) & areas)]
