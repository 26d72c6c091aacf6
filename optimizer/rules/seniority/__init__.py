"""Seniority 深度贫困配高职级: the deeper the need, the higher the rank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import Columns, RuleBase


class Seniority(RuleBase):
    """``ranks`` lists posts (or role groups), highest first. A helper's step is the place of his in the list, from 0; not
    listed: the length of the list. A recipient's depth is the largest priority of any recipient less its own (0 is the
    neediest, so the neediest are deepest). A pair costs step x depth, so that high ranks meet deep need wherever they can.

    Measure: the sum over pairings (each a pair cost).
    """

    kind: Literal["seniority"] = "seniority"
    by: Literal["post", "role_group"] = Field(default="role_group", title="按")
    ranks: tuple[str, ...] = Field(min_length=1, title="职级")

    choices: ClassVar[Mapping[str, str]] = {"职务": "post", "角色": "role_group"}

    allowed_modes: ClassVar[tuple[str, ...]] = ("tier", "report")
    unit: ClassVar[str] = "units"

    def columns(self) -> Columns:
        return Columns(helper=(self.by,), recipient=("priority",))
