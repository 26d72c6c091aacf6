"""From GCJ-02 and BD-09, the shifted systems of Chinese web maps, to WGS-84.

GCJ-02 moves a WGS-84 point by a smooth published approximation on the Krasovsky 1940 ellipsoid (semi-major axis
6,378,245 m, squared eccentricity 0.00669342162296594323), only inside a box round China; BD-09 bends GCJ-02 once more.
Both are inverted by the fixed point p <- q - (shift(p)): the shifts contract by about 0.01 a step, so that
``STEPS`` rounds reach the last bit of a double. The approximation itself is good to a few metres.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import CoordinateSystem

Degrees = NDArray[np.float64]
STEPS = 16

_AXIS_METRES = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_FREQUENCY = np.pi * 3000.0 / 180.0


def _inside(latitude: Degrees, longitude: Degrees) -> NDArray[np.bool_]:
    """The box in which GCJ-02 is shifted."""
    return (longitude >= 72.004) & (longitude <= 137.8347) & (latitude >= 0.8293) & (latitude <= 55.8271)


def _ripple(value: Degrees, *waves: tuple[float, float]) -> Degrees:
    total = np.zeros_like(value)
    for amplitude, divisor in waves:
        total += amplitude * np.sin(value / divisor * np.pi)
    return total * 2.0 / 3.0


def _gcj02_shift(latitude: Degrees, longitude: Degrees) -> tuple[Degrees, Degrees]:
    """How far, in degrees, GCJ-02 moves a WGS-84 point."""
    x, y = longitude - 105.0, latitude - 35.0
    root = np.sqrt(np.abs(x))
    common = _ripple(x, (20.0, 1 / 6), (20.0, 0.5))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    north += _ripple(y, (20.0, 1.0), (40.0, 3.0)) + _ripple(y, (160.0, 12.0), (320.0, 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east += _ripple(x, (20.0, 1.0), (40.0, 3.0)) + _ripple(x, (150.0, 12.0), (300.0, 30.0))
    radians = np.radians(latitude)
    flat = 1.0 - _ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    meridian = _AXIS_METRES * (1.0 - _ECCENTRICITY_SQUARED) / (flat * np.sqrt(flat))
    parallel = _AXIS_METRES / np.sqrt(flat) * np.cos(radians)
    inside = _inside(latitude, longitude)
    return np.where(inside, np.degrees(north / meridian), 0.0), np.where(inside, np.degrees(east / parallel), 0.0)


def _bd09_shift(latitude: Degrees, longitude: Degrees) -> tuple[Degrees, Degrees]:
    """How far, in degrees, BD-09 moves a GCJ-02 point."""
    radius = np.hypot(longitude, latitude) + 0.00002 * np.sin(latitude * _BD_FREQUENCY)
    angle = np.arctan2(latitude, longitude) + 0.000003 * np.cos(longitude * _BD_FREQUENCY)
    return radius * np.sin(angle) + 0.006 - latitude, radius * np.cos(angle) + 0.0065 - longitude


Shift = Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]


def _undo(shift: Shift, latitude: Degrees, longitude: Degrees) -> tuple[Degrees, Degrees]:
    north, east = latitude, longitude
    for _ in range(STEPS):
        up, right = shift(north, east)
        north, east = latitude - up, longitude - right
    return north, east


def to_wgs84(latitude: Degrees, longitude: Degrees, system: CoordinateSystem) -> tuple[Degrees, Degrees]:
    """Latitude and longitude in degrees, float64 of equal shapes, of ``system`` -> the same points in WGS-84."""
    if system == "bd09":
        latitude, longitude = _undo(_bd09_shift, latitude, longitude)
    if system in ("bd09", "gcj02"):
        latitude, longitude = _undo(_gcj02_shift, latitude, longitude)
    return latitude, longitude


def from_wgs84(latitude: Degrees, longitude: Degrees, system: CoordinateSystem) -> tuple[Degrees, Degrees]:
    """The other way: WGS-84 degrees -> ``system``."""
    for name, shift in (("gcj02", _gcj02_shift), ("bd09", _bd09_shift)):
        if system == name or (system == "bd09" and name == "gcj02"):
            up, right = shift(latitude, longitude)
            latitude, longitude = latitude + up, longitude + right
    return latitude, longitude
