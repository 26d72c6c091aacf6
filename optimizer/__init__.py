"""Jiedui 结对: the library. Public names stand here; everything else may change.

Each name is loaded when it is first used, so that importing the package costs nothing and loads no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.domain import (
        Answer,
        Finding,
        Helper,
        Pairing,
        Programme,
        Recipient,
        Roster,
        RuleEntry,
        Status,
        StopReason,
        Term,
    )
    from optimizer.engine.side.frontier import FrontierPoint, frontier
    from optimizer.errors import InputError, JieduiError, ModelError, NoRouteError, UsageError, VerificationError
    from optimizer.exchange import read_solution, write_model
    from optimizer.intake import Intake, read_programme
    from optimizer.model import AssignmentModel, Blocks, Limit, Metric, ModelResult, Pairs, Rows, Spread, Tier
    from optimizer.planning import Options, Plan, check, plan
    from optimizer.runs import judge_run, read_run, write_plan
    from optimizer.solve import solve_model
    from optimizer.verify import Verdict, measure_roster, verify_model, verify_roster

_HOMES = {
    "optimizer.domain": "Answer Finding Helper Pairing Programme Recipient Roster RuleEntry Status StopReason Term",
    "optimizer.engine.side.frontier": "FrontierPoint frontier",
    "optimizer.errors": "InputError JieduiError ModelError NoRouteError UsageError VerificationError",
    "optimizer.exchange": "read_solution write_model",
    "optimizer.intake": "Intake read_programme",
    "optimizer.model": "AssignmentModel Blocks Limit Metric ModelResult Pairs Rows Spread Tier",
    "optimizer.planning": "Options Plan check plan",
    "optimizer.runs": "judge_run read_run write_plan",
    "optimizer.solve": "solve_model",
    "optimizer.verify": "Verdict measure_roster verify_model verify_roster",
}
_PLACES = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
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


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return __all__
