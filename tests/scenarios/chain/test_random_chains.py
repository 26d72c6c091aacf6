"""Random chains against HiGHS on one model of all levels, and against trying everything for the blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.chains import faults_of


@pytest.mark.parametrize("first", range(0, 15, 5))
def test_conclusions_blame_values_and_stored_proofs_agree_with_the_second_solver(first: int, tmp_path: Path) -> None:
    """Possible or not, each blamed pair necessary and sufficient, the joint values, and the judge's verdict on the files."""
    for seed in range(first, first + 5):
        assert faults_of(seed, tmp_path)[1] == []
