"""The engine's campaigns at the size that fits a test run."""

from __future__ import annotations

from tests.campaigns import c2_solver_differential, c10_number_range


def test_c10_numbers_are_exact_or_refused() -> None:
    """Nothing is rounded in silence, the edges of the range have an answer, and floats would have failed."""
    found = c10_number_range.run(size=300)
    assert found["passed"], found
    assert found["outcomes"]["exact"] > 100
    assert found["outcomes"]["refused"] > 10
    assert found["edges"] == {
        "no helpers": "refused",
        "no recipients": "refused",
        "quota 0": "infeasible: ",
        "quota 10^6": "optimal: 3",
        "most 10^6": "optimal: ",
        "cost 10^18": "refused",
        "cost 2^70": "refused",
        "not a number": "refused",
    }


def test_c2_all_solvers_find_one_value() -> None:
    """Flow, linear program, MIP and CP-SAT agree with what we prove; a cost that differs by one for one of them is noticed."""
    found = c2_solver_differential.run(size=6, shape=(60, 52), seconds=3.0)
    assert found["passed"], found
    assert found["ended"]["mincostflow"] == 4  # every third model is no flow
    assert found["unfit"]["mincostflow"] == 2
    assert found["ended"]["highs"] == 6
