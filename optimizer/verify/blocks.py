"""All pairs of a model, a bounded number at a time: the same face for lists, blocks and metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from optimizer.model.arrays import Blocks, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, TierCost
from optimizer.verify.exact import Array, NotExact, integers, times
from optimizer.verify.verdict import Unproved

T = TypeVar("T")

AT_ONCE = 2**20
"""Pairs held at once; a block of a dense model has whole helper rows and may have more when one row is longer."""


MOST_WORK = 6 * 10**10
"""Steps of dynamic programs that all proofs of one result may take together (about ten minutes)."""


@dataclass(frozen=True, eq=False)
class Sizes:
    """How many people a helper row and a recipient row stand for, and the pairs that must be used."""

    helpers: Array
    recipients: Array
    locked: Array


class Block:
    """The pairs start .. stop - 1. Arrays returned have one entry a pair, in order.

    ``memo`` is for whoever computes the same thing of a block twice.
    """

    def __init__(self, model: AssignmentModel, start: int, stop: int, sizes: Sizes | None = None) -> None:
        self.model, self.start, self.stop = model, start, stop
        self.count = stop - start
        self.memo: dict[Any, Any] = {}
        self._sizes = sizes
        self._cost: Array | None = None
        self._mask: tuple[Array | None] | None = None
        pairs = model.pair_list
        if pairs is not None:
            here = slice(start, stop)
            self.helper, self.recipient, self.role = pairs.helper[here], pairs.recipient[here], pairs.role[here]
            self.shape: tuple[int, ...] = (self.count,)
        else:
            wide = model.recipient_count
            self.helper = np.arange(start // wide, stop // wide, dtype=np.int64)[:, None]
            self.recipient = np.arange(wide, dtype=np.int64)[None, :]
            self.role = np.zeros((1, 1), np.int64)
            self.shape = (len(self.helper), wide)

    def once(self, owner: object, compute: Callable[[], T]) -> T:
        """What ``compute`` gave the first time; ``owner`` is held, so that its identity stays its own."""
        if id(owner) not in self.memo:
            self.memo[id(owner)] = (owner, compute())
        value: T = self.memo[id(owner)][1]
        return value

    def ends(self) -> tuple[Array, Array]:
        """(helper, recipient) of each pair."""
        return self.flat(self.helper), self.flat(self.recipient)

    def flat(self, values: Array) -> Array:
        return values if values.shape == (self.count,) else np.broadcast_to(values, self.shape).reshape(self.count)

    def bounds(self) -> tuple[Array, Array]:
        """(least, most) of each pair."""
        pairs = self.model.pair_list
        if pairs is not None:
            return pairs.least[self.start : self.stop], pairs.most[self.start : self.stop]
        if self._mask is None:
            self._mask = (self._allowed(),)
        allowed = self._mask[0]
        most = np.ones(self.count, np.int64) if allowed is None else allowed.astype(np.int64)
        least = np.zeros(self.count, np.int64)
        if self._sizes is not None:
            locked = self._sizes.locked
            least[locked[(locked >= self.start) & (locked < self.stop)] - self.start] = 1
            most = most * self.flat(self._sizes.helpers[self.helper] * self._sizes.recipients[self.recipient])
        return least, most

    def cost(self, tier: TierCost) -> Array:
        """Minimised, scaled cost of each pair."""
        if self.model.pair_list is not None:
            assert tier.pair_cost is not None
            return tier.pair_cost[self.start : self.stop]
        if tier.pair_cost is not None:
            return np.full(self.count, tier.pair_cost[0], np.int64)
        costs = self.costs()
        number = tier.number if isinstance(self.model.pairs, Blocks) else 0
        if number >= costs.shape[2]:
            raise NotExact(f"cost of {tier.name}", f"the blocks have {costs.shape[2]} tiers")
        return self.flat(costs[:, :, number] if tier.sign == 1 else -costs[:, :, number])

    def costs(self) -> Array:
        """[h, r, tiers] of a block of a dense model."""
        if self._cost is None:
            self._cost = self._costs()
        return self._cost

    def row(self, limit: LimitRows) -> Array:
        """The row of ``limit`` each pair lies in (-1: none); may be narrower than the block, to be broadcast."""
        key = ("row", limit.name)
        if key not in self.memo:
            none = np.zeros((1,) * len(self.shape), np.int64)
            self.memo[key] = limit.row_of(
                none if limit.helper_key is None else self.helper,
                none if limit.recipient_key is None else self.recipient,
                none if limit.role_key is None else self.role,
            )
        row: Array = self.memo[key]
        return row

    def weight(self, limit: LimitRows) -> Array | int:
        """Weight of each pair in ``limit``: a number or an array to be broadcast."""
        if isinstance(limit.weight, int):
            return limit.weight
        if limit.weight_by == "recipient":
            return limit.weight[self.recipient]
        return limit.weight[self.start : self.stop].reshape(self.shape)

    def priced(self, limit: LimitRows, price: Array) -> Array:
        """price[row] * weight of each pair, 0 outside the limit."""
        row = self.row(limit)
        at = np.where(row >= 0, price[row], 0) if len(price) else np.zeros(row.shape, np.int64)
        result: Array = times(at, self.weight(limit))
        return self.flat(result)

    def _slices(self) -> tuple[slice, slice]:
        return slice(self.start // self.shape[1], self.stop // self.shape[1]), slice(0, self.shape[1])

    def _costs(self) -> Array:
        source = self.model.pairs
        if isinstance(source, Metric):
            return _from_metric(source, *self._slices())
        assert isinstance(source, Blocks)
        costs = _asked("blocks.cost", source.cost, *self._slices())
        if costs.ndim != 3 or costs.shape[:2] != self.shape:
            raise NotExact("blocks.cost", f"shape {costs.shape} instead of {self.shape} x tiers")
        return integers("blocks.cost", costs.reshape(-1)).reshape(costs.shape)

    def _allowed(self) -> Array | None:
        """bool a pair; None: all are."""
        source = self.model.pairs
        if not isinstance(source, Blocks) or source.allowed is None:
            return None
        allowed = _asked("blocks.allowed", source.allowed, *self._slices())
        if allowed.dtype != np.bool_ or allowed.shape != self.shape:
            raise NotExact("blocks.allowed", f"{allowed.dtype} of shape {allowed.shape} instead of bool {self.shape}")
        return allowed.reshape(-1)


def _asked(name: str, call: Callable[[slice, slice], Any], rows: slice, columns: slice) -> Array:
    """What a caller's function returns; whatever it raises is a finding, not a crash of the judge."""
    try:
        return np.asarray(call(rows, columns))
    except Exception as error:
        raise NotExact(name, f"{type(error).__name__}: {error}") from error


def _from_metric(source: Metric, rows: slice, columns: slice) -> Array:
    """floor(hypot(dx, dy) * factor), in double precision: this is the definition of the cost."""
    helper = np.asarray(source.helper_xy, np.float64)[rows]
    recipient = np.asarray(source.recipient_xy, np.float64)[columns]
    metres = np.hypot(helper[:, None, 0] - recipient[None, :, 0], helper[:, None, 1] - recipient[None, :, 1])
    if source.factor is not None:
        factor = _asked("metric.factor", source.factor, rows, columns)
        if factor.shape != metres.shape or factor.dtype.kind not in "iuf":
            raise NotExact("metric.factor", f"{factor.dtype} of shape {factor.shape} instead of {metres.shape}")
        metres = metres * factor.astype(np.float64)
    if not np.isfinite(metres).all() or metres.max(initial=0.0) >= 2**53:
        raise NotExact("metric", "a distance is not a finite number below 2**53")
    return np.floor(metres).astype(np.int64)[:, :, None]


class AllPairs:
    """The blocks of a model. A model that fits in one block keeps it, so that nothing is evaluated twice.

    ``sizes``: bounds of the pairs of a model in blocks, when a row is more than one person (lists have their own).
    """

    def __init__(self, model: AssignmentModel, sizes: Sizes | None = None) -> None:
        self.model, self._sizes = model, sizes
        self.sized = sizes is not None
        wide = 1 if model.pair_list is not None else max(1, model.recipient_count)
        step = max(1, AT_ONCE // wide) * wide
        self._starts = range(0, model.pair_count, step)
        self._step = step
        self._only = Block(model, 0, model.pair_count, sizes) if len(self._starts) <= 1 else None
        self._entries: dict[str, tuple[Array, Array, Array]] = {}
        self._known: dict[Any, Any] = {}
        self._looked: tuple[Array, Array] | None = None
        self._work = 0

    @property
    def plain(self) -> bool:
        """Every pair is allowed, once, and none must be used."""
        source = self.model.pairs
        free = isinstance(source, Metric) or (isinstance(source, Blocks) and source.allowed is None)
        return free and not self.sized

    @property
    def forces(self) -> bool:
        """Some pair may have to be used."""
        return self.model.pair_list is not None or self.sized

    def __iter__(self) -> Iterator[Block]:
        if self._only is not None:
            yield self._only
            return
        for start in self._starts:
            yield Block(self.model, start, min(start + self._step, self.model.pair_count), self._sizes)

    def spend(self, work: int) -> None:
        """Count steps of dynamic programs over all proofs of a result. Raises Unproved beyond MOST_WORK of them."""
        self._work += work
        if self._work > MOST_WORK:
            raise Unproved("kept_work", work=self._work, limit=MOST_WORK)

    def once(self, key: Any, compute: Callable[[], T]) -> T:
        """What ``compute`` gave the first time that ``key`` was asked for."""
        if key not in self._known:
            self._known[key] = compute()
        value: T = self._known[key]
        return value

    def entries(self, rows: LinearRows) -> tuple[Array, Array, Array]:
        """(pair, row, data) of the stored entries, by pair."""
        if rows.name not in self._entries:
            order = np.argsort(rows.indices, kind="stable")
            self._entries[rows.name] = (rows.indices[order], rows.row_numbers()[order], rows.data[order])
        return self._entries[rows.name]

    def at(self, chosen: Array, tier: TierCost) -> Array:
        """Minimised cost of the chosen pairs (ascending)."""
        if self.model.pair_list is not None:
            assert tier.pair_cost is not None
            return tier.pair_cost[chosen]
        if tier.pair_cost is not None or not len(chosen):
            return np.full(len(chosen), 0 if tier.pair_cost is None else tier.pair_cost[0], np.int64)
        costs = self._at_once(chosen)
        number = tier.number if isinstance(self.model.pairs, Blocks) else 0
        if number >= costs.shape[1]:
            raise NotExact(f"cost of {tier.name}", f"the blocks have {costs.shape[1]} tiers")
        return costs[:, number] if tier.sign == 1 else -costs[:, number]

    def _at_once(self, chosen: Array) -> Array:
        """int64[chosen, tiers] of a dense model, in one pass for all tiers."""
        if self._looked is None or not np.array_equal(self._looked[0], chosen):
            parts = []
            for block in self:
                first, last = np.searchsorted(chosen, (block.start, block.stop))
                if first < last:
                    costs = block.costs()
                    here = costs.reshape(-1, costs.shape[2])[chosen[first:last] - block.start]
                    parts.append(here)
            self._looked = chosen, np.concatenate(parts)
        return self._looked[1]

    def bounds_at(self, chosen: Array) -> tuple[Array, Array]:
        """(least, most) of the chosen pairs (ascending)."""
        if self.plain:
            return np.zeros(len(chosen), np.int64), np.ones(len(chosen), np.int64)
        least, most = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for block in self:
            first, last = np.searchsorted(chosen, (block.start, block.stop))
            if first < last:
                low, high = block.bounds()
                at = chosen[first:last] - block.start
                least.append(low[at])
                most.append(high[at])
        return np.concatenate(least), np.concatenate(most)
