"""The bench on which changes are laid out before any programme is built: who goes, who comes, what is set to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.domain import Cell, Finding, Programme, RuleEntry
from optimizer.messages import Private
from scenarios.directory import Directory

Target = tuple[str, str]
"""("helper", id), ("recipient", id), ("rule", id), ("place", id), ("leg", "start -> end"), ("areas", name) ..."""


@dataclass
class Bench:
    """Settings by target and field, each with the cell that asked; two different values for one are a contradiction."""

    base: Programme
    findings: list[Finding] = field(default_factory=list)
    values: dict[Target, dict[str, Any]] = field(default_factory=dict)
    removed: dict[Target, Cell] = field(default_factory=dict)
    added: dict[Target, tuple[dict[str, Any], Cell]] = field(default_factory=dict)
    merges: dict[str, dict[str, tuple[str, Cell]]] = field(default_factory=lambda: {"area": {}, "unit": {}})
    splits: dict[str, dict[str, Cell]] = field(default_factory=lambda: {"area": {}, "unit": {}})
    rules: list[Callable[[list[RuleEntry]], list[RuleEntry]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.directory = Directory(self.base, self.findings)
        self._asked: dict[tuple[Target, str], tuple[Any, Cell]] = {}
        self._where: dict[Target, Cell] = {}
        self._expected: list[tuple[str, Cell]] = []

    def find(self, code: str, *cells: Cell, **facts: Any) -> None:
        self.findings.append(Finding(f"scenarios.{code}", facts=facts, cells=tuple(sorted(set(cells)))))

    def put(self, target: Target, name: str, value: Any, cell: Cell) -> None:
        """``name`` of ``target`` becomes ``value``."""
        other = self._asked.setdefault((target, name), (value, cell))
        if other[0] != value:
            facts = {"who": self.named(target), "column": name, "one": str(other[0]), "other": str(value)}
            self.find("contradiction", other[1], cell, **facts)
            return
        if target in self.removed:
            self.find("altered_and_removed", self.removed[target], cell, who=self.named(target))
            return
        self._where[target] = cell
        self.values.setdefault(target, {})[name] = value

    def remove(self, target: Target, cell: Cell) -> None:
        """``target`` goes. Twice the same is once; together with a setting it is a contradiction."""
        if target in self._where:
            self.find("altered_and_removed", self._where[target], cell, who=self.named(target))
            return
        self.removed.setdefault(target, cell)

    def add(self, target: Target, values: Mapping[str, Any], cell: Cell) -> None:
        """Somebody or something new."""
        kind, key = target
        if target in self.added or (kind in ("helper", "recipient") and key in self._ids(kind)):
            cells = (self.added[target][1], cell) if target in self.added else (cell,)
            self.find("added_twice", *cells, who=Private(str(values.get("name", key))))
            return
        self.added[target] = (dict(values), cell)

    def merge(self, kind: str, one: str, into: str, cell: Cell) -> None:
        """``one`` (an area or unit of the base) becomes part of ``into``."""
        other = self.merges[kind].setdefault(one, (into, cell))
        if other[0] != into:
            facts = {"who": one, "column": kind, "one": other[0], "other": into}
            self.find("contradiction", other[1], cell, **facts)

    def split(self, kind: str, one: str, cell: Cell) -> None:
        """Part of ``one`` goes elsewhere."""
        self.splits[kind].setdefault(one, cell)

    def settle(self) -> None:
        """What can be said only when everything is laid out: nothing is both split and merged."""
        for kind, split in self.splits.items():
            for name in sorted(split.keys() & self.merges[kind].keys()):
                self.find("split_and_merged", split[name], self.merges[kind][name][1], name=name)
        areas = {recipient.area for recipient in self.base.recipients} | {
            into for into, _ in self.merges["area"].values()
        }
        areas |= {str(values.get("area", "")) for values in self.values.values()}
        areas |= {str(values.get("area", "")) for values, _ in self.added.values()}
        for area, cell in self._expected:
            if area not in areas:
                self.find("no_such_group", cell, name=area, known=tuple(sorted(areas - {""})))

    def expect(self, area: str, cell: Cell) -> None:
        """Somebody must live in ``area`` when everything is done."""
        self._expected.append((area, cell))

    def cell_of(self, target: Target) -> Cell:
        """Where the last setting of ``target`` was asked; of a quota row, which belongs to its rule, nowhere."""
        return self._where.get(target, Cell(""))

    def named(self, target: Target) -> Any:
        """How a target is called in a message."""
        kind, key = target
        if kind in ("helper", "recipient"):
            people = self.directory.people(kind)  # type: ignore[arg-type]
            return Private(next((p.name for p in people if p.id == key), key))
        return key

    def _ids(self, side: str) -> set[str]:
        people = self.base.helpers if side == "helper" else self.base.recipients
        return {person.id for person in people}
