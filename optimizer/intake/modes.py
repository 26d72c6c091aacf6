"""How strictly a rule holds, as the rule table writes it."""

from __future__ import annotations

import re

from optimizer.intake.column import Remark, Unfit
from optimizer.intake.parsers import text
from optimizer.intake.raw import Value
from optimizer.intake.text import words

_HARD = frozenset(words("硬性 必须 强制 硬约束 hard 硬"))
_REPORT = frozenset(words("仅报告 报告 只统计 统计 仅统计 report 只报告"))
_TIER = re.compile(r"(?:第|tier|目标|优先)?\s*([1-9]\d?|[一二三四五六七八九])\s*(?:层|级|位|优先|目标|tier)?")


def mode(value: Value, unit: str, remarks: list[Remark]) -> str | int | None:
    """``hard``, ``report`` or the number of a tier."""
    found = text(value, unit, remarks)
    if found is None:
        return None
    key = found.casefold().replace(" ", "")
    if key in _HARD:
        return "hard"
    if key in _REPORT:
        return "report"
    if match := _TIER.fullmatch(key):
        return int(match[1]) if match[1].isdigit() else "一二三四五六七八九".index(match[1]) + 1
    raise Unfit("intake.bad_mode", value=found)
