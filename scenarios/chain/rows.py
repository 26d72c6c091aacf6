"""What the tree needs to know of a level: light rows, from a programme or from tables that no programme came of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from optimizer.domain import Programme
from optimizer.domain.people import Origin
from optimizer.messages import Cell
from scenarios.chain.chain import PARENT, SERVES, SUPERIOR


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A recipient of a level: ``parents`` as written, ``cell`` where the parent stands."""

    id: str
    number: str
    name: str
    id_number: str
    parents: tuple[str, ...]
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A helper of a level: ``serves`` and ``superiors`` as written; ``takes_part`` False when ruled out."""

    id: str
    number: str
    name: str
    serves: tuple[str, ...]
    superiors: tuple[str, ...]
    takes_part: bool = True
    cell: Cell | None = None
    serves_cell: Cell | None = None
    superior_cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class LevelRows:
    id: str
    title: str
    nodes: tuple[NodeRow, ...]
    owners: tuple[OwnerRow, ...]


def rows_of(level: str, title: str, programme: Programme) -> LevelRows:
    """The rows of a programme."""
    nodes = tuple(
        NodeRow(r.id, r.number, r.name, r.id_number, r.traits.get(PARENT, ()), _cell(level, r.origin, "parent"))
        for r in programme.recipients
    )
    owners = tuple(
        OwnerRow(
            h.id,
            _first(h.traits, "工号"),
            h.name,
            h.traits.get(SERVES, ()),
            h.traits.get(SUPERIOR, ()),
            h.ruling is None or h.ruling.takes_part,
            _cell(level, h.origin, "name"),
            _cell(level, h.origin, "serves"),
            _cell(level, h.origin, "superior"),
        )
        for h in programme.helpers
    )
    return LevelRows(level, title, nodes, owners)


def placed(level: str, cell: Cell) -> Cell:
    """The cell with the folder of its level before the file."""
    return replace(cell, file=f"{level}/{cell.file}")


def _cell(level: str, origin: Origin | None, field: str) -> Cell | None:
    return None if origin is None else placed(level, origin.cell(field))


def _first(traits: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(traits.get(name, ())), "")


def cells(rows: Iterable[NodeRow | OwnerRow]) -> tuple[Cell, ...]:
    """The cells of rows that have one."""
    return tuple(row.cell for row in rows if row.cell is not None)
