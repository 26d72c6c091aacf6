"""The judge's half of team."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.team import Team
from optimizer.rules.view import Half, Reading, SideLimit, Sides, SideSpread, Slot, Unsound, View


def _groups(rule: Team, view: View) -> list[tuple[str, ...]]:
    """Every group once, in ascending order."""
    found = sorted({tuple(r.traits[rule.trait]) for r in view.recipients if r.traits.get(rule.trait)})
    if not found:
        raise Unsound(rule.id, "nobody has the trait")
    return found


def sides(rule: Team, view: View) -> Sides:
    """A limit over all groups, and a spread over those in which somebody may have two recipients."""
    groups = _groups(rule, view)
    if not rule.active:
        return Sides()
    number = {words: place for place, words in enumerate(groups)}
    key = [number.get(tuple(r.traits.get(rule.trait, ())), -1) for r in view.recipients]
    members: list[list[int]] = [[] for _ in groups]
    for row, group in enumerate(key):
        if group >= 0:
            members[group].append(row)
    needed = [sum(sum(view.recipients[row].needs) for row in own) for own in members]
    part_takers = [row for row in range(len(view.helpers)) if view.takes_part[row] or view.kept(row)]
    shared = {
        group
        for group, own in enumerate(members)
        if needed[group] > rule.most and _may_have_two(view, part_takers, own)
    }
    plain = [needed[group] > rule.most and group not in shared for group in range(len(groups))]
    limits: tuple[SideLimit, ...] = ()
    if any(plain) or rule.least:
        most = [rule.most if plain[group] else max(needed[group], rule.least) for group in range(len(groups))]
        limits = (SideLimit(f"team.{rule.id}", None, key, least=rule.least, most=most),)
    if not shared:
        return Sides(limits)
    whole = [group if group in shared else -1 for group in key]
    people = list(range(len(view.helpers)))
    return Sides(limits, (SideSpread(f"team.{rule.id}.people", whole, people, rule.most, "recipient"),))


def _may_have_two(view: View, helpers: list[int], recipients: list[int]) -> bool:
    """Whether the hard rules allow some helper two of these."""
    columns = np.array(recipients, np.int64)
    return bool(len(helpers)) and bool((view.masked(np.array(helpers, np.int64), columns).sum(axis=1) > 1).any())


def inspect(rule: Team, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings short of, and people beyond, what a group may have."""
    pairings: dict[tuple[str, ...], list[int]] = {group: [] for group in _groups(rule, view)}
    for helper, recipient, _ in slots:
        words = tuple(view.recipients[recipient].traits.get(rule.trait, ()))
        if words:
            pairings[words].append(helper)
    off = sum(max(0, rule.least - len(own)) + max(0, len(set(own)) - rule.most) for own in pairings.values())
    return Reading(off, off)


HALF = Half(inspect=inspect, sides=sides)
