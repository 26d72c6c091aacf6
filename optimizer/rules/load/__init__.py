"""Load 负荷: weighted work within each helper's bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class LoadRow(Fact):
    """One line of the load table: whom it is for, and how much. ``by`` any matches everybody."""

    by: Literal["name", "post", "role_group", "unit", "any"] = Field(title="对象类型")
    value: str = Field(default="", title="取值")
    least: int = Field(default=0, ge=0, title="至少")
    most: int = Field(ge=0, title="最多")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError("least is above most")
        return self


class WindowRow(Fact):
    """Days on which these helpers may visit: term time, holidays, weekends. ``weekdays``: 1 Monday .. 7 Sunday."""

    by: Literal["name", "post", "role_group", "unit", "any"] = Field(title="对象类型")
    value: str = Field(default="", title="取值")
    first: date = Field(title="起")
    last: date = Field(title="止")
    weekdays: str = Field(default="12345", pattern="^[1-7]+$", title="星期")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first > self.last:
            raise ValueError("first is after last")
        if (self.last - self.first).days > MOST_DAYS:
            raise ValueError(f"a window is longer than {MOST_DAYS} days")
        return self


MOST_DAYS = 3660
"""Ten years: longer windows are slips of the pen."""


class Load(RuleBase):
    """The work of every helper lies between ``least`` and ``most`` of the first row that matches (as in quota).

    measure "weight": a pairing weighs recipient.weight. "minutes": ``visits`` x (2 x the minutes of the leg from the
    helper's start, else ``default_start``, to the recipient's place if listed, else area, + ``stay_minutes``); rows then
    speak of days of ``minutes_per_day``, and Helper.available_days, less the days of the commitments (not below 0), beats
    ``most``; so do, where that column is empty, the days of the ``windows`` that match the helper (all of them, each day once), less the
    commitments again. A leg without minutes of somebody who takes part, and a helper who takes part and whom no row matches (and who
    has neither available_days nor a window under "minutes"), are error findings; so is a least above most.

    Locked and required pairings raise ``most`` to their load; a helper kept by locks only has least 0 and their load as
    most. Measure: number of helpers outside their bounds. As a limit: ``load.<rule id>``, one group a helper.
    """

    kind: Literal["load"] = "load"
    measure: Literal["weight", "minutes"] = Field(default="weight", title="计量")
    rows: tuple[LoadRow, ...] = Field(default=(), title="负荷表")
    visits: int = Field(default=1, ge=1, title="每年次数")
    stay_minutes: int = Field(default=0, ge=0, title="每次停留分钟")
    minutes_per_day: int = Field(default=480, ge=1, title="每日分钟")
    default_start: str = Field(default="", title="默认出发地")
    windows: tuple[WindowRow, ...] = Field(default=(), title="可用时段")

    choices: ClassVar[Mapping[str, str]] = {
        "工作量": "weight",
        "分钟": "minutes",
        "角色": "role_group",
        "职务": "post",
        "部门": "unit",
        "姓名": "name",
        "全体": "any",
    }

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "helpers"

    @property
    def tier_form(self) -> str:
        return "excess"

    @property
    def measure_unit(self) -> str:
        return self.unit if not self.wished else "units" if self.measure == "weight" else "minutes"

    def columns(self) -> Columns:
        if self.measure == "weight":
            return Columns(helper=("id",), recipient=("weight",))
        return Columns(helper=("id", "start"), recipient=("area", "place"))
