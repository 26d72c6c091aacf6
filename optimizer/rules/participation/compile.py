"""Participation, compiled: who is taken out by 编制类别 or by a ruling; remarks are asked at the end."""

from __future__ import annotations

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.participation import Participation


def compile(rule: Participation, draft: Draft) -> None:
    listed = set(rule.employment)
    for row, helper in enumerate(draft.helpers):
        if listed and not helper.employment:
            draft.find("employment_empty", "error", helper.origin, name=Private(helper.name))
        elif listed and helper.employment not in listed:
            draft.exclude(rule, row, "rules.not_of_employment", employment=helper.employment, allowed=rule.employment)
        elif helper.ruling is not None and not helper.ruling.takes_part:
            ruling = helper.ruling
            draft.exclude(rule, row, "rules.ruled_out", reason=ruling.reason, decided_by=ruling.decided_by)
    draft.finally_do(lambda: _ask_remarks(draft))


def _ask_remarks(draft: Draft) -> None:
    for row, helper in enumerate(draft.helpers):
        if draft.takes_part[row] and helper.remark.strip() and helper.ruling is None:
            facts = {"name": Private(helper.name), "unit": helper.unit, "remark": Private(helper.remark, "text")}
            draft.find("remark_asked", "ask", helper.origin, helper=helper.id, **facts)
