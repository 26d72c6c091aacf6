"""The judge's half of fairness."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.rules.distance import Distance
from optimizer.rules.distance.inspect import UNKNOWN, block
from optimizer.rules.fairness import Fairness
from optimizer.rules.view import Half, Ints, PairReading, Reading, SideLimit, Sides, Slot, Unsound, View


def _group(rule: Fairness, view: View, helper: int) -> str:
    return view.helpers[helper].id if rule.by == "helper" else view.helpers[helper].unit


def _in_model(view: View, helper: int) -> bool:
    return view.takes_part[helper] or view.kept(helper)


def _part(rule: Fairness, view: View, helper: int) -> int:
    """What a pairing of this helper counts, when distance does not matter."""
    if rule.measure == "count":
        return 1
    if rule.by == "helper":
        capacity = view.most[helper]
    else:
        capacity = view.once("unit places", lambda: _unit_places(view)).get(view.helpers[helper].unit, 0)
    return 1_000_000 // capacity if capacity > 0 else 0


def _unit_places(view: View) -> dict[str, int]:
    """Upper quotas of the helpers in the model, summed by unit."""
    places: dict[str, int] = {}
    for row, helper in enumerate(view.helpers):
        if helper.unit and _in_model(view, row):
            places[helper.unit] = places.get(helper.unit, 0) + view.most[row]
    return places


def _metres(rule: Fairness, view: View, helpers: Ints, recipients: Ints) -> Ints:
    measures = [r for r in view.rules if isinstance(r, Distance) and r.source != "off"]
    if not measures:
        raise Unsound(rule.id, "no distance rule")
    found = block(min(measures, key=lambda measure: measure.id), view, helpers, recipients)
    if (found == UNKNOWN).any():
        raise Unsound(rule.id, "a distance is not known")
    return found


def pairs(rule: Fairness, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """What each pair adds to its group's total; counting loads needs no costs."""
    if rule.measure == "metres":
        return PairReading(cost=_metres(rule, view, helpers, recipients))
    if rule.measure == "count" and rule.form != "worst":
        return PairReading()
    parts = view.once(("parts", rule.id), lambda: [_part(rule, view, h) for h in range(len(view.helpers))])
    column = np.array(parts, np.int64)[helpers][:, None]
    return PairReading(cost=np.repeat(column, len(recipients), axis=1))


def sides(rule: Fairness, view: View) -> Sides:
    """The limit whose groups are looked at."""
    if not rule.active:
        return Sides()
    of_costs = rule.measure != "count"
    if rule.by == "helper":
        return Sides(on="quota", of_costs=of_costs)
    units = sorted({helper.unit for helper in view.helpers} - {""})
    key = [units.index(helper.unit) if helper.unit else -1 for helper in view.helpers]
    return Sides((SideLimit(f"load.{rule.id}", key),), on=f"load.{rule.id}", of_costs=of_costs)


def inspect(rule: Fairness, view: View, slots: Sequence[Slot]) -> Reading:
    """The largest total, or the sum of squares."""
    totals: dict[str, int] = {}
    for helper, recipient, _ in slots:
        group = _group(rule, view, helper)
        if not group:
            continue
        if rule.measure == "metres":
            one = int(_metres(rule, view, np.array([helper]), np.array([recipient]))[0, 0])
        else:
            one = _part(rule, view, helper)
        totals[group] = totals.get(group, 0) + one
    if rule.form == "squares":
        return Reading(sum(total * total for total in totals.values()), 0)
    return Reading(max(totals.values(), default=0), 0)


HALF = Half(inspect=inspect, pairs=pairs, sides=sides)
