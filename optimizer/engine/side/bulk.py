"""Many recipients, one weighted load a helper, all pairs: the model as dense arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from optimizer.engine.side.program import BEYOND
from optimizer.engine.side.source import block_cost, dense_blocks
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows

Dense = NDArray[np.int32]
CELLS = 2**27
"""Most pairs that are held as a dense matrix (four bytes each)."""
NEVER = 2**30
"""Cost of a pair that is not allowed."""


@dataclass(frozen=True, eq=False)
class Bulk:
    """cost int32[recipients, helpers] (minimised; NEVER = not allowed), weight int64[recipients] >= 1,
    room int64[helpers], open_cost int64[recipients]: price of leaving one uncovered (NEVER: must be covered)."""

    cost: Dense
    weight: Ints
    room: Ints
    open_cost: Ints
    need: str
    load: str

    @property
    def sizes(self) -> tuple[int, int]:
        return self.cost.shape[0], self.cost.shape[1]

    def value(self, helper: Ints) -> int:
        """Of an assignment: helper int64[recipients], -1 = uncovered."""
        rows = np.flatnonzero(helper >= 0)
        return int(self.cost[rows, helper[rows]].astype(np.int64).sum()) + int(self.open_cost[helper < 0].sum())

    def loads(self, helper: Ints) -> Ints:
        rows = helper >= 0
        out = np.zeros(len(self.room), np.int64)
        np.add.at(out, helper[rows], self.weight[rows])
        return out

    def allows(self, helper: Ints) -> bool:
        rows = np.flatnonzero(helper >= 0)
        if (self.cost[rows, helper[rows]] >= NEVER).any() or (self.open_cost[helper < 0] >= NEVER).any():
            return False
        return bool((self.loads(helper) <= self.room).all())


def shape_of(model: AssignmentModel) -> tuple[LimitRows, LimitRows] | None:
    """(need, load) when the model is one tier of sums, each recipient once, and one load by recipient weight a helper."""
    if model.rows or model.spreads or len(model.limits) != 2 or len(model.tiers) != 1 or model.role_count != 1:
        return None
    tier = model.tiers[0]
    if tier.form != "sum" or model.pair_count > CELLS:
        return None
    need = next((limit for limit in model.limits if limit.helper_key is None), None)
    load = next((limit for limit in model.limits if limit.recipient_key is None), None)
    if need is None or load is None or need is load or need.recipient_key is None or load.helper_key is None:
        return None
    each = (
        need.role_key is None
        and need.weight_by == "one"
        and need.weight == 1
        and np.array_equal(need.recipient_key, np.arange(model.recipient_count))
        and bool((need.least == 1).all() and (need.most == 1).all())
        and (need.missing is None or bool((need.missing == 1).all()))
    )
    mine = (
        load.role_key is None
        and load.weight_by == "recipient"
        and load.missing is None
        and np.array_equal(load.helper_key, np.arange(model.helper_count))
        and bool((load.least <= 0).all())
        and bool((np.asarray(load.weight) >= 1).all())
    )
    pairs = model.pair_list
    plain = pairs is None or bool((pairs.least == 0).all() and (pairs.most == 1).all())
    return (need, load) if each and mine and plain else None


def bulk_of(model: AssignmentModel, need: LimitRows, load: LimitRows) -> Bulk | None:
    """The dense arrays; None when a cost does not fit."""
    tier = model.tiers[0]
    cost = np.full((model.recipient_count, model.helper_count), NEVER, np.int32)
    pairs = model.pair_list
    if pairs is not None:
        assert tier.pair_cost is not None
        if np.abs(tier.pair_cost).max(initial=0) >= NEVER // 4:
            return None
        cost[pairs.recipient, pairs.helper] = tier.pair_cost
    else:
        for rows, costs, allowed in dense_blocks(model):
            values = np.broadcast_to(block_cost(tier, costs), (rows.stop - rows.start, model.recipient_count))
            if np.abs(values).max(initial=0) >= NEVER // 4:
                return None
            if allowed is not None:
                values = np.where(allowed, values, NEVER)
            cost[:, rows] = values.T
    open_cost = np.full(model.recipient_count, NEVER, np.int64)
    if need.missing is not None:
        open_cost = tier.missing_cost.copy() if tier.missing_cost.size else np.zeros(model.recipient_count, np.int64)
        if np.abs(open_cost).max(initial=0) >= NEVER // 4:
            return None
    weight = np.broadcast_to(np.asarray(load.weight, np.int64), (model.recipient_count,)).copy()
    room = np.minimum(load.most, min(int(weight.sum()), BEYOND))
    if (room < 0).any():
        return None
    return Bulk(cost, weight, room, open_cost, need.name, load.name)
