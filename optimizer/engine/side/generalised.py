"""Generalised assignment: each recipient once (or left open at a price), one weighted load a helper, nothing else.

The arrays of such a stage, and what is left of them once some decisions are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Bools, Ints

if TYPE_CHECKING:
    from optimizer.engine.side.generalised_kernels import Bytes
    from optimizer.engine.side.lagrangian import Relaxation
    from optimizer.engine.side.stage import Block
    from optimizer.engine.side.task import Task

FROM_ITEMS = 300
"""Pairs from which loading compiled code pays."""
WIDEST = 200_000
"""Largest load limit of a helper; its table has a column for every unit."""
NONE = 2**60
"""Price of leaving a recipient open that must be covered."""


@dataclass(frozen=True, eq=False)
class Items:
    """Pairs sorted by helper: start int64[helpers + 1]; job, weight, cost (scaled), column (of the stage) int64[items]."""

    start: Ints
    job: Ints
    weight: Ints
    cost: Ints
    column: Ints

    def only(self, at: Ints) -> Items:
        """Those at the ascending positions ``at``."""
        start = np.searchsorted(at, self.start)
        return Items(start, self.job[at], self.weight[at], self.cost[at], self.column[at])


@dataclass(frozen=True, eq=False)
class Generalised:
    """``items``: all that may be used; room int64[helpers]; open_cost int64[recipients] (scaled, NONE = must be covered).

    floor int64[recipients]: a price so low that nothing takes the recipient. open_column: first column of ``missing``, or -1.
    """

    items: Items
    room: Ints
    open_cost: Ints
    floor: Ints
    open_column: int
    width: int

    @property
    def recipients(self) -> int:
        return len(self.open_cost)

    @cached_property
    def helper(self) -> Ints:
        """int64[items]: whose item it is."""
        return np.repeat(np.arange(len(self.room)), np.diff(self.items.start))

    def value(self, taken: Ints) -> int:
        """Scaled, of a roster: items taken (positions), the rest left open."""
        spare = np.ones(self.recipients, np.bool_)
        spare[self.items.job[taken]] = False
        return int(self.items.cost[taken].sum()) + int(self.open_cost[spare].sum())

    def taken(self, x: Ints) -> Ints:
        """Positions of the items that a stage's columns take."""
        return np.flatnonzero(x[self.items.column] > 0)

    def roster(self, taken: Ints) -> Ints:
        """The columns of a stage for items taken (positions), the rest of the recipients left open."""
        x = np.zeros(self.width, np.int64)
        x[self.items.column[taken]] = 1
        if self.open_column >= 0:
            served = np.zeros(self.recipients, np.bool_)
            served[self.items.job[taken]] = True
            x[self.open_column : self.open_column + self.recipients] = ~served
        return x


def generalised_of(task: Task, kept: Block, relaxed: Relaxation) -> Generalised | None:
    """The arrays, or None when the stage asks for anything more, is small, or compiled code is not installed."""
    stage = task.stage
    n, model = stage.pair_count, stage.pairs.model
    blocks = [block for block in stage.blocks if block.count]
    if len(blocks) != 2 or task.spreads or task.functions or model.role_count > 1 or model.rows:
        return None
    if n < FROM_ITEMS or find_spec("numba") is None or stage.least.any():
        return None
    need = next(block for block in blocks if block.name != kept.name)
    limit, recipients, helpers = model.limit(kept.name), model.recipient_count, model.helper_count
    if need.kind != "limit" or need.count != recipients or limit.count != helpers:
        return None
    if limit.helper_key is None or not np.array_equal(limit.helper_key, np.arange(helpers)) or (limit.least > 0).any():
        return None
    rows = slice(need.first, need.first + need.count)
    entries = stage.matrix[rows][:, :n].tocoo()
    once = entries.nnz == n and bool((stage.lo[rows] == 1).all() and (stage.hi[rows] == 1).all())
    if not once or (entries.data != 1).any() or not _same(entries.coords[0], stage.pairs.recipient[entries.coords[1]]):
        return None
    open_column = stage.missing_at[need.name][0] if need.name in stage.missing_at else -1
    if open_column >= 0 and (stage.most[open_column : open_column + recipients] != 1).any():
        return None
    weight = np.zeros(n, np.int64)
    own = stage.matrix[kept.first : kept.first + kept.count].tocoo()
    weight[own.coords[1]] = own.data
    total = np.zeros(helpers, np.int64)
    np.add.at(total, stage.pairs.helper, weight)
    room = np.minimum(stage.hi[kept.first : kept.first + kept.count], total)
    if (weight < 0).any() or (room < 0).any() or int(room.max(initial=0)) > WIDEST:
        return None
    column = np.flatnonzero(stage.most[:n] > 0)
    column = column[np.lexsort((column, stage.pairs.helper[column]))]
    start = np.searchsorted(stage.pairs.helper[column], np.arange(helpers + 1)).astype(np.int64)
    cost = relaxed.cost
    job = stage.pairs.recipient[column]
    items = Items(start, job, weight[column], cost[column], column)
    open_cost = np.full(recipients, NONE, np.int64)
    if open_column >= 0:
        open_cost = cost[open_column : open_column + recipients].copy()
    floor = open_cost.copy()
    np.minimum.at(floor, job, items.cost)
    return Generalised(items, room, open_cost, floor, open_column, stage.column_count)


def _same(a: Ints, b: Ints) -> bool:
    return bool(np.array_equal(a, b))


@dataclass(frozen=True, eq=False)
class Rest:
    """What is left after decisions: positions ``at`` of open items, their arrays, room, the cost of what is settled
    (``base``), the items ``taken``, recipients still ``active``, and ``assigned`` bool[recipients]."""

    at: Ints
    items: Items
    room: Ints
    base: int
    taken: Ints
    active: Ints
    assigned: Bools

    @property
    def hopeless(self) -> bool:
        return bool((self.room < 0).any())

    def bound(self, model: Generalised, y: Ints, take: Bytes | None = None) -> int:
        """What the prices prove; ``take`` is filled with the helpers' choices."""
        from optimizer.engine.side.generalised_kernels import choose

        items, mine = self.items, y[self.active]
        chosen = np.zeros(len(self.at), np.uint8) if take is None else take
        value = int(choose(items.start, items.job, items.weight, items.cost, self.room, y, chosen))
        return value + self.base + int(np.minimum(mine, model.open_cost[self.active]).sum())


def whole(model: Generalised) -> Rest:
    """Before any decision."""
    recipients = model.recipients
    everything = np.arange(len(model.items.job))
    nothing = np.zeros(0, np.int64)
    return Rest(everything, model.items, model.room, 0, nothing, np.arange(recipients), np.zeros(recipients, np.bool_))


def decided(model: Generalised, rest: Rest, taken: Ints, left_out: Ints) -> Rest:
    """After these items (positions) are taken and left out."""
    items = model.items
    keep = ~np.isin(rest.at, left_out)
    room, base, assigned, active, before = rest.room, rest.base, rest.assigned, rest.active, rest.taken
    if len(taken):
        room = room.copy()
        helper = np.searchsorted(items.start, taken, side="right") - 1
        np.subtract.at(room, helper, items.weight[taken])
        base += int(items.cost[taken].sum())
        assigned = assigned.copy()
        assigned[items.job[taken]] = True
        active = active[~assigned[active]]
        keep &= ~assigned[items.job[rest.at]]
        before = np.concatenate([before, taken])
    at = rest.at[keep]
    return Rest(at, items.only(at), room, base, before, active, assigned)
