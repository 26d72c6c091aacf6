"""Fit, compiled: helpers' words x causes -> points lost."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft
from optimizer.rules.fit import Fit


def compile(rule: Fit, draft: Draft) -> None:
    strength_codes, strengths = draft.codes("helper", f"traits.{rule.trait}")
    cause_codes, causes = draft.codes("recipient", "cause")
    for cause in sorted({row.cause for row in rule.rows} - set(causes)):
        draft.find("cause_unknown", "warning", rule.origin, cause=cause)
    if not rule.active:
        return
    fit = np.zeros((len(strengths), len(causes)), np.int64)
    best = np.zeros(len(causes), np.int64)
    for row in rule.rows:
        if row.cause not in causes:
            continue
        column = causes.index(row.cause)
        best[column] = max(best[column], row.points)
        able = np.array([row.word in (words or ()) for words in strengths], np.bool_)
        fit[able, column] = np.maximum(fit[able, column], row.points)
    lost = best[None, :] - fit
    draft.cost(rule, lambda h, r: lost[strength_codes[h][:, None], cause_codes[r][None, :]])
