"""The incumbent roster as pairs of the model."""

from __future__ import annotations

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.classes import Classes
from optimizer.model.pairing import Listed
from optimizer.rules.draft import Draft


def previous_pairs(draft: Draft, listed: Listed, helpers: Classes, recipients: Classes) -> Ints | None:
    """int64, ascending: the pairs that the incumbent has; None when people are merged or there is no incumbent."""
    incumbent = draft.programme.incumbent
    merged = len(helpers) < len(helpers.members) or len(recipients) < len(recipients.members)
    if incumbent is None or merged:
        return None
    slots = [
        (int(helpers.class_of[draft.helper_row[p.helper]]), draft.recipient_row[p.recipient], p.role)
        for p in incumbent.pairings
        if p.helper in draft.helper_row and p.recipient in draft.recipient_row and p.role < draft.roles
    ]
    array = np.array([slot for slot in slots if slot[0] >= 0], np.int64).reshape(-1, 3)
    found = listed.find(array[:, 0], recipients.class_of[array[:, 1]], array[:, 2], len(recipients), draft.roles)
    return np.sort(found[found >= 0])
