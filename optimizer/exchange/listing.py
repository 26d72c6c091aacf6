"""The pairs of a model as one list with their costs, also where they come in blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.errors import UsageError
from optimizer.model.arrays import Blocks, Bools, Ints, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost

MOST = 5_000_000
"""Pairs, and columns of one kind, up to which a model is written."""
CELLS = 1_000_000


@dataclass(frozen=True, eq=False)
class Listing:
    """All allowed pairs: ``index`` int64[n] ascending, their ends and bounds; ``costs`` int64[n, tiers] of block models."""

    model: AssignmentModel
    index: Ints
    helper: Ints
    recipient: Ints
    role: Ints
    least: Ints
    most: Ints
    costs: Ints | None

    @property
    def count(self) -> int:
        return len(self.index)

    def cost(self, tier: TierCost) -> Ints:
        """int64[n], minimised."""
        if tier.pair_cost is None:
            assert self.costs is not None
            return tier.sign * self.costs[:, min(tier.number, self.costs.shape[1] - 1)]
        if self.costs is not None:
            return np.full(self.count, tier.pair_cost[0], np.int64)
        return tier.pair_cost


def listed(model: AssignmentModel) -> Listing:
    """Raises UsageError when there are more than five million pairs."""
    pairs = model.pair_list
    if pairs is not None:
        check_size("pairs", pairs.count)
        index = np.arange(pairs.count, dtype=np.int64)
        return Listing(model, index, pairs.helper, pairs.recipient, pairs.role, pairs.least, pairs.most, None)
    found: list[Ints] = []
    costs: list[Ints] = []
    step = max(1, CELLS // model.recipient_count)
    for start in range(0, model.helper_count, step):
        rows = slice(start, min(start + step, model.helper_count))
        cost, allowed = _block(model, rows)
        at = np.flatnonzero(allowed)
        found.append(at + start * model.recipient_count)
        costs.append(cost.reshape(-1, cost.shape[2])[at])
        check_size("pairs", sum(map(len, found)))
    index = np.concatenate(found)
    nothing, one = np.zeros(len(index), np.int64), np.ones(len(index), np.int64)
    helper, recipient = np.divmod(index, model.recipient_count)
    return Listing(model, index, helper, recipient, nothing, nothing, one, np.concatenate(costs))


def check_size(name: str, count: int) -> None:
    """Raises UsageError when a family of columns would be too large to write."""
    if count > MOST:
        raise UsageError(code="exchange.too_large", name=name, count=count, limit=MOST)


def _block(model: AssignmentModel, rows: slice) -> tuple[Ints, Bools]:
    """(int64[h, R, tiers], bool[h, R]) of some helpers."""
    everyone = slice(0, model.recipient_count)
    shape = (rows.stop - rows.start, model.recipient_count)
    if isinstance(model.pairs, Blocks):
        asked = model.pairs.allowed
        allowed = np.ones(shape, np.bool_) if asked is None else np.asarray(asked(rows, everyone), np.bool_)
        return np.asarray(model.pairs.cost(rows, everyone), np.int64), allowed
    assert isinstance(model.pairs, Metric)
    a = np.asarray(model.pairs.helper_xy, np.float64)[rows]
    b = np.asarray(model.pairs.recipient_xy, np.float64)
    distance = np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    factor = 1.0 if model.pairs.factor is None else model.pairs.factor(rows, everyone)
    return np.floor(distance * factor).astype(np.int64)[:, :, None], np.ones(shape, np.bool_)
