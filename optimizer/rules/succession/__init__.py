"""Succession 接续: who takes over from a leaver."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Succession(RuleBase):
    """A leaver is the helper of an incumbent pairing who is not in the programme, or neither takes part nor is kept by
    locks. In the role of such a pairing the recipient should go to a colleague of the leaver's unit (step 0), else to
    somebody who has an incumbent pairing in the recipient's area (step 1), else to anybody (step 2). With several leavers in
    one role the smallest step counts; whoever has this recipient in this role in the incumbent roster costs nothing.

    A leaver's unit is that of the helper if still listed, else what ``units`` says (helper id, unit); unknown or empty: no
    step 0, and a finding (ask, rules.leaver_unit_unknown). Area: the recipient's of now, both for the pairing looked at and
    for the incumbent pairings, of recipients still present. Measure: the sum of steps over pairings (each a pair cost).
    Source: successor from the same department, else from those already paired in that village, else others.
    """

    kind: Literal["succession"] = "succession"
    units: tuple[tuple[str, str], ...] = Field(default=(), title="原部门")

    allowed_modes: ClassVar[tuple[str, ...]] = ("tier", "report")
    unit: ClassVar[str] = "steps"

    def columns(self) -> Columns:
        return Columns(helper=("id",), recipient=("id",))
