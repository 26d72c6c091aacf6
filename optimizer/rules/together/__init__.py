"""Together 同一帮扶人: siblings and the like share their helpers."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.grouping import GroupingRule


class Together(GroupingRule):
    """The recipients of a group have the same helpers in each role.

    hard: in each role, every helper is paired with all members of a group or with none. Members who need different numbers
    of helpers are an error finding (in a tier: they count). Measure: number of (group, member after the first, role) whose helpers are not those of
    the first member.
    """

    kind: Literal["together"] = "together"

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "recipients"

    @property
    def tier_form(self) -> str:
        return "excess"
