"""Coverage, compiled: whether needs must be met, and what a missing helper costs."""

from __future__ import annotations

from optimizer.rules.coverage import Coverage
from optimizer.rules.draft import Draft


def compile(rule: Coverage, draft: Draft) -> None:
    if rule.mode == "hard":
        draft.need_form = "exact"
    elif rule.active:
        draft.need_form = "missing"
        if rule.price is not None:
            draft.missing_cost(rule, rule.price)
    draft.note(rule, recipients=len(draft.recipients), needed=int(draft.need.sum()))
