"""The judge's half of coverage."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.coverage import Coverage
from optimizer.rules.view import Half, Reading, Slot, View


def bounds(rule: Coverage, view: View) -> None:
    """Whether helpers must be there, may lack, or are nobody's right."""
    view.need_form = {"hard": "exact", "report": "at_most"}.get(str(rule.mode), "missing")


def inspect(rule: Coverage, view: View, slots: Sequence[Slot]) -> Reading:
    """Helpers missing; broken too: a role filled beyond need, or one helper twice with a recipient."""
    given: dict[tuple[int, int], int] = {}
    for _, recipient, role in slots:
        given[recipient, role] = given.get((recipient, role), 0) + 1
    missing, over = 0, 0
    for row, recipient_ in enumerate(view.recipients):
        for role, need in enumerate(recipient_.needs):
            have = given.get((row, role), 0)
            missing += max(0, need - have)
            over += have > need
    over += len(slots) - len({slot[:2] for slot in slots})
    return Reading(missing, over + (missing if rule.mode == "hard" else 0))


HALF = Half(inspect=inspect, bounds=bounds)
