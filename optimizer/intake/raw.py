"""A sheet as it stands in the file: cells with their type and address, before anybody asks what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Merge = tuple[int, int, int, int]
"""(first row, first column, last row, last column), 0-based."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable value: ``error`` (#N/A ...), ``no_value`` (formula never computed), ``blank`` (a formula
    that gave nothing, or was never computed), ``time``, ``unread``."""

    kind: str
    text: str = ""


Value = str | int | float | bool | date | Broken | None


@dataclass(frozen=True)
class RawSheet:
    """``rows[r][c]`` is the cell in row r + 1, column c of the file, 0-based; ``name`` is empty for CSV."""

    file: str
    name: str
    rows: list[list[Value]]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    visible: bool = True
    notes: tuple[str, ...] = field(default=(), compare=False)
    struck: frozenset[tuple[int, int]] = frozenset()
    half_struck: frozenset[tuple[int, int]] = frozenset()
    commented: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of cells struck through, struck through in part, and with a comment."""

    @property
    def empty(self) -> bool:
        return not any(value is not None for row in self.rows for value in row)


def column_name(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def address(row: int, column: int) -> str:
    """(4, 2) -> C5."""
    return f"{column_name(column)}{row + 1}"


def encode(value: Value) -> Any:
    """For JSON: plain values as they are, the others as short lists."""
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Broken):
        return ["b", value.kind, value.text]
    return value


def decode_rows(rows: list[list[Any]]) -> list[list[Value]]:
    """The inverse of :func:`encode` on whole rows, in place."""
    for row in rows:
        for column, value in enumerate(row):
            if type(value) is list:
                row[column] = date.fromisoformat(value[1]) if value[0] == "d" else Broken(value[1], value[2])
    return rows


def sheet_of(data: dict[str, Any]) -> RawSheet:
    """A sheet from the JSON that the child sent."""
    return RawSheet(
        file=data["file"],
        name=data["name"],
        rows=decode_rows(data["rows"]),
        merges=tuple((a, b, c, d) for a, b, c, d in data["merges"]),
        hidden_rows=frozenset(data["hidden_rows"]),
        hidden_columns=frozenset(data["hidden_columns"]),
        visible=data["visible"],
        notes=tuple(data["notes"]),
        struck=frozenset((r, c) for r, c in data["struck"]),
        half_struck=frozenset((r, c) for r, c in data["half_struck"]),
        commented=frozenset((r, c) for r, c in data["commented"]),
    )
