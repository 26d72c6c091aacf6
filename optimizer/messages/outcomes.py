"""What the outside world is told when something goes wrong: one table, read by command line and service.

An outcome belongs to an error class or to an answer without a roster. Libraries raise and return; only the edges
look here. Exit codes are never renumbered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Outcome:
    """``exit_code`` of the command, ``problem`` (last part of the RFC 9457 type) and HTTP ``status``."""

    exit_code: int
    problem: str
    status: int

    @property
    def problem_type(self) -> str:
        return f"urn:jiedui:problem:{self.problem}"


DONE = 0
"""A roster, optimal or as good as was asked."""

ERRORS: Mapping[str, Outcome] = MappingProxyType(
    {
        "JieduiError": Outcome(1, "internal", 500),
        "UsageError": Outcome(2, "usage", 400),
        "ExistsError": Outcome(2, "exists", 409),
        "InputError": Outcome(3, "input-invalid", 422),
        "ModelError": Outcome(3, "model-invalid", 422),
        "NoRouteError": Outcome(3, "no-route", 422),
        "FormatError": Outcome(3, "format", 422),
        "FormatVersionError": Outcome(3, "format-version", 422),
        "VerificationError": Outcome(7, "verification-failed", 409),
        "ResourceError": Outcome(8, "resource-missing", 503),
        "MissingExtraError": Outcome(8, "extra-missing", 501),
        "ContainedError": Outcome(8, "work-ended", 503),
        "InternalError": Outcome(1, "internal", 500),
        "Interrupted": Outcome(130, "interrupted", 409),
    }
)
"""By name of the class in ``optimizer.errors``; a class that is not listed takes the outcome of its base."""

ANSWERS: Mapping[str, Outcome] = MappingProxyType(
    {
        "infeasible": Outcome(4, "infeasible", 409),
        "undecided": Outcome(5, "no-roster-in-time", 409),
        "weaker": Outcome(6, "weaker-than-asked", 409),
    }
)
"""Answers that are not what was asked: proved impossible, stopped with no roster, or with one that is not good enough."""


def outcome_of(error: BaseException) -> Outcome:
    """The outcome of an error by its class, else of the nearest class above it; anything foreign is a bug of ours."""
    for cls in type(error).__mro__:
        if cls.__name__ in ERRORS and cls.__module__ == "optimizer.errors":
            return ERRORS[cls.__name__]
    return ERRORS["JieduiError"]
