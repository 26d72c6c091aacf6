"""Fairness, compiled: a tier that looks at the groups of a limit."""

from __future__ import annotations

import numpy as np

from optimizer.rules.distance.compile import distance_rule, find_missing, travel
from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.fairness import Fairness
from optimizer.rules.terms import Block, Ints

WHOLE = 1_000_000


def compile(rule: Fairness, draft: Draft) -> None:
    measure = distance_rule(draft) if rule.measure == "metres" else None
    if rule.measure == "metres" and measure is None:
        draft.find("no_distance_rule", "error", rule.origin)
    if not rule.active:
        return
    if rule.by == "helper":
        draft.look_at(rule, "quota", costs=rule.measure != "count")
    else:
        name = f"load.{rule.id}"
        draft.limit(DraftLimit(rule.id, name, _units(draft)))
        draft.look_at(rule, name, costs=rule.measure != "count")
    if measure is not None:
        way = travel(measure, draft)
        if not measure.active:
            find_missing(measure, draft, way, "error")
        draft.cost(rule, way.block)
    elif rule.measure == "share":
        draft.finally_do(lambda: draft.cost(rule, _shares(rule, draft)))
    elif rule.form == "worst":
        draft.cost(rule, lambda h, r: np.ones((len(h), len(r)), np.int64))


def _units(draft: Draft) -> Ints:
    """int64[helpers]: the number of the helper's unit in ascending order, -1 without a unit."""
    codes, units = draft.codes("helper", "unit")
    number = {unit: place for place, unit in enumerate(sorted(unit for unit in units if unit))}
    return np.array([number.get(unit, -1) for unit in units], np.int64)[codes]


def _shares(rule: Fairness, draft: Draft) -> Block:
    """What one pairing of each helper counts."""
    quotas = draft.final
    capacity = np.zeros(len(draft.helpers), np.int64) if quotas is None else np.maximum(quotas.most, 0)
    if rule.by == "unit":
        unit = _units(draft)
        inside = draft.active & (unit >= 0)
        whole = np.bincount(unit[inside], weights=capacity[inside], minlength=int(unit.max(initial=-1)) + 1)
        capacity = np.where(unit >= 0, np.append(whole.astype(np.int64), 0)[unit], 0)
    part = np.where(capacity > 0, WHOLE // np.maximum(capacity, 1), 0)
    return lambda h, r: np.broadcast_to(part[h][:, None], (len(h), len(r)))
