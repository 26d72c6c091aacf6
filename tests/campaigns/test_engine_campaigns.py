"""The engine's campaigns at the size that fits a test run."""

from __future__ import annotations

from tests.campaigns import c10_number_range


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
