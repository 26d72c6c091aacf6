"""The judge's half of supervision."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.rules.supervision import Supervision
from optimizer.rules.view import Half, Reading, SideRow, Sides, Slot, Unsound, View


def _roles(rule: Supervision, view: View) -> tuple[int, int]:
    """Numbers of the supervised and the supervising role."""
    number = {role.id: place for place, role in enumerate(view.programme.roles)}
    low = number.get(rule.supervised) if rule.supervised else 0
    high = number.get(rule.supervisor) if rule.supervisor else 1 if view.roles > 1 else None
    if low is None or high is None or low == high:
        raise Unsound(rule.id, "unknown role")
    return low, high


def _listed(rule: Supervision, view: View) -> set[tuple[int, int]]:
    def find() -> set[tuple[int, int]]:
        return {
            (view.called(rule, row.supervisor, "helper"), view.called(rule, row.helper, "helper")) for row in rule.pairs
        }

    return view.once(("supervisors", rule.id), find)


def _supervises(rule: Supervision, view: View, chief: int, helper: int) -> bool:
    if chief == helper:
        return False
    if (chief, helper) in _listed(rule, view):
        return True
    one, other = view.helpers[chief], view.helpers[helper]
    ranked = not rule.ranks or _place(rule, getattr(one, rule.by)) < _place(rule, getattr(other, rule.by))
    together = not rule.same_unit or (one.unit != "" and one.unit == other.unit)
    return bool(rule.ranks or rule.same_unit) and ranked and together


def _place(rule: Supervision, rank: str) -> int:
    return rule.ranks.index(rank) if rank in rule.ranks else len(rule.ranks)


def bounds(rule: Supervision, view: View) -> None:
    """Roles and names must be known."""
    _roles(rule, view)
    _listed(rule, view)


def sides(rule: Supervision, view: View) -> Sides:
    """Helpers with the same supervisors at most as often as these; each alone where a recipient has several of them."""
    if not rule.active:
        return Sides()
    low, high = _roles(rule, view)
    here = [row for row in range(len(view.helpers)) if view.takes_part[row] or view.kept(row)]
    chiefs = {helper: [chief for chief in here if _supervises(rule, view, chief, helper)] for helper in here}
    bundles: list[list[int]] = []
    for helper in here:
        same = [one for one in bundles if chiefs[one[0]] == chiefs[helper]]
        if same:
            same[0].append(helper)
        else:
            bundles.append([helper])
    rows: list[SideRow] = []
    for recipient, person in enumerate(view.recipients):
        if not person.needs[low] or not person.needs[high]:
            continue
        for bundle in bundles if person.needs[low] == 1 else [[helper] for helper in here]:
            more = [(helper, recipient, low) for helper in bundle]
            less = [(chief, recipient, high) for chief in chiefs[bundle[0]]]
            rows.append(SideRow(f"supervision.{rule.id}", more, less, at_most=True))
    return Sides(rows=tuple(rows))


def inspect(rule: Supervision, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings whose helper has no supervisor with the same recipient."""
    low, high = _roles(rule, view)
    above: dict[int, list[int]] = {}
    for helper, recipient, role in slots:
        if role == high:
            above.setdefault(recipient, []).append(helper)
    alone = 0
    for helper, recipient, role in slots:
        if role == low and view.recipients[recipient].needs[high]:
            alone += not any(_supervises(rule, view, chief, helper) for chief in above.get(recipient, ()))
    return Reading(alone, alone)


HALF = Half(inspect=inspect, bounds=bounds, sides=sides)
