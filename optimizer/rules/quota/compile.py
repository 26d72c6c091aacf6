"""Quota, compiled: the first line that fits, then the helper's own columns."""

from __future__ import annotations

from typing import Any

from optimizer.messages import Private
from optimizer.rules.draft import Draft
from optimizer.rules.matching import bounds
from optimizer.rules.quota import Quota
from optimizer.rules.quotas import NO_ROW, Quotas


def compile(rule: Quota, draft: Draft) -> None:
    roles = {role.id: number for number, role in enumerate(draft.programme.roles)}
    for role in sorted({row.role for row in rule.rows if row.role and row.role not in roles}):
        draft.find("quota_role", "error", rule.origin, role=role, known=tuple(roles))
    general = [row for row in rule.rows if not row.role]
    least, most = bounds(general, draft)
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
        roles[role]: bounds([row for row in rule.rows if row.role == role], draft)
        for role in sorted({row.role for row in rule.rows if row.role in roles})
    }
    draft.quotas = Quotas(least, most, by_role)
    draft.individuals = draft.individuals or bool(by_role)
