"""The user's background map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.output.document import Outline
from optimizer.output.geojson import outlines, read_geojson

RING = [[106.1, 30.2], [106.2, 30.2], [106.2, 30.3], [106.1, 30.2]]


def test_areas_and_lines_become_outlines() -> None:
    """Every ring and line once, in millionths of a degree, latitude first."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"name": "甲镇"}, "geometry": {"type": "Polygon", "coordinates": [RING]}},
            {
                "type": "Feature",
                "properties": None,
                "geometry": {"type": "MultiPolygon", "coordinates": [[RING, RING]]},
            },
            {"type": "Feature", "geometry": {"type": "LineString", "coordinates": RING[:2]}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": RING[0]}},
            {"type": "Feature", "geometry": None},
        ],
    }
    found = outlines(collection)
    assert found[0] == Outline(
        ((30_200_000, 106_100_000), (30_200_000, 106_200_000), (30_300_000, 106_200_000), (30_200_000, 106_100_000)),
        True,
        "甲镇",
    )
    assert [outline.closed for outline in found] == [True, True, True, False]


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        None,
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [[["a", 1]]]},
        {"type": "LineString", "coordinates": [[1e9, 0], [0, 0]]},
        {"type": "LineString", "coordinates": [[106.0]]},
        {"type": "Topology"},
        {"type": "FeatureCollection"},
        {"type": "Point", "coordinates": [1, 2]},
    ],
)
def test_what_is_no_map_is_refused_by_name(value: object, tmp_path: Path) -> None:
    """The file is named and nothing is drawn from half of it."""
    path = tmp_path / "底图.geojson"
    path.write_text(json.dumps(value))
    with pytest.raises(InputError) as caught:
        read_geojson(path)
    assert caught.value.findings[0].where() == "底图.geojson"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 99_999])
def test_damaged_files_are_refused_too(content: bytes, tmp_path: Path) -> None:
    """Whatever the file holds, one class of error."""
    (tmp_path / "m.json").write_bytes(content)
    with pytest.raises(InputError):
        read_geojson(tmp_path / "m.json")
    with pytest.raises(InputError):
        read_geojson(tmp_path / "absent.json")
