"""What is proved about an answer, and why the search stopped: two different questions."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Set by ``optimizer.solve`` from the verifier's verdict, never by a solver."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNDECIDED = "undecided"


class StopReason(StrEnum):
    """Why the search ended: by itself, at a limit, or because somebody asked."""

    FINISHED = "finished"
    WORK_LIMIT = "work_limit"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    CANCELLED = "cancelled"
