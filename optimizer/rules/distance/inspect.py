"""The judge's half of distance: the plain reference for rosters, its own table of starts x goals for blocks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain import Helper, Recipient
from optimizer.geography.plain import RADIUS, crow_metres, wgs84
from optimizer.rules.distance import Distance
from optimizer.rules.view import Half, Ints, PairReading, Reading, Slot, Unsound, View

UNKNOWN = -1


def start_of(rule: Distance, helper: Helper) -> str:
    return helper.start or rule.default_start


def metres(rule: Distance, view: View, helper: Helper, recipient: Recipient) -> int | None:
    """Metres of one pair by the plain reference; None: not known."""
    start = start_of(rule, helper)
    if rule.source == "legs":
        legs: dict[tuple[str, str], int] = view.once(
            "legs", lambda: {(leg.start, leg.end): leg.metres for leg in view.programme.legs}
        )
        if recipient.place and (start, recipient.place) in legs:
            return legs[start, recipient.place]
        return legs.get((start, recipient.area)) if recipient.area else None
    key = ("crow", rule.detour_permille, start, recipient.place, recipient.area)
    return view.once(
        key, lambda: crow_metres(view.programme.places, start, recipient.place, recipient.area, rule.detour_permille)
    )


def block(rule: Distance, view: View, helpers: Ints, recipients: Ints) -> Ints:
    """int64[helpers, recipients] metres, -1 where not known."""
    start, starts = view.codes("helper", f"start {rule.default_start}", lambda h: start_of(rule, h))
    goal, goals = view.codes("recipient", "goal", lambda r: (r.place, r.area))
    if rule.source == "coordinates":
        here = _points(view, [(name,) for name in starts])[start[helpers]]
        there = _points(view, goals)[goal[recipients]]
        return _great_circle(here, there, rule.detour_permille)

    def table() -> Ints:
        legs = {(leg.start, leg.end): leg.metres for leg in view.programme.legs}
        out = np.full((len(starts), len(goals)), UNKNOWN, np.int64)
        for row, name in enumerate(starts):
            for column, (place, area) in enumerate(goals):
                known = [legs[name, end] for end in (place, area) if end and (name, end) in legs]
                out[row, column] = known[0] if known else UNKNOWN
        return out

    return view.once(("leg table", rule.default_start), table)[np.ix_(start[helpers], goal[recipients])]


def _points(view: View, names: Sequence[tuple[str, ...]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """float64[names, 2]: WGS-84 radians of the first name that is a place; NaN without one."""
    known = {place.id: place for place in view.programme.places}
    out = np.full((len(names), 2), np.nan)
    for row, options in enumerate(names):
        place = next((known[name] for name in options if name and name in known), None)
        if place is not None:
            out[row] = np.radians(wgs84(place))
    return out


def _great_circle(here: np.ndarray, there: np.ndarray, detour_permille: int) -> Ints:
    lat_a, lon_a, lat_b, lon_b = here[:, :1], here[:, 1:], there[:, 0], there[:, 1]
    across = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    far = 2 * RADIUS * np.arcsin(np.minimum(1.0, np.sqrt(across))) * detour_permille / 1000
    known = np.isfinite(far)
    return np.where(known, np.floor(np.where(known, far, 0.0) + 0.5), UNKNOWN).astype(np.int64)


def pairs(rule: Distance, view: View, helpers: Ints, recipients: Ints, role: int) -> PairReading:
    """Metres of each pair; a hard rule allows none above its most."""
    if rule.source == "off":
        return PairReading()
    found = block(rule, view, helpers, recipients)
    if (found == UNKNOWN).any():
        raise Unsound(rule.id, "a distance is not known")
    if rule.mode == "hard":
        return PairReading(allowed=found <= (rule.most_metres if rule.most_metres is not None else UNKNOWN))
    return PairReading(cost=found)


def inspect(rule: Distance, view: View, slots: Sequence[Slot]) -> Reading:
    """Sum (or longest) of the known distances; broken: pairings above the most, or of unknown distance."""
    if rule.source == "off":
        return Reading(0, 0)
    found = [metres(rule, view, view.helpers[h], view.recipients[r]) for h, r, _ in slots]
    known = [m for m in found if m is not None]
    measure = sum(known) if rule.measure == "total" else max(known, default=0)
    far = 0 if rule.most_metres is None else sum(m > rule.most_metres for m in known)
    return Reading(measure, far + (len(found) - len(known) if rule.active else 0))


HALF = Half(inspect=inspect, pairs=pairs)
