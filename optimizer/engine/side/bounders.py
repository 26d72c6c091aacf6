"""The two ways to bound a node: multipliers that climb, and the linear program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.extended import Extended
from optimizer.engine.side.lagrangian import Relaxation
from optimizer.engine.side.loads import LoadTerms
from optimizer.engine.side.program import Answer, Floats, Program, Solver
from optimizer.engine.side.tree import NodeBound
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

NEAR = 1e-6
"""How far from an integer still counts as one in an LP solution."""


class LagrangianBounder:
    """Bounds nodes by a few rounds of subgradient from the parent's multipliers.

    ``settled``: makes what bounds a node without a free pair that the subgradient leaves open: one row is broken there, or
    the roster is better, and the linear program's duals say so at once.
    """

    def __init__(self, relaxation: Relaxation, rounds: int, settled: Callable[[], ProgramBounder]) -> None:
        self.relaxation = relaxation
        self.rounds = rounds
        self._make = settled
        self._settled: ProgramBounder | None = None

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
        if value >= incumbent:
            return NodeBound(value, relaxed.dual(y), -1, 0, (y, seen))
        if not len(free):
            self._settled = self._settled or self._make()
            other = self._settled.bound(least, most, None, incumbent)
            weaker = other.bound is not None and other.bound < value
            other = replace(other, state=(y, seen))
            return replace(other, bound=value, dual=relaxed.dual(y)) if weaker else other
        part = blend[free] - np.floor(blend[free])
        score = np.minimum(part, 1 - part)
        column = int(free[np.argmax(score)])
        return NodeBound(value, relaxed.dual(y), column, int(_split(np.floor(blend), most, column)), (y, seen))

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

    def __init__(
        self, extended: Extended, relaxed: Sequence[Relaxation], free: Sequence[Relaxation], watch: Watch, extra: int
    ) -> None:
        """``relaxed``: one for each spread that a leaf may keep; ``free``: the same without costs and aim; ``extra``: nodes
        with a whole x, or none at all, that may be branched on."""
        self.extra = extra
        self.first = np.zeros(0, np.int64)
        self.relaxed, self.free = relaxed, free
        self.extended, self.watch = extended, watch
        self._solver = Solver(extended.program, watch)
        self._elastic: Solver | None = None
        self.height = len(relaxed[0].stage.lo)
        self.pair_count = relaxed[0].stage.pair_count
        self.loose = relaxed[0].stage.loose

    def bound(self, least: Ints, most: Ints, state: object, incumbent: int) -> NodeBound:
        answer = self.solved(least, most)
        if answer.status == "infeasible":
            return self._empty(least, most, incumbent)
        if answer.x is None or answer.row_dual is None:
            return self._weak(least, most, incumbent)
        value, dual = self._best(self.relaxed, answer.row_dual, least, most)
        if value is None:
            return NodeBound(None, dual, -1, 0, None)
        column = self._fractional(answer.x)
        if column >= 0:
            return NodeBound(value, dual, column, int(np.floor(answer.x[column])), None)
        exact = np.rint(answer.x[: len(least)]).astype(np.int64)
        column = self._settled(exact, least, most) if value < incumbent else -1
        return NodeBound(value, dual, column, 0 if column < 0 else _split(exact, most, column), None, exact)

    def solved(self, least: Ints, most: Ints) -> Answer:
        """The linear program of a node."""
        columns = np.arange(len(least))
        self._solver.set_bounds(columns, least.astype(np.float64), most.astype(np.float64))
        return self._solver.run()

    def _best(
        self, relaxed: Sequence[Relaxation], row_dual: Floats | None, least: Ints, most: Ints
    ) -> tuple[int | None, Dual]:
        """(the largest bound in units of the tier, None: nothing lies here; its multipliers). Without duals: no prices."""
        best: tuple[int, Dual] | None = None
        for one in relaxed:
            terms = _terms(one)
            if row_dual is None:
                y, loads = np.zeros(len(one.priced), np.int64), terms.idle()
            else:
                y = one.proper(row_dual[: self.height][one.priced] * one.scale)
                loads = terms.priced(self.extended.links, row_dual)
                if not one.fits(y, most):
                    y, loads = np.zeros_like(y), terms.idle()
            got = one.evaluate(y, least, most, loads)
            if got.bound is None:
                return None, one.dual(y, loads)
            if best is None or got.bound > best[0]:
                best = got.bound, one.dual(y, loads)
        assert best is not None
        return -(-best[0] // relaxed[0].scale), best[1]

    def _fractional(self, x: Floats) -> int:
        """The pair farthest from an integer, one of ``first`` if there is one, else what is missing so; -1 when all are whole."""
        part = np.abs(x[: self.pair_count] - np.rint(x[: self.pair_count]))
        if len(self.first) and part[self.first].max() > NEAR:
            return int(self.first[np.argmax(part[self.first])])
        if len(part) and part.max() > NEAR:
            return int(np.argmax(part))
        lack = np.abs(x[self.loose] - np.rint(x[self.loose]))
        return int(self.loose[np.argmax(lack)]) if len(lack) and lack.max() > NEAR else -1

    def _settled(self, x: Ints, least: Ints, most: Ints) -> int:
        """A pair that is still free, one in use first, or else something that may be missing; -1 when the allowance for such
        nodes is spent."""
        free = np.flatnonzero(most[: self.pair_count] > least[: self.pair_count])
        if not len(free):
            free = self.loose[most[self.loose] > least[self.loose]]
        if not len(free) or self.extra <= 0:
            return -1
        self.extra -= 1
        return int(free[np.argmax(x[free] > 0)])

    def _weak(self, least: Ints, most: Ints, incumbent: int) -> NodeBound:
        """The bound without any price, when the linear program could not be finished or its duals prove nothing."""
        value, dual = self._best(self.relaxed, None, least, most)
        if value is None or value >= incumbent:
            return NodeBound(value, dual, -1, 0, None)
        column = self._settled(least, least, most)
        return NodeBound(value, dual, column, 0 if column < 0 else _split(least, most, column), None)

    def _empty(self, least: Ints, most: Ints, incumbent: int) -> NodeBound:
        if self._elastic is None:
            self._elastic = Solver(_elastic(self.extended.program), self.watch)
        columns = np.arange(len(least))
        self._elastic.set_bounds(columns, least.astype(np.float64), most.astype(np.float64))
        answer = self._elastic.run()
        if answer.row_dual is not None:
            value, dual = self._best(self.free, answer.row_dual, least, most)
            if value is None or value > 0:
                return NodeBound(None, dual, -1, 0, None)
        return self._weak(least, most, incumbent)


def _terms(relaxed: Relaxation) -> LoadTerms:
    assert relaxed.terms is not None
    return relaxed.terms


def _split(x: Ints | Floats, most: Ints, column: int) -> int:
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
