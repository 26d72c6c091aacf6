"""The judge's look at named back-ups: allowed, somebody else, and with a free place when that one helper is lost."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Answer
from optimizer.rules.view import Slot, View
from optimizer.verify.people_pairs import allowed
from optimizer.verify.verdict import Rejected


def check_backups(view: View, answer: Answer, slots: list[Slot]) -> None:
    """Every stated back-up could take over: one entry a pairing, and a "covered" loss has them all.

    Raises Rejected. That a loss breaks coverage, or that others would have to move, is the engine's word.
    """
    if not answer.backups:
        if answer.losses:
            raise Rejected("backup", helper=answer.losses[0].helper)
        return
    assert answer.roster is not None
    stated = [(entry.helper, entry.recipient, entry.role) for entry in answer.backups]
    if stated != [(pairing.helper, pairing.recipient, pairing.role) for pairing in answer.roster.pairings]:
        raise Rejected("backup", helper=answer.programme)
    have: dict[tuple[int, int], int] = {}
    helps: dict[int, set[int]] = {}
    for helper, recipient, role in slots:
        have[helper, role] = have.get((helper, role), 0) + 1
        helps.setdefault(recipient, set()).add(helper)
    wanted: dict[tuple[int, int, int], int] = {}
    open_owners: set[str] = set()
    for entry, (owner, recipient, role) in zip(answer.backups, slots, strict=True):
        if entry.backup is None:
            open_owners.add(entry.helper)
            continue
        backup = view.helper_row.get(entry.backup, -1)
        known = backup >= 0 and backup not in helps[recipient] and (view.takes_part[backup] or view.kept(backup))
        if not known or not bool(allowed(view, np.array([backup]), np.array([recipient]), role)[0, 0]):
            raise Rejected("backup", helper=entry.helper)
        wanted[owner, backup, role] = wanted.get((owner, backup, role), 0) + 1
    together: dict[tuple[int, int], int] = {}
    for (owner, backup, _), many in wanted.items():
        together[owner, backup] = together.get((owner, backup), 0) + many
    for owner, backup, role in wanted:
        used = sum(have.get((backup, k), 0) for k in range(view.roles))
        bound = view.by_role.get(role)
        own = None if bound is None else bound[backup]
        short = own is not None and have.get((backup, role), 0) + wanted[owner, backup, role] > own[1]
        if short or used + together[owner, backup] > view.most[backup]:
            raise Rejected("backup", helper=view.helpers[owner].id)
    for loss in answer.losses:
        if loss.state == "covered" and loss.helper in open_owners:
            raise Rejected("backup", helper=loss.helper)
