"""The judge's half of seniority."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.seniority import Seniority
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, View


def _steps(rule: Seniority, view: View) -> list[int]:
    found = []
    for helper in view.helpers:
        own = helper.post if rule.by == "post" else helper.role_group
        found.append(rule.ranks.index(own) if own in rule.ranks else len(rule.ranks))
    return found


def _depths(view: View) -> list[int]:
    shallowest = max((recipient.priority for recipient in view.recipients), default=0)
    return [shallowest - recipient.priority for recipient in view.recipients]


def pairs(rule: Seniority, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """Step x depth."""
    steps = view.once(("steps", rule.id), lambda: np.array(_steps(rule, view), np.int64))
    depths = view.once("depths", lambda: np.array(_depths(view), np.int64))
    return PairReading(cost=np.multiply.outer(steps[helpers], depths[recipients]))


def inspect(rule: Seniority, view: View, slots: Sequence[Slot]) -> Reading:
    """The sum of step x depth."""
    steps, depths = _steps(rule, view), _depths(view)
    return Reading(sum(steps[h] * depths[r] for h, r, _ in slots), 0)


HALF = Half(inspect=inspect, pairs=pairs)
