"""Old roster against new: every change with the event behind it, followed through chains of moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from optimizer.domain import Pairing
from optimizer.planning import Plan
from scenarios.rebalancing.prepare import Prepared

Kind = Literal["ended", "replaced", "added", "lost", "retimed"]
"""ended: the recipient left; replaced: another helper; added: a helper for somebody who had none; lost: a helper less and
nobody instead; retimed: the same pair with a new term."""
Slot = tuple[str, int]
"""(recipient id, role)."""


@dataclass(frozen=True)
class PairChange:
    """One slot of one recipient. ``event``: number of the event behind it; None: because of a rule or for better pairs.

    ``through``: recipients whose change made this one necessary, nearest first.
    """

    kind: Kind
    recipient: str
    role: int
    old: Pairing | None
    new: Pairing | None
    event: int | None = None
    through: tuple[str, ...] = ()


def changes_of(prepared: Prepared, planned: Plan) -> tuple[PairChange, ...]:
    """Every difference, ascending by recipient, role and old helper."""
    assert planned.answer.roster is not None
    before, after = _by_slot(prepared.roster.pairings), _by_slot(planned.answer.roster.pairings)
    taken = {
        pairing.helper: slot
        for slot, pairings in sorted(after.items())
        for pairing in pairings
        if all(old.helper != pairing.helper for old in before.get(slot, []))
    }
    found: list[PairChange] = []
    for slot in sorted({*before, *after}):
        found += _slot(prepared, slot, before.get(slot, []), after.get(slot, []))
    by_slot = {(c.recipient, c.role): c for c in found if c.kind in ("replaced", "added")}
    return tuple(_followed(change, by_slot, taken) for change in found)


def _by_slot(pairings: tuple[Pairing, ...]) -> dict[Slot, list[Pairing]]:
    slots: dict[Slot, list[Pairing]] = {}
    for pairing in pairings:
        slots.setdefault((pairing.recipient, pairing.role), []).append(pairing)
    return slots


def _slot(prepared: Prepared, slot: Slot, old: list[Pairing], new: list[Pairing]) -> list[PairChange]:
    recipient, role = slot
    if recipient in prepared.gone:
        return [PairChange("ended", recipient, role, p, None, prepared.gone[recipient]) for p in old]
    same = {p.helper: p for p in new}
    left = [p for p in old if p.helper not in same]
    came = [p for p in new if all(p.helper != q.helper for q in old)]
    found = []
    for pairing in old:
        renewed = same.get(pairing.helper)
        if renewed is not None and renewed.term != pairing.term:
            event = prepared.opened.get((pairing.helper, recipient))
            found.append(PairChange("retimed", recipient, role, pairing, renewed, event))
    for position, pairing in enumerate(left):
        event = prepared.opened.get((pairing.helper, recipient))
        successor = came[position] if position < len(came) else None
        kind: Kind = "replaced" if successor is not None else "lost"
        found.append(PairChange(kind, recipient, role, pairing, successor, event))
    for pairing in came[len(left) :]:
        found.append(PairChange("added", recipient, role, None, pairing, prepared.new.get(recipient)))
    return found


def _followed(change: PairChange, found: Mapping[Slot, PairChange], taken: Mapping[str, Slot]) -> PairChange:
    """A change without an event of its own gets that of the recipient whom its old helper now serves, and so on."""
    if change.event is not None or change.old is None or change.kind not in ("replaced", "lost"):
        return change
    through: list[str] = []
    seen = {(change.recipient, change.role)}
    helper: str | None = change.old.helper
    while helper is not None and helper in taken and taken[helper] not in seen:
        slot = taken[helper]
        seen.add(slot)
        through.append(slot[0])
        behind = found[slot]
        if behind.event is not None:
            return replace(change, event=behind.event, through=tuple(through))
        helper = None if behind.old is None else behind.old.helper
    return change
