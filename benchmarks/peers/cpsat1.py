"""CP-SAT with one worker, its deterministic way."""

from __future__ import annotations

from benchmarks.peers import Answer, cpsat
from benchmarks.plain import Plain

NAME = "CP-SAT, 1 worker"
needs = "ortools"


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    return cpsat.solve(plain, seconds, min(threads, 1))
