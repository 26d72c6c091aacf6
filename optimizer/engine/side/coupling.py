"""A network with a few coupling rows: their multipliers by cutting planes over flows, exact at every breakpoint.

For prices on the coupling rows the rest is one least-cost flow. The flows seen make a small master program (Dantzig and
Wolfe 1960; with one row this is the parametric search for the breakpoint around the row's bound). The bound is that of the
best prices; the roster comes from the flows seen, from cycles in which two of them differ, and from HiGHS on the pairs
whose reduced cost leaves room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.network_face import whole_face
from optimizer.engine.network_merge import no_merging
from optimizer.engine.network_sides import sides
from optimizer.engine.network_solve import Costs, FlowProblem
from optimizer.engine.side.fixing import fixed_by_bound, pair_regret
from optimizer.engine.side.found import Found
from optimizer.engine.side.lagrangian import Relaxation, dual_of
from optimizer.engine.side.program import BEYOND, Program, Solver
from optimizer.engine.system import canonical_order
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints, Limit, Pairs, Rows
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.stage import Stage
    from optimizer.engine.side.task import Task
    from optimizer.engine.side.watch import Watch
    from optimizer.model.normal import LimitRows

MOST_ROWS = 12
"""Most coupling rows that are priced this way."""
SCALE = 2**10
ROUNDS = 40
CARRIED = 8
"""Flows of a shorter list that are known to the next."""
LARGEST_TREE = 20_000
"""Columns up to which a gap that flows leave is closed by branching with linear programs."""


def network_part(model: AssignmentModel) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """(names of the limits that stay, their sides) when few coupling rows are all that makes a model more than a network."""
    if model.spreads or model.pair_list is None:
        return None
    kept = [limit for limit in model.limits if limit.count and limit.weight_by == "one" and limit.weight == 1]
    dropped = [limit for limit in model.limits if not (limit.weight_by == "one" and limit.weight == 1)]
    if any(limit.missing is not None for limit in dropped):
        return None
    free = MOST_ROWS - sum(limit.count for limit in dropped) - sum(rows.count for rows in model.rows)
    if free < 0:
        return None
    small = [limit for limit in kept if limit.missing is None and limit.count <= free]
    for without in (None, *small):
        rest = [limit for limit in kept if limit is not without]
        side = sides(_inner(model, rest))
        if side is not None:
            return tuple(limit.name for limit in rest), side
    return None


def _inner(model: AssignmentModel, limits: list[LimitRows]) -> AssignmentModel:
    pairs = model.pair_list
    assert pairs is not None
    return AssignmentModel(
        model.helper_count,
        model.recipient_count,
        Pairs(pairs.helper, pairs.recipient, pairs.role, pairs.least, pairs.most),
        [
            Limit(
                limit.name,
                limit.helper_key,
                limit.recipient_key,
                limit.role_key,
                least=limit.least,
                most=limit.most,
                missing=limit.missing,
            )
            for limit in limits
        ],
    )


def rebuilt(model: AssignmentModel, active: Ints) -> AssignmentModel:
    """The limits and rows of a block model over these pairs (ascending numbers) as a list; no tiers."""
    place = np.searchsorted(active, np.concatenate([rows.indices for rows in model.rows])) if model.rows else active[:0]
    rows, at = [], 0
    for linear in model.rows:
        indices = place[at : at + len(linear.indices)]
        at += len(linear.indices)
        known = np.isin(linear.indices, active)
        if not known.all():
            starts = np.concatenate([[0], np.cumsum(known)])[linear.indptr]
            rows.append(Rows(linear.name, (linear.data[known], indices[known], starts), linear.lo, linear.hi))
        else:
            rows.append(Rows(linear.name, (linear.data, indices, linear.indptr), linear.lo, linear.hi))
    helper, recipient, _ = model.pair_ends(active)
    limits = [
        Limit(
            limit.name, limit.helper_key, limit.recipient_key, limit.role_key,
            least=limit.least, most=limit.most, missing=limit.missing,
        )
        for limit in model.limits
    ]  # fmt: skip
    return AssignmentModel(model.helper_count, model.recipient_count, Pairs(helper, recipient), limits, rows=rows)


@dataclass(frozen=True, eq=False)
class Column:
    """A flow as columns of the stage; its cost, and the activity of each coupling row."""

    x: Ints
    cost: int
    activity: Ints


@dataclass(frozen=True, eq=False)
class Priced:
    """``prices`` of the coupling rows and ``y`` of all rows of the stage, in 1/scale; the bound they prove (ceiling)."""

    y: Ints
    bound: int
    scale: int


class Coupling:
    """A stage whose rows are those of a network, and coupling rows."""

    def __init__(self, stage: Stage, kept: tuple[str, ...], side: tuple[int, ...], watch: Watch) -> None:
        self.stage, self.watch = stage, watch
        model = stage.pairs.model
        self.inner = _inner(model, [limit for limit in model.limits if limit.name in kept])
        face = whole_face(self.inner, no_merging(self.inner), canonical_order(self.inner))
        self.order = face.pair
        face.least, face.most = stage.least[self.order].copy(), stage.most[self.order].copy()
        self.problem = FlowProblem(self.inner, face, side)
        self.blocks = [block for block in stage.blocks if block.kind == "limit" and block.name in kept]
        network = np.zeros(len(stage.lo), np.bool_)
        for block in self.blocks:
            network[block.first : block.first + block.count] = True
        self.rows = np.flatnonzero(~network)
        self.matrix = stage.matrix[self.rows]
        self.lo, self.hi = stage.lo[self.rows], stage.hi[self.rows]
        self.scale = _scale(stage)
        self.columns: list[Column] = []
        self.best: Priced | None = None

    def flow(self, cost: Ints) -> tuple[Ints, Ints, int] | None:
        """(x, multipliers of all rows, cost) of the least-cost flow for these costs of the columns; None when there is none."""
        stage, n = self.stage, self.stage.pair_count
        missing = {name: cost[first : first + count] for name, (first, count) in stage.missing_at.items()}
        answer = self.problem.solve(Costs(cost[:n][self.problem.system.pair], missing))
        self.watch.spend()
        if answer is None:
            return None
        x = np.zeros(stage.column_count, np.int64)
        x[self.problem.system.pair] = answer.flow
        y = np.zeros(len(stage.lo), np.int64)
        for block in self.blocks:
            y[block.first : block.first + block.count] = answer.multipliers[block.name]
            if block.name in stage.missing_at:
                first, count = stage.missing_at[block.name]
                x[first : first + count] = answer.missing[block.name]
        return x, y, answer.cost

    def solve_at(self, price: Ints) -> bool:
        """One flow at these prices (1/scale units, int64[rows]); False when the network itself has no flow."""
        stage = self.stage
        found = self.flow(stage.cost * self.scale - self.matrix.T @ price)
        if found is None:
            return False
        x, y, cost = found
        y[self.rows] = price
        value = cost + int((price * np.where(price > 0, self.lo, np.where(price < 0, self.hi, 0))).sum())
        bound = -(-value // self.scale)
        if self.best is None or bound > self.best.bound:
            self.best = Priced(y, bound, self.scale)
        self.columns.append(Column(x, stage.value(x), self.matrix @ x))
        return True

    def carry(self, shorter: Coupling, place: Ints) -> None:
        """The last flows of a shorter list: a climb begins at their prices. place: int64[n], where its pairs are here."""
        pairs, before = self.stage.pair_count, shorter.stage.pair_count
        for column in shorter.columns[-CARRIED:]:
            x = np.zeros(self.stage.column_count, np.int64)
            x[place], x[pairs:] = column.x[:before], column.x[before:]
            self.columns.append(Column(x, column.cost, column.activity))

    def begin(self) -> Ints | None:
        """Small prices on the rows that the flow without prices breaks; None without any flow."""
        price = np.zeros(len(self.rows), np.int64)
        return self._push(price) if self.solve_at(price) else None

    def climb(self) -> bool:
        """Cutting planes until the master's value meets the bound. False: no flow at all, or no mix keeps the rows."""
        price = np.zeros(len(self.rows), np.int64)
        if not self.columns and not self.solve_at(price):
            return False
        for _ in range(ROUNDS):
            if self.watch.stopped() and (self.rosters() or self.watch.budget.stop() is not None):
                break  # a first roster is worth the rest of the time
            found = self._master()
            if found is None:
                price = self._push(price)
            else:
                value, price = found
                if self.best is not None and value <= self.best.bound * 1.0 + 1e-6:
                    break
            before = self.best
            self.solve_at(price)
            last = self.columns[-1]
            same = any((last.activity == old.activity).all() and last.cost == old.cost for old in self.columns[:-1])
            if found is not None and same and self.best is before:
                break
            if found is None and int(np.abs(price).max(initial=0)) > self._dearest():
                return False
        return True

    def _dearest(self) -> int:
        return 4 * self.scale * (int(np.abs(self.stage.cost).max(initial=0)) + 1) * 64

    def _push(self, price: Ints) -> Ints:
        """Doubled prices on the rows that the last flow breaks, until some mix of flows keeps them."""
        last = self.columns[-1].activity
        costs = np.abs(self.stage.cost[: self.stage.pair_count])
        step = max(self.scale, (int(np.median(costs)) if len(costs) else 0) * self.scale // 4)
        up = np.where(last < self.lo, 1, np.where(last > self.hi, -1, 0))
        result: Ints = price + up * np.maximum(np.abs(price), step)
        return result

    def _master(self) -> tuple[float, Ints] | None:
        """(value of the best mix of flows that keeps the rows, prices of the rows in 1/scale)."""
        from scipy.sparse import csr_array

        count = len(self.columns)
        activity = np.stack([column.activity for column in self.columns], axis=1).astype(np.float64)
        matrix = csr_array(np.vstack([activity, np.ones(count)]))
        lo = np.append(np.where(self.lo <= -BEYOND, -np.inf, self.lo.astype(float)), 1.0)
        hi = np.append(np.where(self.hi >= BEYOND, np.inf, self.hi.astype(float)), 1.0)
        cost = np.array([column.cost for column in self.columns], np.float64)
        program = Program(cost, np.zeros(count), np.ones(count), matrix, lo, hi, np.zeros(count, np.bool_))
        answer = Solver(program, self.watch).run()
        if answer.status != "optimal" or answer.row_dual is None:
            return None
        return answer.value, np.rint(answer.row_dual[:-1] * self.scale).astype(np.int64)

    def rosters(self) -> list[Ints]:
        """Flows seen that keep the coupling rows."""
        return [c.x for c in self.columns if (c.activity >= self.lo).all() and (c.activity <= self.hi).all()]

    def mixed(self) -> list[Ints]:
        """Rosters made of two neighbouring flows by exchanging the cycles in which they differ, as far as rows allow."""
        if len(self.rows) != 1:
            return []
        good = [c for c in self.columns if self.lo[0] <= c.activity[0] <= self.hi[0]]
        bad = [c for c in self.columns if not self.lo[0] <= c.activity[0] <= self.hi[0]]
        if not good or not bad:
            return []
        from optimizer.engine.side.cycles import exchanged

        base = min(good, key=lambda c: c.cost)
        near = sorted(bad, key=lambda c: abs(int(c.activity[0]) - int(base.activity[0])))
        weight = self.matrix.tocsr()[[0]].toarray().ravel()
        out = []
        for other in near[:3]:
            x = exchanged(self.stage, self.blocks, base.x, other.x, weight, int(self.lo[0]), int(self.hi[0]))
            if x is not None:
                out.append(x)
        return out


def _scale(stage: Stage) -> int:
    size = float((np.abs(stage.cost).astype(np.float64)).max(initial=0)) * max(1, stage.column_count)
    scale = SCALE
    while scale > 1 and size * scale > 2.0**58:
        scale //= 2
    return scale


def coupling_of(stage: Stage, watch: Watch) -> Coupling | None:
    """The stage as a network with coupling rows, or None when it is not one."""
    found = network_part(stage.pairs.model)
    if found is None:
        return None
    extra = sum(block.count for block in stage.blocks if block.kind in ("tier", "group"))
    if extra > MOST_ROWS:
        return None
    try:
        return Coupling(stage, *found, watch)
    except NoRouteError:
        return None


def by_flows(task: Task, coupling: Coupling, start: Ints | None, watch: Watch, seed: int) -> Found | None:
    """The task by priced flows; None when no mix of flows keeps the coupling rows (then others must tell)."""
    stage = task.stage
    if not coupling.climb() or coupling.best is None:
        return None
    known = [] if start is None else [start]
    known += [x for x in (*coupling.rosters(), *coupling.mixed()) if task.allows(x)]
    best = min(known, key=stage.value) if known else None
    priced = coupling.best
    if best is None or stage.value(best) > priced.bound:
        relaxed = Relaxation(stage, None, priced.scale)
        best, _ = fixed_by_bound(task, relaxed, relaxed.proper(priced.y), best, watch, seed)
    if best is None:
        return None
    value = stage.value(best)
    if value > priced.bound and stage.column_count <= LARGEST_TREE:
        return None
    return Found(best, value, min(priced.bound, value), _leaf(stage, priced))


def branched(task: Task, coupling: Coupling, found: Found, watch: Watch) -> Found:
    """A gap that flows leave, closed by a tree over the pairs whose reduced cost leaves room; ``found`` where that proves less."""
    from optimizer.engine.side.narrow import narrow_tree

    stage, priced, best = task.stage, coupling.best, found.x
    if priced is None or best is None or stage.wishes or watch.stopped():
        return found
    value, relaxed = task.value(best), Relaxation(stage, None, priced.scale)
    y = relaxed.proper(priced.y)
    at = relaxed.evaluate(y, stage.least, stage.most)
    if at.bound is None:
        return found
    idle = pair_regret(relaxed, y) >= value * priced.scale - at.bound
    idle &= (best == 0) & (stage.least == 0)
    idle[stage.pair_count :] = False
    grown = narrow_tree(task, value, dual_of(stage, y, priced.scale), idle, watch)
    better, bound, tree = grown.better, found.bound, found.tree
    if better is not None and task.allows(better) and task.value(better) < value:
        best, value = better, task.value(better)
    if grown.bound is not None and (bound is None or grown.bound > bound):
        bound, tree = grown.bound, grown.tree
    return Found(best, value, None if bound is None else min(bound, value), tree)


def _leaf(stage: Stage, priced: Priced) -> Tree:
    return Tree((Leaf(dual_of(stage, priced.y, priced.scale)),))
