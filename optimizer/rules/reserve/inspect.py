"""The judge's half of reserve."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.reserve import Reserve
from optimizer.rules.view import Half, Reading, SideLimit, Sides, Slot, View


def _room(view: View, unit: str, spare: int) -> int:
    """How many pairings the unit (empty: everybody) may have."""
    inside = [row for row, h in enumerate(view.helpers) if unit in ("", h.unit)]
    return sum(view.most[row] for row in inside if view.takes_part[row] or view.kept(row)) - spare


def sides(rule: Reserve, view: View) -> Sides:
    """Upper limits."""
    if not rule.active:
        return Sides()
    spare = {row.unit: row.spare for row in rule.rows}
    units = sorted(unit for unit in spare if unit)
    limits = []
    if units:
        key = [units.index(h.unit) if h.unit in spare and h.unit else -1 for h in view.helpers]
        most = [max(0, _room(view, unit, spare[unit])) for unit in units]
        limits.append(SideLimit(f"reserve.{rule.id}", key, most=most))
    if "" in spare:
        limits.append(SideLimit(f"reserve.{rule.id}.all", most=_room(view, "", spare[""])))
    return Sides(tuple(limits))


def inspect(rule: Reserve, view: View, slots: Sequence[Slot]) -> Reading:
    """Places that are short."""
    short = 0
    for row in rule.rows:
        used = sum(1 for helper, _, _ in slots if row.unit in ("", view.helpers[helper].unit))
        short += max(0, used - _room(view, row.unit, row.spare))
    return Reading(short, short)


HALF = Half(inspect=inspect, sides=sides)
