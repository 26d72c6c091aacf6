"""The judge's half of pledge."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.pledge import Pledge
from optimizer.rules.view import Half, Reading, Slot, View


def inspect(rule: Pledge, view: View, slots: Sequence[Slot]) -> Reading:
    """Helpers beyond their means."""
    sums = dict(rule.areas)
    promised: dict[int, int] = {}
    for helper, recipient, _ in slots:
        promised[helper] = promised.get(helper, 0) + sums.get(view.recipients[recipient].area, rule.yuan)
    most = rule.most_yuan
    return Reading(0 if most is None else sum(total > most for total in promised.values()), 0)


HALF = Half(inspect=inspect)
