"""Unit <-> village 部门联系村: a unit's pairings lie in the villages it answers for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class UnitArea(Fact):
    unit: str = Field(title="部门")
    area: str = Field(title="村")


class UnitAreas(RuleBase):
    """A helper whose unit is listed should have recipients only in the areas listed for that unit (several rows a unit
    allow several areas); helpers of units not listed are free.

    Measure: number of pairings outside. hard: none. A unit or area that nobody has is an error finding.
    """

    kind: Literal["unit_area"] = "unit_area"
    rows: tuple[UnitArea, ...] = Field(default=(), title="部门联系村表")

    def columns(self) -> Columns:
        return Columns(helper=("unit",), recipient=("area",))
