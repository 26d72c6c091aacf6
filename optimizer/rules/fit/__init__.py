"""Fit 因户制宜: what a helper can do against the cause of the recipient's hardship."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class FitRow(Fact):
    """A recipient with this cause is helped, with so many points, by a helper who has this word among the strengths."""

    cause: str = Field(title="致贫原因")
    word: str = Field(title="特长")
    points: int = Field(default=1, ge=0, title="分值")


class Fit(RuleBase):
    """The fit of a pair is the most points of a row whose cause is the recipient's and whose word is in
    helper.traits[``trait``]; 0 without such a row. The points lost are the most points of any row with that cause, less the
    fit; recipients whose cause no row names lose nothing.

    Measure: points lost, summed over pairings (each a pair cost). Off unless listed: matching helpers to causes is our addition.
    """

    kind: Literal["fit"] = "fit"
    rows: tuple[FitRow, ...] = Field(default=(), title="匹配表")
    trait: str = Field(default="strengths", title="特长列")

    allowed_modes: ClassVar[tuple[str, ...]] = ("tier", "report")
    unit: ClassVar[str] = "points"

    def columns(self) -> Columns:
        return Columns(helper=(f"traits.{self.trait}",), recipient=("cause",))
