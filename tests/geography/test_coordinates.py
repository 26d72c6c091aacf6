"""Coordinate systems and the great circle: known points, round trips, and the plain reference."""

from __future__ import annotations

import random

import numpy as np
import pytest

from optimizer.domain import Leg, Place
from optimizer.geography import great_circle_metres, leg_matrix, place_matrix, to_wgs84
from optimizer.geography.coordinates import from_wgs84
from optimizer.geography.plain import crow_metres, leg_metres, wgs84


def test_the_shift_in_beijing() -> None:
    """Tiananmen, WGS-84 39.90734 N 116.39089 E: map services show it near 39.90874, 116.39713 (GCJ-02), to 2e-5 degrees."""
    latitude, longitude = from_wgs84(np.array([39.90734]), np.array([116.39089]), "gcj02")
    assert abs(latitude[0] - 39.90874) < 2e-5
    assert abs(longitude[0] - 116.39713) < 2e-5


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_round_trip(system: str) -> None:
    """The fixed point undoes the shift to the last bits, anywhere in China."""
    rng = np.random.default_rng(7)
    latitude, longitude = rng.uniform(18, 53, 2000), rng.uniform(74, 134, 2000)
    back = to_wgs84(*from_wgs84(latitude, longitude, system), system)
    assert np.abs(back[0] - latitude).max() < 1e-12
    assert np.abs(back[1] - longitude).max() < 1e-12


def test_outside_china_nothing_is_shifted() -> None:
    """GCJ-02 applies inside a box only."""
    point = np.array([48.8566]), np.array([2.3522])
    assert [a.tolist() for a in to_wgs84(*point, "gcj02")] == [a.tolist() for a in point]


def test_quarter_of_the_equator() -> None:
    """A quarter of 2 pi R with R = 6,371,008.8 m is 1.5707963268 x R = 10,007,557.221 m; a pole is as far from the equator."""
    zero = np.zeros(1)
    assert great_circle_metres(zero, zero, zero, zero + 90)[0] == pytest.approx(10_007_557.221, abs=0.01)
    assert great_circle_metres(zero, zero, zero + 90, zero + 17)[0] == pytest.approx(10_007_557.221, abs=0.01)


def places(rng: random.Random, count: int) -> list[Place]:
    return [
        Place(
            id=f"p{n}",
            latitude_microdegrees=rng.randrange(20_000_000, 50_000_000),
            longitude_microdegrees=rng.randrange(80_000_000, 130_000_000),
            system=rng.choice(("wgs84", "gcj02", "bd09")),
        )
        for n in range(count)
    ]


def test_matrix_and_plain_reference_agree() -> None:
    """Arrays and one-pair-at-a-time Python give the same whole metres, fallback to the area included."""
    rng = random.Random(3)
    known = places(rng, 25)
    starts = [place.id for place in known[:12]] + ["nowhere"]
    ends = [(rng.choice(("", "p3", "p20", "unknown")), rng.choice(("p1", "p14", "p24", "void"))) for _ in range(40)]
    matrix = place_matrix(known, starts, ends, 1234)
    for row, start in enumerate(starts):
        for column, (place, area) in enumerate(ends):
            expected = crow_metres(known, start, place, area, 1234)
            assert matrix[row, column] == (-1 if expected is None else expected)


def test_points_of_both_evaluators_agree() -> None:
    """The two fixed points are the same point."""
    for place in places(random.Random(5), 200):
        spot = np.array([place.latitude_microdegrees / 1e6]), np.array([place.longitude_microdegrees / 1e6])
        ours = to_wgs84(*spot, place.system)
        assert wgs84(place) == pytest.approx((ours[0][0], ours[1][0]), abs=1e-12)


def test_legs_prefer_the_place_of_ones_own() -> None:
    """(start, place) if listed, else (start, area), else missing; a start that stands twice is served twice."""
    legs = [
        Leg(start="东门", end="甲村", metres=5000),
        Leg(start="东门", end="丙院", metres=70),
        Leg(start="西门", end="甲村", metres=0),
    ]
    starts, ends = ["东门", "西门", "东门", ""], [("", "甲村"), ("丙院", "甲村"), ("丁院", "乙村")]
    matrix = leg_matrix(legs, starts, ends)
    assert matrix.tolist() == [[5000, 70, -1], [0, 0, -1], [5000, 70, -1], [-1, -1, -1]]
    for row, start in enumerate(starts):
        for column, (place, area) in enumerate(ends):
            expected = leg_metres(legs, start, place, area)
            assert matrix[row, column] == (-1 if expected is None else expected)


def test_no_places_at_all() -> None:
    """Without places every distance is missing, and nothing breaks."""
    assert place_matrix([], ["a"], [("", "b")], 1000).tolist() == [[-1]]
