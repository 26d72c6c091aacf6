"""What optimising one tier on a network gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.network_face import Face
from optimizer.engine.network_solve import Costs, FlowAnswer, FlowProblem
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Proof


@dataclass(frozen=True, eq=False)
class TierAnswer:
    """answer: the best flow; face: where the tier keeps its optimum; value: minimised, scaled.

    proof: None when the budget ended before the search; then value and face are those of the best so far.
    """

    answer: FlowAnswer
    face: Face
    value: int
    proof: Proof | None
    prices: dict[str, Ints]


def nothing(problem: FlowProblem) -> Costs:
    """All costs zero."""
    return Costs(np.zeros(problem.system.count, np.int64), {})
