"""Cohesion 集中: a helper's recipients lie in one village, a unit's in few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Cohesion(RuleBase):
    """The recipients of one helper (``by`` unit: of one unit; helpers without a unit are free) lie in at most ``most`` areas
    (``part`` township: townships); recipients without one count nowhere.

    Measure: over helpers (units), the areas used beyond ``most``; hard: none; in a tier: as few as possible.
    """

    kind: Literal["cohesion"] = "cohesion"
    by: Literal["helper", "unit"] = Field(default="helper", title="按")
    part: Literal["area", "township"] = Field(default="area", title="范围")
    most: int = Field(default=1, ge=1, title="最多")

    choices: ClassVar[Mapping[str, str]] = {
        "帮扶人": "helper",
        "个人": "helper",
        "部门": "unit",
        "村": "area",
        "乡镇": "township",
    }

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "areas"

    @property
    def tier_form(self) -> str:
        return "excess"

    def columns(self) -> Columns:
        return Columns(helper=("id",) if self.by == "helper" else ("unit",), recipient=(self.part,))
