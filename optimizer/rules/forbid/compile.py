"""Forbid, compiled: a scattered mask or cost."""

from __future__ import annotations

from optimizer.rules.draft import Draft
from optimizer.rules.forbid import Forbid
from optimizer.rules.named import resolve
from optimizer.rules.terms import Scattered


def compile(rule: Forbid, draft: Draft) -> None:
    pairs = resolve(rule, draft, rule.pairs)
    if not rule.active or not pairs:
        return
    for helper, recipient in pairs:
        draft.name(helper, recipient)
    listed = Scattered.of(len(draft.helpers), len(draft.recipients), pairs)
    if rule.mode == "hard":
        draft.allow(rule, lambda h, r: listed(h, r) == 0)
    else:
        draft.cost(rule, listed)
