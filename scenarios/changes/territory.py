"""Changes of villages (classes, zones), departments, places and distances."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from optimizer.domain import Cell
from scenarios.changes.base import ChangeBase
from scenarios.changes.bench import Bench


class MergeAreas(ChangeBase):
    """Villages become one: ``areas`` go into ``into`` (one of them, another village or a new name).

    Households stay where they live: one without a place of its own keeps the old village as its place, so distances stay
    true. Liaisons and rule tables follow.
    """

    change: Literal["merge_areas"] = "merge_areas"
    areas: tuple[str, ...] = Field(min_length=1)
    into: str = Field(min_length=1)
    kind: ClassVar[str] = "area"

    def write(self, bench: Bench, cell: Cell) -> None:
        known = known_groups(bench, self.kind)
        for name in self.areas:
            if name not in known:
                bench.find("no_such_group", cell, name=name, known=tuple(sorted(known)))
            elif name != self.into:
                bench.merge(self.kind, name, self.into, cell)
            elif len(set(self.areas)) == 1:
                bench.find("merge_nothing", cell, name=name)


class MergeUnits(MergeAreas):
    """Departments become one."""

    change: Literal["merge_units"] = "merge_units"  # type: ignore[assignment]
    areas: tuple[str, ...] = Field(min_length=1, alias="units")
    kind: ClassVar[str] = "unit"


class SplitArea(ChangeBase):
    """Of the village ``area`` the recipients meant become the village ``into``; they keep their old village as place."""

    change: Literal["split_area"] = "split_area"
    area: str
    into: str = Field(min_length=1)

    def write(self, bench: Bench, cell: Cell) -> None:
        known = known_groups(bench, "area")
        if self.area not in known:
            bench.find("no_such_group", cell, name=self.area, known=tuple(sorted(known)))
            return
        bench.split("area", self.area, cell)
        people = {recipient.id: recipient for recipient in bench.base.recipients}
        for key in bench.directory.find("recipient", self, cell):
            person = people[key]
            if person.area != self.area:
                facts = {"who": bench.named(("recipient", key)), "group": person.area, "area": self.area}
                bench.find("not_in_group", cell, **facts)
                continue
            bench.put(("recipient", key), "area", self.into, cell)
            if not person.place:
                bench.put(("recipient", key), "place", self.area, cell)


class SplitUnit(ChangeBase):
    """Of the department ``unit`` the helpers meant become the department ``into``."""

    change: Literal["split_unit"] = "split_unit"
    unit: str
    into: str = Field(min_length=1)

    def write(self, bench: Bench, cell: Cell) -> None:
        known = known_groups(bench, "unit")
        if self.unit not in known:
            bench.find("no_such_group", cell, name=self.unit, known=tuple(sorted(known)))
            return
        bench.split("unit", self.unit, cell)
        people = {helper.id: helper for helper in bench.base.helpers}
        for key in bench.directory.find("helper", self, cell):
            if people[key].unit != self.unit:
                facts = {"who": bench.named(("helper", key)), "group": people[key].unit, "area": self.unit}
                bench.find("not_in_group", cell, **facts)
                continue
            bench.put(("helper", key), "unit", self.into, cell)


class SetPlace(ChangeBase):
    """A place is there, or elsewhere."""

    change: Literal["set_place"] = "set_place"
    id: str
    latitude_microdegrees: int = Field(ge=-90_000_000, le=90_000_000)
    longitude_microdegrees: int = Field(ge=-180_000_000, le=180_000_000)
    system: Literal["wgs84", "gcj02", "bd09"]

    def write(self, bench: Bench, cell: Cell) -> None:
        values: dict[str, Any] = {
            "latitude_microdegrees": self.latitude_microdegrees,
            "longitude_microdegrees": self.longitude_microdegrees,
            "system": self.system,
        }
        for name, value in values.items():
            bench.put(("place", self.id), name, value, cell)


class SetLeg(ChangeBase):
    """A measured distance from a start to an area or place: new or corrected."""

    change: Literal["set_leg"] = "set_leg"
    start: str
    end: str
    metres: int = Field(ge=0)
    minutes: int | None = Field(default=None, ge=0)

    def write(self, bench: Bench, cell: Cell) -> None:
        target = ("leg", f"{self.start}\x1f{self.end}")
        bench.put(target, "metres", self.metres, cell)
        if self.minutes is not None:
            bench.put(target, "minutes", self.minutes, cell)


def known_groups(bench: Bench, kind: str) -> set[str]:
    """Areas of recipients, or units of helpers, of the base."""
    if kind == "area":
        return {recipient.area for recipient in bench.base.recipients if recipient.area}
    return {helper.unit for helper in bench.base.helpers if helper.unit}
