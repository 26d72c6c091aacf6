"""The route for everything that is not a flow, as a list of pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engine.side.driver import solve_tiers

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.model.arrays import Ints
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.result import ModelResult

LARGEST = 3_000_000
"""Most pairs that are held as a list."""


class SideRoute:
    """Weighted load, coupling rows, cohesion, general rows: bounds by multipliers, rosters by HiGHS, proofs by branching."""

    name = "side"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason for taking a model, or None when it is too large."""
        if model.pair_count > LARGEST:
            return None
        return reason(model)

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        """Solves tier after tier; the work counted is branching nodes and rounds."""
        return solve_tiers(model, budget, seed, roster_of(model, warm_start))


def reason(model: AssignmentModel) -> str:
    """What makes the model more than a flow."""
    if model.rows:
        return "engine.reason_rows"
    if model.spreads:
        return "engine.reason_spread"
    if any(limit.weight_by != "one" or limit.weight != 1 for limit in model.limits):
        return "engine.reason_weights"
    return "engine.reason_crossing"


def roster_of(model: AssignmentModel, warm_start: Mapping[str, Any] | None) -> Ints | None:
    """Pair numbers of the roster in a warm start, or None."""
    given = None if warm_start is None else warm_start.get("pairs")
    if given is None:
        return None
    pairs = np.asarray(given)
    if pairs.ndim != 1 or pairs.dtype.kind not in "iu":
        return None
    inside: Ints = pairs[(pairs >= 0) & (pairs < model.pair_count)].astype(np.int64)
    return inside
