"""The judge's half of continuity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.continuity import Continuity
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View, listed_pairs


def _kept_if_possible(view: View) -> tuple[set[Slot], int]:
    """Incumbent slots of people still there, and incumbent pairings of recipients still there."""
    return view.once("incumbent", lambda: _incumbent(view))


def _incumbent(view: View) -> tuple[set[Slot], int]:
    slots: set[Slot] = set()
    number = 0
    for pairing in view.programme.incumbent.pairings if view.programme.incumbent is not None else ():
        if pairing.recipient not in view.recipient_row:
            continue
        number += 1
        if pairing.helper in view.helper_row:
            slots.add((view.helper_row[pairing.helper], view.recipient_row[pairing.recipient], pairing.role))
    return slots, number


def bounds(rule: Continuity, view: View) -> None:
    """Everybody stands for himself."""
    if rule.active:
        view.individuals = True


def pairs(rule: Continuity, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """-1 for each incumbent pairing."""
    own = [slot[:2] for slot in _kept_if_possible(view)[0] if slot[2] == role]
    return PairReading(cost=-listed_pairs(view, own, helpers, recipients).astype(np.int64))


def constant(rule: Continuity, view: View) -> int:
    return _kept_if_possible(view)[1]


def inspect(rule: Continuity, view: View, slots: Sequence[Slot]) -> Reading:
    """Incumbent pairings of recipients still there that the roster does not have."""
    old, number = _kept_if_possible(view)
    changes = number - len(old & set(slots))
    most = rule.most_changes
    return Reading(changes, 0 if most is None else max(0, changes - most))


HALF = Half(inspect=inspect, bounds=bounds, pairs=pairs, constant=constant)
