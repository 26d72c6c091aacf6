"""The judge's half of group totals."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.group_totals import GroupTotals, TotalRow
from optimizer.rules.view import Half, Reading, SideLimit, Sides, Slot, View


def sides(rule: GroupTotals, view: View) -> Sides:
    """Rows with both, with a unit only, with an area only."""
    if not rule.active:
        return Sides()
    sorts = {
        "unit_area": [row for row in rule.rows if row.unit and row.area],
        "unit": [row for row in rule.rows if not row.area],
        "area": [row for row in rule.rows if not row.unit],
    }
    return Sides(tuple(_limit(rule, view, sort, rows) for sort, rows in sorts.items() if rows))


def _limit(rule: GroupTotals, view: View, sort: str, rows: list[TotalRow]) -> SideLimit:
    units = sorted({row.unit for row in rows if row.unit})
    areas = sorted({row.area for row in rows if row.area})
    table = {(row.unit, row.area): row for row in rows}
    far = sum(sum(recipient.needs) for recipient in view.recipients) + 1
    least, most = [], []
    for unit in units or [""]:
        for area in areas or [""]:
            row = table.get((unit, area))
            least.append(0 if row is None else row.least)
            most.append(far if row is None or row.most is None else row.most)
    helper_key = [units.index(h.unit) if h.unit in units else -1 for h in view.helpers] if units else None
    recipient_key = [areas.index(r.area) if r.area in areas else -1 for r in view.recipients] if areas else None
    return SideLimit(f"totals.{rule.id}.{sort}", helper_key, recipient_key, least=least, most=most)


def inspect(rule: GroupTotals, view: View, slots: Sequence[Slot]) -> Reading:
    """Rows outside their bounds; in a tier, by how many pairings."""
    ends = [(view.helpers[h].unit, view.recipients[r].area) for h, r, _ in slots]
    wrong = beyond = 0
    for row in rule.rows:
        have = sum(1 for unit, area in ends if row.unit in ("", unit) and row.area in ("", area))
        wrong += have < row.least or (row.most is not None and have > row.most)
        beyond += max(0, row.least - have, have - (have if row.most is None else row.most))
    return Reading(beyond if rule.wished else wrong, wrong)


HALF = Half(inspect=inspect, sides=sides)
