"""A slow maker of results with proofs, for tests only: HiGHS through SciPy, branching by hand, duals rounded to integers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp

from optimizer.domain.status import Status
from optimizer.model import (
    AssignmentModel,
    Branch,
    Certificate,
    Dual,
    Flow,
    Impossibility,
    Leaf,
    ModelResult,
    TierOutcome,
    Tree,
)

SCALE = 2**20


@dataclass
class Dense:
    """The model as dense rows over x (pairs) then m (missing), with the name and number of each row."""

    rows: np.ndarray[Any, Any]
    low: np.ndarray[Any, Any]
    high: np.ndarray[Any, Any]
    names: list[tuple[str, Any, int]]
    lower: np.ndarray[Any, Any]
    upper: np.ndarray[Any, Any]
    missing: list[tuple[str, int]]


def dense(model: AssignmentModel) -> Dense:
    pairs = model.pair_list
    assert pairs is not None
    missing = [(limit.name, r) for limit in model.limits if limit.missing is not None for r in range(limit.count)]
    width = pairs.count + len(missing)
    rows, low, high, names = [], [], [], []
    for limit in model.limits:
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        weight = np.broadcast_to(limit.weight_of(pairs.recipient, slice(None)), row.shape)
        for r in range(limit.count):
            line = np.zeros(width)
            line[: pairs.count] = np.where(row == r, weight, 0)
            if limit.missing is not None:
                line[pairs.count + missing.index((limit.name, r))] = 1
            rows.append(line)
            low.append(limit.least[r])
            high.append(limit.most[r])
            names.append(("limits", limit.name, r))
    for linear in model.rows:
        for r in range(linear.count):
            line = np.zeros(width)
            here = slice(linear.indptr[r], linear.indptr[r + 1])
            np.add.at(line, linear.indices[here], linear.data[here])
            rows.append(line)
            low.append(linear.lo[r])
            high.append(linear.hi[r])
            names.append(("rows", linear.name, r))
    top = [int(model.limit(name).missing[r]) for name, r in missing]  # type: ignore[index]
    return Dense(
        np.array(rows).reshape(len(rows), width),
        np.array(low, float),
        np.array(high, float),
        names,
        np.concatenate([pairs.least, np.zeros(len(missing))]).astype(float),
        np.concatenate([pairs.most, top]).astype(float),
        missing,
    )


def costs(model: AssignmentModel, form: Dense, number: int) -> np.ndarray[Any, Any]:
    tier = model.tiers[number]
    parts = [tier.pair_cost if tier.pair_cost is not None else np.zeros(0)]
    for name, r in form.missing:
        limit = model.limit(name)
        parts.append(tier.missing_cost[[r // limit.role_groups]] if len(tier.missing_cost) else np.zeros(1))
    return np.concatenate(parts).astype(float)


def certify(model: AssignmentModel, scale: int = SCALE) -> ModelResult:
    """Solve tiers of form sum one after another, each with a tree that proves it; or prove that there is nothing."""
    form = dense(model)
    values: list[int] = []
    proofs: list[Flow | Tree] = []
    rows, low, high, names = form.rows, form.low, form.high, list(form.names)
    x = None
    zero = np.zeros(rows.shape[1])
    for number in range(max(1, len(model.tiers))):
        cost = costs(model, form, number) if model.tiers else zero
        found = milp(
            cost, constraints=LinearConstraint(rows, low, high), bounds=(form.lower, form.upper), integrality=1
        )
        if found.x is None:
            assert number == 0
            tree = grow(replace_rows(form, rows, low, high, names), zero, 1, scale, empty=True)
            certificate = Certificate(impossibility=Impossibility(tree))
            return ModelResult(status=Status.UNDECIDED, certificate=certificate)
        x = np.rint(found.x).astype(np.int64)
        if model.tiers:
            value = int(cost.astype(np.int64) @ x)
            values.append(value)
            proofs.append(grow(replace_rows(form, rows, low, high, names), cost, value, scale))
            rows = np.vstack([rows, cost])
            low, high = np.append(low, -np.inf), np.append(high, value)
            names.append(("tiers", number, 0))
    assert x is not None
    return roster(model, form, x, values, tuple(proofs))


def roster(
    model: AssignmentModel, form: Dense, x: np.ndarray[Any, Any], values: list[int], proofs: tuple[Any, ...]
) -> ModelResult:
    count = model.pair_count
    missing: dict[str, Any] = {}
    for index, (name, r) in enumerate(form.missing):
        missing.setdefault(name, np.zeros(model.limit(name).count, np.int64))[r] = x[count + index]
    chosen = np.flatnonzero(x[:count])
    outcomes = tuple(
        TierOutcome(t.name, t.sign * v, t.sign * v, 0.0, value_scaled=t.sign * v, bound_scaled=t.sign * v)
        for t, v in zip(model.tiers, values, strict=True)
    )
    return ModelResult(
        status=Status.FEASIBLE,
        chosen=chosen,
        amount=x[chosen],
        missing=missing,
        tiers=outcomes,
        certificate=Certificate(tiers=proofs),
    )


def replace_rows(form: Dense, rows: Any, low: Any, high: Any, names: Any) -> Dense:
    return replace(form, rows=rows, low=low, high=high, names=list(names))


def grow(form: Dense, cost: Any, value: int, scale: int, *, empty: bool = False) -> Tree:
    """Branch until every leaf's LP bound, rounded up, reaches the value (empty: until every leaf is empty)."""
    nodes: list[Any] = []

    def visit(lower: Any, upper: Any) -> int:
        number = len(nodes)
        nodes.append(None)
        y, bound, point = relax(form, cost, lower, upper)
        if y is None:
            nodes[number] = Leaf(dual_of(form, farkas(form, lower, upper), scale), empty=True)
            return number
        if not empty and ceil(bound - 1e-6) >= value:
            nodes[number] = Leaf(dual_of(form, y, scale))
            return number
        index = int(np.argmax(np.abs(point - np.rint(point)[: len(point)])))
        at = floor(point[index] + 1e-9)
        if abs(point[index] - round(point[index])) < 1e-6:
            index = int(np.argmax(upper - lower))
            at = int((lower[index] + upper[index]) // 2)
        below, above = upper.copy(), lower.copy()
        below[index], above[index] = at, at + 1
        left = visit(lower, below)
        right = visit(above, upper)
        nodes[number] = Branch(index, at, left, right)
        return number

    visit(form.lower, form.upper)
    return Tree(tuple(nodes))


def relax(form: Dense, cost: Any, lower: Any, upper: Any) -> tuple[Any, float, Any]:
    """(row duals, value, point) of the LP; duals None when it is infeasible."""
    up, down = np.isfinite(form.high), np.isfinite(form.low)
    matrix = np.vstack([form.rows[up], -form.rows[down]])
    side = np.concatenate([form.high[up], -form.low[down]])
    found = linprog(cost, A_ub=matrix, b_ub=side, bounds=np.stack([lower, upper], axis=1), method="highs")
    if found.status == 2 or found.x is None:
        return None, 0.0, None
    y = np.zeros(len(form.rows))
    y[up] += found.ineqlin.marginals[: up.sum()]
    y[down] -= found.ineqlin.marginals[up.sum() :]
    return y, found.fun, found.x


def farkas(form: Dense, lower: Any, upper: Any) -> Any:
    """Row multipliers that prove the LP empty: duals of the least total violation."""
    count, width = form.rows.shape
    rows = np.hstack([form.rows, np.eye(count), -np.eye(count)])
    wide = replace_rows(form, rows, form.low, form.high, form.names)
    cost = np.concatenate([np.zeros(width), np.ones(2 * count)])
    y, violation, _ = relax(
        wide, cost, np.concatenate([lower, np.zeros(2 * count)]), np.concatenate([upper, np.full(2 * count, np.inf)])
    )
    assert violation > 1e-7
    return y


def dual_of(form: Dense, y: Any, scale: int) -> Dual:
    """Rounded duals by name; the rows of earlier tiers have multipliers of the other sign."""
    if np.abs(y - np.rint(y)).max(initial=0.0) < 1e-9:
        scale = 1
    whole = np.rint(y * scale).astype(np.int64)
    limits: dict[str, Any] = {}
    rows: dict[str, Any] = {}
    tiers: dict[int, int] = {}
    for (kind, name, r), price in zip(form.names, whole, strict=True):
        if kind == "tiers":
            tiers[name] = max(0, -int(price))
            continue
        target = limits if kind == "limits" else rows
        size = 1 + max(row for k, n, row in form.names if (k, n) == (kind, name))
        target.setdefault(name, np.zeros(size, np.int64))[r] = price
    return Dual(limits, rows, tiers, scale=scale)
