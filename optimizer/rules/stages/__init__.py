"""Stages 分期目标: what a pairing is to reach by when: long-, middle- and short-term, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.domain.calendar import Month
from optimizer.rules.base import RuleBase


class Stage(Fact):
    """One stage of every pairing: first and last month, both included; ``reviews``: months of the year (1..12) in which it is
    looked at.
    """

    name: str = Field(min_length=1, title="阶段")
    first: Month = Field(title="起")
    last: Month = Field(title="止")
    target: str = Field(min_length=1, title="目标")
    measures: str = Field(default="", title="措施")
    reviews: tuple[int, ...] = Field(default=(), title="检查月份")
    clause: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first > self.last:
            raise ValueError("a stage ends before it begins")
        if any(not 1 <= month <= 12 for month in self.reviews):
            raise ValueError("a month of review is not 1..12")
        return self


class Stages(RuleBase):
    """Every pairing has the same plan: in each month of its term the stage in which the month lies says what is to be reached.

    Reported, never forced; printed pairing by pairing and year by year (years count from the beginning of the pairing's term).
    Measure: the pairings whose term (the programme's, where they have none) has a month in no stage. Two stages that share a month
    are an error finding. Source: long-, middle- and short-term plans by year of school twinning.
    """

    kind: Literal["stages"] = "stages"
    rows: tuple[Stage, ...] = Field(min_length=1, title="分期目标表")

    choices: ClassVar[Mapping[str, str]] = {}
    allowed_modes: ClassVar[tuple[str, ...]] = ("report",)
    unit: ClassVar[str] = "pairs"
