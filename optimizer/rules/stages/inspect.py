"""The judge's half of stages."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.stages import Stages
from optimizer.rules.view import Half, Reading, Slot, View


def inspect(rule: Stages, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings with a month of their term outside every stage."""
    months = {month for stage in rule.rows for month in range(stage.first, stage.last + 1)}
    usual = view.programme.term
    open_ = 0
    for slot in slots:
        running = view.running.get(slot)
        term = running.term if running is not None and running.term is not None else usual
        open_ += any(month not in months for month in range(term.start, term.end + 1))
    return Reading(open_, 0)


HALF = Half(inspect=inspect)
