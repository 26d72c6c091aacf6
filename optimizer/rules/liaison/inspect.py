"""The judge's half of the liaison rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.liaison import Liaison
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View


def pairs(rule: Liaison, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """1 (hard: forbidden) for a liaison leader's pairs outside the leader's village."""
    own, owns = view.codes("helper", "liaison", lambda h: h.liaison_area)
    area, areas = view.codes("recipient", "area", lambda r: r.area)
    table = np.array([[bool(o) and o != a for a in areas] for o in owns], np.bool_)
    wrong = table.reshape(len(owns), len(areas))[np.ix_(own[helpers], area[recipients])]
    return PairReading(allowed=~wrong) if rule.mode == "hard" else PairReading(cost=wrong.astype(np.int64))


def inspect(rule: Liaison, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings of liaison leaders outside their village."""
    wrong = 0
    for helper, recipient, _ in slots:
        village = view.helpers[helper].liaison_area
        wrong += village != "" and village != view.recipients[recipient].area
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, pairs=pairs)
