"""A linear program as free MPS text: whole numbers as they are, every bound written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from optimizer.exchange.linear import OPEN, Family, Linear
from optimizer.model.arrays import Ints

OBJECTIVE = "aim"
Objects = NDArray[np.object_]


def mps(program: Linear, name: str, remarks: Iterable[str] = ()) -> bytes:
    """The file. ``remarks`` stand above it as comments (ASCII, one line each).

    A reader that keeps numbers as doubles reads integers beyond 2**53 rounded.
    """
    columns = np.array(_names(program.columns), object)
    rows = np.array(_names(program.rows), object)
    lines = [f"* {remark}" for remark in remarks]
    lines += [f"NAME {name}", "ROWS", f" N {OBJECTIVE}"]
    lines += _rows(program, rows)
    lines.append("COLUMNS")
    lines.append("    MARKER 'MARKER' 'INTORG'")
    lines += _entries(program, columns, rows)
    lines.append("    MARKER 'MARKER' 'INTEND'")
    lines += _sides(program, rows)
    lines.append("BOUNDS")
    lines += _bounds(program, columns)
    lines += ["ENDATA", ""]
    return "\n".join(lines).encode("ascii")


def _names(families: Iterable[Family]) -> list[str]:
    return [name for family in families for name in family.names()]


def _kinds(program: Linear) -> Ints:
    """0: between two ends (L with a range), 1: E, 2: L, 3: G, 4: without ends, hence not written."""
    below, above = program.lo <= -OPEN, program.hi >= OPEN
    return np.select([program.lo == program.hi, below & above, below, above], [1, 4, 2, 3], 0)


def _rows(program: Linear, names: Objects) -> Iterator[str]:
    kind = _kinds(program)
    written = np.flatnonzero(kind != 4)
    letters = np.array(["L", "E", "L", "G"], object)[kind[written]]
    return map(" {} {}".format, letters.tolist(), names[written].tolist())


def _entries(program: Linear, columns: Objects, rows: Objects) -> list[str]:
    """Column by column; the objective first, written even at 0 where a column has nothing else."""
    entry = np.flatnonzero(_kinds(program)[program.row] != 4)
    empty = np.ones(len(columns), np.bool_)
    empty[program.column[entry]] = False
    priced = np.flatnonzero((program.cost != 0) | empty)
    place = np.concatenate([priced * 2, program.column[entry] * 2 + 1])
    order = np.argsort(place, kind="stable")
    column = np.concatenate([columns[priced], columns[program.column[entry]]])[order]
    row = np.concatenate([np.full(len(priced), OBJECTIVE, object), rows[program.row[entry]]])[order]
    value = np.concatenate([program.cost[priced], program.value[entry]])[order]
    return list(map("    {} {} {}".format, column.tolist(), row.tolist(), value.tolist()))


def _sides(program: Linear, names: Objects) -> list[str]:
    kind = _kinds(program)
    side = np.where(kind == 3, program.lo, program.hi)
    named = np.flatnonzero((kind != 4) & (side != 0))
    lines = ["RHS", *map("    RHS {} {}".format, names[named].tolist(), side[named].tolist())]
    ranged = np.flatnonzero(kind == 0)
    if len(ranged):
        width = program.hi[ranged] - program.lo[ranged]
        lines += ["RANGES", *map("    RNG {} {}".format, names[ranged].tolist(), width.tolist())]
    return lines


def _bounds(program: Linear, names: Objects) -> list[str]:
    lines: list[str] = []
    fixed = program.least == program.most
    free = (program.least <= -OPEN) & (program.most >= OPEN)
    below, above = program.least <= -OPEN, program.most >= OPEN
    for letters, which, values in (
        ("FX", fixed, program.least),
        ("FR", free, None),
        ("MI", below & ~free, None),
        ("LO", ~fixed & ~below & (program.least != 0), program.least),
        ("UP", ~fixed & ~above, program.most),
        ("PL", above & ~free, None),
    ):
        chosen = np.flatnonzero(which)
        if values is None:
            lines += map((f" {letters} BND " + "{}").format, names[chosen].tolist())
        else:
            lines += map((f" {letters} BND " + "{} {}").format, names[chosen].tolist(), values[chosen].tolist())
    return lines
