"""The route for weighted loads at size: priced bound over all pairs, annealing, HiGHS on neighbourhoods."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.bulk import NEVER, Bulk, bulk_of, shape_of
from optimizer.engine.side.bulk_prices import LoadBound, load_bound
from optimizer.engine.side.neighbourhood import improved
from optimizer.engine.side.route import SideRoute, roster_of
from optimizer.engine.side.watch import Watch
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Dual, Leaf, Tree
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.model.assignment import AssignmentModel

FROM_PAIRS = 60_000
"""Pairs from which this route is taken instead of one proof tree over all of them."""
STEPS = 3_000
"""Annealing trials a recipient without a time limit."""
NEAR = 16
"""Helpers worth trying for a recipient."""
PIECES = 40


class BulkRoute:
    """Weighted loads, weights by recipient, one tier: bound by prices of load over all pairs, rosters by local search."""

    name = "load"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason, or None."""
        return "engine.reason_load" if model.pair_count >= FROM_PAIRS and shape_of(model) is not None else None

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        """Bound first, then rosters; work is counted in passes over all pairs, annealing rounds and HiGHS nodes."""
        shape = shape_of(model)
        assert shape is not None
        bulk = bulk_of(model, *shape)
        if bulk is None:
            return SideRoute().run(model, budget, seed, warm_start)
        watch = Watch(budget, reserved(model, budget))
        bound = load_bound(bulk, watch.part(0.4))
        budget.report(0, None, bound.bound)
        helper = _anneal(bulk, bound, _start(model, bulk, bound, warm_start), watch, seed)
        budget.report(0, bulk.value(helper), bound.bound)
        helper = improved(bulk, bound, helper, watch, seed)
        budget.report(0, bulk.value(helper), bound.bound)
        dual = Dual(limits={bulk.need: bound.full, bulk.load: -bound.price}, scale=bound.scale)
        return roster_result(model, bulk, bound, helper, dual, budget, watch)


def reserved(model: AssignmentModel, budget: Budget) -> float | None:
    """Seconds for the search, less what reading the roster and judging the bound over all pairs will take."""
    left = budget.seconds_left()
    return None if left is None else max(0.0, left - 0.3 - 1.5e-7 * model.pair_count)


def near_helpers(bulk: Bulk, bound: LoadBound, count: int) -> Ints:
    """int64[recipients, count]: the helpers of least priced cost, -1 where fewer are allowed."""
    recipients, helpers = bulk.sizes
    count = min(count, helpers)
    out = np.full((recipients, count), -1, np.int64)
    step = max(1, 2_000_000 // max(1, helpers))
    for first in range(0, recipients, step):
        rows = np.arange(first, min(first + step, recipients))
        total = bulk.cost[rows].astype(np.int64) * bound.scale + bulk.weight[rows, None] * bound.price[None, :]
        near = np.argpartition(total, count - 1, axis=1)[:, :count]
        near = np.take_along_axis(
            near, np.argsort(np.take_along_axis(total, near, axis=1), axis=1, kind="stable"), axis=1
        )
        out[rows] = np.where(bulk.cost[rows[:, None], near] < NEVER, near, -1)
    return out


def _start(model: AssignmentModel, bulk: Bulk, bound: LoadBound, warm_start: Mapping[str, Any] | None) -> Ints:
    """The roster given, or the main helpers of the flow as far as there is room, heaviest first; then the nearest with room."""
    recipients = len(bulk.weight)
    given = roster_of(model, warm_start)
    if given is None and model.previous is not None:
        given = model.previous
    wish = bound.likely
    if given is not None:
        of, to, _ = model.pair_ends(given)
        wish = np.full(recipients, -1, np.int64)
        wish[to] = of
    near = near_helpers(bulk, bound, NEAR)
    room = bulk.room.copy()
    helper = np.full(recipients, -1, np.int64)
    order = np.argsort(-bulk.weight, kind="stable")
    for r in order.tolist():
        h = int(wish[r])
        if h >= 0 and room[h] >= bulk.weight[r] and bulk.cost[r, h] < NEVER:
            helper[r] = h
            room[h] -= bulk.weight[r]
    for r in order[helper[order] < 0].tolist():
        fitting = [h for h in near[r].tolist() if h >= 0 and room[h] >= bulk.weight[r]]
        if not fitting:
            every = np.flatnonzero((room >= bulk.weight[r]) & (bulk.cost[r] < NEVER))
            fitting = [int(every[np.argmin(bulk.cost[r, every])])] if len(every) else []
        if fitting:
            helper[r] = fitting[0]
            room[fitting[0]] -= bulk.weight[r]
    return helper


def _anneal(bulk: Bulk, bound: LoadBound, start: Ints, watch: Watch, seed: int) -> Ints:
    """Annealing in pieces, so that limits are kept; without numba the start stays as it is."""
    if find_spec("numba") is None:
        return start
    from optimizer.engine.side.annealing import anneal

    near = near_helpers(bulk, bound, NEAR)
    helper, best = start.copy(), start.copy()
    state = np.array([seed * 7_919 + 88_172_645_463_325_252], np.int64)
    used = bulk.cost[np.flatnonzero(start >= 0), start[start >= 0]]
    typical = float(np.abs(used).mean()) if len(used) else 1.0
    hot, cold = max(1.0, 0.15 * typical), max(0.1, 0.001 * typical)
    steps = STEPS * len(start) // PIECES
    open_cost = np.minimum(bulk.open_cost, 20 * int(np.abs(used).max(initial=1)) + 1)
    open_cost = np.where(bulk.open_cost < NEVER, bulk.open_cost, open_cost)
    done, part = 0.0, watch.part(0.5)
    whole = part.seconds()
    tables = (bulk.cost, bulk.weight[:, None], bulk.room, open_cost, near, helper, best, state, hot, cold)
    if whole is not None:
        anneal(*tables, 0.0, 0.0, 1)
        whole = part.seconds()
    for piece in range(PIECES if whole is None else 10**6):
        if part.stopped() or done >= 1.0:
            break
        if whole is None:
            following = (piece + 1) / PIECES
        else:
            left = part.seconds() or 0.0
            following = min(1.0, 1.0 - left / max(whole, 1e-9) + 0.02)
        chunk = steps if whole is None else max(20_000, 20 * len(start))
        anneal(*tables, done, max(done, following), chunk)
        done = max(done, following) if whole is None else 1.0 - (part.seconds() or 0.0) / max(whole, 1e-9)
        watch.spend()
    return best if bulk.value(best) <= bulk.value(start) else start


def roster_result(
    model: AssignmentModel, bulk: Bulk, bound: LoadBound, helper: Ints, dual: Dual, budget: Budget, watch: Watch
) -> ModelResult:
    """The roster with its certificate; without an allowed roster only the reason to stop."""
    stopped = watch.stop() or StopReason.FINISHED
    if not bulk.allows(helper):
        return ModelResult(stopped_by=stopped, work=budget.work, trace=tuple(budget.trace))
    recipients = np.flatnonzero(helper >= 0)
    chosen = pair_numbers(model, helper[recipients], recipients)
    value = bulk.value(helper)
    missing = {bulk.need: (helper < 0).astype(np.int64)} if (bulk.open_cost < NEVER).any() else {}
    tier = model.tiers[0]
    return ModelResult(
        status=Status.FEASIBLE,
        stopped_by=stopped,
        chosen=np.sort(chosen),
        amount=np.ones(len(chosen), np.int64),
        missing=missing,
        tiers=(tier_outcome(tier, value, min(bound.bound, value)),),
        prices={
            bulk.need: np.rint(bound.full / bound.scale).astype(np.int64),
            bulk.load: -np.rint(bound.price / bound.scale).astype(np.int64),
        },
        certificate=Certificate(tiers=(Tree((Leaf(dual),)),)),
        warm_start={"pairs": np.sort(chosen)},
        trace=tuple(budget.trace),
        work=budget.work,
    )


def pair_numbers(model: AssignmentModel, helper: Ints, recipient: Ints) -> Ints:
    """Indices of these pairs, which must exist."""
    if model.pair_list is None:
        return helper * model.recipient_count + recipient
    key = model.pair_list.helper * model.recipient_count + model.pair_list.recipient
    order = np.argsort(key, kind="stable")
    at: Ints = order[np.searchsorted(key[order], helper * model.recipient_count + recipient)]
    return at
