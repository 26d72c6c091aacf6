"""Jiedui 结对: the library. Public names stand here; everything else may change.

Nothing heavy is imported before a name is first used: ``import optimizer`` loads no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.domain import Answer as Answer
    from optimizer.domain import Finding as Finding
    from optimizer.domain import Helper as Helper
    from optimizer.domain import Pairing as Pairing
    from optimizer.domain import Programme as Programme
    from optimizer.domain import Recipient as Recipient
    from optimizer.domain import Roster as Roster
    from optimizer.domain import RuleEntry as RuleEntry
    from optimizer.domain import Status as Status
    from optimizer.domain import StopReason as StopReason
    from optimizer.domain import Term as Term
    from optimizer.intake import read_programme as read_programme
    from optimizer.model import AssignmentModel as AssignmentModel
    from optimizer.model import Blocks as Blocks
    from optimizer.model import Limit as Limit
    from optimizer.model import Metric as Metric
    from optimizer.model import ModelResult as ModelResult
    from optimizer.model import Pairs as Pairs
    from optimizer.model import Rows as Rows
    from optimizer.model import Spread as Spread
    from optimizer.model import Tier as Tier
    from optimizer.planning import Options as Options
    from optimizer.planning import Plan as Plan
    from optimizer.planning import check as check
    from optimizer.planning import plan as plan
    from optimizer.solve import solve_model as solve_model
    from optimizer.verify import Verdict as Verdict
    from optimizer.verify import measure_roster as measure_roster
    from optimizer.verify import verify_model as verify_model
    from optimizer.verify import verify_roster as verify_roster

_HOMES = {
    "optimizer.domain": (
        "Answer",
        "Finding",
        "Helper",
        "Pairing",
        "Programme",
        "Recipient",
        "Roster",
        "RuleEntry",
        "Status",
        "StopReason",
        "Term",
    ),
    "optimizer.intake": ("read_programme",),
    "optimizer.model": (
        "AssignmentModel",
        "Blocks",
        "Limit",
        "Metric",
        "ModelResult",
        "Pairs",
        "Rows",
        "Spread",
        "Tier",
    ),
    "optimizer.planning": ("Options", "Plan", "check", "plan"),
    "optimizer.solve": ("solve_model",),
    "optimizer.verify": ("Verdict", "measure_roster", "verify_model", "verify_roster"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'optimizer' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
