"""Named pairs resolved to rows, each problem a finding."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.rules.base import RuleBase
from optimizer.rules.draft import Draft
from optimizer.rules.named_pair import NamedPair


def resolve(rule: RuleBase, draft: Draft, pairs: Iterable[NamedPair]) -> list[tuple[int, int]]:
    """(helper row, recipient row) of every pair that names one person on each side, once each, sorted."""
    found: set[tuple[int, int]] = set()
    for pair in pairs:
        helper = draft.said_helper(pair.helper, rule.origin)
        recipient = draft.said_recipient(pair.recipient, rule.origin)
        if helper is not None and recipient is not None:
            found.add((helper, recipient))
    return sorted(found)
