"""The one place that talks to HiGHS: a linear program with optional integers, and its answers in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.errors import NoRouteError
from optimizer.model.arrays import Bools, Ints

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

Floats = NDArray[np.float64]
THREADS = 1
"""HiGHS wants the same number in all instances of a process."""
BEYOND = 2**59
"""Bounds from here on mean none."""
SLOW = 5_000
"""Columns from which HiGHS runs beside a look at the time: it asks rarely whether to stop, never while it prepares."""
LOOK, PATIENCE = 0.05, 1.0
"""Seconds between two looks, and those that HiGHS has to hand in what it has; then it is left to end alone."""


@dataclass(frozen=True, eq=False)
class Program:
    """minimise cost . x, lo <= A x <= hi, least <= x <= most; ``matrix`` is scipy CSR [rows, columns]; ``integer`` bool[columns]."""

    cost: Floats
    least: Floats
    most: Floats
    matrix: Any
    lo: Floats
    hi: Floats
    integer: Bools


@dataclass(frozen=True, eq=False)
class Answer:
    """``x``, ``row_dual``, ``reduced`` are None when there is no solution. ``bound``: HiGHS's own, never trusted as proof."""

    status: Literal["optimal", "infeasible", "stopped", "failed"]
    x: Floats | None
    row_dual: Floats | None
    reduced: Floats | None
    value: float
    bound: float
    nodes: int


def as_bounds(values: Ints) -> Floats:
    """Integers to floats, beyond 2**59 to infinity."""
    out = values.astype(np.float64)
    out[values >= BEYOND] = np.inf
    out[values <= -BEYOND] = -np.inf
    return out


class Solver:
    """A HiGHS instance that keeps its basis between runs. One that did not end in time is left alone: "stopped" from then on."""

    def __init__(self, program: Program, watch: Watch, *, seed: int = 0) -> None:
        import highspy

        from optimizer.engine.side.quiet import QuietHighs

        self.program = program
        self.watch = watch
        self._highs: Any = QuietHighs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("threads", THREADS),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.999),
            ("random_seed", seed),
            ("parallel", "off"),
        ):
            self._highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(program.cost), len(program.lo)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.least, program.most
        lp.row_lower_, lp.row_upper_ = program.lo, program.hi
        matrix = program.matrix.tocsr()
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrix.indptr
        lp.a_matrix_.index_ = matrix.indices
        lp.a_matrix_.value_ = matrix.data.astype(np.float64)
        if program.integer.any():
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[flag] for flag in program.integer.astype(int)]
        if self._highs.passModel(lp) == highspy.HighsStatus.kError:
            largest = float(np.abs(matrix.data).max(initial=0.0))
            raise NoRouteError(code="engine.range", largest=f"{largest:.3g}", nodes=len(program.lo))
        self._status = highspy.HighsModelStatus
        for hook in (self._highs.cbMipInterrupt, self._highs.cbSimplexInterrupt, self._highs.cbIpmInterrupt):
            hook.subscribe(self._check)

        self._halted = self._lost = False

    def _check(self, event: Any) -> None:
        if self._halted or (not self._beside and self.watch.stopped()):
            event.interrupt()

    @property
    def _beside(self) -> bool:
        """Whether HiGHS runs in a thread of its own."""
        return len(self.program.cost) >= SLOW and self.watch.stoppable

    def _run(self) -> None:
        if not self._beside:
            self._highs.run()
            return
        thread = Thread(target=self._highs.run)
        thread.start()
        while thread.is_alive():
            thread.join(LOOK)
            if thread.is_alive() and self.watch.stopped():
                self._halted = True
                thread.join(PATIENCE)
                break
        self._lost = thread.is_alive()

    def _without_columns(self) -> Answer:
        """HiGHS has no answer for an empty model: every row is 0."""
        none = np.zeros(0)
        if (self.program.lo > 0).any() or (self.program.hi < 0).any():
            return Answer("infeasible", None, None, None, 0.0, 0.0, 1)
        return Answer("optimal", none, np.zeros(len(self.program.lo)), none, 0.0, 0.0, 1)

    def set_option(self, name: str, value: Any) -> None:
        self._highs.setOptionValue(name, value)

    def set_bounds(self, columns: Ints, least: Floats, most: Floats) -> None:
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), least, most)

    def add_columns(self, cost: Floats, least: Floats, most: Floats, matrix: Any) -> None:
        """More columns after those there are; ``matrix``: scipy CSC [rows, more]."""
        self._highs.addCols(
            len(cost), cost, least, most, matrix.nnz, matrix.indptr[:-1].astype(np.int32),
            matrix.indices.astype(np.int32), matrix.data.astype(np.float64),
        )  # fmt: skip

    def set_costs(self, cost: Floats) -> None:
        self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def start_from(self, x: Floats) -> None:
        """Offer values of the first columns to begin with; HiGHS completes the others."""
        self._highs.setSolution(len(x), np.arange(len(x), dtype=np.int32), x)

    def run(self, *, nodes: int | None = None, cutoff: float | None = None) -> Answer:
        """Solve. nodes: most branch-and-bound nodes; cutoff: stop looking above this objective."""
        if not len(self.program.cost):
            return self._without_columns()
        seconds = self.watch.seconds()
        if seconds is not None:
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        if nodes is not None:
            self._highs.setOptionValue("mip_max_nodes", nodes)
        if cutoff is not None:
            self._highs.setOptionValue("objective_bound", cutoff)
        if not self._lost:
            self._run()
        if self._lost:
            return Answer("stopped", None, None, None, 0.0, -np.inf, 1)
        if self._highs.getModelStatus() == self._status.kNotset:
            # HiGHS keeps one pool of threads a process; somebody else in it asked for another number of them
            self._highs.resetGlobalScheduler(True)
            self._highs.run()
        info = self._highs.getInfo()
        status = self._highs.getModelStatus()
        kind: Literal["optimal", "infeasible", "stopped", "failed"]
        if status == self._status.kOptimal:
            kind = "optimal"
        elif status in (self._status.kInfeasible, self._status.kUnboundedOrInfeasible):
            kind = "infeasible"
        elif status in (
            self._status.kTimeLimit,
            self._status.kIterationLimit,
            self._status.kSolutionLimit,
            self._status.kInterrupt,
            self._status.kObjectiveBound,
            self._status.kObjectiveTarget,
        ):
            kind = "stopped"
        else:
            kind = "failed"
        solution = self._highs.getSolution()
        x = np.asarray(solution.col_value, np.float64) if info.primal_solution_status == 2 else None
        dual = info.dual_solution_status == 2
        return Answer(
            kind,
            x,
            np.asarray(solution.row_dual, np.float64) if dual else None,
            np.asarray(solution.col_dual, np.float64) if dual else None,
            float(info.objective_function_value),
            float(info.mip_dual_bound),
            max(1, int(info.mip_node_count)),
        )
