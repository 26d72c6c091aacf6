"""Unit <-> village, compiled: units x areas, looked up in blocks."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft
from optimizer.rules.unit_area import UnitAreas


def compile(rule: UnitAreas, draft: Draft) -> None:
    unit_codes, units = draft.codes("helper", "unit")
    area_codes, areas = draft.codes("recipient", "area")
    unit_row = {unit: row for row, unit in enumerate(units)}
    area_row = {area: row for row, area in enumerate(areas)}
    outside = np.zeros((len(units), len(areas)), np.bool_)
    listed = sorted({row.unit for row in rule.rows if row.unit in unit_row})
    outside[[unit_row[unit] for unit in listed]] = True
    for unit in sorted({row.unit for row in rule.rows} - unit_row.keys()):
        draft.find("unit_unknown", "error", rule.origin, unit=unit)
    for area in sorted({row.area for row in rule.rows} - area_row.keys()):
        draft.find("area_unknown", "error", rule.origin, area=area)
    for row in rule.rows:
        if row.unit in unit_row and row.area in area_row:
            outside[unit_row[row.unit], area_row[row.area]] = False
    if rule.mode == "hard":
        draft.allow(rule, lambda h, r: ~outside[unit_codes[h][:, None], area_codes[r][None, :]])
    elif rule.active:
        draft.cost(rule, lambda h, r: outside[unit_codes[h][:, None], area_codes[r][None, :]].astype(np.int64))
