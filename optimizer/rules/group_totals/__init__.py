"""Group totals 分组总数: least and most pairings of a unit, in an area, or of a unit in an area."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class TotalRow(Fact):
    """At least and at most so many pairings; an empty unit (area) means any."""

    unit: str = Field(default="", title="部门")
    area: str = Field(default="", title="村")
    least: int = Field(default=0, ge=0, title="至少")
    most: int | None = Field(default=None, ge=0, title="最多")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.most is not None and self.least > self.most:
            raise ValueError("least is above most")
        if not (self.unit or self.area):
            raise ValueError("a unit or an area is needed")
        return self


class GroupTotals(RuleBase):
    """Of every row: the number of pairings of the unit's helpers with recipients of the area lies in [least, most].

    A unit or area that nobody has, and a least above 0 for a unit of whom nobody takes part, are error findings; a (unit, area) may stand once. Measure: number of rows outside their
    bounds; in a tier: the pairings above ``most`` and lacking below ``least``, added up. As limits: ``totals.<rule id>.unit_area``, ``.unit`` and ``.area``, each for the rows of that sort: groups number
    the units (areas) in those rows in ascending order.
    """

    kind: Literal["group_totals"] = "group_totals"
    rows: tuple[TotalRow, ...] = Field(default=(), title="分组表")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "groups"

    @property
    def tier_form(self) -> str:
        return "excess"

    @property
    def measure_unit(self) -> str:
        return "pairs" if self.wished else self.unit

    @model_validator(mode="after")
    def _once(self) -> Self:
        if len({(row.unit, row.area) for row in self.rows}) < len(self.rows):
            raise ValueError("a unit and area stands twice")
        return self

    def columns(self) -> Columns:
        helper = ("unit",) if any(row.unit for row in self.rows) else ()
        return Columns(helper=helper, recipient=("area",) if any(row.area for row in self.rows) else ())
