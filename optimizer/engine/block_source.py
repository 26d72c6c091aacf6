"""Dense models whose equal rows and columns merge into a table that can be listed."""

from __future__ import annotations

import numpy as np

from optimizer.engine.blocks import block_parts
from optimizer.engine.budget import Budget
from optimizer.engine.network_merge import (
    Partition,
    by_limits,
    no_merging,
    random_words,
    split,
    split_by_missing_cost,
)
from optimizer.model.arrays import Ints, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost

LISTED = 2_000_000
"""Most pairs of representatives that are listed; beyond it pairs are priced and added as needed."""


class BlockSource:
    """The pairs between representatives of a dense model, with their costs, read off its blocks in two passes.

    Columns are compared by two 64-bit sums; a coincidence would make the judge refuse the result, never accept it.
    """

    def __init__(self, model: AssignmentModel, side: tuple[int, ...], budget: Budget) -> None:
        self.model, self._budget = model, budget
        self._steps = _partitions(model, side, budget)
        finest = self._steps[-1]
        self.size = np.unique(finest.helper).size * np.unique(finest.recipient).size
        self._pair = np.zeros(0, np.int64)
        self._cost = np.zeros((0, 1), np.int64)

    @property
    def listable(self) -> bool:
        """Whether the pairs of the finest partition may be listed."""
        return self.size <= LISTED

    @property
    def finest(self) -> Partition:
        """Equal in limits, allowed pairs and the costs of all tiers."""
        return self._steps[-1]

    def read(self) -> None:
        """Lists the allowed pairs between the finest representatives."""
        finest = self.finest
        columns = np.flatnonzero(finest.recipient == np.arange(len(finest.recipient)))
        pairs, costs = [np.zeros(0, np.int64)], []
        for part in block_parts(self.model, self._budget):
            rows = np.flatnonzero(finest.helper[part.first : part.last] == np.arange(part.first, part.last))
            cost = part.cost[rows[:, None], columns]
            pair = (part.first + rows[:, None]) * self.model.recipient_count + columns
            kept = np.ones(pair.shape, np.bool_) if part.allowed is None else part.allowed[rows[:, None], columns]
            pairs.append(pair[kept])
            costs.append(cost[kept])
        self._pair = np.concatenate(pairs)
        self._cost = np.concatenate(costs) if costs else np.zeros((0, 1), np.int64)

    def start(self) -> Partition:
        return self._steps[0]

    def refine(self, partition: Partition, tier: TierCost) -> Partition:
        return self._steps[tier.number + 1]

    def representatives(self, partition: Partition) -> Ints:
        helper, recipient = self._pair // self.model.recipient_count, self._pair % self.model.recipient_count
        kept: Ints = self._pair[(partition.helper[helper] == helper) & (partition.recipient[recipient] == recipient)]
        return kept

    def cost(self, tier: TierCost, pair: Ints) -> Ints:
        if tier.pair_cost is not None:
            return np.full(len(pair), tier.pair_cost[0], np.int64)
        helper, recipient, _ = self.model.pair_ends(pair)
        finest = self.finest
        merged = finest.helper[helper] * self.model.recipient_count + finest.recipient[recipient]
        at = np.searchsorted(self._pair, merged)
        cost: Ints = tier.sign * self._cost[at, min(tier.number, self._cost.shape[1] - 1)]
        return cost

    def smallest(self, tier: TierCost) -> int:
        return int(self.cost(tier, self._pair).min()) if self._pair.size else 0

    def index(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        return helper * self.model.recipient_count + recipient


def _partitions(model: AssignmentModel, side: tuple[int, ...], budget: Budget) -> list[Partition]:
    """The partition before the first tier and after each; equal neighbours are the same object."""
    coarse = by_limits(model, side)
    if coarse.identity:
        return [coarse] * (len(model.tiers) + 1)
    if isinstance(model.pairs, Metric) and model.pairs.factor is None:
        return _by_place(model, model.pairs, coarse)
    helper_sums, recipient_sums, slices = _sums(model, budget)
    steps = []
    number = 0
    for tier in (None, *model.tiers):
        helper, recipient = coarse.helper, coarse.recipient
        if tier is not None:
            recipient = split_by_missing_cost(recipient, model, tier.missing_cost)
            number = 1 + min(tier.number, slices - 1)
        if tier is None or tier.pair_cost is None:
            for word in (0, 1):
                helper = split(helper, helper_sums[:, number, word])
                recipient = split(recipient, recipient_sums[:, number, word])
        same = (helper == coarse.helper).all() and (recipient == coarse.recipient).all()
        coarse = coarse if same else Partition(helper, recipient)
        steps.append(coarse)
    return steps


def _by_place(model: AssignmentModel, metric: Metric, coarse: Partition) -> list[Partition]:
    """... of a metric without a factor: equal are those at one place."""
    steps = [coarse]
    for tier in model.tiers:
        helper, recipient = coarse.helper, split_by_missing_cost(coarse.recipient, model, tier.missing_cost)
        if tier.pair_cost is None:
            for axis in (0, 1):
                helper = split(helper, np.asarray(metric.helper_xy, np.float64)[:, axis].copy().view(np.int64))
                recipient = split(recipient, np.asarray(metric.recipient_xy, np.float64)[:, axis].copy().view(np.int64))
        same = (helper == coarse.helper).all() and (recipient == coarse.recipient).all()
        coarse = coarse if same else Partition(helper, recipient)
        steps.append(coarse)
    return steps


def _sums(model: AssignmentModel, budget: Budget) -> tuple[Ints, Ints, int]:
    """(helper sums int64[H, 1 + slices, 2], recipient sums int64[R, 1 + slices, 2], slices); entry 0: allowed pairs."""
    plain = no_merging(model)
    words = [(random_words(len(plain.recipient), 2 * k), random_words(len(plain.helper), 2 * k + 1)) for k in range(2)]
    helper_parts: list[Ints] = []
    recipient_sums: Ints | None = None
    for part in block_parts(model, budget):
        layers = [np.ones((1, 1), np.uint64) if part.allowed is None else part.allowed.astype(np.uint64)]
        for k in range(part.cost.shape[2]):
            layer = part.cost[:, :, k].view(np.uint64) + np.uint64(1)
            layers.append(layer if part.allowed is None else layer * part.allowed)
        full = [np.broadcast_to(layer, part.cost.shape[:2]) for layer in layers]
        rows = np.stack([np.stack([layer @ word[0] for word in words], axis=-1) for layer in full], axis=1)
        down = [np.stack([word[1][part.first : part.last] @ layer for word in words], axis=-1) for layer in full]
        helper_parts.append(rows.view(np.int64))
        here = np.stack(down, axis=1).view(np.int64)
        recipient_sums = here if recipient_sums is None else recipient_sums + here
    assert recipient_sums is not None
    return np.concatenate(helper_parts), recipient_sums, recipient_sums.shape[1] - 1
