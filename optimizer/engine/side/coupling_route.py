"""Coupling rows on a network whose pairs come in blocks: flows on stored and priced pairs, every pair priced at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.network_sides import sides
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.coupling import MOST_ROWS, coupling_of, rebuilt
from optimizer.engine.side.fixing import fixed_by_bound
from optimizer.engine.side.lagrangian import Relaxation, dual_of
from optimizer.engine.side.search import Task
from optimizer.engine.side.source import block_cost, dense_blocks, some_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.watch import Watch
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Leaf, Tree
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.engine.side.coupling import Coupling
    from optimizer.engine.side.stage import Stage
    from optimizer.model.assignment import AssignmentModel

NEAR, BACK = 16, 6
"""Cheapest pairs of a recipient, and of a helper, to begin with."""
MORE = 4
"""Violated pairs of a recipient that a round adds."""
ROUNDS = 8


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
        watch = Watch(budget)
        active = _first_pairs(model, warm_start)
        best: tuple[int, Ints, Stage, int] | None = None
        last: tuple[Stage, Coupling] | None = None
        for _ in range(ROUNDS):
            stage = build_stage(
                rebuilt(model, active), some_pairs(rebuilt(model, active), np.arange(len(active))), None, ()
            )
            stage = _with_costs(stage, model, active)
            coupling = coupling_of(stage, watch)
            if coupling is None or not coupling.climb() or coupling.best is None:
                break
            last = stage, coupling
            relaxed = Relaxation(stage, None, coupling.best.scale)
            inside = relaxed.evaluate(coupling.best.y, stage.least, stage.most).bound or 0
            lost, new = _priced(model, stage, coupling.best.y, coupling.best.scale, active)
            bound = -(-(inside + lost) // coupling.best.scale)
            if best is None or bound > best[0]:
                best = bound, coupling.best.y, stage, coupling.best.scale
            if not len(new) or watch.stopped():
                break
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
            warm_start={"pairs": active[used], "arcs": active},
            trace=tuple(budget.trace),
            work=budget.work,
        )


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


def _first_pairs(model: AssignmentModel, warm_start: Mapping[str, Any] | None) -> Ints:
    """Pairs of the rows, stored pairs, and the cheapest of each recipient and helper."""
    found = [rows.indices.astype(np.int64) for rows in model.rows]
    for name in ("arcs", "pairs", "chosen"):
        stored = None if warm_start is None else warm_start.get(name)
        if stored is not None:
            stored = np.asarray(stored)
            found.append(stored[(stored >= 0) & (stored < model.pair_count)].astype(np.int64))
    if model.previous is not None:
        found.append(model.previous)
    width, tier = model.recipient_count, model.tiers[0]
    best_cost: Ints | None = None
    best_helper: Ints | None = None
    for rows, costs, allowed in dense_blocks(model):
        value = np.array(np.broadcast_to(block_cost(tier, costs), (rows.stop - rows.start, width)))
        if allowed is not None:
            value[~allowed] = 2**60
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


def _priced(model: AssignmentModel, stage: Stage, y: Ints, scale: int, active: Ints) -> tuple[int, Ints]:
    """(sum of negative reduced costs of pairs outside the list, in 1/scale; the most violated of each recipient)."""
    width, tier = model.recipient_count, model.tiers[0]
    lost, found = 0, []
    for rows, costs, allowed in dense_blocks(model):
        helper, recipient = np.arange(rows.start, rows.stop), np.arange(width)
        d = np.array(np.broadcast_to(block_cost(tier, costs) * scale, (len(helper), width)))
        for limit in model.limits:
            block = stage.block("limit", limit.name)
            price = np.append(y[block.first : block.first + block.count], 0)
            d -= price[limit.row_of(helper[:, None], recipient[None, :], np.zeros((1, 1), np.int64))]
        if allowed is not None:
            d[~allowed] = 0
        first, last = np.searchsorted(active, [rows.start * width, rows.stop * width])
        d[active[first:last] // width - rows.start, active[first:last] % width] = 0
        negative = d < 0
        if negative.any():
            lost += int(d[negative].sum())
            count = min(MORE, len(helper))
            near = np.argpartition(d, count - 1, axis=0)[:count]
            below = np.take_along_axis(d, near, axis=0) < 0
            found.append(((near + rows.start) * width + recipient)[below])
    return lost, np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
