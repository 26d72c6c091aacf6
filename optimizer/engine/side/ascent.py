"""Prices for a task of any size: every row priced, multipliers by a deflected subgradient from the cheapest pair of each need.

The bound is exact whatever the prices are (see :mod:`optimizer.engine.side.lagrangian`); spreads are not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.extended import extend
from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.loads import LoadPrices, LoadTerms
from optimizer.engine.side.loads import Prices as TotalPrices
from optimizer.engine.side.measure import LoadFunction, shares
from optimizer.engine.side.program import Program, Solver, as_bounds
from optimizer.engine.side.task import Task, scale_for
from optimizer.model.arrays import Bools, Ints
from optimizer.model.certificate import Leaf, Tree

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

ROUNDS = 250
LARGEST_SCALE = 2**10
DEAR = 3.0
FIRST, FEW, MORE, SIFTINGS = 14, 4, 5, 12
"""Pairs of a recipient and of a helper in the first part of a linear program, and how many of a recipient join in a round."""


@dataclass(frozen=True, eq=False)
class Prices:
    """y of the priced rows and of loads, in 1/scale; ``bound`` in units of the task."""

    relaxed: Relaxation
    y: Ints
    loads: TotalPrices
    bound: int
    likely: Ints | None = None
    """Columns that the linear program uses, rounded; they need not keep the rows."""

    def reduced(self) -> Ints:
        """int64[columns]: costs less prices."""
        relaxed = self.relaxed
        d: Ints = relaxed.cost - relaxed.transposed @ self.y
        return d if relaxed.terms is None else d + relaxed.terms.reduced(self.loads, len(d))

    @property
    def tree(self) -> Tree:
        return Tree((Leaf(self.relaxed.dual(self.y, self.loads)),))


def ascended(task: Task, known: Ints | None, watch: Watch) -> Prices | None:
    """The best prices met. known: a roster (columns), whose value the steps aim at; None when the scale leaves no room."""
    stage = task.stage
    scale = min(LARGEST_SCALE, scale_for(task))
    terms = LoadTerms(task.functions, scale)
    relaxed = Relaxation(stage, None, scale, None, terms)
    idle = zip(task.functions, terms.idle(), strict=True)
    loads = tuple(_total_prices(function, price, known, scale) for function, price in idle)
    y = relaxed.proper(_first(task, relaxed, relaxed.cost + terms.reduced(loads, stage.column_count)))
    got = relaxed.evaluate(y, stage.least, stage.most, loads)
    if got.bound is None:
        return None
    best, best_y, stalled, factor = got.bound, y, 0, 1.0
    target = best + abs(best) // 20 + relaxed.scale if known is None else task.value(known) * relaxed.scale
    direction = np.zeros(len(y))
    for _ in range(ROUNDS):
        if watch.stopped() or best >= target:
            break
        slope = got.slope.astype(np.float64)
        direction = slope + 0.6 * direction if float(slope @ direction) >= 0 else slope
        norm = float(direction @ direction)
        if norm == 0 or got.bound is None:
            break
        length = factor * max(target - got.bound, relaxed.scale) / norm
        y = relaxed.proper(y + length * direction)
        got = relaxed.evaluate(y, stage.least, stage.most, loads)
        watch.spend()
        if got.bound is not None and got.bound > best:
            stalled = 0 if got.bound > best + abs(best) * 1e-6 else stalled + 1
            best, best_y = got.bound, y
        else:
            stalled += 1
        if stalled >= 10:
            factor, stalled, y = factor * 0.6, 0, best_y
            direction[:] = 0
            got = relaxed.evaluate(y, stage.least, stage.most, loads)
            if factor < 2e-3:
                break
    return Prices(relaxed, best_y, loads, -(-best // relaxed.scale))


def of_program(task: Task, watch: Watch) -> Prices | None:
    """Prices of the linear program without spreads; None when it was not finished."""
    stage = task.stage
    scale = min(LARGEST_SCALE, scale_for(task))
    terms = LoadTerms(task.functions, scale)
    relaxed = Relaxation(stage, None, scale, None, terms)
    extended = extend(stage, (), task.functions, integer=False)
    answer = Solver(extended.program, watch).run()
    watch.spend()
    if answer.status != "optimal" or answer.row_dual is None:
        return None
    y = relaxed.proper(answer.row_dual[: len(stage.lo)][relaxed.priced] * scale)
    loads = terms.priced(extended.links, answer.row_dual)
    got = relaxed.evaluate(y, stage.least, stage.most, loads)
    if got.bound is None:
        return None
    likely = None if answer.x is None else np.rint(answer.x[: stage.column_count]).astype(np.int64)
    return Prices(relaxed, y, loads, -(-got.bound // scale), likely)


def sifted(task: Task, watch: Watch) -> Prices | None:
    """Prices of the linear program over many pairs, a promising part of them at a time (sifting; Bixby and others 1992).

    Only for tasks without functions; None when the first part has no solution in time. Every pair is priced in the end.
    """
    begun = ascended(task, None, watch.part(0.15))
    if begun is None:
        return None
    stage, n = task.stage, task.stage.pair_count
    relaxed, best = begun.relaxed, begun
    usable = stage.most[:n] > 0
    active = np.union1d(
        cheapest_of(stage.pairs.recipient, begun.reduced()[:n], usable, FIRST),
        np.union1d(cheapest_of(stage.pairs.helper, begun.reduced()[:n], usable, FEW), np.flatnonzero(stage.least[:n])),
    )
    for _ in range(SIFTINGS):
        columns = np.concatenate([active, np.arange(n, stage.column_count)])
        answer = Solver(_columns(task, columns), watch).run()
        watch.spend()
        if answer.status != "optimal" or answer.row_dual is None or answer.x is None:
            break
        y = relaxed.proper(answer.row_dual[relaxed.priced] * relaxed.scale)
        got = relaxed.evaluate(y, stage.least, stage.most, begun.loads)
        if got.bound is None:
            break
        likely = stage.least.copy()
        likely[columns] = np.rint(answer.x[: len(columns)]).astype(np.int64)
        found = Prices(relaxed, y, begun.loads, -(-got.bound // relaxed.scale), likely)
        best = found if found.bound > best.bound else replace(best, likely=likely)
        d = found.reduced()[:n]
        d[active] = 0
        new = cheapest_of(stage.pairs.recipient, d, usable & (d < 0), MORE)
        if not len(new) or found.bound >= answer.value - 1e-4 * abs(answer.value) or watch.stopped():
            break
        active = np.union1d(active, new)
    return best


def cheapest_of(owner: Ints, cost: Ints, usable: Bools, count: int) -> Ints:
    """int64, ascending: positions of each owner's ``count`` cheapest."""
    at = np.flatnonzero(usable)
    order = at[np.lexsort((cost[at], owner[at]))]
    sorted_owner = owner[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_owner, sorted_owner)
    return np.sort(order[rank < count])


def _columns(task: Task, columns: Ints) -> Program:
    """These columns alone; breaking a row costs DEAR times the dearest of them, so that prices tell which pairs are wanted."""
    from scipy.sparse import csr_array, hstack, identity

    stage = task.stage
    rows, count = len(stage.lo), len(columns)
    eye = identity(rows, format="csr")
    dear = DEAR * float(np.abs(stage.cost).max(initial=1))
    return Program(
        np.concatenate([stage.cost[columns].astype(np.float64), np.full(2 * rows, dear)]),
        np.concatenate([as_bounds(stage.least[columns]), np.zeros(2 * rows)]),
        np.concatenate([as_bounds(stage.most[columns]), np.full(2 * rows, np.inf)]),
        csr_array(hstack([stage.matrix[:, columns].astype(np.float64), eye, -eye])),
        as_bounds(stage.lo),
        as_bounds(stage.hi),
        np.zeros(count + 2 * rows, np.bool_),
    )


def _first(task: Task, relaxed: Relaxation, cost: Ints) -> Ints:
    """The cheapest way to serve each row of the first limit that asks for exactly so many of each recipient."""
    stage = task.stage
    y = np.zeros(len(stage.lo), np.int64)
    for block in stage.blocks:
        if block.kind != "limit":
            continue
        limit = stage.pairs.model.limit(block.name)
        rows = slice(block.first, block.first + block.count)
        exact = (stage.lo[rows] == stage.hi[rows]).all() and (stage.lo[rows] > 0).any()
        if limit.helper_key is not None or limit.weight_by != "one" or limit.weight != 1 or not exact:
            continue
        entries = stage.matrix[rows].tocoo()
        row, column = entries.coords[0], entries.coords[1]
        usable = stage.most[column] > 0
        least = np.full(block.count, 2**60, np.int64)
        np.minimum.at(least, row[usable], cost[column[usable]])
        y[rows] = np.where(least < 2**60, least, 0)
        break
    return y[relaxed.priced]


def _total_prices(function: LoadFunction, idle: LoadPrices, known: Ints | None, scale: int) -> LoadPrices:
    """Equal shares for the largest total, the slope at the mean total for minimised squares, else none."""
    count = function.measure.count
    if function.peak:
        return LoadPrices(shares(np.full(count, scale // max(1, count), np.int64), scale), idle.weights)
    if function.square and function.square_most is None and known is not None and count:
        mean = round(float(function.measure.totals(known).mean()))
        return LoadPrices(np.full(count, 2 * function.square * scale * mean, np.int64), idle.weights)
    return idle
