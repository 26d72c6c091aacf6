"""An integer linear program in exact integers, made of named families of columns and rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.model.arrays import Ints

OPEN = 2**60
"""Bounds from here on mean none (the same below zero)."""


@dataclass(frozen=True, eq=False)
class Family:
    """Columns (or rows) ``first`` .. ``first + count - 1``, named ``prefix`` and, after underscores, their numbers.

    what: which kind ("pair", "missing", "part", ...); of: the limit, spread, rows or tier they belong to. numbers: one
    int64[count] for each heading.
    """

    prefix: str
    what: str
    of: str
    headings: tuple[str, ...]
    numbers: tuple[Ints, ...]
    first: int

    @property
    def count(self) -> int:
        return len(self.numbers[0])

    def names(self) -> list[str]:
        template = "_".join([self.prefix, *("{}" for _ in self.numbers)])
        return list(map(template.format, *(number.tolist() for number in self.numbers)))


@dataclass(frozen=True, eq=False)
class Linear:
    """minimise cost . x, lo <= A x <= hi, least <= x <= most, x whole. All int64; A as (row, column, value) entries."""

    columns: tuple[Family, ...]
    rows: tuple[Family, ...]
    cost: Ints
    least: Ints
    most: Ints
    lo: Ints
    hi: Ints
    row: Ints
    column: Ints
    value: Ints


@dataclass
class Builder:
    """Collects families, entries and costs; ``linear`` puts them together."""

    columns: list[Family] = field(default_factory=list)
    rows: list[Family] = field(default_factory=list)
    least: list[Ints] = field(default_factory=list)
    most: list[Ints] = field(default_factory=list)
    lo: list[Ints] = field(default_factory=list)
    hi: list[Ints] = field(default_factory=list)
    entries: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    costs: list[tuple[Ints, Ints]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add_columns(
        self, prefix: str, what: str, of: str, numbers: dict[str, Ints], least: Ints | int, most: Ints | int
    ) -> int:
        """A family of columns; the number of the first."""
        family = Family(prefix, what, of, tuple(numbers), tuple(numbers.values()), self.width)
        self.columns.append(family)
        self.least.append(np.broadcast_to(np.asarray(least, np.int64), (family.count,)))
        self.most.append(np.broadcast_to(np.asarray(most, np.int64), (family.count,)))
        self.width += family.count
        return family.first

    def add_rows(
        self, prefix: str, what: str, of: str, numbers: dict[str, Ints], lo: Ints | int, hi: Ints | int
    ) -> int:
        """A family of rows; the number of the first."""
        family = Family(prefix, what, of, tuple(numbers), tuple(numbers.values()), self.height)
        self.rows.append(family)
        self.lo.append(np.broadcast_to(np.asarray(lo, np.int64), (family.count,)))
        self.hi.append(np.broadcast_to(np.asarray(hi, np.int64), (family.count,)))
        self.height += family.count
        return family.first

    def enter(self, row: Ints | int, column: Ints | int, value: Ints | int) -> None:
        """Entries of the matrix; the arguments broadcast together. An entry given twice adds up."""
        parts = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part, np.int64)) for part in (row, column, value)))
        self.entries.append((parts[0], parts[1], parts[2]))

    def pay(self, column: Ints | int, cost: Ints | int) -> None:
        """Costs of columns; what is given twice adds up."""
        parts = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part, np.int64)) for part in (column, cost)))
        self.costs.append((parts[0], parts[1]))

    def linear(self) -> Linear:
        cost = np.zeros(self.width, np.int64)
        for column, price in self.costs:
            np.add.at(cost, column, price)
        row, column, value = (np.concatenate([*parts, np.zeros(0, np.int64)]) for parts in _transposed(self.entries))
        row, column, value = _merged(row, column, value, self.height)
        least, most, lo, hi = (_join(part) for part in (self.least, self.most, self.lo, self.hi))
        return Linear(tuple(self.columns), tuple(self.rows), cost, least, most, lo, hi, row, column, value)


def _transposed(entries: list[tuple[Ints, Ints, Ints]]) -> tuple[list[Ints], list[Ints], list[Ints]]:
    return [e[0] for e in entries], [e[1] for e in entries], [e[2] for e in entries]


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate([*parts, np.zeros(0, np.int64)])


def _merged(row: Ints, column: Ints, value: Ints, height: int) -> tuple[Ints, Ints, Ints]:
    """Entries by column, then row; those in the same place added, zeros left out."""
    if not len(row):
        return row, column, value
    place = column * height + row
    order = np.argsort(place, kind="stable")
    first = np.flatnonzero(np.diff(place[order], prepend=-1))
    total = np.add.reduceat(value[order], first)
    kept = order[first][total != 0]
    return row[kept], column[kept], total[total != 0]
