"""Named back-ups 后备帮扶人: who steps in when a helper drops out.

When one helper drops out, his recipients go to helpers who have free places, may take them, and can take all of them that
name the same back-up. Losses are single: every helper's free places count for each loss anew.
"""

from __future__ import annotations

import numpy as np

from optimizer.domain import BackUp, Loss, Pairing
from optimizer.errors import InternalError
from optimizer.explain.account import first_distance, metres_between
from optimizer.explain.losses import Slots, losses
from optimizer.model.arrays import Bools, Ints, Limit, Pairs, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.compiled import Compiled
from optimizer.rules.quotas import NO_ROW
from optimizer.rules.reserve import Reserve
from optimizer.solve import solve_model

BLOCK = 2**20
"""Pairs of (candidate, pairing) looked at together."""


def back_ups(compiled: Compiled, pairings: tuple[Pairing, ...]) -> tuple[tuple[BackUp, ...], tuple[Loss, ...]]:
    """A back-up for each pairing and the consequence of each single loss, when a reserve rule asks for them; else nothing.

    Of one helper's pairings as many as possible get a back-up, then over the least distance; equal ones in the order of
    helpers' ids. Places kept free by the reserve rule are there to be used; locks of the helper who is lost are void.
    """
    if not any(isinstance(rule, Reserve) and rule.named_backups for rule in compiled.rules):
        return (), ()
    desk = _Desk(compiled, pairings)
    named = desk.name()
    metres = metres_between(compiled, np.maximum(named, 0), desk.slots.recipient)
    backups = tuple(
        BackUp(
            helper=pairing.helper,
            recipient=pairing.recipient,
            role=pairing.role,
            backup=None if row < 0 else compiled.programme.helpers[row].id,
            metres=None if row < 0 or metres is None else int(metres[slot]),
        )
        for slot, (pairing, row) in enumerate(zip(pairings, named.tolist(), strict=True))
    )
    return backups, losses(compiled, desk.slots, named, pairings)


class _Desk:
    """The free places, and who may step in where."""

    def __init__(self, compiled: Compiled, pairings: tuple[Pairing, ...]) -> None:
        self.compiled = compiled
        self.slots = _slots(compiled, pairings)
        self.free, self.free_in = _free(compiled, self.slots)
        self.candidates = np.flatnonzero(self.free > 0)
        self.distance = first_distance(compiled)
        self.taken = _taken(self.slots)

    def name(self) -> Ints:
        """int64[pairings]: row of the back-up, -1 for none."""
        count = len(self.slots.helper)
        named = np.full(count, -1, np.int64)
        step = max(1, BLOCK // max(1, len(self.candidates)))
        for start in range(0, count, step):
            part = np.arange(start, min(count, start + step))
            open_, metres = self._open(part)
            cost = np.where(open_, metres, np.iinfo(np.int64).max)
            there = open_.any(axis=0)
            if there.any():
                named[part[there]] = self.candidates[cost.argmin(axis=0)[there]]
        for owner in self._crowded(named).tolist():
            part = np.flatnonzero(self.slots.helper == owner)
            named[part] = self._shared_out(part)
        return named

    def _open(self, part: Ints) -> tuple[Bools, Ints]:
        """[candidates, pairings of the part]: who may step in, and the metres."""
        compiled, slots = self.compiled, self.slots
        recipient, role = slots.recipient[part], slots.role[part]
        open_ = _allowed(compiled, self.candidates, recipient, role) & (self.free_in[self.candidates][:, role] > 0)
        place = np.full(len(compiled.programme.helpers), -1, np.int64)
        place[self.candidates] = np.arange(len(self.candidates))
        column = np.full(len(slots.helper), -1, np.int64)
        column[part] = np.arange(len(part))
        slot, helper = self.taken
        here = (column[slot] >= 0) & (place[helper] >= 0)
        open_[place[helper[here]], column[slot[here]]] = False
        metres = np.zeros(open_.shape, np.int64)
        if self.distance is not None:
            metres[:] = self.distance.block(self.candidates, recipient)
        return open_, metres

    def _crowded(self, named: Ints) -> Ints:
        """Owners whose nearest back-ups have fewer places than would be needed of them."""
        has = named >= 0
        owner, backup, role = self.slots.helper[has], named[has], self.slots.role[has]
        ends, count = np.unique(np.stack([owner, backup], axis=1), axis=0, return_counts=True)
        over = ends[count > self.free[ends[:, 1]], 0]
        parts, many = np.unique(np.stack([owner, backup, role], axis=1), axis=0, return_counts=True)
        over_in = parts[many > self.free_in[parts[:, 1], parts[:, 2]], 0]
        return np.union1d(over, over_in)

    def _shared_out(self, part: Ints) -> Ints:
        """The same for one owner's pairings, within the free places: most named first, then the least distance."""
        open_, metres = self._open(part)
        candidate, slot = np.nonzero(open_)
        roles = self.compiled.programme.roles
        each = np.arange(len(self.candidates), dtype=np.int64)
        pair_role = self.slots.role[part][slot]
        held = np.minimum(self.free_in[self.candidates], len(part))
        model = AssignmentModel(
            len(self.candidates),
            len(part),
            Pairs(candidate, slot, pair_role if len(roles) > 1 else 0),
            [
                Limit("free", each, most=np.minimum(self.free[self.candidates], len(part))),
                *(
                    Limit(f"free.{role.id}", each, None, _only(number, len(roles)), most=held[:, number])
                    for number, role in enumerate(roles)
                    if len(roles) > 1 and (pair_role == number).any()
                ),
                Limit("need", None, np.arange(len(part)), least=1, most=1, missing=1),
            ],
            tiers=[
                Tier("named", missing_cost=1),
                Tier("metres", pair_cost=metres[candidate, slot]),
                Tier("order", pair_cost=candidate),
            ],
        )
        result = solve_model(model)
        named = np.full(len(part), -1, np.int64)
        if result.chosen is None:
            raise InternalError(detail="back-ups: a model in which everything may be missing has no solution")
        used = np.asarray(result.chosen)[np.asarray(result.amount) > 0]
        named[slot[used]] = self.candidates[candidate[used]]
        return named


def _slots(compiled: Compiled, pairings: tuple[Pairing, ...]) -> Slots:
    helper_row = {helper.id: row for row, helper in enumerate(compiled.programme.helpers)}
    recipient_row = {recipient.id: row for row, recipient in enumerate(compiled.programme.recipients)}
    return Slots(
        np.array([helper_row[p.helper] for p in pairings], np.int64),
        np.array([recipient_row[p.recipient] for p in pairings], np.int64),
        np.array([p.role for p in pairings], np.int64),
    )


def _taken(slots: Slots) -> tuple[Ints, Ints]:
    """(slot, helper row): every helper that the slot's recipient has already, in whatever role."""
    order = np.argsort(slots.recipient, kind="stable")
    _, starts, sizes = np.unique(slots.recipient[order], return_index=True, return_counts=True)
    many = np.repeat(sizes, sizes)
    slot = np.repeat(order, many)
    first = np.repeat(np.repeat(starts, sizes), many)
    turn = np.arange(len(slot)) - np.repeat(np.cumsum(many) - many, many)
    return slot, slots.helper[order[first + turn]]


def _free(compiled: Compiled, slots: Slots) -> tuple[Ints, Ints]:
    """int64[helpers] places that are free, and int64[helpers, roles] in each role."""
    if compiled.quotas is None or compiled.helpers is None:
        raise InternalError(detail="a programme with errors has no quotas")
    people, roles = len(compiled.programme.helpers), len(compiled.programme.roles)
    used = np.zeros((people, roles), np.int64)
    np.add.at(used, (slots.helper, slots.role), 1)
    takes_part = compiled.helpers.class_of >= 0
    free = np.where(takes_part, np.maximum(compiled.quotas.table_most() - used.sum(axis=1), 0), 0)
    free_in = np.repeat(free[:, None], roles, axis=1)
    for role, (_, most) in compiled.quotas.by_role.items():
        left = np.maximum(most - used[:, role], 0)
        free_in[:, role] = np.where(most == NO_ROW, free, np.minimum(free, left))
    return free, free_in


def _allowed(compiled: Compiled, helpers: Ints, recipients: Ints, roles: Ints) -> Bools:
    """bool[helpers, pairings]: the rules let this helper take this recipient in this role."""
    model = compiled.model
    if model is None or model.pair_list is None or compiled.helpers is None or compiled.recipients is None:
        raise InternalError(detail="a programme with errors has no pairs")
    pairs, count = model.pair_list, len(compiled.programme.roles)
    width = len(compiled.recipients) * count
    known = (pairs.helper * width + pairs.recipient * count + pairs.role)[pairs.most > 0]
    ends = compiled.recipients.class_of[recipients] * count + roles
    return np.isin(compiled.helpers.class_of[helpers][:, None] * width + ends, known)


def _only(role: int, roles: int) -> Ints:
    return np.where(np.arange(roles) == role, 0, -1)
