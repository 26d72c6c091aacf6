"""Distances: the 里程表, the great circle, and the coordinate systems that Chinese maps use.

``optimizer.geography.plain`` says the same in plain Python, written apart, as a reference.
"""

from optimizer.geography.coordinates import to_wgs84
from optimizer.geography.great_circle import EARTH_RADIUS_METRES, great_circle_metres
from optimizer.geography.matrix import Ends, Metres, leg_matrix, place_matrix

__all__ = [
    "EARTH_RADIUS_METRES",
    "Ends",
    "Metres",
    "great_circle_metres",
    "leg_matrix",
    "place_matrix",
    "to_wgs84",
]
