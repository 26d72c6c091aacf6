"""Reserve, compiled: at most capacity less spare, by unit and for all."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.reserve import Reserve
from optimizer.rules.terms import Ints


def compile(rule: Reserve, draft: Draft) -> None:
    codes, units = draft.codes("helper", "unit")
    listed = sorted({row.unit for row in rule.rows if row.unit})
    for unit in listed:
        if unit not in units:
            draft.find("unit_unknown", "error", rule.origin, unit=unit)
    number = {unit: place for place, unit in enumerate(listed)}
    key = np.array([number.get(unit, -1) for unit in units], np.int64)[codes]
    if rule.active:
        draft.finally_do(lambda: _limits(rule, draft, listed, key))


def _limits(rule: Reserve, draft: Draft, listed: list[str], key: Ints) -> None:
    if draft.final is None:
        return
    places = np.where(draft.active, np.maximum(draft.final.most, 0), 0)
    spare = {row.unit: row.spare for row in rule.rows}
    most = np.bincount(key[key >= 0], weights=places[key >= 0], minlength=len(listed)).astype(np.int64)
    for unit, have in [*zip(listed, most.tolist(), strict=True), ("", int(places.sum()))]:
        if spare.get(unit, 0) > have:
            draft.find("reserve_too_large", "error", rule.origin, unit=unit or "*", spare=spare[unit], places=have)
    if listed:
        left = most - np.array([spare[unit] for unit in listed], np.int64)
        draft.limit(DraftLimit(rule.id, f"reserve.{rule.id}", key, most=np.maximum(left, 0)))
    if "" in spare:
        draft.limit(DraftLimit(rule.id, f"reserve.{rule.id}.all", most=int(places.sum()) - spare[""]))
