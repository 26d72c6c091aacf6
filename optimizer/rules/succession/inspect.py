"""The judge's half of succession."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import Pairing
from optimizer.rules.succession import Succession
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View


def _old(view: View) -> list[Pairing]:
    """Incumbent pairings of recipients still there."""
    roster = view.programme.incumbent
    return [p for p in (roster.pairings if roster else ()) if p.recipient in view.recipient_row]


def _gone(view: View, helper: str) -> bool:
    row = view.helper_row.get(helper)
    return row is None or not (view.takes_part[row] or any(slot[0] == row for slot in view.standing))


def _units_left(rule: Succession, view: View) -> dict[tuple[int, int], set[str]]:
    """(recipient row, role) -> units of those who left it."""
    found: dict[tuple[int, int], set[str]] = {}
    for pairing in _old(view):
        if _gone(view, pairing.helper):
            row = view.helper_row.get(pairing.helper)
            told = next((unit for who, unit in reversed(rule.units) if who == pairing.helper), "")
            unit = view.helpers[row].unit if row is not None else told
            found.setdefault((view.recipient_row[pairing.recipient], pairing.role), set()).add(unit)
    return found


def _facts(rule: Succession, view: View) -> tuple[dict[tuple[int, int], set[str]], set[tuple[str, str]], set[Slot]]:
    """Units left, (helper id, area) of the incumbent, incumbent slots of those who are there."""

    def read() -> tuple[dict[tuple[int, int], set[str]], set[tuple[str, str]], set[Slot]]:
        areas = {(p.helper, view.recipients[view.recipient_row[p.recipient]].area) for p in _old(view)}
        slots = {
            (view.helper_row[p.helper], view.recipient_row[p.recipient], p.role)
            for p in _old(view)
            if p.helper in view.helper_row
        }
        return _units_left(rule, view), areas, slots

    return view.once(("succession", rule.id), read)


def _step(rule: Succession, view: View, slot: Slot) -> int:
    left, areas, slots = _facts(rule, view)
    units = left.get((slot[1], slot[2]))
    if units is None or slot in slots:
        return 0
    helper, recipient = view.helpers[slot[0]], view.recipients[slot[1]]
    if helper.unit and helper.unit in units:
        return 0
    return 1 if (helper.id, recipient.area) in areas else 2


def pairs(rule: Succession, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """The step of each pair whose recipient has lost somebody in this role."""
    left = _facts(rule, view)[0]
    cost = np.zeros((len(helpers), len(recipients)), np.int64)
    for column, recipient in enumerate(recipients.tolist()):
        if (recipient, role) in left:
            cost[:, column] = [_step(rule, view, (helper, recipient, role)) for helper in helpers.tolist()]
    return PairReading(cost=cost)


def inspect(rule: Succession, view: View, slots: Sequence[Slot]) -> Reading:
    """The sum of steps."""
    return Reading(sum(_step(rule, view, slot) for slot in slots), 0)


HALF = Half(inspect=inspect, pairs=pairs)
