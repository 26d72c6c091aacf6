"""The same distances in plain Python, one pair at a time: a reference that shares nothing with the arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from optimizer.domain import Leg, Place

RADIUS = 6_371_008.8


def leg_metres(legs: Iterable[Leg], start: str, place: str, area: str) -> int | None:
    """Metres by the 里程表 from ``start`` to the place of one's own if it is listed, else to the area; None: not listed."""
    found: dict[str, int] = {}
    for leg in legs:
        if leg.start == start and leg.end and leg.end in (place, area):
            found[leg.end] = leg.metres
    return found.get(place, found.get(area))


def crow_metres(places: Iterable[Place], start: str, place: str, area: str, detour_permille: int) -> int | None:
    """Metres along the great circle, times detour / 1000, rounded half up; None when a point is not listed."""
    points = {point.id: point for point in places}
    origin = points.get(start)
    goal = points[place] if place and place in points else points.get(area)
    if origin is None or goal is None:
        return None
    return math.floor(haversine(wgs84(origin), wgs84(goal)) * detour_permille / 1000 + 0.5)


def wgs84(point: Place) -> tuple[float, float]:
    """(latitude, longitude) in WGS-84 degrees."""
    spot = (point.latitude_microdegrees / 1e6, point.longitude_microdegrees / 1e6)
    if point.system == "bd09":
        spot = _solve(_gcj_to_bd, spot)
    if point.system != "wgs84":
        spot = _solve(_wgs_to_gcj, spot)
    return spot


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres on a sphere of the mean radius between two (latitude, longitude)."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    dlat, dlon = lat_b - lat_a, math.radians(b[1] - a[1])
    h = math.sin(dlat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(dlon / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(h)))


def _solve(forward: Callable[[float, float], tuple[float, float]], target: tuple[float, float]) -> tuple[float, float]:
    """The point that ``forward`` sends to ``target``: correct the guess by what is missing, until nothing is."""
    lat, lon = target
    for _ in range(40):
        there = forward(lat, lon)
        miss_lat, miss_lon = target[0] - there[0], target[1] - there[1]
        lat, lon = lat + miss_lat, lon + miss_lon
        if abs(miss_lat) + abs(miss_lon) < 1e-14:
            break
    return lat, lon


def _wgs_to_gcj(lat: float, lon: float) -> tuple[float, float]:
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return lat, lon
    pi, sin = math.pi, math.sin
    x, y = lon - 105, lat - 35
    wave = (sin(6 * x * pi) + sin(2 * x * pi)) * 40 / 3
    d_lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    d_lat += (20 * sin(y * pi) + 40 * sin(y * pi / 3) + 160 * sin(y * pi / 12) + 320 * sin(y * pi / 30)) * 2 / 3
    d_lon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    d_lon += (20 * sin(x * pi) + 40 * sin(x * pi / 3) + 150 * sin(x * pi / 12) + 300 * sin(x * pi / 30)) * 2 / 3
    ee, a, phi = 0.00669342162296594323, 6378245.0, lat * pi / 180
    w = 1 - ee * sin(phi) * sin(phi)
    d_lat = d_lat * 180 / (a * (1 - ee) / (w * math.sqrt(w)) * pi)
    d_lon = d_lon * 180 / (a / math.sqrt(w) * math.cos(phi) * pi)
    return lat + d_lat, lon + d_lon


def _gcj_to_bd(lat: float, lon: float) -> tuple[float, float]:
    k = math.pi * 3000 / 180
    r = math.sqrt(lat * lat + lon * lon) + 0.00002 * math.sin(lat * k)
    t = math.atan2(lat, lon) + 0.000003 * math.cos(lon * k)
    return r * math.sin(t) + 0.006, r * math.cos(t) + 0.0065
