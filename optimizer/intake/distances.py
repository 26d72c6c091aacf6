"""Legs and places from their records."""

from __future__ import annotations

from optimizer.domain import CoordinateSystem, Leg, Place
from optimizer.intake.gathered import Gathered
from optimizer.intake.raw import address
from optimizer.intake.records import Record
from optimizer.messages import Cell, Finding


def make_legs(gathered: Gathered) -> tuple[Leg, ...]:
    """Both forms of the 里程表 as one; a leg that stands twice with two lengths is an error."""
    areas = {str(r.get("area")) for r in gathered.records("recipients") if r.get("area")}
    starts = {str(r.get("start")) for r in gathered.records("helpers") if r.get("start")}
    records = list(gathered.records("legs"))
    for matrix in gathered.matrices:
        side = matrix.starts or _side(
            {label for _, label in matrix.rows}, {label for _, label in matrix.columns}, starts, areas
        )
        if not side:
            place = Cell(matrix.sheet.file, matrix.sheet.name, address(matrix.row, matrix.column))
            gathered.findings.append(Finding("intake.matrix_sides", "error", {}, (place,)))
            continue
        records += matrix.legs(side)
    found: dict[tuple[str, str], tuple[Record, Leg]] = {}
    for record in records:
        start, end, metres = record.get("start"), record.get("end"), record.get("metres")
        if start is None or end is None or metres is None:
            continue
        leg = Leg(start=start, end=end, metres=metres, minutes=record.get("minutes"))
        other = found.setdefault((start, end), (record, leg))
        if other[1] != leg:
            facts = {"start": start, "end": end, "one": other[1].metres, "other": metres}
            cells = (other[0].cell("metres"), record.cell("metres"))
            gathered.findings.append(Finding("intake.leg_twice", "error", facts, cells))
    return tuple(leg for _, leg in found.values())


def _side(rows: set[str], columns: set[str], starts: set[str], areas: set[str]) -> str:
    """Which side of a matrix holds the start points, by the names that other tables use."""
    as_rows = len(rows & starts) + len(columns & areas)
    as_columns = len(columns & starts) + len(rows & areas)
    if as_rows == as_columns:
        return ""
    return "rows" if as_rows > as_columns else "columns"


def make_places(gathered: Gathered, system: CoordinateSystem | None) -> tuple[Place, ...]:
    """Each place with its coordinate system, from its own column or the settings."""
    found: dict[str, tuple[Record, Place]] = {}
    for record in gathered.records("places"):
        name, latitude, longitude = record.get("name"), record.get("latitude"), record.get("longitude")
        if name is None or latitude is None or longitude is None:
            continue
        own: CoordinateSystem | None = record.get("system") or system
        if own is None:
            if "system" not in record.failed:
                gathered.error("intake.system_missing", record, "system", place=name)
            continue
        if _swapped(latitude, longitude):
            gathered.error("intake.coordinates_swapped", record, "longitude", place=name)
            continue
        place = Place(id=name, latitude_microdegrees=latitude, longitude_microdegrees=longitude, system=own)
        other = found.setdefault(name, (record, place))
        if other[0] is not record:
            cells = (other[0].cell("name"), record.cell("name"))
            gathered.findings.append(Finding("intake.place_twice", "error", {"place": name}, cells))
    return tuple(place for _, place in found.values())


def _swapped(latitude: int, longitude: int) -> bool:
    """China lies between 3 and 54 degrees north and 73 and 136 degrees east; the reverse is an exchange of columns."""
    return latitude >= 73_000_000 and 3_000_000 <= longitude <= 54_000_000
