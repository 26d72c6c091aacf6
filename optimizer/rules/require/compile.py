"""Require, compiled: a lower bound on each listed pair, or a bonus."""

from __future__ import annotations

import numpy as np

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.named import resolve
from optimizer.rules.require import Require
from optimizer.rules.terms import Scattered


def compile(rule: Require, draft: Draft) -> None:
    pairs = resolve(rule, draft, rule.pairs)
    locked = {slot[:2] for slot in draft.standing}
    possible = []
    for helper, recipient in pairs:
        if draft.takes_part[helper] or (helper, recipient) in locked:
            possible.append((helper, recipient))
            continue
        person = draft.helpers[helper]
        draft.find("required_of_excluded", "error", rule.origin, person.origin, name=Private(person.name))
    if not rule.active:
        return
    for helper, recipient in possible:
        draft.name(helper, recipient)
        if rule.mode == "hard":
            draft.require(rule, helper, recipient)
    if rule.mode == "hard":
        draft.finally_do(lambda: _against_need(rule, draft))
    elif possible:
        draft.constant(rule, len(possible))
        draft.cost(rule, Scattered.of(len(draft.helpers), len(draft.recipients), possible, -1))


def _against_need(rule: Require, draft: Draft) -> None:
    """More required (and locked) pairs than a recipient needs."""
    ours = {pair[1] for pair, by in draft.required.items() if by is rule}
    held = {slot[:2] for slot in draft.standing} | set(draft.required)
    count = np.zeros(len(draft.recipients), np.int64)
    np.add.at(count, [pair[1] for pair in sorted(held)], 1)
    for row in sorted(ours):
        needed = int(draft.need[row].sum())
        if count[row] > needed:
            person = draft.recipients[row]
            facts = {"name": Private(person.name), "area": person.area, "locks": int(count[row]), "needed": needed}
            draft.find("required_above_need", "error", rule.origin, person.origin, **facts)
