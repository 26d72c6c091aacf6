"""Quota, compiled: the first line that fits, then the helper's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.quota import Quota, QuotaRow
from optimizer.rules.quotas import NO_ROW, Ints, Quotas


def compile(rule: Quota, draft: Draft) -> None:
    roles = {role.id: number for number, role in enumerate(draft.programme.roles)}
    for role in sorted({row.role for row in rule.rows if row.role and row.role not in roles}):
        draft.find("quota_role", "error", rule.origin, role=role, known=tuple(roles))
    general = [row for row in rule.rows if not row.role]
    least, most = _bounds(general, draft)
    for row, helper in enumerate(draft.helpers):
        least[row] = least[row] if helper.least is None else helper.least
        most[row] = most[row] if helper.most is None else helper.most
        if not draft.takes_part[row]:
            continue
        who: dict[str, Any] = {"name": Private(helper.name), "unit": helper.unit}
        if most[row] == NO_ROW:
            fits = {"post": helper.post, "role_group": helper.role_group}
            draft.find("no_quota_row", "error", helper.origin, rule.origin, **who, **fits)
        elif least[row] > most[row]:
            facts = {"least": int(least[row]), "most": int(most[row])}
            draft.find("quota_contradiction", "error", helper.origin, **who, **facts)
    by_role = {
        roles[role]: _bounds([row for row in rule.rows if row.role == role], draft)
        for role in sorted({row.role for row in rule.rows if row.role in roles})
    }
    draft.quotas = Quotas(least, most, by_role)
    draft.individuals = draft.individuals or bool(by_role)


def _bounds(rows: Sequence[QuotaRow], draft: Draft) -> tuple[Ints, Ints]:
    """int64[helpers] least and most of the first line that fits each; ``NO_ROW`` where none does."""
    first = np.full(len(draft.helpers), len(rows), np.int64)
    lines: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        lines.setdefault((row.by, "" if row.by == "any" else row.value), number)
    for by in sorted({key[0] for key in lines}):
        for column in ("name", "id") if by == "name" else (by,):
            first = np.minimum(first, _lines(draft, by, column, lines, len(rows)))
    least = np.array([*(row.least for row in rows), 0], np.int64)
    most = np.array([*(row.most for row in rows), NO_ROW], np.int64)
    return least[first], most[first]


def _lines(draft: Draft, by: str, column: str, lines: dict[tuple[str, str], int], none: int) -> Ints:
    if by == "any":
        return np.full(len(draft.helpers), lines["any", ""], np.int64)
    codes, values = draft.codes("helper", column)
    return np.array([lines.get((by, value), none) for value in values], np.int64)[codes]
