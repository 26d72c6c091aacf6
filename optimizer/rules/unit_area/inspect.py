"""The judge's half of unit <-> village."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.unit_area import UnitAreas
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View


def _outside(rule: UnitAreas, unit: str, area: str) -> bool:
    allowed = [row.area for row in rule.rows if row.unit == unit]
    return bool(allowed) and area not in allowed


def pairs(rule: UnitAreas, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """1 (hard: forbidden) for pairs outside the villages of a listed unit."""
    unit, units = view.codes("helper", "unit", lambda h: h.unit)
    area, areas = view.codes("recipient", "area", lambda r: r.area)
    table = np.array([[_outside(rule, u, a) for a in areas] for u in units], np.bool_)
    wrong = table.reshape(len(units), len(areas))[np.ix_(unit[helpers], area[recipients])]
    return PairReading(allowed=~wrong) if rule.mode == "hard" else PairReading(cost=wrong.astype(np.int64))


def inspect(rule: UnitAreas, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings outside."""
    wrong = sum(_outside(rule, view.helpers[h].unit, view.recipients[r].area) for h, r, _ in slots)
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, pairs=pairs)
