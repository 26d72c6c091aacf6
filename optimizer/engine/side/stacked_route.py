"""Several tiers of sums over a model that one of the routes at size can do: the first ones as one weighted aim, each proved apart.

Weights of earlier tiers enter a later tier's proof as prices of their value rows, so no weight is ever trusted: the roster is
judged tier by tier, and a weight that was too small shows as a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.engine.blocks import metric_cost
from optimizer.engine.budget import Budget
from optimizer.engine.exact import dot
from optimizer.engine.outcome import tier_outcome
from optimizer.engine.side.bulk import NEVER
from optimizer.engine.side.bulk_route import BulkRoute
from optimizer.engine.side.cohesive_route import CohesiveRoute
from optimizer.engine.side.pair_parts import parts
from optimizer.engine.side.source import block_cost, some_pairs
from optimizer.engine.side.watch import Watch
from optimizer.engine.side.wide_route import all_pairs_bound
from optimizer.engine.system import missing_cost_of
from optimizer.model.arrays import Blocks, Ints, Metric
from optimizer.model.certificate import Certificate, Dual, Leaf, Tree
from optimizer.model.normal import TierCost
from optimizer.model.result import ModelResult

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel

    WarmStart = Mapping[str, Any]

LARGEST = NEVER // 8
"""Largest weighted cost."""
FAR = 2**60
RESERVE = 2.5e-7
"""Seconds that a pass over one pair takes in one tier, proof and judgement together."""
SHARE, ALONE = 0.95, 0.8
"""Of the time left: for the weighted aim, and for an earlier tier that is not proved by it."""


class StackedRoute:
    """Coverage, then distance, then what is still equal, with weighted loads or cohesion at size."""

    name = "stacked"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason, or None."""
        if len(model.tiers) < 2 or any(tier.form != "sum" for tier in model.tiers):
            return None
        alone = _single(model, [(1, model.tiers[0])])
        return next((reason for route in (BulkRoute(), CohesiveRoute()) if (reason := route.fits(alone))), None)

    def run(self, model: AssignmentModel, budget: Budget, seed: int, warm_start: WarmStart | None) -> ModelResult:
        """The work counted is that of the routes, and passes over all pairs."""
        route = next(
            route for route in (BulkRoute(), CohesiveRoute()) if route.fits(_single(model, [(1, model.tiers[0])]))
        )
        left = budget.seconds_left()
        reserve = RESERVE * model.pair_count * len(model.tiers)
        watch = Watch(budget, None if left is None else max(0.5 * left, left - reserve))
        costs = _ranges(model)
        main, weights = _weights(model, costs)
        stack = [*((w, model.tiers[k]) for k, w in weights.items()), (1, model.tiers[main])]
        result = _part(route, _single(model, stack), watch, SHARE, seed, warm_start)
        if result.status is Status.UNDECIDED:
            return ModelResult(
                stopped_by=watch.stop() or StopReason.FINISHED, work=budget.work, trace=tuple(budget.trace)
            )
        best = _Roster.of(model, result)
        claims: list[_Claim | None] = [None] * len(model.tiers)
        claims[main] = _claim(result, weights)
        for tier in model.tiers[:main]:
            easy = _by_need(model, tier, costs, {})
            if easy.bound < best.values[tier.number] and not watch.stopped():
                alone = _part(route, _single(model, [(1, tier)]), watch, ALONE, seed, {"pairs": best.chosen})
                if alone.status is not Status.UNDECIDED:
                    best = min(best, _Roster.of(model, alone), key=lambda roster: roster.values)
                    easy = max(easy, _claim(alone, {}), key=lambda claim: claim.bound)
            claims[tier.number] = easy
        for tier in model.tiers[main + 1 :]:
            covering = 2 * costs[tier.number].largest + 1 if model.tiers[0].missing_cost.any() else 0
            claims[tier.number] = _by_need(model, tier, costs, {0: covering})
        return _told(model, best, [claim for claim in claims if claim is not None], budget, watch)


@dataclass(frozen=True, eq=False)
class _Claim:
    """A bound of a weighted aim (minimised), before the caps of the earlier tiers with ``weights`` are taken off."""

    bound: int
    dual: Dual
    weights: Mapping[int, int]


@dataclass(frozen=True, eq=False)
class _Roster:
    chosen: Ints
    missing: Mapping[str, Ints]
    values: tuple[int, ...]

    @classmethod
    def of(cls, model: AssignmentModel, result: ModelResult) -> _Roster:
        """With the minimised value of every tier."""
        pairs = some_pairs(model, result.chosen)
        values = []
        for tier in model.tiers:
            value = dot(pairs.cost(tier), result.amount)
            for limit in model.limits:
                if limit.name in result.missing:
                    value += dot(missing_cost_of(limit, tier.missing_cost), result.missing[limit.name])
            values.append(value)
        return cls(result.chosen, result.missing, tuple(values))


def _part(
    route: BulkRoute | CohesiveRoute,
    model: AssignmentModel,
    watch: Watch,
    share: float,
    seed: int,
    start: WarmStart | None,
) -> ModelResult:
    seconds = watch.seconds()
    own = Budget(watch.budget.work_left(), None if seconds is None else share * seconds, None, watch.stopped)
    result = route.run(model, own, seed, start)
    watch.budget.spend(own.work)
    return result


def _claim(result: ModelResult, weights: Mapping[int, int]) -> _Claim:
    """Of a result of the weighted aim."""
    assert result.certificate is not None
    tree = result.certificate.tiers[0]
    assert isinstance(tree, Tree) and isinstance(tree.nodes[0], Leaf) and result.tiers[0].bound_scaled is not None
    dual = tree.nodes[0].dual
    priced = replace(dual, tiers={k: weight * dual.scale for k, weight in weights.items()})
    return _Claim(result.tiers[0].bound_scaled, priced, weights)


def _by_need(model: AssignmentModel, tier: TierCost, costs: list[_Range], weights: Mapping[int, int]) -> _Claim:
    """Everybody served by the cheapest pair, or left out where that is cheaper; ``weights`` on value rows of earlier tiers."""
    need = next(limit for limit in model.limits if limit.helper_key is None)
    price = costs[tier.number].least
    for k, weight in weights.items():
        price = price + weight * np.where(price >= FAR, 0, costs[k].least)
    if need.missing is not None:
        left_out = missing_cost_of(need, tier.missing_cost)
        for k, weight in weights.items():
            left_out = left_out + weight * missing_cost_of(need, model.tiers[k].missing_cost)
        price = np.minimum(price, left_out)
    dual = Dual(limits={need.name: np.where(price >= FAR, 0, price)}, tiers=weights)
    bound, dual = all_pairs_bound(model, tier, dual, dict.fromkeys(weights, 0))
    return _Claim(bound, dual, weights)


@dataclass(frozen=True, eq=False)
class _Range:
    """``largest`` absolute cost of an allowed pair or of being left out; ``least`` int64[recipients] of any pair (FAR: none)."""

    largest: int
    least: Ints


def _ranges(model: AssignmentModel) -> list[_Range]:
    """Of every tier, in one pass over all pairs."""
    least = [np.full(model.recipient_count, FAR, np.int64) for _ in model.tiers]
    largest = [int(np.abs(tier.missing_cost).max(initial=0)) for tier in model.tiers]
    for part in parts(model):
        usable = part.most > 0
        for tier in model.tiers:
            if tier.pair_cost is not None and tier.pair_cost.size == 1:
                least[tier.number][part.recipient[usable]] = tier.pair_cost[0]
                largest[tier.number] = max(largest[tier.number], abs(int(tier.pair_cost[0])))
                continue
            cost = part.cost(model, tier)
            mine = least[tier.number]
            if part.costs is not None:
                table = np.where(usable, cost, FAR).reshape(-1, model.recipient_count)
                np.minimum(mine, table.min(axis=0), out=mine)
            else:
                np.minimum.at(mine, part.recipient[usable], cost[usable])
            largest[tier.number] = max(largest[tier.number], int(np.abs(cost[usable]).max(initial=0)))
    return [_Range(top, low) for top, low in zip(largest, least, strict=True)]


def _weights(model: AssignmentModel, costs: list[_Range]) -> tuple[int, dict[int, int]]:
    """(the last tier of the weighted aim, the weights of those before): as many tiers as exact 32-bit costs hold."""
    main, weights, top = 0, dict[int, int](), costs[0].largest
    for number in range(1, len(model.tiers)):
        step = 2 * costs[number].largest + 1
        if step * top + costs[number].largest > LARGEST:
            break
        weights = {k: weight * step for k, weight in weights.items()} | {number - 1: step}
        main, top = number, step * top + costs[number].largest
    return main, weights


def _single(model: AssignmentModel, stack: list[tuple[int, TierCost]]) -> AssignmentModel:
    """The model with one tier, minimised: the weighted sum of some of its own."""
    out = copy(model)
    groups = max((len(tier.missing_cost) for _, tier in stack), default=0)
    missing = np.zeros(groups, np.int64)
    for weight, tier in stack:
        if tier.missing_cost.size:
            missing = missing + weight * tier.missing_cost
    pair_cost: Ints | None = None
    if model.pair_list is not None:
        pair_cost = np.zeros(model.pair_count, np.int64)
        for weight, tier in stack:
            assert tier.pair_cost is not None
            pair_cost = pair_cost + weight * tier.pair_cost
    else:
        out.pairs = _combined(model, stack)
    out.tiers = (TierCost("stack", 0, 1, pair_cost, missing, "sum", None, 0, 1, 0.0),)
    return out


def _combined(model: AssignmentModel, stack: list[tuple[int, TierCost]]) -> Blocks:
    given = model.pairs

    def cost(helpers: slice, recipients: slice) -> Ints:
        if isinstance(given, Metric):
            slices = metric_cost(given, helpers, recipients)[:, :, None]
        else:
            assert isinstance(given, Blocks)
            slices = given.cost(helpers, recipients)
        total = np.zeros(slices.shape[:2], np.int64)
        for weight, tier in stack:
            total += weight * block_cost(tier, slices)
        return total[:, :, None]

    return Blocks(cost, given.allowed if isinstance(given, Blocks) else None)


def _told(model: AssignmentModel, best: _Roster, claims: list[_Claim], budget: Budget, watch: Watch) -> ModelResult:
    caps: list[int] = []
    outcomes, proofs = [], []
    for tier, claim, value in zip(model.tiers, claims, best.values, strict=True):
        bound = claim.bound - sum(weight * caps[k] for k, weight in claim.weights.items())
        bound = min(bound, value)
        caps.append(max(value, bound + tier.allowance(bound)))
        budget.report(tier.number, value, bound)
        outcomes.append(tier_outcome(tier, value, bound))
        proofs.append(Tree((Leaf(claim.dual),)))
    return ModelResult(
        status=Status.FEASIBLE,
        stopped_by=watch.stop() or StopReason.FINISHED,
        chosen=best.chosen,
        amount=np.ones(len(best.chosen), np.int64),
        missing=best.missing,
        tiers=tuple(outcomes),
        certificate=Certificate(tiers=tuple(proofs)),
        warm_start={"pairs": best.chosen},
        trace=tuple(budget.trace),
        work=budget.work,
    )
