"""The judge's half of required pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.require import Require
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View, listed_pairs


def _listed(rule: Require, view: View) -> set[tuple[int, int]]:
    def find() -> set[tuple[int, int]]:
        return {
            (view.called(rule, pair.helper, "helper"), view.called(rule, pair.recipient, "recipient"))
            for pair in rule.pairs
        }

    return view.once(("listed", rule.id), find)


def bounds(rule: Require, view: View) -> None:
    """People named stand for themselves; a hard rule's pairs must be."""
    if rule.mode == "report":
        return
    for helper, recipient in _listed(rule, view):
        view.name(helper, recipient)
    if rule.mode == "hard":
        view.required |= _listed(rule, view)


def pairs(rule: Require, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """-1 for each listed pair."""
    return PairReading(cost=-listed_pairs(view, _listed(rule, view), helpers, recipients).astype(np.int64))


def constant(rule: Require, view: View) -> int:
    return len(_listed(rule, view))


def inspect(rule: Require, view: View, slots: Sequence[Slot]) -> Reading:
    """Listed pairs that are not in the roster, in any role."""
    broken = len(_listed(rule, view) - {(helper, recipient) for helper, recipient, _ in slots})
    return Reading(broken, broken)


HALF = Half(inspect=inspect, bounds=bounds, pairs=pairs, constant=constant)
