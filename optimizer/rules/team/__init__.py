"""Team 导师人数: those who help one and the same person or family are few."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.rules.base import Columns, RuleBase


class Team(RuleBase):
    """Recipients whose traits[``trait``] hold the same words belong together (a student's subjects): they have at least
    ``least`` pairings and at most ``most`` different helpers between them, in whatever role. Recipients without the trait are free.

    Persons are counted: a helper with two of a group's recipients is one. Measure: over groups, the pairings missing from
    ``least`` and the helpers beyond ``most`` (hard: none). A trait that nobody has is an error finding.

    Groups number in ascending order of their words. A group can reach ``most`` only when its recipients need more helpers than that
    together. Where no helper may have two of such a group's recipients, pairings are persons: it is bound by the limit ``team.<rule id>``
    (all groups; most: ``most`` there, elsewhere all that is needed, at least ``least``). The other such groups are bound by the spread
    ``team.<rule id>.people``: wholes are groups, parts are helpers. Either is there only when it says something.
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
        return Columns(helper=("id",), recipient=(f"traits.{self.trait}",))
