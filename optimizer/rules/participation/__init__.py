"""Participation 参加范围: who takes part, by 编制类别, and what the office decided about single people."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from optimizer.rules.base import RuleBase


class Participation(RuleBase):
    """Only helpers whose ``employment`` is listed take part (empty list: everybody), and not those ruled out.

    Helper.ruling decides about one person: takes_part False takes the helper out (code rules.ruled_out with reason and
    author), True keeps a helper in whose remark was asked about; it does not bring in somebody whom ``employment`` or an
    exclusion takes out. A remark by itself never excludes: participating helpers with a remark and no ruling are findings
    of severity ask (rules.remark_asked). An empty 编制类别 where the list is not empty is an error finding.

    Always hard. Measure: number of pairings of helpers who do not take part (0), locked ones excepted.
    """

    kind: Literal["participation"] = "participation"
    employment: tuple[str, ...] = Field(default=(), title="编制类别")

    allowed_modes: ClassVar[tuple[str, ...]] = ("hard",)
