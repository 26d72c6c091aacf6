"""The pairs that a short list leaves out, for prices of limits: the cheapest to begin with, costs, and what is worth using.

Blocks are looked at whole, those of a metric by tiles (:mod:`optimizer.engine.tiles`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.few import Few
from optimizer.engine.prices import Priced, Prices, TilePrices
from optimizer.engine.pricing import Open, places
from optimizer.engine.side.bulk import CELLS, NEVER
from optimizer.engine.side.source import block_cost, dense_blocks
from optimizer.engine.tiles import Tiles
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints, Metric

if TYPE_CHECKING:
    from optimizer.engine.side.bulk import Dense
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows

STORED = 12
"""Most stored pairs a person; a longer list would make every flow slow, and its prices choose better."""
NEAR, BACK = 16, 6
"""Cheapest pairs of a recipient, and of a helper, to begin with."""
MORE = 6
"""Violated pairs of a recipient that a round adds."""


class Everyone(Protocol):
    """All pairs of a dense model with one tier of sums."""

    def first(self, warm_start: Mapping[str, Any] | None) -> Ints:
        """The pairs to begin with, ascending."""

    def cost(self, index: Ints) -> Ints:
        """Minimised cost of these pairs (ascending)."""

    def worthwhile(self, prices: Mapping[str, Ints], scale: int, active: Ints) -> tuple[int, Ints, Ints]:
        """Of pairs outside the list ``active``, at the prices of the limits' rows in 1/scale: (sum of negative reduced costs,
        the least of each recipient, the most violated pairs)."""


def plain_metric(model: AssignmentModel) -> bool:
    """Its pairs can be looked at by tiles."""
    return isinstance(model.pairs, Metric) and model.pairs.factor is None


def everyone_of(model: AssignmentModel) -> Everyone:
    """Tiles where there are any, else blocks."""
    return TilePairs(model) if plain_metric(model) else BlockPairs(model)


class TilePairs:
    """A metric without a factor."""

    def __init__(self, model: AssignmentModel) -> None:
        self.model = model
        self._tier = model.tiers[0]
        self._tiles = Tiles(model, Budget())  # a pass is short, and half a pass proves nothing
        self._column = np.full(model.recipient_count, -1, np.int64)

    def first(self, warm_start: Mapping[str, Any] | None) -> Ints:
        """Pairs of the rows, stored pairs, and cheap ones of everyone at the stored prices."""
        prices = _prices(self.model, warm_start)
        few = Few(self.model.helper_count, self.model.recipient_count, BACK)
        for part in self._tiles.parts(self._tiles.nearest(TilePrices(prices, self._tiles).least)):
            reduced = np.broadcast_to(prices.of(part), (len(part.helper), len(part.recipient)))
            few.see(part, reduced, np.ones(reduced.shape, np.bool_))
        return np.unique(np.concatenate([few.pairs()[0], *_named(self.model, self, warm_start)]))

    def cost(self, index: Ints) -> Ints:
        """int64 like ``index``."""
        if self._tier.pair_cost is not None:
            return np.full(len(index), self._tier.pair_cost[0], np.int64)
        cost: Ints = self._tiles.cost(index // self.model.recipient_count, index % self.model.recipient_count)[:, 0]
        return self._tier.sign * cost

    def worthwhile(self, prices: Mapping[str, Ints], scale: int, active: Ints) -> tuple[int, Ints, Ints]:
        """See :class:`Everyone`."""
        now = Prices(self.model, Priced(self._tier, dict(prices)), scale)
        few = Few(self.model.helper_count, self.model.recipient_count, MORE)
        lost, deepest = 0, np.zeros(self.model.recipient_count, np.int64)
        for part in self._tiles.parts(Open(self._tiles, (), now, (), None)):
            reduced = np.broadcast_to(now.of(part), (len(part.helper), len(part.recipient)))
            worth = reduced < 0
            worth[places(part, active, self._column)] = False
            if worth.any():
                negative = np.where(worth, reduced, 0)
                lost += int(negative.sum())
                deepest[part.recipient] = np.minimum(deepest[part.recipient], negative.min(axis=0))
                few.see(part, reduced, worth)
        return lost, deepest, few.pairs()[0]


class BlockPairs:
    """The tier's cost of all pairs in blocks of helpers, int32 (NEVER = not allowed), kept while there are few enough."""

    def __init__(self, model: AssignmentModel) -> None:
        self.model = model
        self._kept: list[tuple[slice, Dense]] | None = None
        self._index, self._cost = np.zeros(0, np.int64), np.zeros(0, np.int64)

    def __iter__(self) -> Iterator[tuple[slice, Dense]]:
        if self._kept is not None:
            yield from self._kept
            return
        kept: list[tuple[slice, Dense]] = []
        tier = self.model.tiers[0]
        for rows, costs, allowed in dense_blocks(self.model):
            shape = (rows.stop - rows.start, self.model.recipient_count)
            value = np.broadcast_to(block_cost(tier, costs), shape)
            if np.abs(value).max(initial=0) >= NEVER // 4:
                raise NoRouteError(code="engine.range", largest=int(np.abs(value).max()), nodes=shape[0])
            small = np.where(allowed, value, NEVER).astype(np.int32) if allowed is not None else value.astype(np.int32)
            if self.model.pair_count <= CELLS:
                kept.append((rows, small))
            yield rows, small
        if self.model.pair_count <= CELLS:
            self._kept = kept

    def first(self, warm_start: Mapping[str, Any] | None) -> Ints:
        """Pairs of the rows, stored pairs, and the cheapest of each recipient and helper."""
        found = _named(self.model, self, warm_start)
        width = self.model.recipient_count
        best_cost: Ints | None = None
        best_helper: Ints | None = None
        for rows, small in self:
            value: Ints = small.astype(np.int64)
            value[small >= NEVER] = 2**60
            for limit, price in _stored_prices(self.model, warm_start):
                value -= _of_pairs(limit, price, np.arange(rows.start, rows.stop), np.arange(width))
            back = np.argpartition(value, min(BACK, width) - 1, axis=1)[:, : min(BACK, width)]
            helper = np.arange(rows.start, rows.stop)
            found.append((helper[:, None] * width + back).ravel())
            all_cost = value if best_cost is None else np.vstack([best_cost, value])
            mine = np.broadcast_to(helper[:, None], value.shape)
            all_helper = mine if best_helper is None else np.vstack([best_helper, mine])
            keep = np.argpartition(all_cost, min(NEAR, len(all_cost)) - 1, axis=0)[: min(NEAR, len(all_cost))]
            best_cost = np.take_along_axis(all_cost, keep, axis=0)
            best_helper = np.take_along_axis(all_helper, keep, axis=0)
        if best_helper is not None:
            found.append((best_helper * width + np.arange(width)).ravel())
        every = np.unique(np.concatenate(found))
        return every[_allowed(self.model, every)]

    def cost(self, index: Ints) -> Ints:
        """int64 like ``index`` (ascending); a pair is looked up once."""
        new = np.setdiff1d(index, self._index, assume_unique=True)
        if new.size:
            width, costs = self.model.recipient_count, [np.zeros(0, np.int64)]
            for rows, value in self:
                first, last = np.searchsorted(new, [rows.start * width, rows.stop * width])
                costs.append(value[new[first:last] // width - rows.start, new[first:last] % width].astype(np.int64))
            joined = np.concatenate((self._index, new))
            order = np.argsort(joined, kind="stable")
            self._index, self._cost = joined[order], np.concatenate((self._cost, *costs))[order]
        known: Ints = self._cost[np.searchsorted(self._index, index)]
        return known

    def worthwhile(self, prices: Mapping[str, Ints], scale: int, active: Ints) -> tuple[int, Ints, Ints]:
        """See :class:`Everyone`."""
        width = self.model.recipient_count
        lost, found = 0, []
        deepest = np.zeros(width, np.int64)
        most, who = np.zeros((MORE, width), np.int64), np.zeros((MORE, width), np.int64)
        for rows, value in self:
            helper, recipient = np.arange(rows.start, rows.stop), np.arange(width)
            d = value.astype(np.int64) * scale
            for limit in self.model.limits:
                d -= _of_pairs(limit, np.append(prices[limit.name], 0), helper, recipient)
            d[value >= NEVER] = 0
            first, last = np.searchsorted(active, [rows.start * width, rows.stop * width])
            d[active[first:last] // width - rows.start, active[first:last] % width] = 0
            deepest = np.minimum(deepest, d.min(axis=0))
            negative = d < 0
            if negative.any():
                lost += int(d[negative].sum())
                worst = d.argmin(axis=1)
                mine = d[np.arange(len(helper)), worst] < 0
                found.append(helper[mine] * width + worst[mine])
                count = min(MORE, len(helper))
                near = np.argpartition(d, count - 1, axis=0)[:count]
                both = np.vstack([most, np.take_along_axis(d, near, axis=0)])
                kept = np.argpartition(both, MORE - 1, axis=0)[:MORE]
                most = np.take_along_axis(both, kept, axis=0)
                who = np.take_along_axis(np.vstack([who, near + rows.start]), kept, axis=0)
        found.append((who * width + np.arange(width))[most < 0])
        return lost, deepest, np.unique(np.concatenate(found))


def _named(model: AssignmentModel, everyone: Everyone, warm_start: Mapping[str, Any] | None) -> list[Ints]:
    """Pairs that rows, the roster before or a warm start speak of; of a long list of stored pairs the best."""
    found = [rows.indices.astype(np.int64) for rows in model.rows]
    for name in ("arcs", "pairs", "chosen"):
        given = None if warm_start is None else warm_start.get(name)
        if given is not None:
            stored = np.unique(np.asarray(given).astype(np.int64))
            found.append(_best(model, everyone, stored[(stored >= 0) & (stored < model.pair_count)], warm_start))
    if model.previous is not None:
        found.append(model.previous)
    return found


def _best(model: AssignmentModel, everyone: Everyone, stored: Ints, warm_start: Mapping[str, Any] | None) -> Ints:
    """At most STORED pairs a person, those of least cost at the stored prices."""
    most = STORED * (model.helper_count + model.recipient_count)
    if len(stored) <= most:
        return stored
    prices = _prices(model, warm_start)
    helper, recipient = stored // model.recipient_count, stored % model.recipient_count
    reduced = everyone.cost(stored) - prices.helper[helper] - prices.recipient[recipient]
    return stored[np.argsort(reduced, kind="stable")[:most]]


def _prices(model: AssignmentModel, warm_start: Mapping[str, Any] | None) -> Prices:
    """The stored prices, 0 where there are none."""
    zero = {limit.name: np.zeros(limit.count, np.int64) for limit in model.limits}
    stored = {limit.name: price[:-1] for limit, price in _stored_prices(model, warm_start)}
    return Prices(model, Priced(model.tiers[0], zero | stored))


def _of_pairs(limit: LimitRows, price: Ints, helper: Ints, recipient: Ints) -> Ints:
    """The price of each pair's row (the last one for pairs outside), in a shape that broadcasts over helpers x recipients."""
    one = np.zeros((1, 1), np.int64)
    helpers = one if limit.helper_key is None else helper[:, None]
    recipients = one if limit.recipient_key is None else recipient[None, :]
    priced: Ints = price[limit.row_of(helpers, recipients, one)]
    return priced


def _stored_prices(model: AssignmentModel, warm_start: Mapping[str, Any] | None) -> list[tuple[LimitRows, Ints]]:
    """(limit, price of each of its rows, 0 at the end for pairs outside) of an earlier solve of the same rows."""
    out = []
    for limit in model.limits:
        price = None if warm_start is None else warm_start.get(f"price.{limit.name}")
        if price is not None and np.asarray(price).shape == (limit.count,):
            out.append((limit, np.append(model.tiers[0].sign * np.asarray(price).astype(np.int64), 0)))
    return out


def _allowed(model: AssignmentModel, index: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    out = np.ones(len(index), np.bool_)
    width = model.recipient_count
    for rows, _, allowed in dense_blocks(model):
        if allowed is None:
            continue
        first, last = np.searchsorted(index, [rows.start * width, rows.stop * width])
        out[first:last] = allowed[index[first:last] // width - rows.start, index[first:last] % width]
    return out
