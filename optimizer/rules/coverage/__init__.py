"""Coverage 全覆盖: each recipient gets the helpers it needs."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Coverage(RuleBase):
    """Recipient r gets exactly ``needs[role]`` different helpers in each role.

    hard: no roster exists unless everybody is served. Tier N: helpers may be missing; what is minimised is the number
    missing, neediest first: one tier per priority level, priority 0 before 1 before 2 (lexicographic), each counting the
    missing helpers of recipients at that level. With ``price`` there are no such tiers: each missing helper adds
    ``price`` (times weight) to tier N, in the unit of the rules that share it.

    A helper has at most one role with a recipient. Pairs exist only in roles in which the recipient needs somebody.
    With mode report nobody has to be served: a recipient then gets at most ``needs[role]``. A rule table that does not
    speak of coverage means hard (planning adds the rule).

    Measure: number of missing helpers. Source: 不漏一户、不漏一人.
    """

    kind: Literal["coverage"] = "coverage"
    price: int | None = Field(default=None, ge=0, title="未落实代价")

    unit: ClassVar[str] = "recipients"

    def columns(self) -> Columns:
        return Columns(recipient=("needs", "priority") if self.mode != "hard" else ("needs",))
