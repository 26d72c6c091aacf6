"""Coupling rows on a network whose pairs come in blocks: flows on stored and priced pairs, every pair priced at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.network_sides import sides
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.bulk_route import reserved
from optimizer.engine.side.coupling import MOST_ROWS, coupling_of, rebuilt
from optimizer.engine.side.coupling_pairs import everyone_of, plain_metric
from optimizer.engine.side.fixing import fixed_by_bound
from optimizer.engine.side.lagrangian import Relaxation, dual_of
from optimizer.engine.side.source import some_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.task import Task
from optimizer.engine.side.watch import Watch
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate, Leaf, Tree
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.engine.side.coupling import Coupling
    from optimizer.engine.side.stage import Block, Stage
    from optimizer.model.assignment import AssignmentModel

JUDGED = 5e-5
"""Seconds a person that judging a plain metric takes."""
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
        watch = Watch(budget, _for_search(model, budget))
        everyone = everyone_of(model)
        active = everyone.first(warm_start)
        best: tuple[int, Ints, Stage, int] | None = None
        last: tuple[Stage, Coupling] | None = None
        held: tuple[Ints, int] | None = None
        growing = watch.part(GROWING)
        listed_before = active
        for _ in range(ROUNDS):
            listed = rebuilt(model, active)
            stage = build_stage(listed, some_pairs(listed, np.arange(len(active))), None, ())
            stage = _with_costs(stage, model, everyone.cost(active))
            coupling = coupling_of(stage, watch)
            if coupling is None:
                break
            if last is not None:
                coupling.carry(last[1], np.searchsorted(active, listed_before))
            listed_before = active
            if last is None:
                price = coupling.begin()
                held = None if price is None else (price, coupling.scale)
            if held is not None and not growing.stopped():
                solved = coupling.solve_at(held[0] * coupling.scale // held[1])
            else:
                solved, held = coupling.climb(), None
            if not solved or coupling.best is None:
                break
            last = stage, coupling
            relaxed = Relaxation(stage, None, coupling.best.scale)
            y = coupling.best.y.copy()
            prices = {name: y[block.first : block.first + block.count] for name, block in _limits(model, stage)}
            lost, deepest, new = everyone.worthwhile(prices, coupling.best.scale, active)
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
            if held is None or fine:
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


def _for_search(model: AssignmentModel, budget: Budget) -> float | None:
    """Seconds, less what judging takes: that of a plain metric looks at few of its pairs."""
    left = budget.seconds_left()
    if left is None or not plain_metric(model):
        return reserved(model, budget)
    return max(0.0, left - 0.3 - JUDGED * (model.helper_count + model.recipient_count))


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


def _limits(model: AssignmentModel, stage: Stage) -> list[tuple[str, Block]]:
    """The rows of each limit in the stage."""
    return [(limit.name, stage.block("limit", limit.name)) for limit in model.limits]


def _with_costs(stage: Stage, model: AssignmentModel, pairs: Ints) -> Stage:
    """The tier's costs of the active pairs and of what is missing."""
    tier = model.tiers[0]
    cost = stage.cost.copy()
    cost[: len(pairs)] = pairs
    for name, (first, count) in stage.missing_at.items():
        limit = model.limit(name)
        group = np.arange(count) // limit.role_groups
        cost[first : first + count] = tier.missing_cost[group] if tier.missing_cost.size else 0
    return replace(stage, cost=cost)
