"""The judge's half of apart."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.apart import Apart
from optimizer.rules.grouped_view import groups_of, name_groups
from optimizer.rules.view import Half, Reading, SideLimit, Sides, Slot, View


def bounds(rule: Apart, view: View) -> None:
    """Names the members."""
    name_groups(rule, view)


def sides(rule: Apart, view: View) -> Sides:
    """helper x group, most 1, in layers of groups without common members."""
    if not rule.active:
        return Sides()
    keys: list[list[int]] = []
    sizes: list[int] = []
    for group in groups_of(rule, view):
        place = 0
        while place < len(keys) and any(keys[place][member] >= 0 for member in group):
            place += 1
        if place == len(keys):
            keys.append([-1] * len(view.recipients))
            sizes.append(0)
        for member in group:
            keys[place][member] = sizes[place]
        sizes[place] += 1
    each = range(len(view.helpers))
    return Sides(tuple(SideLimit(f"apart.{rule.id}.{n}", each, key, most=1) for n, key in enumerate(keys)))


def inspect(rule: Apart, view: View, slots: Sequence[Slot]) -> Reading:
    """Recipients beyond the first, helper by helper and group by group."""
    groups: dict[int, list[int]] = {}
    for number, group in enumerate(groups_of(rule, view)):
        for member in group:
            groups.setdefault(member, []).append(number)
    have: dict[tuple[int, int], int] = {}
    for helper, recipient, _ in slots:
        for number in groups.get(recipient, ()):
            have[helper, number] = have.get((helper, number), 0) + 1
    beyond = sum(count - 1 for count in have.values())
    return Reading(beyond, beyond)


HALF = Half(inspect=inspect, bounds=bounds, sides=sides)
