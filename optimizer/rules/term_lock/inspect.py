"""The judge's half of the term lock."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import Pairing
from optimizer.rules.term_lock import TermLock
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View, listed_pairs


def standing(rule: TermLock, view: View) -> dict[Slot, Pairing]:
    """Incumbent pairings inside their term or marked, of people still there, that no event opened."""
    return view.once(("standing", rule.id), lambda: _standing(rule, view))


def _standing(rule: TermLock, view: View) -> dict[Slot, Pairing]:
    opened = {(helper, recipient) for helper, recipient, _ in rule.released}
    begins = view.programme.term.start
    found = {}
    for pairing in view.programme.incumbent.pairings if view.programme.incumbent is not None else ():
        runs = pairing.locked or (pairing.term is not None and pairing.term.start <= begins <= pairing.term.end)
        there = pairing.helper in view.helper_row and pairing.recipient in view.recipient_row
        if runs and there and pairing.role < view.roles and (pairing.helper, pairing.recipient) not in opened:
            slot = (view.helper_row[pairing.helper], view.recipient_row[pairing.recipient], pairing.role)
            found[slot] = pairing
    return found


def bounds(rule: TermLock, view: View) -> None:
    """Standing pairings keep their term; with a hard rule they must stay."""
    if rule.mode == "report":
        return
    found = standing(rule, view)
    view.running.update(found)
    for helper, recipient, _ in found:
        view.name(helper, recipient)
    if rule.mode == "hard":
        view.standing |= set(found)


def pairs(rule: TermLock, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """-1 for each standing pairing."""
    own = [slot[:2] for slot in standing(rule, view) if slot[2] == role]
    return PairReading(cost=-listed_pairs(view, own, helpers, recipients).astype(np.int64))


def constant(rule: TermLock, view: View) -> int:
    return len(standing(rule, view))


def inspect(rule: TermLock, view: View, slots: Sequence[Slot]) -> Reading:
    """Standing pairings that the roster does not have."""
    broken = len(set(standing(rule, view)) - set(slots))
    return Reading(broken, broken)


HALF = Half(inspect=inspect, bounds=bounds, pairs=pairs, constant=constant)
