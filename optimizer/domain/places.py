"""Places and measured distances."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from optimizer.domain.base import Fact

CoordinateSystem = Literal["wgs84", "gcj02", "bd09"]


class Place(Fact):
    """A named point. Coordinates in millionths of a degree, with the system they are in."""

    id: str
    latitude_microdegrees: int = Field(ge=-90_000_000, le=90_000_000)
    longitude_microdegrees: int = Field(ge=-180_000_000, le=180_000_000)
    system: CoordinateSystem


class Leg(Fact):
    """One cell of the 里程表: from a start point to an area or place."""

    start: str
    end: str
    metres: int = Field(ge=0)
    minutes: int | None = Field(default=None, ge=0)
