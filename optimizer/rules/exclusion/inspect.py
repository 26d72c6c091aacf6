"""The judge's half of exclusion, with its own reading of the 2025 retirement law."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import Helper, month_index
from optimizer.rules.exclusion import Exclusion
from optimizer.rules.view import Half, Reading, Slot, Unsound, View

LAW = {
    "男": (1965, 60, 4, 36),
    "女(原55)": (1970, 55, 4, 36),
    "女(原50)": (1975, 50, 2, 60),
}
"""Track -> first year of birth concerned (January), old age in years, months of birth to one month of delay, longest delay.

实施渐进式延迟法定退休年龄的决定, in force from January 2025.
"""


def retirement_month(birth: int, track: str) -> int:
    """Month index of retirement of somebody born in month index ``birth``."""
    year, age, pace, longest = LAW[track]
    later = birth - month_index(year, 1)
    delay = 0 if later < 0 else min(longest, later // pace + 1)
    return birth + age * 12 + delay


def retires_by(rule: Exclusion, helper: Helper, last: int) -> bool:
    """Whether the helper retires in or before month ``last``. Raises Unsound where the data do not say."""
    if helper.retirement_month is not None:
        return helper.retirement_month <= last
    if helper.birth_month is None:
        raise Unsound(rule.id, "month of birth unknown")
    if helper.retirement_track is not None:
        return retirement_month(helper.birth_month, helper.retirement_track) <= last
    if helper.sex == "男":
        return retirement_month(helper.birth_month, "男") <= last
    verdicts = {retirement_month(helper.birth_month, track) <= last for track in LAW}
    if len(verdicts) > 1:
        raise Unsound(rule.id, "retirement track unknown")
    return verdicts.pop()


def last_month(rule: Exclusion, view: View) -> int:
    """The last month of the window."""
    if rule.until is not None:
        return rule.until
    day = view.programme.reference_day
    if rule.window_months is not None:
        return month_index(day.year, day.month) + rule.window_months
    return view.programme.term.end


def _out(rule: Exclusion, view: View) -> set[int]:
    inside = {row for row, takes_part in enumerate(view.takes_part) if takes_part}
    if rule.basis == "name":
        return inside & {view.called(rule, name, "helper") for name in rule.names}
    if rule.basis == "hardship":
        return {row for row in inside if view.helpers[row].hardship}
    last = last_month(rule, view)
    return {row for row in inside if retires_by(rule, view.helpers[row], last)}


def bounds(rule: Exclusion, view: View) -> None:
    """Of those whom no earlier rule took out, these take no part."""
    out = view.once(("excluded", rule.id), lambda: _out(rule, view))
    for row in out:
        view.takes_part[row] = False


def inspect(rule: Exclusion, view: View, slots: Sequence[Slot]) -> Reading:
    """Pairings of excluded helpers, those that must stand excepted."""
    out: set[int] = view.once(("excluded", rule.id), set)
    wrong = sum(slot[0] in out and slot not in view.standing for slot in slots)
    return Reading(wrong, wrong)


HALF = Half(inspect=inspect, bounds=bounds)
