"""Merged villages and departments: followed to the end, cycles refused, every mention renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from optimizer.domain import Programme
from scenarios.changes.bench import Bench

_MENTIONS = {"area": ("area", "areas", "村"), "unit": ("unit", "units", "部门")}


def resolved(bench: Bench, kind: str) -> dict[str, str]:
    """Each merged name -> where it ends up; every cycle is one error finding with all its cells."""
    steps = bench.merges[kind]
    ends: dict[str, str] = {}
    reported: set[str] = set()
    for start in sorted(steps):
        path = [start]
        while path[-1] in steps and steps[path[-1]][0] not in path:
            path.append(steps[path[-1]][0])
        if path[-1] not in steps:
            ends[start] = path[-1]
        elif start not in reported:
            loop = path[path.index(steps[path[-1]][0]) :]
            if not reported & set(loop):
                names = (*loop, loop[0])
                bench.find("merge_cycle", *(steps[name][1] for name in loop), names=" → ".join(names))
            reported |= set(loop)
    return ends


def merged(programme: Programme, into: Mapping[str, Mapping[str, str]]) -> Programme:
    """The programme with areas and units renamed wherever they are mentioned."""
    areas, units = into["area"], into["unit"]
    if not areas and not units:
        return programme
    township = {recipient.area: recipient.township for recipient in programme.recipients}
    recipients = []
    for recipient in programme.recipients:
        if recipient.area in areas:
            new = areas[recipient.area]
            recipient = recipient.altered(
                area=new, place=recipient.place or recipient.area, township=township.get(new, recipient.township)
            )
        recipients.append(recipient)
    helpers = []
    for helper in programme.helpers:
        if helper.unit in units or helper.liaison_area in areas:
            unit, liaison = helper.unit, helper.liaison_area
            helper = helper.altered(unit=units.get(unit, unit), liaison_area=areas.get(liaison, liaison))
        helpers.append(helper)
    rules = [
        rule.altered(parameters=_renamed(_renamed(rule.parameters, areas, "area"), units, "unit"))
        for rule in programme.rules
    ]
    return programme.altered(helpers=tuple(helpers), recipients=tuple(recipients), rules=tuple(rules))


def _renamed(value: Any, names: Mapping[str, str], kind: str, here: bool = False) -> Any:
    """``value`` with names replaced where a key says that an area (unit) stands there; quota rows by unit too."""
    if isinstance(value, Mapping):
        by_unit = kind == "unit" and value.get("by") == "unit"
        return {
            key: _renamed(inner, names, kind, here=key in _MENTIONS[kind] or (by_unit and key == "value"))
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        done = [_renamed(inner, names, kind, here) for inner in value]
        unique = [item for index, item in enumerate(done) if item not in done[:index]]
        return tuple(unique) if isinstance(value, tuple) else unique
    return names.get(value, value) if here and isinstance(value, str) else value
