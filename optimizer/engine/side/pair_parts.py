"""All pairs of a model, listed or in blocks, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.source import block_cost, dense_blocks, some_pairs
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost

CELLS = 2_000_000
"""Pairs looked at together."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some pairs: numbers ascending as (helper row, recipient) blocks or a slice of a list; costs of a tier on demand."""

    index: Ints
    helper: Ints
    recipient: Ints
    role: Ints
    most: Ints
    costs: Ints | None

    def cost(self, model: AssignmentModel, tier: TierCost) -> Ints:
        if self.costs is not None:
            shape = (len(self.index) // model.recipient_count, model.recipient_count)
            return np.broadcast_to(block_cost(tier, self.costs), shape).reshape(-1)
        assert tier.pair_cost is not None
        return tier.pair_cost[self.index]


def parts(model: AssignmentModel) -> Iterator[Part]:
    """All pairs of the model, a bounded number at a time."""
    if model.pair_list is not None:
        for first in range(0, model.pair_count, CELLS):
            index = np.arange(first, min(first + CELLS, model.pair_count))
            some = some_pairs(model, index)
            yield Part(index, some.helper, some.recipient, some.role, some.most, None)
        return
    wide = model.recipient_count
    for rows, costs, allowed in dense_blocks(model):
        index = np.arange(rows.start * wide, rows.stop * wide)
        most = np.ones(len(index), np.int64) if allowed is None else allowed.reshape(-1).astype(np.int64)
        yield Part(index, index // wide, index % wide, np.zeros(len(index), np.int64), most, costs)
