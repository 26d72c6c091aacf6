"""Cohesion, compiled: one spread; helpers who cannot have more recipients than areas allowed are left out."""

from __future__ import annotations

import numpy as np

from optimizer.rules.cohesion import Cohesion
from optimizer.rules.draft import Draft, DraftSpread


def compile(rule: Cohesion, draft: Draft) -> None:
    if rule.active:
        draft.finally_do(lambda: _spread(rule, draft))


def _spread(rule: Cohesion, draft: Draft) -> None:
    codes, parts = draft.codes("recipient", rule.part)
    part = np.where(np.array([not name for name in parts], np.bool_)[codes], -1, codes)
    if rule.by == "helper":
        whole = np.arange(len(draft.helpers), dtype=np.int64)
        if draft.final is not None:
            whole = np.where(draft.final.most > rule.most, whole, -1)
    else:
        unit_codes, units = draft.codes("helper", "unit")
        whole = np.where(np.array([not name for name in units], np.bool_)[unit_codes], -1, unit_codes)
    draft.spread(DraftSpread(rule.id, f"cohesion.{rule.id}", whole, part, rule.most))
