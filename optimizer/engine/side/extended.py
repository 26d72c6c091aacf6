"""A stage as HiGHS sees it: with columns for used parts (spreads) and for units of load (convex tiers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engine.side.program import Floats, Program, as_bounds
from optimizer.engine.side.stage import limit_entries
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.measure import LoadFunction, Measure
    from optimizer.engine.side.stage import Stage
    from optimizer.model.normal import LimitRows, SpreadRows

DETAILED = 60_000
"""Pairs of a spread up to which each has its own row x <= z."""


@dataclass(frozen=True, eq=False)
class Links:
    """``rows``: per part of the function the row of each group, and how often the total stands in it: minus its dual, so often, is
    the price of one unit of the total;
    ``caps``: rows that hold hinges; ``square_cap``: the row that holds a sum of squares, -1: none; ``rounded``: rows of each
    group that a threshold says in whole pairs."""

    rows: tuple[tuple[Ints, Ints | int], ...]
    caps: tuple[int, ...] = ()
    square_cap: int = -1
    rounded: tuple[Ints, ...] = ()


@dataclass(frozen=True, eq=False)
class Extended:
    """``links``: the rows of each function. ``parts``: first column of used parts and how many."""

    program: Program
    links: tuple[Links, ...]
    parts: tuple[int, int]


class _Builder:
    def __init__(self, stage: Stage, *, aim: bool) -> None:
        matrix = stage.matrix.tocoo()
        self.rows: list[Ints] = [matrix.coords[0].astype(np.int64)]
        self.columns: list[Ints] = [matrix.coords[1].astype(np.int64)]
        self.data: list[Ints] = [matrix.data]
        self.cost: list[Floats] = [stage.cost.astype(np.float64) * (1.0 if aim else 0.0)]
        self.least: list[Floats] = [as_bounds(stage.least)]
        self.most: list[Floats] = [as_bounds(stage.most)]
        self.lo: list[Floats] = [as_bounds(stage.lo)]
        self.hi: list[Floats] = [as_bounds(stage.hi)]
        self.width, self.height = stage.column_count, len(stage.lo)
        self.integer: list[Any] = [np.ones(stage.column_count, np.bool_)]

    def add_columns(self, cost: Floats, most: Floats) -> int:
        first = self.width
        self.cost.append(cost)
        self.least.append(np.zeros(len(cost)))
        self.most.append(most)
        self.integer.append(np.ones(len(cost), np.bool_))
        self.width += len(cost)
        return first

    def free(self) -> None:
        """The last added column may be negative."""
        self.least[-1] = np.full(len(self.least[-1]), -np.inf)

    def add_rows(self, lo: Floats, hi: Floats) -> int:
        first = self.height
        self.lo.append(lo)
        self.hi.append(hi)
        self.height += len(lo)
        return first

    def entries(self, rows: Ints, columns: Ints, data: Ints) -> None:
        self.rows.append(rows)
        self.columns.append(columns)
        self.data.append(data)

    def program(self, *, integer: bool) -> Program:
        from scipy.sparse import coo_array

        place = (np.concatenate(self.rows), np.concatenate(self.columns))
        matrix = coo_array((np.concatenate(self.data), place), shape=(self.height, self.width)).tocsr()
        kinds = np.concatenate(self.integer)
        return Program(
            np.concatenate(self.cost),
            np.concatenate(self.least),
            np.concatenate(self.most),
            matrix,
            np.concatenate(self.lo),
            np.concatenate(self.hi),
            kinds if integer else np.zeros_like(kinds),
        )


def extend(
    stage: Stage, spreads: tuple[SpreadRows, ...], functions: tuple[LoadFunction, ...] = (), *, integer: bool
) -> Extended:
    """At most one of the functions has a minimised part."""
    build = _Builder(stage, aim=not any(f.minimised and f.square == 0 for f in functions))
    first_part = build.width
    for spread in spreads:
        _spread(build, stage, spread)
    for spread, wished in stage.soft:
        _spread(build, stage, spread, wished.first)
    parts = (first_part, build.width - first_part)
    links = tuple(_function(build, stage, function) for function in functions)
    return Extended(build.program(integer=integer), links, parts)


def _spread(build: _Builder, stage: Stage, spread: SpreadRows, beyond: int | None = None) -> None:
    """``beyond``: of a wish, the first of the columns for parts beyond the most."""
    pairs = stage.pairs
    whole, part = spread.ends(pairs.helper, pairs.recipient)
    inside = np.flatnonzero((whole >= 0) & (part >= 0) & (stage.most[: pairs.count] > 0))
    width = int(part.max(initial=0)) + 1
    used, where = np.unique(whole[inside] * width + part[inside], return_inverse=True)
    first = build.add_columns(np.zeros(len(used)), np.ones(len(used)))
    row = build.add_rows(np.zeros(len(spread.most)), spread.most.astype(np.float64))
    build.entries(row + used // width, first + np.arange(len(used)), np.ones(len(used), np.int64))
    if beyond is not None:
        wholes = np.arange(len(spread.most))
        build.entries(row + wholes, beyond + wholes, np.full(len(wholes), -1, np.int64))
    most = stage.most[inside]
    if len(inside) <= DETAILED:
        row = build.add_rows(np.full(len(inside), -np.inf), np.zeros(len(inside)))
        build.entries(row + np.arange(len(inside)), inside, np.ones(len(inside), np.int64))
        build.entries(row + np.arange(len(inside)), first + where, -most)
    capped = False
    for limit in stage.pairs.model.limits:
        if not _per_whole(limit, spread):
            continue
        capped = True
        limit_row, column, weight = limit_entries(limit, pairs)
        load = np.zeros(pairs.count, np.int64)
        load[column] = weight
        ceiling = np.zeros(pairs.count, np.int64)
        ceiling[column] = limit.most[limit_row]
        total = np.zeros(len(used), np.int64)
        np.add.at(total, where, load[inside] * most)
        cap = np.zeros(len(used), np.int64)
        cap[where] = ceiling[inside]
        row = build.add_rows(np.full(len(used), -np.inf), np.zeros(len(used)))
        build.entries(row + where, inside, load[inside])
        build.entries(row + np.arange(len(used)), first + np.arange(len(used)), -np.minimum(cap, total))
    if len(inside) > DETAILED and not capped:
        total = np.zeros(len(used), np.int64)
        np.add.at(total, where, most)
        row = build.add_rows(np.full(len(used), -np.inf), np.zeros(len(used)))
        build.entries(row + where, inside, np.ones(len(inside), np.int64))
        build.entries(row + np.arange(len(used)), first + np.arange(len(used)), -total)


def _per_whole(limit: LimitRows, spread: SpreadRows) -> bool:
    """A limit with an upper side whose rows are exactly helpers that are wholes of their own."""
    if limit.helper_key is None or limit.recipient_key is not None or limit.role_key is not None:
        return False
    if spread.of != "helper":
        return False
    mine = spread.whole >= 0
    if (limit.helper_key[mine] < 0).any():
        return False
    pairs = np.unique(np.stack([spread.whole[mine], limit.helper_key[mine]]), axis=1)
    return bool(len(np.unique(pairs[0])) == pairs.shape[1] == len(np.unique(pairs[1])))


def _function(build: _Builder, stage: Stage, function: LoadFunction) -> Links:
    if function.peak:
        return _peak(build, function)
    rows: list[tuple[Ints, Ints | int]] = []
    caps: list[int] = []
    square_cap = -1
    if function.square:
        linked, square_cap = _squares(build, stage, function)
        rows.append((linked, 1))
    for hinge in function.hinges:
        measure = function.measure
        aim = 1.0 if hinge.most is None else 0.0
        over = build.add_columns(np.full(measure.count, aim), np.full(measure.count, np.inf))
        row = build.add_rows(np.full(measure.count, -np.inf), np.full(measure.count, float(hinge.threshold)))
        build.entries(row + measure.row, measure.column, measure.part)
        groups = np.arange(measure.count)
        build.entries(row + groups, over + groups, np.full(measure.count, -1, np.int64))
        rows.append((row + groups, 1))
        if np.any(np.abs(measure.each) > 1):
            rows.append(_in_grains(build, measure, hinge.threshold, over))
        if hinge.most is not None:
            cap = build.add_rows(np.full(1, -np.inf), np.full(1, float(hinge.most)))
            build.entries(np.full(measure.count, cap), over + groups, np.ones(measure.count, np.int64))
            caps.append(cap)
    return Links(tuple(rows), tuple(caps), square_cap)


def _in_grains(build: _Builder, measure: Measure, threshold: int, over: int) -> tuple[Ints, Ints]:
    """(rows, how often the total stands in each): totals are multiples of a grain g, so that up to the first multiple above the
    threshold the excess is not less than the line from the last one below it: s * (total - last) <= g * over, s = last + g - threshold."""
    grain = np.broadcast_to(np.maximum(np.abs(measure.each), 1), (measure.count,)).astype(np.int64)
    last = threshold // grain * grain
    step = last + grain - threshold
    row = build.add_rows(np.full(measure.count, -np.inf), (step * last).astype(np.float64))
    build.entries(row + measure.row, measure.column, step[measure.row] * measure.part)
    groups = np.arange(measure.count)
    build.entries(row + groups, over + groups, -grain)
    return row + groups, step


def _peak(build: _Builder, function: LoadFunction) -> Links:
    """One column above every total."""
    measure = function.measure
    top = build.add_columns(np.ones(1), np.full(1, np.inf))
    build.free()
    row = build.add_rows(np.full(measure.count, -np.inf), np.zeros(measure.count))
    build.entries(row + measure.row, measure.column, measure.part)
    groups = np.arange(measure.count)
    build.entries(row + groups, np.full(measure.count, top), np.full(measure.count, -1, np.int64))
    rounded: list[Ints] = []
    if function.rounded is not None:
        for k in function.rounded.times:
            part = function.rounded.part(measure, k)
            some = np.flatnonzero(part)
            whole = build.add_rows(
                np.full(measure.count, -np.inf), np.full(measure.count, float(function.rounded.most(k)))
            )
            build.entries(whole + measure.row[some], measure.column[some], part[some])
            rounded.append(whole + groups)
    return Links(((row + groups, 1),), rounded=tuple(rounded))


def _squares(build: _Builder, stage: Stage, function: LoadFunction) -> tuple[Ints, int]:
    """(row of each group, row that holds the sum or -1). total = low + sum of unit columns of rising cost, so that they add up to total**2 - low**2."""
    measure = function.measure
    low, high = measure.range(stage.least, stage.most)
    size = high - low
    row = build.add_rows(low.astype(np.float64), low.astype(np.float64))
    build.entries(row + measure.row, measure.column, measure.part)
    unit_row = np.repeat(np.arange(measure.count), size)
    unit = low[unit_row] + np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size) + 1
    cost = function.square * (2 * unit - 1)
    aim = cost if function.square_most is None else np.zeros_like(cost)
    first = build.add_columns(aim.astype(np.float64), np.ones(len(unit)))
    build.entries(row + unit_row, first + np.arange(len(unit)), np.full(len(unit), -1, np.int64))
    cap = -1
    if function.square_most is not None:
        room = function.square_most - function.square * int((low * low).sum())
        cap = build.add_rows(np.full(1, -np.inf), np.full(1, float(room)))
        if function.linear is not None:
            used = np.flatnonzero(function.linear)
            build.entries(np.full(len(used), cap), used, function.linear[used])
        build.entries(np.full(len(unit), cap), first + np.arange(len(unit)), cost)
    return row + np.arange(measure.count), cap
