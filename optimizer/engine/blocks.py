"""The pairs of a dense model, a bounded number at a time: helper rows x all recipients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.errors import InputError
from optimizer.model.arrays import Blocks, Bools, Ints, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LARGEST, TierCost

CELLS = 2**20
"""Cells of one block, unless one row is longer or the model asks for another height."""

KEPT = 2**25
"""Most cells (pairs x cost slices) of a dense model that are kept in memory between passes."""


@dataclass(frozen=True, eq=False)
class BlockPart:
    """Some helpers (int64[h]) x some recipients (int64[r]), by number. cost: int64[h, r, slices]; allowed: bool[h, r] or
    None for all."""

    helper: Ints
    recipient: Ints
    cost: Ints
    allowed: Bools | None

    @property
    def first(self) -> int:
        """The first helper of a part that has all recipients and helpers in a row."""
        return int(self.helper[0])

    @property
    def last(self) -> int:
        """One more than its last helper."""
        return int(self.helper[-1]) + 1

    def of(self, tier: TierCost) -> Ints:
        """int64[h, r] or one number for all: the minimised cost of a tier."""
        if tier.pair_cost is not None:
            return tier.pair_cost[:1].reshape(1, 1)
        values = self.cost[:, :, min(tier.number, self.cost.shape[2] - 1)]
        return values if tier.sign > 0 else -values


def block_parts(model: AssignmentModel, budget: Budget) -> Iterator[BlockPart]:
    """All parts in the order of the helpers.

    Raises InputError when a callable returns something else than promised, Halted when the time is up.
    """
    wide = max(1, model.recipient_count)
    rows = model.pairs.rows if isinstance(model.pairs, Blocks) and model.pairs.rows > 0 else max(1, CELLS // wide)
    for first in range(0, model.helper_count, rows):
        budget.interrupt()
        last = min(first + rows, model.helper_count)
        yield _part(model, first, last)


class BlockReader:
    """The parts of a model, read again and again: kept as int32 while that takes at most 4 * KEPT bytes."""

    def __init__(self, model: AssignmentModel, budget: Budget) -> None:
        self._model, self._budget = model, budget
        self._kept: list[BlockPart] | None = None

    def __iter__(self) -> Iterator[BlockPart]:
        if self._kept is not None:
            for part in self._kept:
                self._budget.interrupt()
                yield part
            return
        kept: list[BlockPart] | None = [] if self._model.pair_count <= KEPT else None
        for part in block_parts(self._model, self._budget):
            if kept is not None:
                fits = self._model.pair_count * part.cost.shape[2] <= KEPT and (
                    not part.cost.size or int(np.abs(part.cost).max()) < 2**31
                )
                kept = (
                    [*kept, BlockPart(part.helper, part.recipient, part.cost.astype(np.int32), part.allowed)]
                    if fits
                    else None
                )
            yield part
        self._kept = kept


def _part(model: AssignmentModel, first: int, last: int) -> BlockPart:
    helpers, recipients = slice(first, last), slice(0, model.recipient_count)
    ends = np.arange(first, last, dtype=np.int64), np.arange(model.recipient_count, dtype=np.int64)
    if isinstance(model.pairs, Metric):
        return BlockPart(*ends, metric_cost(model.pairs, helpers, recipients)[:, :, None], None)
    assert isinstance(model.pairs, Blocks)
    allowed = None if model.pairs.allowed is None else model.pairs.allowed(helpers, recipients)
    return BlockPart(*ends, model.pairs.cost(helpers, recipients), allowed)


def metric_cost(metric: Metric, helpers: slice | Ints, recipients: slice | Ints) -> Ints:
    """int64[h, r]: floor(hypot(dx, dy) * factor) in double precision, the definition of a metric's cost.

    A metric with a factor is asked for slices, as it promises no more.
    """
    helper = np.asarray(metric.helper_xy, np.float64)[helpers]
    recipient = np.asarray(metric.recipient_xy, np.float64)[recipients]
    metres = np.hypot(helper[:, None, 0] - recipient[None, :, 0], helper[:, None, 1] - recipient[None, :, 1])
    if metric.factor is not None:
        assert isinstance(helpers, slice) and isinstance(recipients, slice)
        metres = metres * np.asarray(metric.factor(helpers, recipients), np.float64)
    if not np.isfinite(metres).all() or metres.max(initial=0.0) >= LARGEST:
        raise InputError(code="engine.block_range", limit=LARGEST)
    cost: Ints = np.floor(metres, out=metres).astype(np.int64)
    return cost


def plain_cost(metric: Metric, helper: Ints, recipient: Ints) -> Ints:
    """int64[n]: the costs of single pairs of a metric without a factor."""
    assert metric.factor is None
    a, b = np.asarray(metric.helper_xy, np.float64)[helper], np.asarray(metric.recipient_xy, np.float64)[recipient]
    cost: Ints = np.floor(np.hypot(a[:, 0] - b[:, 0], a[:, 1] - b[:, 1])).astype(np.int64)
    return cost
