"""Apart 不同帮扶人: two recipients never share a helper."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.grouping import GroupingRule


class Apart(GroupingRule):
    """No helper has two recipients of one group, in whatever role.

    Measure: over helpers and groups, the recipients beyond the first (hard: none). As limits: ``apart.<rule id>.L`` for
    layer L of groups, helper x group, most 1; groups in order, each in the first layer where it shares no member with those
    before.
    """

    kind: Literal["apart"] = "apart"

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "tier", "report")
    unit: ClassVar[str] = "recipients"

    @property
    def tier_form(self) -> str:
        return "excess"
