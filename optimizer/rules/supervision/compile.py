"""Supervision, compiled: pairings in one role bounded by those of their supervisors in the other."""

from __future__ import annotations

import numpy as np

from optimizer.rules.draft import Draft, DraftRow
from optimizer.rules.supervision import Supervision
from optimizer.rules.terms import Bools


def compile(rule: Supervision, draft: Draft) -> None:
    ids = [role.id for role in draft.programme.roles]
    said = [rule.supervised or ids[0], rule.supervisor or (ids[1] if len(ids) > 1 else "")]
    if any(role not in ids for role in said) or said[0] == said[1]:
        draft.find("supervision_roles", "error", rule.origin, supervised=said[0], supervisor=said[1], known=tuple(ids))
        return
    may = _may(rule, draft)
    if not rule.active:
        return
    below, above = (ids.index(role) for role in said)
    rows = np.flatnonzero(draft.active)
    over = {helper: tuple(rows[may[rows, helper]].tolist()) for helper in rows.tolist()}
    groups: dict[tuple[int, ...], list[int]] = {}
    for helper, chiefs in over.items():
        groups.setdefault(chiefs, []).append(helper)
    alone = [([helper], chiefs) for helper, chiefs in over.items()]
    joined = [(helpers, chiefs) for chiefs, helpers in groups.items()]
    name = f"supervision.{rule.id}"
    for recipient in np.flatnonzero((draft.need[:, below] > 0) & (draft.need[:, above] > 0)).tolist():
        for helpers, chiefs in joined if draft.need[recipient, below] == 1 else alone:
            more = tuple((helper, recipient, below) for helper in helpers)
            less = tuple((chief, recipient, above) for chief in chiefs)
            draft.row(DraftRow(rule.id, name, more, less, at_most=True))


def _may(rule: Supervision, draft: Draft) -> Bools:
    """bool[helpers, helpers]: whether the first may supervise the second."""
    count = len(draft.helpers)
    may = np.full((count, count), bool(rule.ranks or rule.same_unit))
    if rule.ranks:
        codes, values = draft.codes("helper", rule.by)
        place = {rank: number for number, rank in reversed(list(enumerate(rule.ranks)))}
        step = np.array([place.get(value, len(rule.ranks)) for value in values], np.int64)[codes]
        may &= step[:, None] < step[None, :]
    if rule.same_unit:
        unit, names = draft.codes("helper", "unit")
        known = np.array([bool(name) for name in names], np.bool_)[unit]
        may &= (unit[:, None] == unit[None, :]) & known[:, None]
    for row in rule.pairs:
        chief, helper = draft.said_helper(row.supervisor, rule.origin), draft.said_helper(row.helper, rule.origin)
        if chief is not None and helper is not None:
            may[chief, helper] = True
    np.fill_diagonal(may, False)
    return may
