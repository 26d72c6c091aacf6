"""The judge's half of load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from optimizer.domain import Helper, Recipient
from optimizer.rules.load import Load
from optimizer.rules.view import Half, Ints, Reading, SideLimit, Sides, Slot, Unsound, View


def _weight(rule: Load, view: View, helper: Helper, recipient: Recipient) -> int:
    if rule.measure == "weight":
        return recipient.weight
    legs = view.once("leg minutes", lambda: {(leg.start, leg.end): leg.minutes for leg in view.programme.legs})
    start = helper.start or rule.default_start
    for end in (recipient.place, recipient.area):
        way = legs.get((start, end)) if end else None
        if way is not None:
            return rule.visits * (way + way + rule.stay_minutes)
    raise Unsound(rule.id, "the minutes of a leg are not known")


def _table(rule: Load, helper: Helper) -> tuple[int, int | None]:
    """least and most before locks, in the unit of the weights."""
    unit = rule.minutes_per_day if rule.measure == "minutes" else 1
    own = {"post": helper.post, "role_group": helper.role_group, "unit": helper.unit}
    fitting = [
        row
        for row in rule.rows
        if row.by == "any"
        or (row.by == "name" and row.value in (helper.name, helper.id))
        or own.get(row.by) == row.value
    ]
    least = fitting[0].least * unit if fitting else 0
    most = fitting[0].most * unit if fitting else None
    if rule.measure == "minutes":
        days = _open_days(rule, helper) if helper.available_days is None else helper.available_days
        if days is not None:
            most = max(0, days - sum(other.days for other in helper.commitments)) * unit
    return least, most


def _open_days(rule: Load, helper: Helper) -> int | None:
    """How many days lie in a window of this helper, on its weekdays; None without a window."""
    own = {
        "post": (helper.post,),
        "role_group": (helper.role_group,),
        "unit": (helper.unit,),
        "name": (helper.name, helper.id),
    }
    windows = [row for row in rule.windows if row.by == "any" or row.value in own[row.by]]
    if not windows:
        return None
    days = set()
    for window in windows:
        day = window.first
        while day <= window.last:
            if str(day.isoweekday()) in window.weekdays:
                days.add(day)
            day += timedelta(days=1)
    return len(days)


def _bounds(rule: Load, view: View) -> list[tuple[int, int]]:
    """By helper row, after locks; (0, 0) for those who are not in the model."""

    def read() -> list[tuple[int, int]]:
        held = [0] * len(view.helpers)
        for helper, recipient in {slot[:2] for slot in view.standing} | view.required:
            held[helper] += _weight(rule, view, view.helpers[helper], view.recipients[recipient])
        found = []
        for row, helper_ in enumerate(view.helpers):
            least, most = _table(rule, helper_)
            if view.takes_part[row] and most is None:
                raise Unsound(rule.id, "a helper whom no row matches")
            found.append((least, max(most or 0, held[row])) if view.takes_part[row] else (0, held[row]))
        return found

    return view.once(("load", rule.id), read)


def sides(rule: Load, view: View) -> Sides:
    """One group a helper."""
    if not rule.active:
        return Sides()

    def of_pairs(helpers: Ints, recipients: Ints, role: int) -> Ints:
        rows = [
            [_weight(rule, view, view.helpers[h], view.recipients[r]) for r in recipients.tolist()]
            for h in helpers.tolist()
        ]
        return np.array(rows, np.int64).reshape(len(helpers), len(recipients))

    limits = _bounds(rule, view)
    weight = [r.weight for r in view.recipients] if rule.measure == "weight" else of_pairs
    each = range(len(view.helpers))
    low, high = [bound[0] for bound in limits], [bound[1] for bound in limits]
    return Sides((SideLimit(f"load.{rule.id}", each, weight=weight, least=low, most=high),))


def inspect(rule: Load, view: View, slots: Sequence[Slot]) -> Reading:
    """Helpers outside their bounds; in a tier, by how much work."""
    loads = [0] * len(view.helpers)
    for helper, recipient, _ in slots:
        loads[helper] += _weight(rule, view, view.helpers[helper], view.recipients[recipient])
    there = [row for row in range(len(loads)) if view.takes_part[row] or view.kept(row)]
    wrong = sum(not _bounds(rule, view)[row][0] <= loads[row] <= _bounds(rule, view)[row][1] for row in there)
    if not rule.wished:
        return Reading(wrong, wrong)
    bounds = _bounds(rule, view)
    return Reading(sum(max(0, bounds[row][0] - loads[row], loads[row] - bounds[row][1]) for row in there), wrong)


HALF = Half(inspect=inspect, sides=sides)
