"""The judge's half of participation."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.participation import Participation
from optimizer.rules.view import Half, Reading, Slot, Unsound, View


def _out(rule: Participation, view: View) -> set[int]:
    out = set()
    for row, helper in enumerate(view.helpers):
        if rule.employment and not helper.employment:
            raise Unsound(rule.id, "编制类别 is missing")
        if (rule.employment and helper.employment not in rule.employment) or (
            helper.ruling is not None and not helper.ruling.takes_part
        ):
            out.add(row)
    return out


def bounds(rule: Participation, view: View) -> None:
    """Whoever is out takes no part."""
    for row in _out(rule, view):
        view.takes_part[row] = False


def inspect(rule: Participation, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings of helpers who do not take part, those that must stand excepted."""
    out = _out(rule, view)
    wrong = sum(slot[0] in out and slot not in view.standing for slot in slots)
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, bounds=bounds)
