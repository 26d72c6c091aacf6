"""The limits and tiers of the judge's arrays; names as in the certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import numpy as np

from optimizer.model.arrays import Ints, Limit, Tier, TierForm
from optimizer.rules import TierPlan
from optimizer.rules.continuity import Continuity
from optimizer.rules.inspection import INSPECT
from optimizer.rules.view import View
from optimizer.verify.exact import Array
from optimizer.verify.grouping import Grouping
from optimizer.verify.people_pairs import weight_of
from optimizer.verify.people_sides import looked_at, looks_at_costs, wishes_of

FORMS: Mapping[str, TierForm] = {form: form for form in get_args(TierForm)}


def limits(view: View, grouping: Grouping) -> list[Limit]:
    """quota, quota.<role>, need; several roles: one_role (a helper has one role with a recipient), required."""
    rows, sizes = grouping.helpers.rows, grouping.helpers.sizes
    each = np.arange(len(rows))
    least, most = np.array(view.least, np.int64)[rows], np.array(view.most, np.int64)[rows]
    out = [Limit("quota", each, least=sizes * least, most=sizes * most)]
    need = np.array([recipient.needs for recipient in view.recipients], np.int64).reshape(-1, view.roles)
    for role, bounds in view.by_role.items():
        only = np.where(np.arange(view.roles) == role, 0, -1)
        own = np.array([bounds[row] or (0, int(need.sum()) + 1) for row in rows.tolist()], np.int64).reshape(-1, 2)
        name = f"quota.{view.programme.roles[role].id}"
        out.append(Limit(name, each, role_key=only, least=sizes * own[:, 0], most=sizes * own[:, 1]))
    needed = (need[grouping.recipients.rows] * grouping.recipients.sizes[:, None]).reshape(-1)
    served = len(grouping.recipients.rows)
    out.append(
        Limit(
            "need",
            None,
            np.arange(served),
            role_key=np.arange(view.roles) if view.roles > 1 else None,
            least=np.zeros_like(needed) if view.need_form == "at_most" else needed,
            most=needed,
            missing=needed if view.need_form == "missing" else None,
        )
    )
    if view.roles > 1:
        several = np.flatnonzero((need[grouping.recipients.rows] > 0).sum(axis=1) > 1)
        if len(several):
            key = np.full(served, -1, np.int64)
            key[several] = np.arange(len(several))
            out.append(Limit("one_role", each, key, most=1))
        out += _required(view, grouping)
    return out


def _required(view: View, grouping: Grouping) -> list[Limit]:
    """Pairs that must be in some role, one row for each pair of the people named."""
    if not view.required:
        return []
    helpers = {row: number for number, row in enumerate(sorted({h for h, _ in view.required}))}
    served = {row: number for number, row in enumerate(sorted({r for _, r in view.required}))}
    helper_key = np.array([helpers.get(row, -1) for row in grouping.helpers.rows.tolist()], np.int64)
    recipient_key = np.array([served.get(row, -1) for row in grouping.recipients.rows.tolist()], np.int64)
    least = np.zeros(len(helpers) * len(served), np.int64)
    for h, r in view.required:
        least[helpers[h] * len(served) + served[r]] = 1
    return [Limit("required", helper_key, recipient_key, least=least)]


def change_limits(view: View, grouping: Grouping, helper: Array, recipient: Array, role: Array) -> list[Limit]:
    """A hard continuity rule: of the incumbent pairings at least so many stay. The arrays list the pairs of the model."""
    out = []
    for rule in view.rules:
        if not isinstance(rule, Continuity) or rule.mode != "hard" or rule.most_changes is None:
            continue
        half = INSPECT[rule.kind_name]
        assert half.pairs is not None and half.constant is not None
        stays: list[Array] = []
        for number in range(view.roles):
            cost = half.pairs(rule, view, grouping.helpers.rows, grouping.recipients.rows, number).cost
            assert cost is not None
            stays.append(-cost)
        weight = np.stack(stays)[role, helper, recipient]
        least = half.constant(rule, view) - rule.most_changes
        out.append(Limit(f"changes.{rule.id}", weight=weight, least=least, weight_by="pair"))
    return out


def tier(view: View, grouping: Grouping, plan: TierPlan, cost: Ints | None, *, free: bool) -> Tier:
    """``cost``: by pair; None: in blocks. ``free``: no allowed pair costs anything."""
    if plan.form == "excess":
        wishes = wishes_of(view, plan.rules)
        return Tier(plan.name, form="excess", on=wishes) if wishes else Tier(plan.name)
    rows = grouping.recipients.rows.tolist()
    missing = np.zeros(len(rows), np.int64)
    for rule in view.rules:
        if rule.id not in plan.rules or rule.kind_name != "coverage":
            continue
        if plan.level is not None:
            missing += [view.recipients[row].priority == plan.level for row in rows]
        else:
            missing += weight_of(plan, rule) * (getattr(rule, "price", None) or 0)
    form = FORMS[plan.form]
    if form == "leximin" and free and looks_at_costs(view, plan.rules):
        form = "worst"
    on = looked_at(view, plan.rules)
    loads = form == "leximin" and on is not None and not looks_at_costs(view, plan.rules)
    return Tier(
        plan.name,
        pair_cost=0 if loads else cost,  # totals are loads then, in blocks too
        missing_cost=missing if missing.any() else 0,
        form=form,
        on=on,
    )
