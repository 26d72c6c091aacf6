"""A pair named by an office: used by require and forbid."""

from __future__ import annotations

from pydantic import Field

from optimizer.domain import Fact


class NamedPair(Fact):
    """helper and recipient by id, or by name when only one bears it, or 姓名(部门) / 姓名(村)."""

    helper: str = Field(title="帮扶人")
    recipient: str = Field(title="帮扶对象")
    reason: str = Field(default="", title="原因")
    author: str = Field(default="", title="决定人")
