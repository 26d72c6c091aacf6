"""Continuity, compiled: a bonus on incumbent pairs, or one row that keeps enough of them."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Pairing
from optimizer.rules.continuity import Continuity
from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.terms import PairTerm, Scattered


def compile(rule: Continuity, draft: Draft) -> None:
    incumbent = draft.programme.incumbent
    there = [] if incumbent is None else [p for p in incumbent.pairings if p.recipient in draft.recipient_row]
    active = draft.active
    possible = [p for p in there if p.role < draft.roles and _active(draft, active, p)]
    forced = len(there) - len(possible)
    draft.note(rule, incumbent=len(there), forced=forced)
    if rule.mode == "hard":
        _at_most(rule, draft, possible, len(there), forced)
    elif rule.active:
        draft.constant(rule, len(there))
        for term in _terms(rule, draft, possible, -1):
            draft.cost(rule, term.block, term.role)


def _active(draft: Draft, active: np.ndarray[tuple[int], np.dtype[np.bool_]], pairing: Pairing) -> bool:
    row = draft.helper_row.get(pairing.helper)
    return row is not None and bool(active[row])


def _terms(rule: Continuity, draft: Draft, pairings: list[Pairing], value: int) -> list[PairTerm]:
    terms = []
    for role in range(draft.roles):
        pairs = [(draft.helper_row[p.helper], draft.recipient_row[p.recipient]) for p in pairings if p.role == role]
        block = Scattered.of(len(draft.helpers), len(draft.recipients), pairs, value)
        terms.append(PairTerm(rule.id, block, role))
    return terms


def _at_most(rule: Continuity, draft: Draft, possible: list[Pairing], present: int, forced: int) -> None:
    """At least (present - most_changes) incumbent pairings are used."""
    if rule.most_changes is None:
        draft.find("continuity_needs_limit", "error", rule.origin)
        return
    if forced > rule.most_changes:
        draft.find("changes_forced", "warning", rule.origin, forced=forced, most=rule.most_changes)
    weight = tuple(_terms(rule, draft, possible, 1))
    least = present - rule.most_changes
    draft.limit(DraftLimit(rule.id, f"changes.{rule.id}", weight=weight, least=least))
