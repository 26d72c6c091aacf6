"""Team, compiled: groups that cannot share a helper as one limit, the others as a spread over their helpers."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft, DraftLimit, DraftSpread
from optimizer.rules.team import Team
from optimizer.rules.terms import Bools, Ints


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
    draft.finally_do(lambda: _bind(rule, draft, key, len(named)))


def _bind(rule: Team, draft: Draft, key: Ints, groups: int) -> None:
    needed = np.bincount(key[key >= 0], draft.need.sum(axis=1)[key >= 0], groups).astype(np.int64)
    tight = needed > rule.most
    shared = _shared(draft, key, tight)
    plain = tight & ~shared
    if plain.any() or rule.least:
        most = np.where(plain, rule.most, np.maximum(needed, rule.least))
        draft.limit(DraftLimit(rule.id, f"team.{rule.id}", None, key, least=rule.least, most=most))
    if shared.any():
        whole = np.where((key >= 0) & shared[key], key, -1)
        part = np.arange(len(draft.helpers), dtype=np.int64)
        draft.spread(DraftSpread(rule.id, f"team.{rule.id}.people", whole, part, rule.most, "recipient"))


def _shared(draft: Draft, key: Ints, tight: Bools) -> Bools:
    """bool[groups]: tight ones in which somebody may have two recipients."""
    out = np.zeros(len(tight), np.bool_)
    columns = np.flatnonzero((key >= 0) & tight[key])
    rows = np.flatnonzero(draft.active)
    if not len(columns) or not len(rows):
        return out
    columns = columns[np.argsort(key[columns], kind="stable")]
    starts = np.flatnonzero(np.diff(key[columns], prepend=-1))
    step = max(1, 2**22 // len(columns))
    for first in range(0, len(rows), step):
        block = rows[first : first + step]
        allowed = np.ones((len(block), len(columns)), np.bool_)
        for mask in draft.masks:
            allowed &= mask.block(block, columns)
        most = np.add.reduceat(allowed.astype(np.int64), starts, axis=1).max(axis=0)
        out[key[columns][starts]] |= most > 1
    return out
