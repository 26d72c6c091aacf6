"""The judge's half of fit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.fit import Fit
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View


def _lost(rule: Fit, words: Sequence[str], cause: str) -> int:
    asked = [row for row in rule.rows if row.cause == cause]
    met = [row.points for row in asked if row.word in words]
    return max((row.points for row in asked), default=0) - max(met, default=0)


def pairs(rule: Fit, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """Points lost by each pair."""
    word_of, words = view.codes("helper", f"traits.{rule.trait}", lambda h: h.traits.get(rule.trait, ()))
    cause_of, causes = view.codes("recipient", "cause", lambda r: r.cause)
    table = [[_lost(rule, own, cause) for cause in causes] for own in words]
    return PairReading(cost=np.array(table, np.int64)[np.ix_(word_of[helpers], cause_of[recipients])])


def inspect(rule: Fit, view: View, slots: Sequence[Slot]) -> Reading:
    """Points lost."""
    people = [(view.helpers[h], view.recipients[r]) for h, r, _ in slots]
    return Reading(sum(_lost(rule, h.traits.get(rule.trait, ()), r.cause) for h, r in people), 0)


HALF = Half(inspect=inspect, pairs=pairs)
