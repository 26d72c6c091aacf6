"""Workload 工作量: visit days against the days a helper has."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import RuleBase


class Workload(RuleBase):
    """A helper with at least one recipient owes ``visit_days`` days a year in the village (per helper, not per recipient),
    plus the days of Helper.commitments; available are Helper.available_days, else ``available_days``.

    Report only here. Measure: number of helpers who owe more than they have; facts list total days owed.
    Source: 每名帮扶责任人每年到村不少于 15 天.
    """

    kind: Literal["workload"] = "workload"
    visit_days: int = Field(default=15, ge=0, title="每年到村天数")
    available_days: int = Field(default=250, ge=0, title="可用天数")

    allowed_modes: ClassVar[tuple[str, ...]] = ("report",)
    unit: ClassVar[str] = "helpers"
