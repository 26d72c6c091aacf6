"""Exclusion 不参与: who takes none, with reason and clause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from optimizer.domain import Month
from optimizer.rules.base import RuleBase


class Exclusion(RuleBase):
    """Helpers who take no recipients.

    basis "retirement": whoever retires no later than the last month of the window. The window's last month is
    ``until`` when given; else the reference day's month + ``window_months`` when given; else the last month of this round's
    term (programme.term.end). The boundary month itself is excluded. A given retirement_month beats the computation;
    otherwise it is computed from birth_month and retirement_track by the 2025 law (rules/exclusion/retirement.py for
    compile; the judge has its own). Missing data: with the track unknown, if every track this sex could have gives the same
    verdict that verdict stands and the helper is listed (ask, rules.track_unconfirmed); if they differ it is an error
    finding rules.track_unknown (待核实, never guessed). Men have one track (not listed, even when the column is empty); women (sex 女 or unknown) could be on 60, 55 or 50.
    No birth month and no given date: error finding rules.birth_unknown.
    basis "hardship": whoever is in the hardship register (Helper.hardship). basis "name": whoever is named: name, id,
    or 姓名(部门); a name that matches nobody, or several people, is an error finding.

    Only helpers whom no earlier rule (participation; exclusions with a smaller id) takes out are looked at.

    Always hard; helpers with pairings locked by a running term keep those and take no others. Measure: number of pairings
    of excluded helpers, locked ones excepted (0). Source: 实施渐进式延迟法定退休年龄的决定 (2025-01-01); the plan's clause.
    """

    kind: Literal["exclusion"] = "exclusion"
    basis: Literal["retirement", "hardship", "name"] = Field(title="依据")
    window_months: int | None = Field(default=None, ge=0, title="年限月数")
    until: Month | None = Field(default=None, title="截止月")
    names: tuple[str, ...] = Field(default=(), title="名单")
    reason: str = Field(default="", title="原因")
    decided_by: str = Field(default="", title="决定人")

    choices: ClassVar[Mapping[str, str]] = {"退休": "retirement", "登记困难": "hardship", "点名": "name"}
    allowed_modes: ClassVar[tuple[str, ...]] = ("hard",)
