"""Distance along the great circle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius of the Earth (IUGG, R1)."""

Degrees = NDArray[np.float64]


def great_circle_metres(
    from_latitude: Degrees, from_longitude: Degrees, to_latitude: Degrees, to_longitude: Degrees
) -> NDArray[np.float64]:
    """Haversine distance in metres (WGS-84 degrees; shapes broadcast): float64, accurate for near and far points."""
    south, north = np.radians(from_latitude), np.radians(to_latitude)
    half_north = np.sin((north - south) / 2)
    half_east = np.sin(np.radians(to_longitude - from_longitude) / 2)
    haversine = half_north**2 + np.cos(south) * np.cos(north) * half_east**2
    return np.asarray(2 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(np.clip(haversine, 0.0, 1.0))))
