"""Succession, compiled: steps by recipient and role, looked up in blocks."""

from __future__ import annotations

import numpy as np

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.succession import Succession
from optimizer.rules.terms import Bools, Ints


def compile(rule: Succession, draft: Draft) -> None:
    incumbent = draft.programme.incumbent
    if incumbent is None or not rule.active:
        return
    active = draft.active
    unit_codes, units = draft.codes("helper", "unit")
    area_codes, areas = draft.codes("recipient", "area")
    known = np.zeros((len(draft.helpers), len(areas)), np.bool_)
    for pairing in incumbent.pairings:
        helper, recipient = draft.helper_row.get(pairing.helper), draft.recipient_row.get(pairing.recipient)
        if helper is not None and recipient is not None:
            known[helper, area_codes[recipient]] = True
    told = dict(rule.units)
    left: dict[int, dict[int, set[str]]] = {}
    for pairing in incumbent.pairings:
        helper, recipient = draft.helper_row.get(pairing.helper), draft.recipient_row.get(pairing.recipient)
        if recipient is None or pairing.role >= draft.roles or (helper is not None and active[helper]):
            continue
        unit = draft.helpers[helper].unit if helper is not None else told.get(pairing.helper, "")
        if not unit:
            person = draft.recipients[recipient]
            facts = {"leaver": pairing.helper, "recipient": Private(person.name)}
            draft.find("leaver_unit_unknown", "ask", person.origin, **facts)
        left.setdefault(pairing.role, {}).setdefault(recipient, set()).add(unit)
    draft.note(rule, left=sum(len(recipients) for recipients in left.values()))
    for role, leavers in sorted(left.items()):
        old = {
            (draft.helper_row[p.helper], draft.recipient_row[p.recipient])
            for p in incumbent.pairings
            if p.role == role and p.helper in draft.helper_row and p.recipient in draft.recipient_row
        }
        _one_role(rule, draft, role, leavers, old, known, (unit_codes, units), area_codes)


def _one_role(
    rule: Succession,
    draft: Draft,
    role: int,
    leavers: dict[int, set[str]],
    old: set[tuple[int, int]],
    known: Bools,
    unit: tuple[Ints, list[str]],
    area_codes: Ints,
) -> None:
    concerned = np.zeros(len(draft.recipients), np.bool_)
    concerned[list(leavers)] = True
    codes, units = unit
    same = np.zeros((len(units), len(draft.recipients)), np.bool_)
    for recipient, named in leavers.items():
        same[[bool(name) and name in named for name in units], recipient] = True
    kept = np.zeros((len(draft.helpers), len(draft.recipients)), np.bool_)
    for helper, recipient in old:
        kept[helper, recipient] = recipient in leavers

    def steps(helper_rows: Ints, recipient_rows: Ints) -> Ints:
        near = known[helper_rows[:, None], area_codes[recipient_rows][None, :]]
        step = np.where(same[codes[helper_rows][:, None], recipient_rows[None, :]], 0, 2 - near.astype(np.int64))
        free = kept[helper_rows[:, None], recipient_rows[None, :]] | ~concerned[recipient_rows][None, :]
        return np.where(free, 0, step)

    draft.cost(rule, steps, role)
