"""One tier of a model as a linear system over pairs and missing: minimise cost . x, lo <= A x <= hi, least <= x <= most.

Columns are the pairs first, then one column for every row of a limit with ``missing``, then those of wishes. Rows come in blocks, one for each
limit, each set of linear rows and each earlier tier, so that multipliers on rows turn into the certificate's names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from optimizer.engine.side.measure import measure_of
from optimizer.engine.side.source import PairSet
from optimizer.engine.side.wished import wished_columns
from optimizer.model.arrays import Ints
from optimizer.model.normal import SpreadRows
from optimizer.model.normalise import UNLIMITED

if TYPE_CHECKING:
    from optimizer.engine.side.wished import Wished
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows, TierCost


@dataclass(frozen=True)
class Block:
    """Rows first .. first + count - 1 stem from this limit, these linear rows, or that earlier tier."""

    kind: Literal["limit", "rows", "tier", "group"]
    name: str
    number: int
    first: int
    count: int


@dataclass(frozen=True, eq=False)
class Stage:
    """A linear system; all arrays int64, ``matrix`` a scipy CSR matrix [rows, pairs + missing]."""

    pairs: PairSet
    cost: Ints
    least: Ints
    most: Ints
    matrix: Any
    lo: Ints
    hi: Ints
    blocks: tuple[Block, ...]
    missing_at: dict[str, tuple[int, int]]
    wishes: tuple[Wished, ...] = ()

    @property
    def pair_count(self) -> int:
        return self.pairs.count

    @property
    def numbers(self) -> Ints:
        """What a certificate calls each column that it may branch on: pairs by their number, then what is missing."""
        lacking = sum(count for _, count in self.missing_at.values())
        return np.concatenate([self.pairs.index, self.pairs.model.pair_count + np.arange(lacking)])

    @property
    def loose(self) -> Ints:
        """Columns of what is missing that the pairs do not settle: of rows with room between their ends."""
        found = [np.zeros(0, np.int64)]
        for name, (first, count) in self.missing_at.items():
            row = self.block("limit", name).first
            found.append(first + np.flatnonzero(self.lo[row : row + count] < self.hi[row : row + count]))
        return np.concatenate(found)

    @property
    def column_count(self) -> int:
        return len(self.cost)

    @property
    def soft(self) -> tuple[tuple[SpreadRows, Wished], ...]:
        """Spreads that are wishes, with their columns."""
        return tuple((one.form, one) for one in self.wishes if isinstance(one.form, SpreadRows))

    def block(self, kind: str, name: str) -> Block:
        return next(block for block in self.blocks if block.kind == kind and block.name == name)

    def with_bounds(self, least: Ints, most: Ints) -> Stage:
        return replace(self, least=least, most=most)

    def feasible(self, x: Ints) -> bool:
        """Exact check of bounds and rows (spreads are not rows)."""
        activity = self.matrix @ x
        return bool(
            ((x >= self.least) & (x <= self.most)).all() and ((activity >= self.lo) & (activity <= self.hi)).all()
        )

    def value(self, x: Ints) -> int:
        return int((self.cost * x).sum())


@dataclass(frozen=True)
class ValueRow:
    """An earlier tier (of form sum: its costs; with ``on``: each of its group totals) may not exceed ``most``."""

    tier: int
    most: int


def tier_columns(model: AssignmentModel, tier: TierCost, pairs: PairSet) -> Ints:
    """The tier's cost of every column, in its "sum" part: pairs, then missing."""
    parts = [pairs.cost(tier)]
    for limit in model.limits:
        if limit.missing is not None:
            group = np.arange(limit.count) // limit.role_groups
            parts.append(tier.missing_cost[group] if tier.missing_cost.size else np.zeros(limit.count, np.int64))
    parts += [np.full(len(one.most), int(one.tier == tier.number)) for one in wished_columns(model, pairs, 0)]
    return np.concatenate(parts)


def limit_entries(limit: LimitRows, pairs: PairSet) -> tuple[Ints, Ints, Ints]:
    """(row, column, weight) of the limit over the pairs."""
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    inside = np.flatnonzero(row >= 0)
    weight = np.broadcast_to(np.asarray(pairs.weight(limit), np.int64), (pairs.count,))
    return row[inside], inside, weight[inside]


def build_stage(model: AssignmentModel, pairs: PairSet, tier: TierCost | None, earlier: tuple[ValueRow, ...]) -> Stage:
    """The system of one tier (None: no cost, for questions of feasibility) over the given pairs."""
    from scipy.sparse import coo_array

    n = pairs.count
    rows: list[Ints] = []
    columns: list[Ints] = []
    data: list[Ints] = []
    lo: list[Ints] = []
    hi: list[Ints] = []
    blocks: list[Block] = []
    missing_at: dict[str, tuple[int, int]] = {}
    missing_most: list[Ints] = []
    first, width = 0, n
    wishes = wished_columns(model, pairs, n + sum(one.count for one in model.limits if one.missing is not None))
    wished = {one.form.name: one for one in wishes}
    for number, limit in enumerate(model.every_limit):
        row, column, weight = limit_entries(limit, pairs)
        rows.append(row + first)
        columns.append(column)
        data.append(weight)
        if limit.missing is not None:
            rows.append(np.arange(limit.count) + first)
            columns.append(np.arange(limit.count) + width)
            data.append(np.ones(limit.count, np.int64))
            missing_at[limit.name] = (width, limit.count)
            missing_most.append(limit.missing)
            width += limit.count
        if limit.name in wished:
            for sign, side in ((-1, 0), (1, limit.count)):
                rows.append(np.arange(limit.count) + first)
                columns.append(np.arange(limit.count) + wished[limit.name].first + side)
                data.append(np.full(limit.count, sign))
        lo.append(limit.least)
        hi.append(limit.most)
        blocks.append(Block("limit", limit.name, number, first, limit.count))
        first += limit.count
    for number, linear in enumerate(model.every_row):
        at = pairs.find(linear.indices)
        known = at >= 0
        ends: list[tuple[Ints, Ints, int]] = [(linear.lo, linear.hi, 0)]
        if linear.name in wished:
            far = np.full(linear.count, 2**60)
            ends = [(-far, linear.hi, -1), (linear.lo, far, 1)]
        for low, high, sign in ends:
            rows.append(linear.row_numbers()[known] + first)
            columns.append(at[known])
            data.append(linear.data[known])
            if sign:
                rows.append(np.arange(linear.count) + first)
                columns.append(linear.keys + wished[linear.name].first)
                data.append(np.full(linear.count, sign))
            lo.append(low)
            hi.append(high)
            blocks.append(Block("rows", linear.name, number, first, linear.count))
            first += linear.count
    width += sum(len(one.most) for one in wishes)
    for row_of in earlier:
        if model.tiers[row_of.tier].on is not None:
            measure = measure_of(model, model.tiers[row_of.tier], pairs)
            rows.append(measure.row + first)
            columns.append(measure.column)
            data.append(measure.part)
            lo.append(np.full(measure.count, -(2**60)))
            hi.append(np.full(measure.count, row_of.most))
            blocks.append(Block("group", "", row_of.tier, first, measure.count))
            first += measure.count
            continue
        cost = tier_columns(model, model.tiers[row_of.tier], pairs)
        used = np.flatnonzero(cost)
        rows.append(np.full(len(used), first))
        columns.append(used)
        data.append(cost[used])
        lo.append(np.array([-(2**60)], np.int64))
        hi.append(np.array([row_of.most], np.int64))
        blocks.append(Block("tier", "", row_of.tier, first, 1))
        first += 1
    most = np.concatenate([pairs.most, *missing_most, *(one.most for one in wishes)])
    matrix = coo_array((_join(data), (_join(rows), _join(columns))), shape=(first, width), dtype=np.int64).tocsr()
    return Stage(
        pairs,
        np.zeros(width, np.int64) if tier is None else tier_columns(model, tier, pairs),
        np.concatenate([pairs.least, np.zeros(width - n, np.int64)]),
        most,
        matrix,
        _join(lo),
        _open(matrix, most, _join(hi)),
        tuple(blocks),
        missing_at,
        wishes,
    )


def _open(matrix: Any, most: Ints, hi: Ints) -> Ints:
    """Upper ends that nothing can reach are none (2**60)."""
    reach = matrix.maximum(0).astype(np.float64) @ most.astype(np.float64)
    return np.where((hi >= UNLIMITED) & (hi >= reach), 2**60, hi)


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
