"""The judge's half of forbidden pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.forbid import Forbid
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View, listed_pairs


def _listed(rule: Forbid, view: View) -> set[tuple[int, int]]:
    def find() -> set[tuple[int, int]]:
        return {
            (view.called(rule, pair.helper, "helper"), view.called(rule, pair.recipient, "recipient"))
            for pair in rule.pairs
        }

    return view.once(("listed", rule.id), find)


def bounds(rule: Forbid, view: View) -> None:
    """People named stand for themselves."""
    if rule.mode != "report":
        for helper, recipient in _listed(rule, view):
            view.name(helper, recipient)


def pairs(rule: Forbid, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """1 (hard: forbidden) for each listed pair."""
    hit = listed_pairs(view, _listed(rule, view), helpers, recipients)
    return PairReading(allowed=~hit) if rule.mode == "hard" else PairReading(cost=hit.astype(np.int64))


def inspect(rule: Forbid, view: View, slots: Sequence[Slot]) -> Reading:
    """Listed pairs that are in the roster."""
    wrong = len(_listed(rule, view) & {(helper, recipient) for helper, recipient, _ in slots})
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, bounds=bounds, pairs=pairs)
