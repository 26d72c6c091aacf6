"""The judge's half of cohesion."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import Recipient
from optimizer.rules.cohesion import Cohesion
from optimizer.rules.view import Half, Reading, Sides, SideSpread, Slot, View


def _part(rule: Cohesion, recipient: Recipient) -> str:
    return recipient.area if rule.part == "area" else recipient.township


def sides(rule: Cohesion, view: View) -> Sides:
    """One spread over everybody."""
    if not rule.active:
        return Sides()
    parts = {name: n for n, name in enumerate(dict.fromkeys(_part(rule, r) for r in view.recipients))}
    units = {name: n for n, name in enumerate(dict.fromkeys(h.unit for h in view.helpers))}
    if rule.by == "helper":
        whole = [row if view.most[row] > rule.most else -1 for row in range(len(view.helpers))]
    else:
        whole = [units[h.unit] if h.unit else -1 for h in view.helpers]
    part = [parts[_part(rule, r)] if _part(rule, r) else -1 for r in view.recipients]
    return Sides(spreads=(SideSpread(f"cohesion.{rule.id}", whole, part, rule.most),))


def inspect(rule: Cohesion, view: View, slots: Sequence[Slot]) -> Reading:
    """Areas beyond the allowed number."""
    used: dict[str, set[str]] = {}
    for helper, recipient, _ in slots:
        who, where = view.helpers[helper], _part(rule, view.recipients[recipient])
        name = who.id if rule.by == "helper" else who.unit
        if name and where:
            used.setdefault(name, set()).add(where)
    beyond = sum(max(0, len(places) - rule.most) for places in used.values())
    return Reading(beyond, beyond)


HALF = Half(inspect=inspect, sides=sides)
