"""Team 导师人数: those who help one and the same person or family are few."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.rules.base import Columns, RuleBase


class Team(RuleBase):
    """Recipients whose traits[``trait``] hold the same words belong together (a student's subjects): they have at least
    ``least`` and at most ``most`` pairings between them, in whatever role. Recipients without the trait are free.

    A helper with two of a group's recipients counts twice, so that ``most`` pairings are never more than ``most`` helpers.
    Measure: over groups, the pairings missing from ``least`` and beyond ``most`` (hard: none). A trait that nobody has is an
    error finding. As a limit: ``team.<rule id>``, groups in ascending order of their words.
    """

    kind: Literal["team"] = "team"
    trait: str = Field(min_length=1, title="按列")
    least: int = Field(default=0, ge=0, title="至少")
    most: int = Field(ge=0, title="最多")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "report")
    unit: ClassVar[str] = "pairs"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError("least is above most")
        return self

    def columns(self) -> Columns:
        return Columns(recipient=(f"traits.{self.trait}",))
