"""HiGHS in a thread beside a look at the clock and at the caller's wish: it is left alone when it does not come back."""

from __future__ import annotations

from time import monotonic

import numpy as np
from scipy.sparse import csr_array

from optimizer.engine.budget import Budget
from optimizer.engine.side import program
from optimizer.engine.side.program import Program, Solver
from optimizer.engine.side.watch import Watch


def packing(seed: int, columns: int) -> Program:
    """Most profit of ``columns`` 0/1 columns under 60 crossing capacities: far from solved in a second."""
    rng = np.random.default_rng(seed)
    weight = rng.integers(1, 60, (60, columns)) * (rng.random((60, columns)) < 0.3)
    ones = np.ones(columns)
    return Program(
        -rng.integers(1, 60, columns).astype(float),
        0 * ones,
        ones,
        csr_array(weight.astype(float)),
        np.full(60, -np.inf),
        weight.sum(axis=1) / 3.0,
        np.ones(columns, np.bool_),
    )


def test_a_wish_to_stop_is_heard_while_the_solver_works() -> None:
    """Asked to stop after the first look: the solver ends within its patience and hands in what it has or nothing."""
    asked: list[float] = []

    def cancel() -> bool:
        asked.append(monotonic())
        return len(asked) > 3

    begun = monotonic()
    answer = Solver(packing(1, program.SLOW), Watch(Budget(cancel=cancel))).run()
    assert answer.status == "stopped"
    assert monotonic() - begun < 20.0
    if answer.x is not None:
        assert (answer.x >= 0).all()


def test_a_solver_that_was_left_alone_stays_stopped() -> None:
    """Its instance may still be at work in its thread, so it is never asked again."""
    solver = Solver(packing(2, program.SLOW), Watch(Budget(cancel=lambda: False)))
    solver._lost = True
    answer = solver.run()
    assert (answer.status, answer.x) == ("stopped", None)


def test_the_same_answer_beside_and_alone() -> None:
    """A thread changes nothing in what comes out when nothing stops it."""
    small = packing(3, program.SLOW)
    small.integer[:] = False
    alone = Solver(small, Watch(Budget())).run()
    beside = Solver(small, Watch(Budget(cancel=lambda: False))).run()
    assert alone.value == beside.value
    assert alone.x is not None and beside.x is not None
    assert (alone.x == beside.x).all()
