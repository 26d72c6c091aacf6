"""A document that contradicts itself is refused where it is built."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.output.document import (
    Band,
    Chart,
    Column,
    Document,
    MapBlock,
    MapLine,
    MapPoint,
    Meta,
    Section,
    Series,
    Table,
)

A, B = Column("a", "A"), Column("b", "B", "int")


def test_rows_must_fit_the_header() -> None:
    """A row that is one short would shift every value into the wrong column."""
    with pytest.raises(ValueError, match="2 values"):
        Table((A, B), (("x",),))


def test_a_column_stands_once() -> None:
    """Writers find columns by key."""
    with pytest.raises(ValueError, match="twice"):
        Table((A, A))


@pytest.mark.parametrize("bands", [(Band(2, "x"),), (Band(1, "x"), Band(0, "y")), (Band(0, "x"), Band(0, "y"))])
def test_bands_stand_before_rows_in_order(bands: tuple[Band, ...]) -> None:
    """A band after the last row, or two before one row, would be lost or misplaced."""
    with pytest.raises(ValueError, match="bands"):
        Table((A, B), (("x", 1), ("y", 2)), bands=bands)


@pytest.mark.parametrize(
    ("spans", "bands"), [(((0, 2), (1, 3)), ()), (((0, 4),), ()), (((2, 1),), ()), (((0, 2),), (Band(1, "x"),))]
)
def test_spans_are_rows_without_a_band_inside(spans: tuple[tuple[int, int], ...], bands: tuple[Band, ...]) -> None:
    """Merged cells that overlap make a workbook that Excel repairs by deleting."""
    with pytest.raises(ValueError, match="spans"):
        Table((A, B), (("x", 1), ("x", 2), ("y", 3)), merged=("a",), spans=spans, bands=bands)


def test_series_are_as_long_as_the_categories() -> None:
    """A bar without a name, or a name without a bar, is a wrong chart."""
    with pytest.raises(ValueError, match="2 values"):
        Chart("x", ("a", "b"), (Series("s", (1,)),))


def test_map_lines_join_existing_points() -> None:
    """A pairing drawn to nowhere would be drawn to the first place."""
    with pytest.raises(ValueError, match="not there"):
        MapBlock("x", (MapPoint("a", 0, 0),), (MapLine(0, 1),))


def test_sections_are_found_by_key() -> None:
    """Sheets and anchors are made from keys, so one key means one section."""
    section = Section("a", "A")
    document = Document("t", "zh", Meta(date(2026, 9, 1)), (section,))
    assert document.section("a") is section
    with pytest.raises(KeyError):
        document.section("b")
    with pytest.raises(ValueError, match="twice"):
        Document("t", "zh", Meta(date(2026, 9, 1)), (section, section))
