"""HiGHS on the linear relaxation: exact where the model is a network, a bound elsewhere."""

from __future__ import annotations

from benchmarks.peers import Answer, highs
from benchmarks.plain import Plain

NAME = "HiGHS LP"
needs = "highspy"


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    return highs.solve(plain, seconds, threads, relaxed=True)
