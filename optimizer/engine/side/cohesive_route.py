"""The route for one part a helper at size: classes of equal helpers, counts by part, a bound over all pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engine.side.bulk import CELLS, NEVER, bulk_of
from optimizer.engine.side.bulk_prices import LoadBound
from optimizer.engine.side.bulk_route import pair_numbers, reserved, roster_result
from optimizer.engine.side.cohesive import crew_bound, crew_of
from optimizer.engine.side.cohesive_search import best_plan, helpers_of
from optimizer.engine.side.route import SideRoute, roster_of
from optimizer.engine.side.watch import Watch
from optimizer.model.certificate import Cover, Dual

if TYPE_CHECKING:
    from optimizer.engine.budget import Budget
    from optimizer.engine.side.cohesive import Crew, CrewBound
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows
    from optimizer.model.result import ModelResult

FROM_PAIRS = 200
"""Below, branching over all pairs proves everything at once."""


class CohesiveRoute:
    """Each helper in one part, counted quotas, one tier: rosters by counts of equal helpers, bound by prices of needs."""

    name = "cohesion"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason, or None."""
        large = model.pair_count >= FROM_PAIRS
        return "engine.reason_cohesion" if large and parts_of(model) is not None else None

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        """Bound first, then plans; work is counted in linear programs and HiGHS nodes."""
        found = parts_of(model)
        assert found is not None
        need, quota = found
        bulk = bulk_of(model, need, quota)
        watch = Watch(budget, reserved(model, budget))
        spread = model.spreads[0]
        bound = None
        if bulk is not None:
            crew = crew_of(bulk.cost, bulk.room, spread.part, bulk.open_cost)
            bound = crew_bound(crew, watch.part(0.5))
        if bulk is None or bound is None:
            return SideRoute().run(model, budget, seed, warm_start)
        budget.report(0, None, bound.bound)
        helper = helpers_of(crew, best_plan(crew, bound, watch, seed))
        given = roster_of(model, warm_start)
        if given is not None:
            old = np.full(model.recipient_count, -1, np.int64)
            of, to, _ = model.pair_ends(given)
            old[to] = of
            if bulk.allows(old) and bulk.value(old) < bulk.value(helper) and _one_part(spread.part, old):
                helper = old
        budget.report(0, bulk.value(helper), bound.bound)
        covers = certified(model, crew, bound, need.name)
        dual = Dual(limits={need.name: bound.need}, scale=bound.scale, kept=(quota.name, spread.name), covers=covers)
        none = np.zeros(0, np.int64)
        stated = LoadBound(np.zeros(len(bulk.room), np.int64), bound.need, bound.scale, bound.bound, none, 0.0)
        result = roster_result(model, bulk, stated, helper, dual, budget, watch)
        return replace(result, prices={need.name: np.rint(bound.need / bound.scale).astype(np.int64)})


def certified(model: AssignmentModel, crew: Crew, bound: CrewBound, need: str) -> tuple[Cover, ...]:
    """The covers of a bound, each helper named by its first pair into the part."""
    if bound.cover_prices is None:
        return ()
    order = np.argsort(crew.part, kind="stable")
    edges = np.searchsorted(crew.part[order], np.arange(crew.parts + 1))
    out = []
    for part, inside, charge, unit in bound.cover_prices.covers:
        here = order[edges[part] : edges[part + 1]]
        first = {int(k): int(here[np.argmax(crew.cost[k, here] < NEVER)]) for k in np.unique(crew.class_of[inside])}
        helper = np.flatnonzero(np.isin(crew.member, inside))
        recipient = np.array([first[int(k)] for k in crew.class_of[crew.member[helper]]], np.int64)
        pairs = pair_numbers(model, helper, recipient)
        order_of = np.argsort(pairs, kind="stable")
        out.append(Cover(need, pairs[order_of], charge[crew.member[helper]][order_of], unit))
    return tuple(out)


def _one_part(part: Any, helper: Any) -> bool:
    served = np.flatnonzero(helper >= 0)
    both = np.unique(np.stack([helper[served], part[served]]), axis=1)
    return bool(len(np.unique(both[0])) == both.shape[1])


def parts_of(model: AssignmentModel) -> tuple[LimitRows, LimitRows] | None:
    """(need, quota) when each helper is bound to one part, counts recipients, and each recipient is served once."""
    if (
        model.rows
        or len(model.spreads) != 1
        or len(model.limits) != 2
        or len(model.tiers) != 1
        or model.role_count != 1
    ):
        return None
    spread, tier = model.spreads[0], model.tiers[0]
    if tier.form != "sum" or model.pair_count > CELLS:
        return None
    alone = spread.of == "helper" and np.array_equal(np.sort(spread.whole), np.arange(model.helper_count))
    alone = alone and bool((spread.most == 1).all())
    if not alone or (spread.part < 0).any():
        return None
    need = next((limit for limit in model.limits if limit.helper_key is None), None)
    quota = next((limit for limit in model.limits if limit.recipient_key is None), None)
    if need is None or quota is None or need is quota or need.recipient_key is None or quota.helper_key is None:
        return None
    plain = all(limit.weight_by == "one" and limit.weight == 1 and limit.role_key is None for limit in (need, quota))
    each = (
        np.array_equal(need.recipient_key, np.arange(model.recipient_count))
        and bool((need.least == 1).all() and (need.most == 1).all())
        and (need.missing is None or bool((need.missing == 1).all()))
    )
    mine = (
        np.array_equal(quota.helper_key, np.arange(model.helper_count))
        and quota.missing is None
        and bool((quota.least <= 0).all() and (quota.most < NEVER).all())
    )
    pairs = model.pair_list
    free = pairs is None or bool((pairs.least == 0).all() and (pairs.most == 1).all())
    return (need, quota) if plain and each and mine and free else None
