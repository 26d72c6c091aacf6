"""Seniority, compiled: an outer product of steps and depths."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft
from optimizer.rules.seniority import Seniority


def compile(rule: Seniority, draft: Draft) -> None:
    codes, values = draft.codes("helper", rule.by)
    for rank in sorted(set(rule.ranks) - set(values)):
        draft.find("rank_unknown", "warning", rule.origin, rank=rank)
    if not rule.active or not draft.recipients:
        return
    first = {rank: place for place, rank in reversed(list(enumerate(rule.ranks)))}
    step = np.array([first.get(value, len(rule.ranks)) for value in values], np.int64)[codes]
    priority = np.array([recipient.priority for recipient in draft.recipients], np.int64)
    depth = priority.max() - priority
    draft.cost(rule, lambda h, r: step[h][:, None] * depth[r][None, :])
