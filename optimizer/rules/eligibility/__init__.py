"""Eligibility 资格: which pairs are possible at all."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Eligibility(RuleBase):
    """A pair is eligible when it meets every condition given.

    match: for each trait named, helper.traits[t] and recipient.traits[t] share a word (a recipient without the trait asks
    nothing; a helper without it cannot). same_sex: both sexes known and equal. most_metres: the distance of the first distance rule
    by id whose source is not off (whatever its mode) is not above it; without such a rule an error finding. avoid: a helper
    named in recipient.traits["avoid"] (name or id; kin and the like) is not eligible.

    hard: only eligible pairs are used. Tier N: measure = number of pairings that are not eligible.
    """

    kind: Literal["eligibility"] = "eligibility"
    match: tuple[str, ...] = Field(default=(), title="须相符")
    same_sex: bool = Field(default=False, title="同性别")
    most_metres: int | None = Field(default=None, ge=0, title="最远米数")
    avoid: bool = Field(default=False, title="回避", description="respect recipient.traits['avoid']")

    unit: ClassVar[str] = "pairs"

    def columns(self) -> Columns:
        traits = tuple(f"traits.{name}" for name in self.match)
        helper: tuple[str, ...] = traits
        recipient: tuple[str, ...] = traits
        if self.same_sex:
            helper, recipient = (*helper, "sex"), (*recipient, "sex")
        if self.most_metres is not None:
            helper, recipient = (*helper, "start"), (*recipient, "area", "place")
        if self.avoid:
            helper, recipient = (*helper, "name", "id"), (*recipient, "traits.avoid")
        return Columns(helper=helper, recipient=recipient)
