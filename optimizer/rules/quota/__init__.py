"""Quota 名额: least and most recipients per helper, by a table, with personal override."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.rules.base import RuleBase


class QuotaRow(Fact):
    """One line of the 名额 table: whom it is for, and how many. ``by`` any matches everybody."""

    by: Literal["name", "post", "role_group", "unit", "any"] = Field(title="对象类型")
    value: str = Field(default="", title="取值")
    least: int = Field(default=0, ge=0, title="至少")
    most: int = Field(ge=0, title="最多")
    role: str = Field(
        default="", title="角色", description="only recipients' slot of this role id; empty: all slots together"
    )
    clause: str = Field(default="", title="条款")

    @model_validator(mode="after")
    def _ordered(self) -> QuotaRow:
        if self.least > self.most:
            raise ValueError("least is above most")
        return self


class Quota(RuleBase):
    """Helper h takes at least ``least`` and at most ``most`` recipients.

    The first row (in table order) that matches decides: ``name`` equals the helper's name or id, ``post`` / ``role_group``
    / ``unit`` equal that field, ``any`` matches all. A helper's own least / most (columns of the staff table) beat the row.
    Rows with ``role`` bound only pairings in that role, beside the row without role that matches the helper; each role
    is looked up on its own. A participating helper whom no row matches and who has no ``most`` of its own is an error finding
    that names the helper's cell.
    Locked pairings (term_lock, require) raise ``most`` to their number and count towards both bounds; a helper kept in only
    by locks (excluded otherwise) has least = most = number of locks; bounds by role likewise, with the locks in that role.
    A pair that is both locked and required counts once. A bound with least above most, a ``role`` that the programme does
    not have, and a rule table without a quota rule are error findings.

    Always hard. Measure: number of helpers outside their bounds.
    """

    kind: Literal["quota"] = "quota"
    rows: tuple[QuotaRow, ...] = Field(min_length=1, title="名额表")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard",)
    unit: ClassVar[str] = "helpers"
