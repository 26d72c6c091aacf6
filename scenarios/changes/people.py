"""Changes of who helps and who is helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from optimizer.domain import Cell, stable_id
from scenarios.changes.base import ChangeBase, Setting
from scenarios.changes.bench import Bench
from scenarios.directory import Side

People = tuple[Mapping[str, Any], ...]


class AddHelpers(ChangeBase):
    """New helpers. Each needs a name and a unit; without an id it gets one from name and unit."""

    change: Literal["add_helpers"] = "add_helpers"
    people: People = Field(min_length=1)
    side: ClassVar[Side] = "helper"
    prefix: ClassVar[str] = "h"
    group: ClassVar[str] = "unit"

    def write(self, bench: Bench, cell: Cell) -> None:
        for given in self.people:
            named = {name: bench.directory.column(self.side, name, cell) for name in given}
            values = {column: given[name] for name, column in named.items() if column is not None}
            if missing := [column for column in ("name", self.group) if not values.get(column)]:
                bench.find("new_incomplete", cell, columns=tuple(missing))
                continue
            key = (str(values["name"]), str(values[self.group]))
            values.setdefault("id", stable_id(self.prefix, "added", *key, str(values.get("number", ""))))
            bench.add((self.side, values["id"]), values, cell)


class AddRecipients(AddHelpers):
    """New recipients. Each needs a name and an area; without an id it gets one from both and its number."""

    change: Literal["add_recipients"] = "add_recipients"  # type: ignore[assignment]
    side: ClassVar[Side] = "recipient"
    prefix: ClassVar[str] = "r"
    group: ClassVar[str] = "area"


class RemoveHelpers(ChangeBase):
    """These helpers are no longer there."""

    change: Literal["remove_helpers"] = "remove_helpers"
    side: ClassVar[Side] = "helper"

    def write(self, bench: Bench, cell: Cell) -> None:
        for key in bench.directory.find(self.side, self, cell):
            bench.remove((self.side, key), cell)


class RemoveRecipients(RemoveHelpers):
    """These recipients are no longer there."""

    change: Literal["remove_recipients"] = "remove_recipients"  # type: ignore[assignment]
    side: ClassVar[Side] = "recipient"


class AlterHelpers(Setting):
    """Set columns of these helpers: quota (least, most), liaison_area, start, unit, available_days, ..."""

    change: Literal["alter_helpers"] = "alter_helpers"
    side: ClassVar[Side] = "helper"

    def write(self, bench: Bench, cell: Cell) -> None:
        columns = {name: bench.directory.column(self.side, name, cell) for name in self.set}
        for key in bench.directory.find(self.side, self, cell):
            for name, column in columns.items():
                if column == "id":
                    bench.find("id_fixed", cell)
                elif column is not None:
                    bench.put((self.side, key), column, self.set[name], cell)


class AlterRecipients(AlterHelpers):
    """Set columns of these recipients: area, place, priority, weight, needs, ..."""

    change: Literal["alter_recipients"] = "alter_recipients"  # type: ignore[assignment]
    side: ClassVar[Side] = "recipient"


class Exclude(ChangeBase):
    """These helpers take none, by decision."""

    change: Literal["exclude"] = "exclude"
    decided_by: str = ""

    def write(self, bench: Bench, cell: Cell) -> None:
        ruling = {"takes_part": False, "reason": self.reason, "decided_by": self.decided_by}
        for key in bench.directory.find("helper", self, cell):
            bench.put(("helper", key), "ruling", ruling, cell)


class Liaison(ChangeBase):
    """These leaders answer for ``area``; an empty area ends the liaison."""

    change: Literal["liaison"] = "liaison"
    area: str = ""

    def write(self, bench: Bench, cell: Cell) -> None:
        for key in bench.directory.find("helper", self, cell):
            bench.put(("helper", key), "liaison_area", self.area, cell)
        if self.area:
            bench.expect(self.area, cell)
