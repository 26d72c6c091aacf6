"""Supervision 督导: whoever helps in one role is supervised by somebody who helps in another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from optimizer.domain import Fact
from optimizer.rules.base import Columns, RuleBase


class SupervisorRow(Fact):
    """``supervisor`` may supervise ``helper``: ids, names that only one person bears, or 姓名(部门)."""

    supervisor: str = Field(title="督导人")
    helper: str = Field(title="帮扶人")


class Supervision(RuleBase):
    """Whoever helps a recipient in role ``supervised`` has a supervisor among those who help the same recipient in role
    ``supervisor``. The roles are named by id; empty: the programme's first and second. Recipients who need nobody in one of the
    two are free.

    Somebody may supervise a colleague who is listed with him in ``pairs``; and, when ``ranks`` or ``same_unit`` is given, one who
    meets both: ``ranks`` lists posts (or role groups), highest first, and the supervisor's comes before the colleague's (not
    listed: below all that are); ``same_unit``: both belong to one unit. Nobody supervises himself. Roles that the programme
    does not have, and names that nobody or several people bear, are error findings.

    Measure: pairings in role ``supervised``, of recipients who need both, without a supervisor. In the model the rows
    ``supervision.<rule id>``, each "these pairings in ``supervised`` are at most those of their supervisors in ``supervisor``": for every such
    recipient in order, the helpers in order, those with the same supervisors in one row if the recipient needs one helper in
    ``supervised``, else each in a row of his own.
    """

    kind: Literal["supervision"] = "supervision"
    supervised: str = Field(default="", title="被督导角色")
    supervisor: str = Field(default="", title="督导角色")
    by: Literal["post", "role_group"] = Field(default="role_group", title="按")
    ranks: tuple[str, ...] = Field(default=(), title="职级")
    same_unit: bool = Field(default=False, title="同部门")
    pairs: tuple[SupervisorRow, ...] = Field(default=(), title="督导名单")

    choices: ClassVar[Mapping[str, str]] = {"职务": "post", "角色": "role_group"}

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard", "report")
    unit: ClassVar[str] = "pairs"

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.ranks or self.same_unit or self.pairs):
            raise ValueError("ranks, same_unit or pairs must say who may supervise whom")
        return self

    def columns(self) -> Columns:
        return Columns(helper=("id",), recipient=("id",))
