"""Pairs of a model, read as a list: all of them when they fit, or the active ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.blocks import metric_cost, plain_cost
from optimizer.model.arrays import Blocks, Bools, Ints, Metric

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows, TierCost

BLOCK_CELLS = 2_000_000
"""Cells of one dense block."""


@dataclass(frozen=True, eq=False)
class PairSet:
    """A part of a model's pairs: ``index`` int64[n] ascending pair numbers, their ends and bounds."""

    model: AssignmentModel
    index: Ints
    helper: Ints
    recipient: Ints
    role: Ints
    least: Ints
    most: Ints

    @property
    def count(self) -> int:
        return len(self.index)

    @cached_property
    def block_cost(self) -> Ints:
        """int64[n, tiers] of block models, evaluated once."""
        return _block_costs(self.model, self.helper, self.recipient)

    def cost(self, tier: TierCost) -> Ints:
        """int64[n], minimised."""
        if tier.pair_cost is None:
            return tier.sign * self.block_cost[:, min(tier.number, self.block_cost.shape[1] - 1)]
        if tier.pair_cost.size == 1 and self.model.pair_list is None:
            return np.full(self.count, tier.pair_cost[0], np.int64)
        return tier.pair_cost[self.index]

    def weight(self, limit: LimitRows) -> Ints | int:
        return limit.weight_of(self.recipient, self.index)

    def find(self, index: Ints) -> Ints:
        """Position of pair numbers in this set, -1 where absent."""
        if not self.count:
            return np.full(len(index), -1, np.int64)
        at = np.minimum(np.searchsorted(self.index, index), self.count - 1)
        return np.where(self.index[at] == index, at, -1)

    def keep(self, which: Ints) -> PairSet:
        """The subset at these ascending positions."""
        return PairSet(
            self.model,
            self.index[which],
            self.helper[which],
            self.recipient[which],
            self.role[which],
            self.least[which],
            self.most[which],
        )


def some_pairs(model: AssignmentModel, index: Ints) -> PairSet:
    """The pairs of these ascending numbers."""
    helper, recipient, role = model.pair_ends(index)
    if model.pair_list is not None:
        return PairSet(model, index, helper, recipient, role, model.pair_list.least[index], model.pair_list.most[index])
    return PairSet(model, index, helper, recipient, role, np.zeros_like(index), np.ones_like(index))


def all_pairs(model: AssignmentModel) -> PairSet:
    """Every allowed pair as a list."""
    if model.pair_list is not None:
        return some_pairs(model, np.arange(model.pair_count, dtype=np.int64))
    found: list[Ints] = []
    for rows, _, allowed in dense_blocks(model):
        base = np.arange(rows.start, rows.stop, dtype=np.int64)[:, None] * model.recipient_count
        number = base + np.arange(model.recipient_count)
        found.append(number.ravel() if allowed is None else number[allowed])
    return some_pairs(model, np.concatenate(found))


def block_cost(tier: TierCost, costs: Ints) -> Ints:
    """int64[h, r] (or a single number): the minimised cost of a tier in a dense block."""
    if tier.pair_cost is not None:
        return tier.pair_cost[:1].reshape(1, 1)
    values: Ints = tier.sign * costs[:, :, min(tier.number, costs.shape[2] - 1)]
    return values


def dense_blocks(model: AssignmentModel) -> Iterator[tuple[slice, Ints, Bools | None]]:
    """(helper slice, int64[h, R, tiers], bool[h, R] or None for all) over all helpers of a block model."""
    pairs = model.pairs
    everyone = slice(0, model.recipient_count)
    step = max(1, BLOCK_CELLS // max(1, model.recipient_count))
    for start in range(0, model.helper_count, step):
        rows = slice(start, min(start + step, model.helper_count))
        if isinstance(pairs, Blocks):
            allowed = None if pairs.allowed is None else pairs.allowed(rows, everyone)
            yield rows, pairs.cost(rows, everyone), allowed
        elif isinstance(pairs, Metric):
            yield rows, metric_cost(pairs, rows, everyone)[:, :, None], None


def _block_costs(model: AssignmentModel, helper: Ints, recipient: Ints) -> Ints:
    if isinstance(model.pairs, Metric) and model.pairs.factor is None:
        return plain_cost(model.pairs, helper, recipient)[:, None]
    order = np.argsort(helper, kind="stable")
    out: Ints | None = None
    for rows, cost, _ in dense_blocks(model):
        first, last = np.searchsorted(helper[order], [rows.start, rows.stop])
        chosen = order[first:last]
        if out is None:
            out = np.zeros((len(helper), cost.shape[2]), np.int64)
        out[chosen] = cost[helper[chosen] - rows.start, recipient[chosen]]
    return out if out is not None else np.zeros((len(helper), 1), np.int64)
