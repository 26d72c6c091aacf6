"""Pledge, compiled: only reported, so it shapes nothing."""

from __future__ import annotations

from optimizer.rules.draft import Draft
from optimizer.rules.pledge import Pledge


def compile(rule: Pledge, draft: Draft) -> None:
    areas = draft.codes("recipient", "area")[1]
    for area in sorted({area for area, _ in rule.areas} - set(areas)):
        draft.find("area_unknown", "error", rule.origin, area=area)
    draft.note(rule, yuan=rule.yuan)
