"""Team, compiled: one limit, a group a distinct value of the trait."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.team import Team


def compile(rule: Team, draft: Draft) -> None:
    codes, values = draft.codes("recipient", f"traits.{rule.trait}")
    named = sorted({tuple(value) for value in values if value})
    if not named:
        draft.find("trait_unknown", "error", rule.origin, trait=rule.trait)
        return
    if not rule.active:
        return
    place = {words: number for number, words in enumerate(named)}
    key = np.array([place[tuple(value)] if value else -1 for value in values], np.int64)[codes]
    draft.limit(DraftLimit(rule.id, f"team.{rule.id}", None, key, least=rule.least, most=rule.most))
