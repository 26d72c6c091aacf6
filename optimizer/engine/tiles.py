"""Points of a metric in tiles: who lies together on the plane, so that one bound on a distance speaks of many pairs.

Both sides are halved along their wider coordinate until few points are left (Bentley 1975, k-d tree); the boxes of two
tiles bound every cost between them. The bounds hold for costs as they are defined, rounding included: differences are
rounded monotonely, and SLACK is wider than the errors of a root and two products.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.blocks import BlockPart, metric_cost, plain_cost
from optimizer.engine.budget import Budget
from optimizer.model.arrays import Bools, Ints, Metric
from optimizer.model.assignment import AssignmentModel

TILE = 64
"""Most points of a tile."""

NEAR = 6
"""Tiles of the other side among which the first pairs of a tile are chosen."""

SLACK = 2.0**-48
"""Part of a distance by which its bounds give way."""

Reals = NDArray[np.float64]


class Wanted(Protocol):
    """Which pairs have to be looked at."""

    def tiles(self, tile: int, least: Ints, most: Ints) -> Bools:
        """bool[recipient tiles], by the least and largest costs between a helper tile and each of them."""

    def points(self, tile: int, recipient: Ints, least: Ints) -> Bools:
        """bool like ``recipient``, by the least cost between a helper tile and each of these recipients."""


@dataclass(frozen=True, eq=False)
class Tiled:
    """One side: member int64[n], tile after tile; start int64[tiles + 1]; low, high: float64[tiles, 2], the boxes."""

    member: Ints
    start: Ints
    low: Reals
    high: Reals

    @property
    def count(self) -> int:
        return len(self.low)

    def of(self, tile: int) -> Ints:
        """The members of a tile, ascending."""
        return self.member[self.start[tile] : self.start[tile + 1]]

    def largest(self, values: Ints) -> Ints:
        """int64[tiles]: the largest value of a member."""
        found: Ints = np.maximum.reduceat(values[self.member], self.start[:-1])
        return found

    def smallest(self, values: Ints) -> Ints:
        found: Ints = np.minimum.reduceat(values[self.member], self.start[:-1])
        return found


def tiled(points: Reals) -> Tiled:
    """Points, float64[n, 2], in tiles."""
    leaves: list[Ints] = []
    pending = [np.arange(len(points), dtype=np.int64)]
    while pending:
        here = pending.pop()
        if len(here) <= TILE:
            leaves.append(np.sort(here))
            continue
        box = np.ptp(points[here], axis=0)
        order = np.argsort(points[here, int(box.argmax())], kind="stable")
        half = len(here) // 2
        pending += [here[order[half:]], here[order[:half]]]
    member = np.concatenate(leaves)
    start = np.concatenate(([0], np.cumsum([len(leaf) for leaf in leaves]))).astype(np.int64)
    low = np.minimum.reduceat(points[member], start[:-1], axis=0)
    high = np.maximum.reduceat(points[member], start[:-1], axis=0)
    return Tiled(member, start, low, high)


class Tiles:
    """Both sides of a model whose pairs are a metric without a factor."""

    def __init__(self, model: AssignmentModel, budget: Budget) -> None:
        metric = model.pairs
        assert isinstance(metric, Metric) and metric.factor is None
        self._metric, self._budget = metric, budget
        self.helper = tiled(np.asarray(metric.helper_xy, np.float64))
        self.recipient = tiled(np.asarray(metric.recipient_xy, np.float64))

    def costs(self, tile: int) -> tuple[Ints, Ints]:
        """(least, largest) cost between a helper tile and each recipient tile, int64[tiles]; both may be generous."""
        a, b = self.helper, self.recipient
        apart = np.maximum(np.maximum(b.low - a.high[tile], a.low[tile] - b.high), 0.0)
        across = np.maximum(np.abs(b.high - a.low[tile]), np.abs(a.high[tile] - b.low))
        most = np.ceil(np.hypot(across[:, 0], across[:, 1]) * (1 + SLACK))
        return _least(apart), most.astype(np.int64)

    def cost(self, helper: Ints, recipient: Ints) -> Ints:
        """int64[n, 1]: the costs of single pairs."""
        return plain_cost(self._metric, helper, recipient)[:, None]

    def nearest(self, least: Callable[[int, Ints, Ints], Ints]) -> Wanted:
        """The NEAR recipient tiles of least bound for each helper tile, and as many helper tiles for each recipient tile."""
        each = min(NEAR, self.helper.count, self.recipient.count)
        rows = np.empty((self.helper.count, each), np.int64)
        best = np.full((each, self.recipient.count), np.iinfo(np.int64).max)
        who = np.full((each, self.recipient.count), -1, np.int64)
        for tile in range(self.helper.count):
            bound = least(tile, *self.costs(tile))
            rows[tile] = np.argpartition(bound, each - 1)[:each]
            last = best.argmax(axis=0)
            columns = np.flatnonzero(bound < best[last, np.arange(len(bound))])
            best[last[columns], columns], who[last[columns], columns] = bound[columns], tile
        return _Near(rows, who)

    def parts(self, wanted: Wanted) -> Iterator[BlockPart]:
        """The pairs of every helper tile with the recipients that are wanted."""
        place = np.asarray(self._metric.recipient_xy, np.float64)
        for tile in range(self.helper.count):
            self._budget.interrupt()
            chosen = np.flatnonzero(wanted.tiles(tile, *self.costs(tile)))
            if not chosen.size:
                continue
            recipient = np.concatenate([self.recipient.of(k) for k in chosen.tolist()])
            apart = np.maximum(
                np.maximum(place[recipient] - self.helper.high[tile], self.helper.low[tile] - place[recipient]), 0.0
            )
            recipient = recipient[wanted.points(tile, recipient, _least(apart))]
            if recipient.size:
                helper = self.helper.of(tile)
                yield BlockPart(helper, recipient, metric_cost(self._metric, helper, recipient)[:, :, None], None)


def _least(apart: Reals) -> Ints:
    """int64[n]: no distance with these least differences, float64[n, 2], has a lower floor."""
    least: Ints = np.floor(np.hypot(apart[:, 0], apart[:, 1]) * (1 - SLACK)).astype(np.int64)
    return least


@dataclass(frozen=True, eq=False)
class _Near:
    """rows: int64[helper tiles, n], recipient tiles; who: int64[n, recipient tiles], helper tiles."""

    rows: Ints
    who: Ints

    def tiles(self, tile: int, least: Ints, most: Ints) -> Bools:
        chosen: Bools = (self.who == tile).any(axis=0)
        chosen[self.rows[tile]] = True
        return chosen

    def points(self, tile: int, recipient: Ints, least: Ints) -> Bools:
        return np.ones(len(recipient), np.bool_)
