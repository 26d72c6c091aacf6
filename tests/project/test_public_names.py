"""The public names: a snapshot, so that none appears or goes by accident, and each is what it says."""

from __future__ import annotations

import subprocess
import sys

import pytest

import optimizer

NAMES = [
    "Answer",
    "AssignmentModel",
    "Blocks",
    "Finding",
    "FrontierPoint",
    "Helper",
    "InputError",
    "Intake",
    "JieduiError",
    "Limit",
    "Metric",
    "ModelError",
    "ModelResult",
    "NoRouteError",
    "Options",
    "Pairing",
    "Pairs",
    "Plan",
    "Programme",
    "Recipient",
    "Roster",
    "Rows",
    "RuleEntry",
    "Spread",
    "Status",
    "StopReason",
    "Term",
    "Tier",
    "UsageError",
    "Verdict",
    "VerificationError",
    "check",
    "frontier",
    "judge_run",
    "measure_roster",
    "plan",
    "read_programme",
    "read_run",
    "read_solution",
    "solve_model",
    "verify_model",
    "verify_roster",
    "write_model",
    "write_plan",
]


def test_the_names_are_those_promised() -> None:
    """Taking one away breaks somebody; adding one is a promise."""
    assert sorted(optimizer.__all__) == sorted(NAMES)
    assert dir(optimizer) == optimizer.__all__


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_a_home_and_a_docstring(name: str) -> None:
    """Loaded from its room, under its own name, with its promise."""
    value = getattr(optimizer, name)
    assert value.__name__ == name
    assert value.__doc__


def test_other_names_are_not_there() -> None:
    """As for any module; ``from optimizer import x`` then says ImportError."""
    with pytest.raises(AttributeError, match="solve_everything"):
        _ = optimizer.solve_everything


def test_importing_the_package_loads_nothing() -> None:
    """A program that only wants an error class must not wait for a solver."""
    program = "import sys, optimizer; print([m for m in ('numpy', 'ortools', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
