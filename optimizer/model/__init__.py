"""The array model that engines and the judge see, and how a programme becomes one."""

from optimizer.model.arrays import Blocks, Limit, Metric, Pairs, Rows, Spread, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import (
    Branch,
    Certificate,
    Cover,
    Dual,
    Flow,
    Held,
    Impossibility,
    Leaf,
    Levels,
    Proof,
    Shares,
    Threshold,
    Tree,
)
from optimizer.model.result import ModelResult, TierOutcome, TraceEntry

__all__ = [
    "AssignmentModel",
    "Blocks",
    "Branch",
    "Certificate",
    "Cover",
    "Dual",
    "Flow",
    "Held",
    "Impossibility",
    "Leaf",
    "Levels",
    "Limit",
    "Metric",
    "ModelResult",
    "Pairs",
    "Proof",
    "Rows",
    "Shares",
    "Spread",
    "Threshold",
    "Tier",
    "TierOutcome",
    "TraceEntry",
    "Tree",
]
