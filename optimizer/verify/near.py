"""Which pairs of a metric a bound has to look at: not those between cells so far apart that none of them can count.

A pair with bounds 0 and 1 adds min(0, d) to a bound. Where the costs between two cells of people, each within a box,
show every d of theirs to be at least 0 (and, on the faces of earlier tiers, nothing is forced), they add nothing. The
least cost of two boxes is below every cost of theirs as costs are defined: a difference rounded is monotone, and MARGIN
is wider than what a root loses. A metric with a factor promises a least factor that nothing here takes on trust: all its
pairs are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, isqrt
from typing import Protocol

import numpy as np

from optimizer.model.arrays import Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.blocks import AllPairs, Block
from optimizer.verify.exact import Array, plus, times

PEOPLE = 48
"""People of one cell, about."""
MARGIN = 2.0**-46


@dataclass(frozen=True, eq=False)
class Cells:
    """people: one array of numbers for each cell; low, high: float64[cells, 2], the box around them."""

    people: list[Array]
    low: Array
    high: Array

    def ends(self, price: Array) -> tuple[Array, Array]:
        """(least, largest) price in each cell."""
        return (
            np.array([price[here].min() for here in self.people], price.dtype),
            np.array([price[here].max() for here in self.people], price.dtype),
        )


def cells(points: Array) -> Cells:
    """Strips of equal number from west to east, each cut from south to north (sort-tile-recursive; Leutenegger 1997)."""
    strips = max(1, isqrt(ceil(len(points) / PEOPLE)))
    people = []
    for strip in np.array_split(np.argsort(points[:, 0], kind="stable"), strips):
        upward = strip[np.argsort(points[strip, 1], kind="stable")]
        people += [np.sort(here) for here in np.array_split(upward, ceil(len(strip) / PEOPLE)) if len(here)]
    low, high = (np.array([end(points[here], axis=0) for here in people]) for end in (np.min, np.max))
    return Cells(people, low, high)


class Patch(Block):
    """The pairs of one cell of helpers with some recipients. Has no numbers of pairs: only bounds ask for it."""

    def __init__(self, model: AssignmentModel, metric: Metric, helper: Array, recipient: Array) -> None:
        super().__init__(model, 0, 0)
        self.helper, self.recipient = helper[:, None], recipient[None, :]
        self.shape = (len(helper), len(recipient))
        self.count = len(helper) * len(recipient)
        a, b = np.asarray(metric.helper_xy, np.float64)[helper], np.asarray(metric.recipient_xy, np.float64)[recipient]
        self._cost = np.floor(np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1]))
        self._cost = self._cost.astype(np.int64)[:, :, None]

    def bounds(self) -> tuple[Array, Array]:
        return np.zeros(self.count, np.int64), np.ones(self.count, np.int64)


class Single(Block):
    """Pairs of a plain metric by number (ascending), all that stand in linear rows. ``entered``: with what they have there."""

    def __init__(self, model: AssignmentModel, numbers: Array, *, entered: bool) -> None:
        super().__init__(model, 0, 0)
        self.numbers, self.entered = numbers, entered
        self.helper, self.recipient = numbers // model.recipient_count, numbers % model.recipient_count
        self.role = np.zeros(1, np.int64)
        self.shape, self.count = (len(numbers),), len(numbers)
        metric = model.pairs
        assert isinstance(metric, Metric)
        a = np.asarray(metric.helper_xy, np.float64)[self.helper]
        b = np.asarray(metric.recipient_xy, np.float64)[self.recipient]
        self._cost = np.floor(np.hypot(a[:, 0] - b[:, 0], a[:, 1] - b[:, 1])).astype(np.int64)[:, None, None]

    def flat(self, values: Array) -> Array:
        return values.reshape(self.count) if values.size == self.count else np.broadcast_to(values, (self.count,))

    def bounds(self) -> tuple[Array, Array]:
        return np.zeros(self.count, np.int64), np.ones(self.count, np.int64)


@dataclass(frozen=True, eq=False)
class Between:
    """A cell of helpers and every cell of recipients: least and largest metric, int64[cells]."""

    helper: int
    least: Array
    most: Array

    def costs(self, tier: TierCost) -> tuple[Array, Array]:
        """(least, largest) minimised cost of a tier."""
        if tier.pair_cost is not None:
            constant = np.full(len(self.least), tier.pair_cost[0])
            return constant, constant
        return (self.least, self.most) if tier.sign > 0 else (-self.most, -self.least)


class Idle(Protocol):
    """Says of each cell of recipients whether its pairs add nothing."""

    def __call__(self, between: Between) -> Array: ...


class Near:
    """The cells of a model whose pairs are a metric without a factor, each used at most once."""

    def __init__(self, model: AssignmentModel, metric: Metric) -> None:
        self.model, self._metric = model, metric
        self.helpers = cells(np.asarray(metric.helper_xy, np.float64))
        self.recipients = cells(np.asarray(metric.recipient_xy, np.float64))

    def patches(self, idle: Idle) -> Iterator[Patch]:
        """Every pair that is not idle stands in one patch."""
        for number, helper in enumerate(self.helpers.people):
            busy = np.flatnonzero(~np.asarray(idle(self.between(number)), np.bool_))
            if len(busy):
                recipient = np.concatenate([self.recipients.people[k] for k in busy.tolist()])
                yield Patch(self.model, self._metric, helper, recipient)

    def between(self, number: int) -> Between:
        low, high = self.helpers.low[number], self.helpers.high[number]
        apart = np.maximum(np.maximum(self.recipients.low - high, low - self.recipients.high), 0.0)
        across = np.maximum(np.abs(self.recipients.high - low), np.abs(high - self.recipients.low))
        least = np.floor(np.hypot(apart[:, 0], apart[:, 1]) * (1 - MARGIN)).astype(np.int64)
        most = np.ceil(np.hypot(across[:, 0], across[:, 1]) * (1 + MARGIN)).astype(np.int64)
        return Between(number, least, most)


def near_of(pairs: AllPairs) -> Near | None:
    """The cells of a model, made once; None where pairs have no place on the plane or bounds of their own."""
    metric = pairs.model.pairs
    if not isinstance(metric, Metric) or metric.factor is not None or pairs.sized or not pairs.model.pair_count:
        return None
    return pairs.once("near", lambda: Near(pairs.model, metric))


@dataclass(frozen=True, eq=False)
class Reach:
    """Least of cost minus prices between cells: ``linear`` (multiplier >= 0, tier), prices of helpers and recipients."""

    linear: Sequence[tuple[int, TierCost]]
    helper: Array
    recipient: Array

    def least(self, between: Between) -> Array:
        """[cells]: no pair has less."""
        value: Array = np.zeros(len(between.least), np.int64)
        for weight, tier in self.linear:
            value = plus(value, times(between.costs(tier)[0], weight))
        result: Array = plus(plus(value, -self.recipient), -int(self.helper[between.helper]))
        return result


def reach_of(
    near: Near, linear: Sequence[tuple[int, TierCost]], prices: Sequence[tuple[LimitRows, Array]]
) -> Reach | None:
    """None where a price does not belong to one side alone."""
    model = near.model
    helper: Array = np.zeros(model.helper_count, np.int64)
    recipient: Array = np.zeros(model.recipient_count, np.int64)
    none = np.zeros(1, np.int64)
    for limit, price in prices:
        if limit.helper_key is None:
            everyone = np.arange(model.recipient_count)
            if limit.weight_by == "pair":
                return None
            row = limit.row_of(none, everyone, none)
            recipient = plus(recipient, times(np.where(row >= 0, price[row], 0), limit.weight))
        elif limit.recipient_key is None and isinstance(limit.weight, int):
            row = limit.row_of(np.arange(model.helper_count), none, none)
            helper = plus(helper, times(np.where(row >= 0, price[row], 0), limit.weight))
        else:
            return None
    return Reach(linear, near.helpers.ends(helper)[1], near.recipients.ends(recipient)[1])
