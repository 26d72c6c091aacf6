"""Spreads of recipients (a student's mentors are few) rarely bind: the flow without them first.

What a relaxed model proves holds for the model itself: its bounds, and that there is no roster. When its best roster keeps the
spreads, it is the model's own best one, with the same certificate.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.network import NetworkRoute, obstacles
from optimizer.model.assignment import AssignmentModel
from optimizer.model.result import ModelResult


def by_loosening(
    model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
) -> ModelResult | None:
    """The network's answer to the model without its spreads, when that settles the model; else None."""
    if not model.spreads or any(spread.of != "recipient" for spread in model.spreads):
        return None
    bare = copy(model)
    bare.spreads = ()
    if obstacles(bare):
        return None
    result = NetworkRoute().run(bare, budget, seed, warm_start)
    if result.certificate is not None and result.certificate.impossibility is not None:
        return result
    return result if len(result.chosen) and _keeps(model, result) else None


def _keeps(model: AssignmentModel, result: ModelResult) -> bool:
    helper, recipient, _ = model.pair_ends(np.asarray(result.chosen, np.int64))
    for spread in model.spreads:
        whole, part = spread.ends(helper, recipient)
        inside = (whole >= 0) & (part >= 0)
        used = np.unique(np.stack([whole[inside], part[inside]]), axis=1)
        if (np.bincount(used[0], minlength=len(spread.most)) > spread.most).any():
            return False
    return True
