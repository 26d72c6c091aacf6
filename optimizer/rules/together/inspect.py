"""The judge's half of together."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.grouped_view import groups_of, name_groups
from optimizer.rules.together import Together
from optimizer.rules.view import Half, Reading, SideRow, Sides, Slot, View


def bounds(rule: Together, view: View) -> None:
    """Names the members."""
    name_groups(rule, view)


def sides(rule: Together, view: View) -> Sides:
    """x(helper, member) = x(helper, first member), role by role."""
    if not rule.active:
        return Sides()
    rows: list[SideRow] = []
    turn = 0
    for group in groups_of(rule, view):
        for member in group[1:]:
            for role in range(view.roles):
                need = view.recipients[group[0]].needs[role] or view.recipients[member].needs[role]
                turn += 1
                for helper in range(len(view.helpers)):
                    if need and (view.takes_part[helper] or view.kept(helper)):
                        more, less = [(helper, member, role)], [(helper, group[0], role)]
                        rows.append(SideRow(f"together.{rule.id}", more, less, key=turn))
    return Sides(rows=tuple(rows))


def inspect(rule: Together, view: View, slots: Sequence[Slot]) -> Reading:
    """Members whose helpers differ from the first one's."""
    helpers: dict[tuple[int, int], set[int]] = {}
    for helper, recipient, role in slots:
        helpers.setdefault((recipient, role), set()).add(helper)
    apart = 0
    for group in groups_of(rule, view):
        for member in group[1:]:
            for role in range(view.roles):
                apart += helpers.get((member, role), set()) != helpers.get((group[0], role), set())
    return Reading(apart, apart)


HALF = Half(inspect=inspect, bounds=bounds, sides=sides)
