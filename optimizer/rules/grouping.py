"""Recipients that belong together in a rule: named lists, and the words of a trait."""

from __future__ import annotations

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class GroupingRule(RuleBase):
    """``groups``: lists of recipients by id, name or 姓名(村). ``trait``: recipients who share a word in traits[trait] are a
    group, one group a word, in ascending order, after the lists. Groups of fewer than two are left out.

    A name that matches nobody or several people is an error finding. Unless the mode is report, the recipients in groups and
    every helper are rows of their own in the model.
    """

    groups: tuple[tuple[str, ...], ...] = Field(default=(), title="名单")
    trait: str = Field(default="", title="按列")

    def columns(self) -> Columns:
        return Columns(helper=("id",))
