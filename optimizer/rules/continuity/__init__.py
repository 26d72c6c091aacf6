"""Continuity 保持原结对: keep last roster's pairs."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Continuity(RuleBase):
    """Prefer the incumbent roster's pairings.

    A change is a recipient, present in the incumbent and now, whose set of helpers differs, counted once a slot (role and
    helper). Measure: number of incumbent pairings of recipients still present that the roster does not have; of these
    the forced ones are those whose helper is gone or takes no part. Tier N: minimised. hard with most_changes: at most
    so many (forced ones included). As pair costs: -1 for each incumbent pairing (helper, recipient, role), the tier's constant
    being the number of incumbent pairings of recipients still present. Recipients without an incumbent pairing never count.
    """

    kind: Literal["continuity"] = "continuity"
    most_changes: int | None = Field(default=None, ge=0, title="最多变动")

    unit: ClassVar[str] = "recipients"

    def columns(self) -> Columns:
        return Columns(helper=("id",), recipient=("id",))
