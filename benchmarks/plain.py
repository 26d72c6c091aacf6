"""An AssignmentModel as anyone would write it for a solver: one column a pair, one row a sentence, an objective a tier.

Columns are pairs, then missing units, then what spreads and tiers need: a switch for every part that may be used, the worst
cost, unit steps of a load for its square. Nothing is merged, fixed or cut off: this is what peers are given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from optimizer.model import AssignmentModel, Pairs, Tier
from optimizer.model.normal import LimitRows, TierCost

NONE = 2**40
"""From here on a bound means none."""
MOST_PAIRS = 3_000_000
"""All pairs of a model are written down up to this number."""


class Unfit(Exception):
    """The peer cannot take this model; the sentence says why."""


@dataclass(frozen=True, eq=False)
class Objective:
    """minimise cost . x + constant; the tier's own value is sign * that / scale."""

    cost: Any
    constant: int
    tier: TierCost


@dataclass(frozen=True, eq=False)
class Plain:
    """lo <= matrix x <= hi, lower <= x <= upper, all int64 (matrix CSR); ``integer`` bool[columns]; the first ``pairs``
    columns are the pairs of ``model``."""

    model: AssignmentModel
    pairs: int
    lower: Any
    upper: Any
    integer: Any
    matrix: Any
    lo: Any
    hi: Any
    objectives: tuple[Objective, ...]

    def values(self, x: Any) -> list[int | float] | None:
        """The tiers' values of a solver's answer, rounded and reckoned in integers; None when it breaks anything."""
        whole = np.where(self.integer, np.rint(x), 0).astype(np.int64)
        if (whole[self.integer] < self.lower[self.integer]).any() or (
            whole[self.integer] > self.upper[self.integer]
        ).any():
            return None
        pure = np.diff(self.matrix[:, ~self.integer].tocsr().indptr) == 0
        held = (self.matrix @ whole)[pure]
        if (held < self.lo[pure]).any() or (held > self.hi[pure]).any():
            return None
        return [measured(self, whole, number) for number in range(len(self.objectives))]


def measured(plain: Plain, x: Any, number: int) -> int | float:
    """Value of a tier by its definition, from pairs and missing units alone."""
    tier, model = plain.objectives[number].tier, plain.model
    assert model.pair_list is not None
    cost = np.asarray(tier.pair_cost)
    used = x[: plain.pairs]
    if tier.form == "worst":
        if tier.on is None:
            total = int(cost[used > 0].max(initial=int(cost.min(initial=0))))
        else:
            total = int(_group_sums(model, model.limit(tier.on), cost * used).max(initial=0))
    else:
        total = int(cost @ used) + int(
            plain.objectives[number].cost[plain.pairs :][_missing_part(plain)] @ _lacks(plain, x)
        )
        if tier.form == "convex":
            limit = model.limit(str(tier.on))
            load = limit.weight_of(model.pair_list.recipient, slice(None)) * used
            total += tier.scale * int((_group_sums(model, limit, load) ** 2).sum())
    return tier.sign * total if tier.scale == 1 else tier.sign * total / tier.scale


def _missing_part(plain: Plain) -> slice:
    return slice(0, sum(limit.count for limit in plain.model.limits if limit.missing is not None))


def _lacks(plain: Plain, x: Any) -> Any:
    return x[plain.pairs :][_missing_part(plain)]


def _group_sums(model: AssignmentModel, limit: LimitRows, amount: Any) -> Any:
    pairs = model.pair_list
    assert pairs is not None
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    sums = np.zeros(limit.count, np.int64)
    np.add.at(sums, row[row >= 0], amount[row >= 0])
    return sums


class _Writer:
    """Columns and rows as they are added."""

    def __init__(self) -> None:
        self.lower: list[Any] = []
        self.upper: list[Any] = []
        self.integer: list[Any] = []
        self.entries: list[tuple[Any, Any, Any]] = []
        self.bounds: list[tuple[Any, Any]] = []
        self.columns = self.rows = 0

    def add_columns(self, lower: Any, upper: Any, *, integer: bool = True) -> Any:
        count = len(upper)
        self.lower.append(np.broadcast_to(np.asarray(lower, np.int64), count))
        self.upper.append(np.asarray(upper, np.int64))
        self.integer.append(np.full(count, integer))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def add_rows(self, lo: Any, hi: Any) -> int:
        lo, hi = np.broadcast_arrays(np.asarray(lo, np.int64), np.asarray(hi, np.int64))
        self.bounds.append((lo, hi))
        self.rows += len(lo)
        return self.rows - len(lo)

    def put(self, row: Any, column: Any, value: Any) -> None:
        row, column, value = np.broadcast_arrays(row, column, value)
        self.entries.append((row, column, value))


def plain_form(model: AssignmentModel) -> Plain:
    """Raises Unfit for what has no linear form here (leximin) and for more than ``MOST_PAIRS`` pairs in blocks."""
    model = listed(model)
    pairs = model.pair_list
    assert pairs is not None
    out = _Writer()
    x = out.add_columns(pairs.least, pairs.most)
    lack = {limit.name: out.add_columns(0, limit.missing) for limit in model.limits if limit.missing is not None}
    for limit in model.limits:
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        first = out.add_rows(limit.least, limit.most)
        inside = row >= 0
        weight = np.broadcast_to(limit.weight_of(pairs.recipient, slice(None)), row.shape)
        out.put(first + row[inside], x[inside], weight[inside])
        if limit.name in lack:
            out.put(first + np.arange(limit.count), lack[limit.name], 1)
    for linear in model.rows:
        first = out.add_rows(linear.lo, linear.hi)
        out.put(first + linear.row_numbers(), x[linear.indices], linear.data)
    for spread in model.spreads:
        _spread(out, spread, pairs, x)
    columns = [_columns_of(out, model, tier, x) for tier in model.tiers]
    objectives = tuple(_objective(out, model, tier, lack, own) for tier, own in zip(model.tiers, columns, strict=True))
    parts = [np.concatenate([entry[k] for entry in out.entries]) for k in range(3)] if out.entries else [[], [], []]
    matrix = sparse.csr_matrix((parts[2], (parts[0], parts[1])), shape=(out.rows, out.columns), dtype=np.int64)
    lo, hi = (np.concatenate([b[k] for b in out.bounds] or [np.zeros(0, np.int64)]) for k in range(2))
    return Plain(
        model, pairs.count, np.concatenate(out.lower), np.concatenate(out.upper), np.concatenate(out.integer),
        matrix, lo, hi, objectives,
    )  # fmt: skip


def _spread(out: _Writer, spread: Any, pairs: Any, x: Any) -> None:
    """A switch a (whole, part) that pairs are in; a pair is used only where the switch is on."""
    whole, part = spread.ends(pairs.helper, pairs.recipient)
    inside = np.flatnonzero((whole >= 0) & (part >= 0))
    cell, of = np.unique(whole[inside] * (int(part.max(initial=0)) + 1) + part[inside], return_inverse=True)
    switch = out.add_columns(0, np.ones(len(cell), np.int64))
    first = out.add_rows(np.full(len(inside), -NONE), 0)
    out.put(first + np.arange(len(inside)), x[inside], 1)
    out.put(first + np.arange(len(inside)), switch[of], -pairs.most[inside])
    first = out.add_rows(np.full(len(spread.most), -NONE), spread.most)
    out.put(first + cell // (int(part.max(initial=0)) + 1), switch, 1)


def _columns_of(out: _Writer, model: AssignmentModel, tier: TierCost, x: Any) -> tuple[Any, int, Any]:
    """(columns, constant, their costs) that a tier needs beside pairs and missing units."""
    pairs = model.pair_list
    assert pairs is not None
    if tier.form == "sum":
        return np.zeros(0, np.int64), 0, np.zeros(0, np.int64)
    if tier.form == "leximin":
        raise Unfit("leximin has no single linear objective")
    cost = np.asarray(tier.pair_cost)
    if tier.form == "worst":
        if tier.on is None:
            least = int(cost.min(initial=0))
            top = out.add_columns(0, [int(cost.max(initial=0)) - least], integer=False)
            first = out.add_rows(np.full(len(x), -NONE), 0)
            out.put(first + np.arange(len(x)), x, cost - least)
            out.put(first + np.arange(len(x)), top[0], -1)
            if (pairs.most > 1).any():
                raise Unfit("the worst of pairs that are used more than once")
            return top, least, np.ones(1, np.int64)
        limit = model.limit(tier.on)
        far = int(np.abs(cost) @ pairs.most) + 1
        top = out.add_columns(-far, [far], integer=False)
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        inside = row >= 0
        first = out.add_rows(np.full(limit.count, -2 * far), 0)
        out.put(first + row[inside], x[inside], cost[inside])
        out.put(first + np.arange(limit.count), top[0], -1)
        return top, 0, np.ones(1, np.int64)
    limit = model.limit(str(tier.on))
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    weight = np.broadcast_to(limit.weight_of(pairs.recipient, slice(None)), row.shape)
    most = np.minimum(_group_sums(model, limit, weight * pairs.most), limit.most)
    step = np.concatenate([np.arange(1, top + 1) for top in most])
    group = np.repeat(np.arange(limit.count), most)
    steps = out.add_columns(0, np.ones(len(step), np.int64), integer=False)
    first = out.add_rows(np.zeros(limit.count, np.int64), 0)
    inside = row >= 0
    out.put(first + row[inside], x[inside], weight[inside])
    out.put(first + group, steps, -1)
    return steps, 0, tier.scale * (2 * step - 1)


def _objective(out: _Writer, model: AssignmentModel, tier: TierCost, lack: dict[str, Any], own: Any) -> Objective:
    columns, constant, costs = own
    cost = np.zeros(out.columns, np.int64)
    if tier.form != "worst":
        cost[: model.pair_count] = tier.pair_cost
        for limit in model.limits:
            if limit.name in lack and tier.missing_cost.size:
                cost[lack[limit.name]] = tier.missing_cost[np.arange(limit.count) // limit.role_groups]
    cost[columns] = costs
    return Objective(cost, constant, tier)


def listed(model: AssignmentModel) -> AssignmentModel:
    """The same model with every allowed pair written down."""
    if model.pair_list is not None:
        return model
    if model.pair_count > MOST_PAIRS:
        raise Unfit(f"{model.pair_count:,} pairs: too many to write down")
    helpers, recipients = slice(0, model.helper_count), slice(0, model.recipient_count)
    source: Any = model.pairs
    if not hasattr(source, "cost"):
        raise Unfit("pairs given as a metric")
    allowed = None if source.allowed is None else source.allowed(helpers, recipients)
    kept = np.arange(model.pair_count) if allowed is None else np.flatnonzero(allowed)
    return shortlisted(model, kept)


def shortlisted(model: AssignmentModel, kept: Any) -> AssignmentModel:
    """The model with these pairs of its blocks alone (ascending indices)."""
    if any(limit.weight_by == "pair" for limit in model.limits) or model.rows:
        raise Unfit("weights or rows by pair of a model in blocks")
    helper, recipient = kept // model.recipient_count, kept % model.recipient_count
    source: Any = model.pairs
    cost = np.empty((len(kept), len(model.tiers)), np.int64)
    edges = np.searchsorted(helper, np.arange(0, model.helper_count + 256, 256))
    for number, (first, last) in enumerate(pairwise(edges)):
        rows = slice(256 * number, min(256 * (number + 1), model.helper_count))
        block = source.cost(rows, slice(0, model.recipient_count)) if last > first else None
        if block is not None:
            cost[first:last] = block[helper[first:last] - rows.start, recipient[first:last]]
    out = AssignmentModel(model.helper_count, model.recipient_count, Pairs(helper, recipient), tiers=[Tier("empty")])
    out.limits, out.spreads, out.rows = model.limits, model.spreads, model.rows
    out.tiers = tuple(
        replace(
            tier,
            pair_cost=tier.sign * cost[:, number]
            if tier.pair_cost is None
            else np.broadcast_to(tier.pair_cost, len(kept)),
        )
        for number, tier in enumerate(model.tiers)
    )
    return out
