"""Term lock 期内不变: pairings inside their term stand; only an event opens them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.rules.base import RuleBase


class TermLock(RuleBase):
    """An incumbent pairing stands when its term covers the month in which this round begins (programme.term.start), or when
    somebody marked it 锁定, unless its helper or recipient is no longer there, or it is ``released`` (helper, recipient ids
    with the event that opens it). Standing pairings are kept in their role with their own term.

    hard: a helper excluded otherwise keeps standing pairings and gets no others. Two standing pairings for one slot beyond the
    recipient's need, or one that another hard rule (forbid, eligibility, liaison, unit_area, distance) does not allow, are
    error findings. Released pairings are listed (note
    rules.lock_released, facts: reason left / gone / event).
    Measure: number of standing pairings that are broken. Tier N: minimised instead of enforced (helpers excluded
    otherwise are out); as pair costs: -1 for each standing pairing, the tier's constant being their number. Hard or tier N:
    people with standing pairings are rows of their own in the model.
    """

    kind: Literal["term_lock"] = "term_lock"
    released: tuple[tuple[str, str, str], ...] = Field(default=(), title="解除")
