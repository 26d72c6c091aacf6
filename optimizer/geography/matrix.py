"""Metres from every start to every end, as one small matrix that pair terms look up by index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Leg, Place
from optimizer.geography.coordinates import to_wgs84
from optimizer.geography.great_circle import great_circle_metres

Metres = NDArray[np.int64]
Ends = Sequence[tuple[str, str]]
"""Where a recipient is: (place of its own or "", area)."""

MISSING = -1
"""Stands in a matrix where no distance is known."""


def leg_matrix(
    legs: Iterable[Leg], starts: Sequence[str], ends: Ends, measure: Literal["metres", "minutes"] = "metres"
) -> Metres:
    """int64[starts, ends] from the 里程表: the leg to the place if there is one, else to the area, else ``MISSING``.

    Minutes that a leg does not state are ``MISSING`` too.
    """
    rows = {start: row for row, start in enumerate(dict.fromkeys(starts))}
    names = sorted({name for end in ends for name in end if name})
    columns = {name: column for column, name in enumerate(names)}
    table = np.full((len(rows), len(names) + 1), MISSING, np.int64)
    for leg in legs:
        row, column = rows.get(leg.start), columns.get(leg.end)
        length = leg.metres if measure == "metres" else leg.minutes
        if row is not None and column is not None and length is not None:
            table[row, column] = length
    table = table[[rows[start] for start in starts]]
    own = table[:, [columns.get(place, len(names)) for place, _ in ends]]
    area = table[:, [columns.get(area, len(names)) for _, area in ends]]
    return np.where(own != MISSING, own, area)


def place_matrix(places: Sequence[Place], starts: Sequence[str], ends: Ends, detour_permille: int) -> Metres:
    """int64[starts, ends] along the great circle times detour / 1000, rounded half up; ``MISSING`` without a Place.

    An end is its own place if there is such a Place, else its area.
    """
    known = {place.id: row for row, place in enumerate(places)}
    latitude, longitude = _wgs84(places)
    here = np.array([known.get(start, -1) for start in starts], np.int64)
    there = np.array([_at(known, end) for end in ends], np.int64)
    if not len(places):
        return np.full((len(starts), len(ends)), MISSING, np.int64)
    metres = great_circle_metres(
        latitude[here][:, None], longitude[here][:, None], latitude[there][None, :], longitude[there][None, :]
    )
    rounded = np.floor(metres * detour_permille / 1000 + 0.5).astype(np.int64)
    return np.where((here[:, None] >= 0) & (there[None, :] >= 0), rounded, MISSING)


def _at(known: Mapping[str, int], end: tuple[str, str]) -> int:
    place, area = end
    return known.get(place, known.get(area, -1)) if place else known.get(area, -1)


def _wgs84(places: Sequence[Place]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    latitude = np.array([place.latitude_microdegrees for place in places], np.float64) / 1e6
    longitude = np.array([place.longitude_microdegrees for place in places], np.float64) / 1e6
    systems = np.array([place.system for place in places])
    for system in ("gcj02", "bd09"):
        here = systems == system
        if here.any():
            latitude[here], longitude[here] = to_wgs84(latitude[here], longitude[here], system)
    return latitude, longitude
