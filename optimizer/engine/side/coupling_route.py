"""Coupling rows on a network whose pairs come in blocks: flows on stored and priced pairs, every pair priced at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.network_sides import sides
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.bulk import CELLS, NEVER
from optimizer.engine.side.bulk_route import reserved
from optimizer.engine.side.coupling import MOST_ROWS, coupling_of, rebuilt
from optimizer.engine.side.fixing import fixed_by_bound
from optimizer.engine.side.lagrangian import Relaxation, dual_of
from optimizer.engine.side.search import Task
from optimizer.engine.side.source import block_cost, dense_blocks, some_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.watch import Watch
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Leaf, Tree
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.engine.side.bulk import Dense
    from optimizer.engine.side.coupling import Coupling
    from optimizer.engine.side.stage import Stage
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows

STORED = 12
"""Most stored pairs a person; a longer list would make every flow slow, and its prices choose better."""
NEAR, BACK = 16, 6
"""Cheapest pairs of a recipient, and of a helper, to begin with."""
MORE = 6
"""Violated pairs of a recipient that a round adds."""
ROUNDS = 40
GROWING = 0.65
"""Of the time, for single flows at prices that are held, each followed by a look at all pairs, until the list is good."""
FINE = 20_000
"""The list is good when pairs outside it are worth less than this part of the value."""


class CouplingRoute:
    """Few linear rows beside a network of blocks (at most K changes, a budget): multipliers over flows, all pairs priced."""

    name = "coupling"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason, or None."""
        plain = all(limit.weight_by == "one" and limit.weight == 1 for limit in model.limits)
        few = 0 < sum(rows.count for rows in model.rows) <= MOST_ROWS
        if model.pair_list is not None or model.spreads or not plain or not few:
            return None
        if len(model.tiers) != 1 or model.tiers[0].form != "sum" or sides(model) is None:
            return None
        return "engine.reason_coupling"

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        """Stored pairs (``arcs`` or ``pairs`` of a warm start) begin the list; work is counted in flows."""
        watch = Watch(budget, reserved(model, budget))
        blocks = _Kept(model)
        active = _first_pairs(model, blocks, warm_start)
        best: tuple[int, Ints, Stage, int] | None = None
        last: tuple[Stage, Coupling] | None = None
        held: tuple[Ints, int] | None = None
        growing = watch.part(GROWING)
        for _ in range(ROUNDS):
            stage = build_stage(
                rebuilt(model, active), some_pairs(rebuilt(model, active), np.arange(len(active))), None, ()
            )
            stage = _with_costs(stage, model, active)
            coupling = coupling_of(stage, watch)
            if coupling is None:
                break
            if held is not None and not growing.stopped():
                solved = coupling.solve_at(held[0] * coupling.scale // held[1])
            else:
                solved, held = coupling.climb(), None
            if not solved or coupling.best is None:
                break
            last = stage, coupling
            relaxed = Relaxation(stage, None, coupling.best.scale)
            y = coupling.best.y.copy()
            lost, deepest, new = _priced(model, blocks, stage, y, coupling.best.scale, active)
            need = _own_row(model)
            if need is not None:
                first = stage.block("limit", need).first
                y[first : first + model.recipient_count] += np.minimum(deepest, 0)
                lost = 0
            bound = -(-((relaxed.evaluate(y, stage.least, stage.most).bound or 0) + lost) // coupling.best.scale)
            if best is None or bound > best[0]:
                best = bound, y, stage, coupling.best.scale
            if watch.stopped() or (held is None and (not len(new) or growing.stopped())):
                break
            fine = held is not None and (
                not len(new) or bound >= coupling.best.bound - abs(coupling.best.bound) // FINE
            )
            held = None if fine else (coupling.best.y[coupling.rows], coupling.best.scale)
            active = np.union1d(active, new)
        if last is None or best is None:
            return ModelResult(stopped_by=watch.stop() or StopReason.FINISHED, work=budget.work)
        stage, coupling = last
        task = Task(stage, ())
        known = [x for x in (*coupling.rosters(), *coupling.mixed()) if task.allows(x)]
        x = min(known, key=stage.value) if known else None
        if coupling.best is not None and (x is None or stage.value(x) > best[0]):
            relaxed = Relaxation(stage, None, coupling.best.scale)
            x, _ = fixed_by_bound(task, relaxed, relaxed.proper(coupling.best.y), x, watch, seed)
        if x is None:
            return ModelResult(stopped_by=watch.stop() or StopReason.FINISHED, work=budget.work)
        value = stage.value(x)
        used = np.flatnonzero(x[: stage.pair_count])
        budget.report(0, value, min(best[0], value))
        return ModelResult(
            status=Status.FEASIBLE,
            stopped_by=watch.stop() or StopReason.FINISHED,
            chosen=active[used],
            amount=x[used],
            missing={name: x[first : first + count] for name, (first, count) in stage.missing_at.items()},
            tiers=(tier_outcome(model.tiers[0], value, min(best[0], value)),),
            certificate=Certificate(tiers=(Tree((Leaf(dual_of(best[2], best[1], best[3])),)),)),
            warm_start={"pairs": active[used], "arcs": active, **_prices(model, best)},
            trace=tuple(budget.trace),
            work=budget.work,
        )


def _prices(model: AssignmentModel, best: tuple[int, Ints, Stage, int]) -> dict[str, Ints]:
    """Prices of the limits' rows for the next solve."""
    _, y, stage, scale = best
    out = {}
    for limit in model.limits:
        block = stage.block("limit", limit.name)
        own = y[block.first : block.first + block.count] / scale
        out[f"price.{limit.name}"] = model.tiers[0].sign * np.rint(own).astype(np.int64)
    return out


def _own_row(model: AssignmentModel) -> str | None:
    """The limit that asks for an exact number for each recipient: lowering its prices mends every reduced cost below 0."""
    for limit in model.limits:
        key = limit.recipient_key
        if key is None or limit.helper_key is not None or limit.role_key is not None:
            continue
        if np.array_equal(key, np.arange(model.recipient_count)) and (limit.least == limit.most).all():
            return limit.name
    return None


class _Kept:
    """The tier's cost of all pairs in blocks of helpers, int32 (NEVER = not allowed), kept while there are few enough."""

    def __init__(self, model: AssignmentModel) -> None:
        self.model = model
        self._kept: list[tuple[slice, Dense]] | None = None

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


def _with_costs(stage: Stage, model: AssignmentModel, active: Ints) -> Stage:
    """The tier's costs of the active pairs and of what is missing."""
    from dataclasses import replace

    tier = model.tiers[0]
    cost = stage.cost.copy()
    cost[: len(active)] = some_pairs(model, active).cost(tier)
    for name, (first, count) in stage.missing_at.items():
        limit = model.limit(name)
        group = np.arange(count) // limit.role_groups
        cost[first : first + count] = tier.missing_cost[group] if tier.missing_cost.size else 0
    return replace(stage, cost=cost)


def _first_pairs(model: AssignmentModel, blocks: _Kept, warm_start: Mapping[str, Any] | None) -> Ints:
    """Pairs of the rows, stored pairs, and the cheapest of each recipient and helper."""
    found = [rows.indices.astype(np.int64) for rows in model.rows]
    for name in ("arcs", "pairs", "chosen"):
        stored = None if warm_start is None else warm_start.get(name)
        if stored is not None and len(stored) <= STORED * (model.helper_count + model.recipient_count):
            stored = np.asarray(stored)
            found.append(stored[(stored >= 0) & (stored < model.pair_count)].astype(np.int64))
    if model.previous is not None:
        found.append(model.previous)
    width = model.recipient_count
    best_cost: Ints | None = None
    best_helper: Ints | None = None
    stored_price = _stored_prices(model, warm_start)
    for rows, small in blocks:
        value: Ints = small.astype(np.int64)
        value[small >= NEVER] = 2**60
        for limit, price in stored_price:
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
    return every[_allowed(model, every)]


def _allowed(model: AssignmentModel, index: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    out = np.ones(len(index), np.bool_)
    width = model.recipient_count
    for rows, _, allowed in dense_blocks(model):
        if allowed is None:
            continue
        first, last = np.searchsorted(index, [rows.start * width, rows.stop * width])
        out[first:last] = allowed[index[first:last] // width - rows.start, index[first:last] % width]
    return out


def _priced(
    model: AssignmentModel, blocks: _Kept, stage: Stage, y: Ints, scale: int, active: Ints
) -> tuple[int, Ints, Ints]:
    """Of pairs outside the list: (sum of negative reduced costs, in 1/scale; the least of each recipient; the most violated)."""
    width = model.recipient_count
    lost, found = 0, []
    deepest = np.zeros(width, np.int64)
    most, who = np.zeros((MORE, width), np.int64), np.zeros((MORE, width), np.int64)
    for rows, value in blocks:
        helper, recipient = np.arange(rows.start, rows.stop), np.arange(width)
        d = value.astype(np.int64) * scale
        for limit in model.limits:
            block = stage.block("limit", limit.name)
            d -= _of_pairs(limit, np.append(y[block.first : block.first + block.count], 0), helper, recipient)
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
