"""The judge's half of team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from optimizer.rules.team import Team
from optimizer.rules.view import Half, Reading, SideLimit, Sides, Slot, Unsound, View


def _groups(rule: Team, view: View) -> list[tuple[str, ...]]:
    """Every group once, in ascending order."""
    found = sorted({tuple(r.traits[rule.trait]) for r in view.recipients if r.traits.get(rule.trait)})
    if not found:
        raise Unsound(rule.id, "nobody has the trait")
    return found


def sides(rule: Team, view: View) -> Sides:
    """One group a value."""
    groups = _groups(rule, view)
    if not rule.active:
        return Sides()
    key = [groups.index(tuple(r.traits[rule.trait])) if r.traits.get(rule.trait) else -1 for r in view.recipients]
    return Sides((SideLimit(f"team.{rule.id}", None, key, least=rule.least, most=rule.most),))


def inspect(rule: Team, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings short of, or beyond, what a group may have."""
    have = Counter(tuple(view.recipients[recipient].traits.get(rule.trait, ())) for _, recipient, _ in slots)
    off = sum(max(0, rule.least - have[g]) + max(0, have[g] - rule.most) for g in _groups(rule, view))
    return Reading(off, off)


HALF = Half(inspect=inspect, sides=sides)
