"""The user's GeoJSON as background outlines of a map. Coordinates are longitude, latitude in degrees (RFC 7946)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from optimizer.errors import InputError
from optimizer.messages import Cell, Finding
from optimizer.output.document import Outline

MOST_BYTES = 64_000_000


def read_geojson(path: Path) -> tuple[Outline, ...]:
    """The outlines in a GeoJSON file. Raises InputError (finding ``output.geojson``) when it is not usable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES // 1_000_000} MB")
        return outlines(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        finding = Finding("output.geojson", facts={"detail": str(error)[:200]}, cells=(Cell(path.name),))
        raise InputError(findings=(finding,)) from error


def outlines(value: Any) -> tuple[Outline, ...]:
    """Lines and rings of a FeatureCollection, Feature or geometry. Points are left out. Raises ValueError."""
    found = tuple(_outlines(value, ""))
    if not found:
        raise ValueError("no line or area in it")
    return found


def _outlines(value: Any, name: str) -> Iterator[Outline]:
    if not isinstance(value, Mapping):
        raise ValueError("not an object")
    kind = value.get("type")
    if kind == "FeatureCollection":
        for feature in _list(value.get("features")):
            yield from _outlines(feature, "")
    elif kind == "Feature":
        if value.get("geometry") is not None:
            yield from _outlines(value["geometry"], _name(value.get("properties")))
    elif kind == "GeometryCollection":
        for geometry in _list(value.get("geometries")):
            yield from _outlines(geometry, name)
    elif kind in _DEPTH:
        closed = "Polygon" in kind
        for number, line in enumerate(_lines(value.get("coordinates"), _DEPTH[kind])):
            yield Outline(tuple(_point(position) for position in line), closed, name if number == 0 else "")
    elif kind not in ("Point", "MultiPoint"):
        raise ValueError(f"unknown type {str(kind)[:40]!r}")


_DEPTH = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}


def _lines(value: Any, depth: int) -> Iterator[list[Any]]:
    if depth == 0:
        yield _list(value)
        return
    for part in _list(value):
        yield from _lines(part, depth - 1)


def _point(position: Any) -> tuple[int, int]:
    pair = _list(position)[:2]
    if len(pair) < 2 or not all(isinstance(x, int | float) and not isinstance(x, bool) for x in pair):
        raise ValueError("a position must be [longitude, latitude]")
    longitude, latitude = (float(x) for x in pair)
    if not (math.isfinite(longitude) and abs(longitude) <= 180 and math.isfinite(latitude) and abs(latitude) <= 90):
        raise ValueError("a position lies outside the earth")
    return round(latitude * 1_000_000), round(longitude * 1_000_000)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("a list is missing")
    return value


def _name(properties: Any) -> str:
    if isinstance(properties, Mapping):
        for key in ("name", "NAME", "名称"):
            if isinstance(properties.get(key), str):
                return str(properties[key])
    return ""
