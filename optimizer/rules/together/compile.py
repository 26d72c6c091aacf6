"""Together, compiled: for every helper, each member as often as the first."""

from __future__ import annotations

import numpy as np

from optimizer.messages import Private
from optimizer.rules.draft import Draft, DraftRow
from optimizer.rules.grouped import groups
from optimizer.rules.together import Together


def compile(rule: Together, draft: Draft) -> None:
    found = groups(rule, draft)
    if not rule.active:
        return
    number = 0
    for first, *others in found:
        for other in others:
            if not rule.wished and (draft.need[first] != draft.need[other]).any():
                people = [draft.recipients[row] for row in (first, other)]
                facts = {"first": Private(people[0].name), "other": Private(people[1].name)}
                draft.find("together_needs", "error", *(p.origin for p in people), **facts)
            for role in np.flatnonzero(draft.need[first] | draft.need[other]).tolist():
                number += 1
                for helper in np.flatnonzero(draft.active).tolist():
                    name = f"together.{rule.id}"
                    slots = ((helper, other, role),), ((helper, first, role),)
                    draft.row(DraftRow(rule.id, name, *slots, key=number))
