"""Other solvers on the same plain form, each called as its documentation shows; one file a peer.

A peer is a module with ``NAME``, ``needs`` (the package to import) and ``solve(plain, seconds, threads) -> Answer``. It raises
:class:`benchmarks.plain.Unfit` for a model that it cannot take. Peers get no proof time, no start and no hints.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from dataclasses import dataclass
from types import ModuleType
from typing import Any

PEERS = {
    "highs": "HiGHS MIP, gap 0",
    "highs_lp": "HiGHS LP",
    "cpsat": "CP-SAT",
    "cpsat1": "CP-SAT, 1 worker",
    "mincostflow": "SimpleMinCostFlow",
    "pot": "POT emd",
    "scipy_milp": "SciPy milp",
    "scipy_dense": "SciPy linear_sum_assignment",
    "scipy_sparse": "SciPy min_weight_full_bipartite_matching",
}


class Missing(Exception):
    """The peer's package is not installed."""


@dataclass(frozen=True, eq=False)
class Answer:
    """values: of the tiers, reckoned again from the roster in integers (None: no allowed roster); bound: of the last tier
    that it worked on, in that tier's sense, as the peer states it; optimal: whether it says so of all tiers; build: seconds
    to hand the model over, inside ``seconds``."""

    values: list[Any] | None
    bound: float | None
    optimal: bool
    infeasible: bool = False
    seconds: float = 0.0
    build: float = 0.0


def peer(name: str) -> ModuleType:
    """The module of a peer. Raises Missing, which names the package."""
    module = importlib.import_module(f"benchmarks.peers.{name}")
    if importlib.util.find_spec(module.needs) is None:
        raise Missing(f"{module.needs} is not installed")
    return module


class Clock:
    """Seconds left of a limit (None: no limit)."""

    def __init__(self, seconds: float | None) -> None:
        self.begin = time.perf_counter()
        self.limit = seconds
        self.built = 0.0

    def spent(self) -> float:
        return time.perf_counter() - self.begin

    def left(self) -> float:
        return 1e9 if self.limit is None else max(0.01, self.limit - self.spent())
