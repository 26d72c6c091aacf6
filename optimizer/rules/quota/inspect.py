"""The judge's half of the quota table."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import Helper
from optimizer.rules.quota import Quota, QuotaRow
from optimizer.rules.view import Half, Reading, Slot, Unsound, View


def _row_for(rule: Quota, helper: Helper, role: str) -> QuotaRow | None:
    """The first line that is for this helper, among those of the role."""
    for row in rule.rows:
        if row.role != role:
            continue
        own = {
            "name": (helper.name, helper.id),
            "post": (helper.post,),
            "role_group": (helper.role_group,),
            "unit": (helper.unit,),
        }
        if row.by == "any" or row.value in own[row.by]:
            return row
    return None


def bounds(rule: Quota, view: View) -> None:
    """Least and most by helper, and by role where the table has such lines; locks are settled later."""
    ids = [role.id for role in view.programme.roles]
    if any(row.role and row.role not in ids for row in rule.rows):
        raise Unsound(rule.id, "unknown role")
    view.least, view.most = [], []
    for helper, inside in zip(view.helpers, view.takes_part, strict=True):
        row = _row_for(rule, helper, "")
        least = helper.least if helper.least is not None else row.least if row is not None else 0
        most = helper.most if helper.most is not None else row.most if row is not None else None
        if inside and most is None:
            raise Unsound(rule.id, "no line fits a helper")
        if inside and most is not None and least > most:
            raise Unsound(rule.id, "least above most")
        view.least.append(least)
        view.most.append(most or 0)
    if any(row.role for row in rule.rows):
        view.individuals = True
        for number, name in enumerate(ids):
            if not any(row.role == name for row in rule.rows):
                continue
            found = [_row_for(rule, helper, name) for helper in view.helpers]
            view.by_role[number] = [None if row is None else (row.least, row.most) for row in found]


def inspect(rule: Quota, view: View, slots: Sequence[Slot]) -> Reading:
    """Helpers outside their bounds, after locks."""
    wrong = 0
    taken = _by_helper(slots)
    for row in range(len(view.helpers)):
        own = taken.get(row, [])
        if not view.takes_part[row] and not view.kept(row):
            wrong += bool(own)
            continue
        fine = view.least[row] <= len(own) <= view.most[row]
        for role, bounds_ in view.by_role.items():
            bound = bounds_[row]
            if bound is not None:
                fine &= bound[0] <= sum(slot[2] == role for slot in own) <= bound[1]
        wrong += not fine
    return Reading(wrong, wrong)


def _by_helper(slots: Sequence[Slot]) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot[0], []).append(slot)
    return found


HALF = Half(inspect=inspect, bounds=bounds)
