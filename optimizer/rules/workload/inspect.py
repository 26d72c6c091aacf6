"""The judge's half of the workload report."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.view import Half, Reading, Slot, View
from optimizer.rules.workload import Workload


def inspect(rule: Workload, view: View, slots: Sequence[Slot]) -> Reading:
    """Helpers with recipients who owe more days than they have."""
    over = 0
    for row in {slot[0] for slot in slots}:
        helper = view.helpers[row]
        owed = rule.visit_days + sum(commitment.days for commitment in helper.commitments)
        have = rule.available_days if helper.available_days is None else helper.available_days
        over += owed > have
    return Reading(over, 0)


HALF = Half(inspect=inspect)
