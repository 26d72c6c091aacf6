"""Stages, compiled: only reported, so they shape nothing."""

from __future__ import annotations

from itertools import pairwise

from optimizer.rules.draft import Draft
from optimizer.rules.stages import Stages


def compile(rule: Stages, draft: Draft) -> None:
    ordered = sorted(rule.rows, key=lambda stage: (stage.first, stage.last))
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            draft.find("stages_overlap", "error", rule.origin, one=one.name, other=other.name)
    draft.note(rule, stages=len(ordered))
