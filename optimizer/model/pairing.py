"""The pairs of a model, enumerated in blocks of class representatives, with every number asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.model.arrays import Ints, Pairs
from optimizer.model.classes import Classes
from optimizer.rules.draft import Draft
from optimizer.rules.terms import PairTerm

BLOCK_CELLS = 2_000_000
"""Cells of helper rows x recipient rows evaluated at once."""


@dataclass(frozen=True, eq=False)
class Listed:
    """Allowed pairs of classes, ascending by (helper, recipient, role); sums[name]: int64[P] of the terms asked for.

    ``anchor``: a pair that only names the last role and is never used.
    """

    helper: Ints
    recipient: Ints
    role: Ints
    sums: Mapping[str, Ints]
    anchor: int | None = None

    def find(self, helper: Ints, recipient: Ints, role: Ints, recipients: int, roles: int) -> Ints:
        """Index of each pair asked for; -1 where it is not allowed."""
        key = (self.helper * recipients + self.recipient) * roles + self.role
        asked = (helper * recipients + recipient) * roles + role
        at = np.searchsorted(key, asked)
        found = at < len(key)
        found[found] = key[at[found]] == asked[found]
        return np.where(found, at, -1)


def list_pairs(
    draft: Draft, helpers: Classes, recipients: Classes, sums: Mapping[str, Sequence[tuple[int, PairTerm]]]
) -> Listed:
    """All allowed pairs in roles in which the recipient needs somebody.

    ``sums``: for each name, weighted terms that are added up for each pair.
    """
    rows, columns = helpers.first, recipients.first
    needed = draft.need[columns] > 0
    step = max(1, BLOCK_CELLS // max(1, len(columns)))
    parts: list[tuple[Ints, Ints, Ints]] = []
    values: dict[str, list[Ints]] = {name: [] for name in sums}
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        allowed = np.ones((len(block), len(columns)), np.bool_)
        for mask in draft.masks:
            allowed &= mask.block(block, columns)
        for role in range(draft.roles):
            down, across = np.nonzero(allowed & needed[None, :, role])
            parts.append((down + start, across, np.full(len(down), role, np.int64)))
            for name, terms in sums.items():
                total = np.zeros(len(down), np.int64)
                for weight, term in terms:
                    if term.role in (None, role):
                        total += weight * term.block(block, columns)[down, across]
                values[name].append(total)
    helper, recipient, which = (np.concatenate([part[side] for part in parts]) for side in range(3))
    totals = {name: np.concatenate(pieces) for name, pieces in values.items()}
    if draft.roles > 1:
        order = np.lexsort((which, recipient, helper))
        helper, recipient, which = helper[order], recipient[order], which[order]
        totals = {name: total[order] for name, total in totals.items()}
    return Listed(helper, recipient, which, totals)


def as_pairs(draft: Draft, listed: Listed, helpers: Classes, recipients: Classes) -> Pairs:
    """With bounds: as many as there are pairs of members (so that a bound of people is a bound of classes), locks at 1."""
    least = np.zeros(len(listed.helper), np.int64)
    slots = list(draft.standing)
    if draft.roles == 1:
        slots += [(helper, recipient, 0) for helper, recipient in draft.required]
    if slots:
        array = np.array(slots, np.int64)
        ends = helpers.class_of[array[:, 0]], recipients.class_of[array[:, 1]]
        least[listed.find(*ends, array[:, 2], len(recipients), draft.roles)] = 1
    most = helpers.sizes[listed.helper] * recipients.sizes[listed.recipient]
    if listed.anchor is not None:
        most[listed.anchor] = 0
    return Pairs(listed.helper, listed.recipient, listed.role, least, most)
