"""Group totals, compiled: up to three limits, keyed by unit, by area, or by both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.group_totals import GroupTotals, TotalRow
from optimizer.rules.terms import Ints

UNLIMITED = 2**40


def compile(rule: GroupTotals, draft: Draft) -> None:
    units, areas = draft.codes("helper", "unit")[1], draft.codes("recipient", "area")[1]
    for unit in sorted({row.unit for row in rule.rows if row.unit} - set(units)):
        draft.find("unit_unknown", "error", rule.origin, unit=unit)
    for area in sorted({row.area for row in rule.rows if row.area} - set(areas)):
        draft.find("area_unknown", "error", rule.origin, area=area)
    if not rule.active:
        return
    present = {draft.helpers[row].unit for row in np.flatnonzero(draft.active).tolist()}
    for row in rule.rows:
        if row.unit in units and row.unit not in present and row.least:
            draft.find("unit_without_helpers", "error", rule.origin, unit=row.unit, least=row.least)
    for sort in ("unit_area", "unit", "area"):
        rows = [row for row in rule.rows if _sort(row) == sort]
        if rows:
            _limit(rule, draft, sort, rows)


def _sort(row: TotalRow) -> str:
    return "_".join(name for name, value in (("unit", row.unit), ("area", row.area)) if value)


def _limit(rule: GroupTotals, draft: Draft, sort: str, rows: Sequence[TotalRow]) -> None:
    units, areas = sorted({row.unit for row in rows}), sorted({row.area for row in rows})
    least = np.zeros((len(units), len(areas)), np.int64)
    most = np.full((len(units), len(areas)), UNLIMITED, np.int64)
    for row in rows:
        place = units.index(row.unit), areas.index(row.area)
        least[place] = row.least
        most[place] = UNLIMITED if row.most is None else row.most
    draft.limit(
        DraftLimit(
            rule.id,
            f"totals.{rule.id}.{sort}",
            _key(draft, "helper", "unit", units) if units != [""] else None,
            _key(draft, "recipient", "area", areas) if areas != [""] else None,
            least=least.ravel(),
            most=most.ravel(),
        )
    )


def _key(draft: Draft, side: Literal["helper", "recipient"], column: str, names: Sequence[str]) -> Ints:
    codes, values = draft.codes(side, column)
    number = {name: place for place, name in enumerate(names)}
    return np.array([number.get(value, -1) for value in values], np.int64)[codes]
