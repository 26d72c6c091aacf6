"""The two campuses, the six villages, where they lie and how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from random import Random

COORDINATE_SYSTEM = "gcj02"


@dataclass(frozen=True)
class Village:
    """One village of the plan; ``households`` is its size in the reference case."""

    town: str
    name: str
    code: str
    households: int
    longitude: float
    latitude: float


VILLAGES = (
    Village("石盘乡", "边岩村", "BY", 76, 106.21, 30.47),
    Village("鸣钟乡", "小寨村", "XZ", 56, 106.34, 30.24),
    Village("万隆镇", "跃进村", "YJ", 81, 106.41, 30.39),
    Village("鼓匠乡", "东原村", "DY", 54, 106.16, 30.32),
    Village("永胜乡", "平桥村", "PQ", 79, 106.27, 30.52),
    Village("真静乡", "真静村", "ZJ", 66, 106.11, 30.41),
)

CAMPUSES = {"主校区": (106.30, 30.35), "南校区": (106.25, 30.28)}


@dataclass(frozen=True)
class Site:
    """A place with coordinates in degrees."""

    name: str
    kind: str
    town: str
    longitude: float
    latitude: float


def sites(random: Random) -> list[Site]:
    """Campuses, then villages, each moved at random by up to about a kilometre and a half."""

    def near(value: float) -> float:
        return round(value + random.uniform(-0.015, 0.015), 6)

    campuses = [Site(name, "出发地点", "", near(x), near(y)) for name, (x, y) in CAMPUSES.items()]
    return campuses + [Site(v.name, "村", v.town, near(v.longitude), near(v.latitude)) for v in VILLAGES]


def _great_circle_kilometres(a: Site, b: Site) -> float:
    x1, y1, x2, y2 = map(radians, (a.longitude, a.latitude, b.longitude, b.latitude))
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(h))


def road_kilometres(all_sites: list[Site], random: Random) -> dict[tuple[str, str], float]:
    """(campus, village) -> kilometres by road, one decimal: the great circle, 25 to 60 % longer."""
    campuses = [s for s in all_sites if s.name in CAMPUSES]
    villages = [s for s in all_sites if s.name not in CAMPUSES]
    return {
        (c.name, v.name): round(_great_circle_kilometres(c, v) * random.uniform(1.25, 1.6), 1)
        for c in campuses
        for v in villages
    }
