"""From calamine's cells to ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from optimizer.intake.raw import Broken, Merge, Value, address, encode
from optimizer.intake.readers import limits
from optimizer.intake.readers.refusal import Refused

_EXACT = 10**15
"""Whole numbers below are exact in a spreadsheet; above, digits may be lost, so they stay floats."""


def plain(value: Any) -> Value:
    """'' becomes None, 3.0 becomes 3, a date with a time of day its date; clock times have no use here."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        if not isfinite(value):
            return Broken("error", "∞")
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, int):
        return value if abs(value) < _EXACT else float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return Broken("time", str(value) if isinstance(value, time | timedelta) else "")


def plain_rows(rows: Iterable[list[Any]]) -> list[list[Value]]:
    """Converted in place; blank cells at the end of a row are dropped."""
    found: list[list[Value]] = []
    for row in rows:
        for column, value in enumerate(row):
            kind = type(value)
            if kind is str:
                if not value:
                    row[column] = None
            else:
                row[column] = plain(value)
        last = len(row)
        while last and row[last - 1] is None:
            last -= 1
        del row[last:]
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found


@dataclass
class Marks:
    """What stands in the file beside the values of a sheet: (row, column) of cells."""

    struck: set[tuple[int, int]] = field(default_factory=set)
    half_struck: set[tuple[int, int]] = field(default_factory=set)
    commented: set[tuple[int, int]] = field(default_factory=set)


def hold_against(
    name: str, rows: list[list[Value]], broken: Mapping[tuple[int, int], Broken], filled: Mapping[int, int]
) -> None:
    """Put Broken values into ``rows``; Refused where a row has another number of filled cells than the scan counted."""
    for (row, column), value in broken.items():
        if value.kind == "blank" and (row >= len(rows) or not any(cell is not None for cell in rows[row])):
            continue
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = value
    for row in range(max(len(rows), max(filled, default=-1) + 1)):
        seen = sum(not (v is None or v == Broken("blank")) for v in rows[row]) if row < len(rows) else 0
        if seen != filled.get(row, 0):
            raise Refused("intake.readers_differ", sheet=name, address=address(row, 0))


def sheet_data(
    file: str,
    name: str,
    rows: list[list[Value]],
    *,
    merges: Iterable[Merge] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    visible: bool = True,
    notes: Iterable[str] = (),
    marks: Marks | None = None,
) -> dict[str, Any]:
    """What crosses to the parent for one sheet. Raises Refused where merges would be walked through for ever."""
    marks = marks or Marks()
    merges = list(merges)
    if sum(max(0, min(bottom + 1, len(rows)) - top) for top, _, bottom, _ in merges) > limits.CELLS:
        raise Refused("intake.giant_merge", sheet=name, range=str(len(merges)))
    coded = [[value if type(value) in _PLAIN else encode(value) for value in row] for row in rows]
    return {
        "file": file,
        "name": name,
        "rows": coded,
        "merges": [list(merge) for merge in merges],
        "hidden_rows": sorted(hidden_rows),
        "hidden_columns": sorted(hidden_columns),
        "visible": visible,
        "notes": list(notes),
        "struck": sorted(marks.struck),
        "half_struck": sorted(marks.half_struck),
        "commented": sorted(marks.commented),
    }


_PLAIN = {str, int, float, bool, type(None)}
