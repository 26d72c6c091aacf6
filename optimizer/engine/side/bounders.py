"""The two ways to bound a node: multipliers that climb, and the linear program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.extended import Extended
from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.measure import LoadPrices, shares
from optimizer.engine.side.program import Answer, Floats, Program, Solver
from optimizer.engine.side.tree import NodeBound
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

NEAR = 1e-6
"""How far from an integer still counts as one in an LP solution."""


class LagrangianBounder:
    """Bounds nodes by a few rounds of subgradient from the parent's multipliers."""

    def __init__(self, relaxation: Relaxation, rounds: int) -> None:
        self.relaxation = relaxation
        self.rounds = rounds

    def bound(self, least: Ints, most: Ints, state: object, incumbent: int) -> NodeBound:
        relaxed = self.relaxation
        y: Ints = state[0]  # type: ignore[index]
        scale = relaxed.scale
        y, best, seen = relaxed.climb(
            self._settle(y, least),
            least,
            most,
            incumbent * scale,
            self.rounds,
            enough=(incumbent - 1) * scale,
            step=0.7,
        )
        if best is None:
            return NodeBound(None, relaxed.dual(y), -1, 0, (y, seen))
        blend: Floats = seen
        free = np.flatnonzero(most[: relaxed.stage.pair_count] > least[: relaxed.stage.pair_count])
        value = -(-best // scale)
        if not len(free) or value >= incumbent:
            return NodeBound(value, relaxed.dual(y), -1, 0, (y, seen))
        part = blend[free] - np.floor(blend[free])
        score = np.minimum(part, 1 - part)
        column = int(free[np.argmax(score)])
        return NodeBound(value, relaxed.dual(y), column, int(np.floor(blend[column])), (y, seen))

    def _settle(self, y: Ints, least: Ints) -> Ints:
        """Rows filled by forced columns need no price that attracts more."""
        relaxed = self.relaxation
        forced = relaxed.matrix @ least
        full = np.flatnonzero((forced >= relaxed.hi) & (relaxed.lo == relaxed.hi) & (y > 0))
        if not len(full):
            return y
        y = y.copy()
        y[full] = 0
        result: Ints = relaxed.proper(y)
        return result


class ProgramBounder:
    """Bounds nodes by the linear program's duals, rounded to integers; empty nodes by those of its elastic form."""

    def __init__(self, extended: Extended, relaxation: Relaxation, free: Relaxation, watch: Watch, extra: int) -> None:
        """``free`` is the same relaxation without costs; ``extra``: nodes with a whole x that may be branched on."""
        self.extra = extra
        self.relaxation, self.free = relaxation, free
        self.extended, self.watch = extended, watch
        self._solver = Solver(extended.program, watch)
        self._elastic: Solver | None = None
        self.height = len(relaxation.stage.lo)

    def bound(self, least: Ints, most: Ints, state: object, incumbent: int) -> NodeBound:
        relaxed, columns = self.relaxation, np.arange(len(least))
        self._solver.set_bounds(columns, least.astype(np.float64), most.astype(np.float64))
        answer = self._solver.run()
        if answer.status == "infeasible":
            return self._empty(least, most)
        if answer.x is None or answer.row_dual is None:
            return self._weak(least, most)
        y, loads = self._prices(answer)
        got = relaxed.evaluate(y, least, most, loads)
        dual = relaxed.dual(y, loads)
        if got.bound is None:
            return NodeBound(None, dual, -1, 0, None)
        value = -(-got.bound // relaxed.scale)
        column = self._fractional(answer.x, least, most)
        if column < 0:
            exact = np.rint(answer.x[: len(least)]).astype(np.int64)
            column = self._settled(exact, least, most) if value < incumbent and value < answer.value - NEAR else -1
            return NodeBound(value, dual, column, 0 if column < 0 else _split(exact, most, column), None, exact)
        return NodeBound(value, dual, column, int(np.floor(answer.x[column])), None)

    def _fractional(self, x: Floats, least: Ints, most: Ints) -> int:
        """The pair farthest from an integer; when all are integers but used parts are not, one of an unsettled part."""
        n = self.relaxation.stage.pair_count
        part = np.abs(x[:n] - np.rint(x[:n]))
        if n and part.max() > NEAR:
            return int(np.argmax(part))
        return -1

    def _settled(self, x: Ints, least: Ints, most: Ints) -> int:
        """A pair that is still free, one in use first; -1 when the allowance for such nodes is spent."""
        n = self.relaxation.stage.pair_count
        free = np.flatnonzero(most[:n] > least[:n])
        if not len(free) or self.extra <= 0:
            return -1
        self.extra -= 1
        return int(free[np.argmax(x[free] > 0)])

    def _prices(self, answer: Answer) -> tuple[Ints, LoadPrices | None]:
        assert answer.row_dual is not None
        relaxed = self.relaxation
        y = relaxed.proper(answer.row_dual[: self.height][relaxed.priced] * relaxed.scale)
        links, function = self.extended.links, relaxed.function
        if links is None or function is None:
            return y, None
        price = np.rint(-sum(answer.row_dual[row] for row in links.rows) * relaxed.scale).astype(np.int64)
        if function.peak:
            price = shares(price, relaxed.scale)
        weights = tuple(max(0, round(-float(answer.row_dual[cap]) * relaxed.scale)) for cap in links.caps)
        return y, LoadPrices(price, weights)

    def _weak(self, least: Ints, most: Ints) -> NodeBound:
        """The bound without any price, when the linear program could not be finished."""
        relaxed = self.relaxation
        y = np.zeros(len(relaxed.priced), np.int64)
        loads = relaxed.idle_prices()
        got = relaxed.evaluate(y, least, most, loads)
        value = None if got.bound is None else -(-got.bound // relaxed.scale)
        return NodeBound(value, relaxed.dual(y, loads), -1, 0, None)

    def _empty(self, least: Ints, most: Ints) -> NodeBound:
        if self._elastic is None:
            self._elastic = Solver(_elastic(self.extended.program), self.watch)
        columns = np.arange(len(least))
        self._elastic.set_bounds(columns, least.astype(np.float64), most.astype(np.float64))
        answer = self._elastic.run()
        if answer.row_dual is None:
            return self._weak(least, most)
        free = self.free
        y = free.proper(answer.row_dual[: self.height][free.priced] * free.scale)
        got = free.evaluate(y, least, most)
        if got.bound is None or got.bound > 0:
            return NodeBound(None, free.dual(y), -1, 0, None)
        return self._weak(least, most)


def _split(x: Ints, most: Ints, column: int) -> int:
    """Where to cut a column whose value is whole: below it, or at it when it is at its upper end already."""
    return int(min(x[column], most[column] - 1))


def _elastic(program: Program) -> Program:
    """minimise how far the rows are broken."""
    from scipy.sparse import csr_array, hstack, identity

    rows, columns = program.matrix.shape
    eye = identity(rows, format="csr")
    return Program(
        np.concatenate([np.zeros(columns), np.ones(2 * rows)]),
        np.concatenate([program.least, np.zeros(2 * rows)]),
        np.concatenate([program.most, np.full(2 * rows, np.inf)]),
        csr_array(hstack([program.matrix, eye, -eye])),
        program.lo,
        program.hi,
        np.zeros(columns + 2 * rows, np.bool_),
    )
