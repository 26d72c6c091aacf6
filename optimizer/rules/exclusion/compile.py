"""Exclusion, compiled: retirement inside the window, registered hardship, by name."""

from __future__ import annotations

from optimizer.domain import Helper, month_index, month_text
from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.exclusion import Exclusion
from optimizer.rules.exclusion.retirement import possible_months, retirement_month


def compile(rule: Exclusion, draft: Draft) -> None:
    if rule.basis == "retirement":
        last = window_end(rule, draft)
        draft.note(rule, window_end=month_text(last))
        for row, helper in enumerate(draft.helpers):
            if draft.takes_part[row]:
                _retiring(rule, draft, row, helper, last)
    elif rule.basis == "hardship":
        for row, helper in enumerate(draft.helpers):
            if helper.hardship:
                draft.exclude(rule, row, "rules.in_hardship")
    else:
        for said in rule.names:
            named = draft.said_helper(said, rule.origin)
            if named is not None:
                draft.exclude(rule, named, "rules.by_name", reason=rule.reason, decided_by=rule.decided_by)


def window_end(rule: Exclusion, draft: Draft) -> int:
    """The last month of the window."""
    if rule.until is not None:
        return rule.until
    if rule.window_months is not None:
        day = draft.programme.reference_day
        return month_index(day.year, day.month) + rule.window_months
    return draft.programme.term.end


def _retiring(rule: Exclusion, draft: Draft, row: int, helper: Helper, last: int) -> None:
    if helper.retirement_month is not None:
        if helper.retirement_month <= last:
            facts = {"month": month_text(helper.retirement_month), "last": month_text(last)}
            draft.exclude(rule, row, "rules.retires_as_given", track=helper.retirement_track or "", **facts)
        return
    if helper.birth_month is None:
        draft.find("birth_unknown", "error", helper.origin, name=Private(helper.name), unit=helper.unit)
        return
    born = helper.birth_month
    if helper.retirement_track is not None:
        months: tuple[int, ...] = (retirement_month(born, helper.retirement_track),)
    else:
        months = possible_months(born, helper.sex)
    track = helper.retirement_track or ("男" if helper.sex == "男" else "")
    facts = {"born": month_text(born), "last": month_text(last)}
    if len(months) > 1:
        who = {"name": Private(helper.name), "unit": helper.unit}
        asked = {"months": tuple(month_text(month) for month in months)}
        if months[0] <= last < months[-1]:
            draft.find("track_unknown", "error", helper.origin, **who, **asked, **facts)
            return
        draft.find("track_unconfirmed", "ask", helper.origin, helper=helper.id, **who, **asked, **facts)
    if months[-1] <= last:
        draft.exclude(rule, row, "rules.retires", month=month_text(months[-1]), track=track, **facts)
