"""Term lock, compiled: which incumbent pairings stand, and which are released."""

from __future__ import annotations

import numpy as np

from optimizer.domain import Pairing
from optimizer.messages import Private
from optimizer.rules.draft import Draft, Slot
from optimizer.rules.term_lock import TermLock
from optimizer.rules.terms import Scattered


def compile(rule: TermLock, draft: Draft) -> None:
    incumbent = draft.programme.incumbent
    if incumbent is None or not rule.active:
        return
    events = {(helper, recipient): event for helper, recipient, event in rule.released}
    standing: dict[Slot, Pairing] = {}
    for pairing in incumbent.pairings:
        running = pairing.term is not None and pairing.term.covers(draft.programme.term.start)
        if not (running or pairing.locked):
            continue
        helper = draft.helper_row.get(pairing.helper)
        recipient = draft.recipient_row.get(pairing.recipient)
        event = events.get((pairing.helper, pairing.recipient), "")
        if helper is None or recipient is None or event:
            reason = "event" if event else "left" if helper is None else "gone"
            _released(draft, pairing, reason, event)
        elif pairing.role >= draft.roles:
            draft.find("lock_role", "error", rule.origin, role=pairing.role + 1, **_names(draft, pairing))
        else:
            standing[helper, recipient, pairing.role] = pairing
    draft.note(rule, standing=len(standing))
    if rule.mode == "hard":
        _enforce(rule, draft, standing)
    else:
        _prefer(rule, draft, standing)


def _enforce(rule: TermLock, draft: Draft, standing: dict[Slot, Pairing]) -> None:
    for slot, pairing in standing.items():
        draft.stand(slot, pairing, enforced=True)
    held = np.zeros_like(draft.need)
    np.add.at(held, ([s[1] for s in standing], [s[2] for s in standing]), 1)
    for row, role in zip(*np.nonzero(held > draft.need), strict=True):
        person = draft.recipients[row]
        facts = {"locks": int(held[row, role]), "needed": int(draft.need[row, role])}
        draft.find("locks_above_need", "error", person.origin, name=Private(person.name), area=person.area, **facts)
    kept = draft.kept
    for row in np.flatnonzero(kept):
        helper = draft.helpers[row]
        draft.find("kept_by_lock", "note", helper.origin, name=Private(helper.name), unit=helper.unit)


def _prefer(rule: TermLock, draft: Draft, standing: dict[Slot, Pairing]) -> None:
    draft.constant(rule, len(standing))
    for role in range(draft.roles):
        pairs = [(slot[0], slot[1]) for slot in standing if slot[2] == role]
        if pairs:
            draft.cost(rule, Scattered.of(len(draft.helpers), len(draft.recipients), pairs, -1), role)
    for slot, pairing in standing.items():
        draft.stand(slot, pairing, enforced=False)


def _released(draft: Draft, pairing: Pairing, reason: str, event: str) -> None:
    facts = {"reason": reason, "event": event, **_names(draft, pairing)}
    row = draft.recipient_row.get(pairing.recipient)
    origin = draft.recipients[row].origin if row is not None else None
    draft.find(f"lock_released_{reason}", "note", origin, **facts)


def _names(draft: Draft, pairing: Pairing) -> dict[str, object]:
    """The names of both, or the id of whoever is no longer listed."""
    helper, recipient = draft.helper_row.get(pairing.helper), draft.recipient_row.get(pairing.recipient)
    return {
        "helper": Private(draft.helpers[helper].name) if helper is not None else pairing.helper,
        "recipient": Private(draft.recipients[recipient].name) if recipient is not None else pairing.recipient,
    }
