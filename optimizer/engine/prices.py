"""Multipliers read as prices of people: the reduced cost of any pair of a dense model, and its bounds between tiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.blocks import BlockPart
from optimizer.engine.tiles import Tiles
from optimizer.model.arrays import Bools, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost


@dataclass(frozen=True, eq=False)
class Priced:
    """Multipliers of a tier; tier None: of a proof without costs. multipliers[limit], links: int64[rows]."""

    tier: TierCost | None
    multipliers: dict[str, Ints]
    links: Ints | None = None


class Prices:
    """reduced cost of a pair = scale * its cost - the prices of its helper, its recipient, and of rows that hold both."""

    def __init__(self, model: AssignmentModel, priced: Priced, scale: int = 1) -> None:
        self.tier, self.scale = priced.tier, scale
        self.helper = np.zeros(model.helper_count, np.int64)
        self.recipient = np.zeros(model.recipient_count, np.int64)
        self.both: list[tuple[LimitRows, Ints]] = []
        everyone = np.arange(model.helper_count)[:, None], np.arange(model.recipient_count)[None, :]
        one = np.zeros((1, 1), np.int64)
        for limit in model.limits:
            y = priced.multipliers[limit.name]
            if priced.tier is not None and priced.tier.on == limit.name and priced.links is not None:
                y = y - priced.links
            if not y.any():
                continue
            if limit.helper_key is not None and limit.recipient_key is not None:
                self.both.append((limit, y))
                continue
            helper = one if limit.helper_key is None else everyone[0]
            recipient = one if limit.recipient_key is None else everyone[1]
            row = limit.row_of(helper, recipient, one)
            price = np.where(row >= 0, y[row], 0)
            if price.shape[1] == 1:
                self.helper += price[:, 0]
            else:
                self.recipient += price[0]

    def of(self, part: BlockPart) -> Ints:
        """int64[h, r] or broadcastable to it: the reduced costs of a part."""
        reduced: Ints = np.zeros((1, 1), np.int64) if self.tier is None else part.of(self.tier) * self.scale
        one = np.zeros((1, 1), np.int64)
        for limit, y in self.both:
            row = limit.row_of(part.helper[:, None], part.recipient[None, :], one)
            reduced = reduced - np.where(row >= 0, y[row], 0)
        return reduced - self.helper[part.helper][:, None] - self.recipient[part.recipient]


class TilePrices:
    """The same between whole tiles: bounds of the reduced costs, from the extreme prices of their members."""

    def __init__(self, prices: Prices, tiles: Tiles) -> None:
        self._tier, self._scale = prices.tier, prices.scale
        self._helper = tiles.helper.smallest(prices.helper), tiles.helper.largest(prices.helper)
        self._recipient = tiles.recipient.smallest(prices.recipient), tiles.recipient.largest(prices.recipient)
        self._price = prices.recipient
        self._both = (
            sum(min(0, int(y.min())) for _, y in prices.both),
            sum(max(0, int(y.max())) for _, y in prices.both),
        )

    def least(self, tile: int, least: Ints, most: Ints) -> Ints:
        """int64[recipient tiles]: no pair of a helper tile has less."""
        bound: Ints = (
            tier_costs_between(self._tier, least, most)[0] * self._scale
            - self._helper[1][tile]
            - self._recipient[1]
            - self._both[1]
        )
        return bound

    def least_at(self, tile: int, recipient: Ints, least: Ints) -> Ints:
        """int64 like ``recipient``: the same for single recipients, by their least costs to a helper tile."""
        if self._tier is not None and self._tier.pair_cost is None and self._tier.sign < 0:
            return np.full(len(recipient), -(2**62))
        cost = tier_costs_between(self._tier, least, least)[0] * self._scale
        bound: Ints = cost - self._helper[1][tile] - self._price[recipient] - self._both[1]
        return bound

    def may_vanish(self, tile: int, least: Ints, most: Ints) -> Bools:
        """bool[recipient tiles]: whether a reduced cost of 0 is possible."""
        largest = (
            tier_costs_between(self._tier, least, most)[1] * self._scale
            - self._helper[0][tile]
            - self._recipient[0]
            - self._both[0]
        )
        possible: Bools = (self.least(tile, least, most) <= 0) & (largest >= 0)
        return possible


def tier_costs_between(tier: TierCost | None, least: Ints, most: Ints) -> tuple[Ints, Ints]:
    """(least, largest) minimised cost of a tier where those of the metric lie between these."""
    if tier is None:
        return np.zeros_like(least), np.zeros_like(most)
    if tier.pair_cost is not None:
        return np.full_like(least, tier.pair_cost[0]), np.full_like(most, tier.pair_cost[0])
    return (least, most) if tier.sign > 0 else (-most, -least)
