"""The network route: every model whose limits are two nested families, solved exactly tier by tier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizer.engine.block_source import BlockSource
from optimizer.engine.budget import Budget, Halted
from optimizer.engine.network_load import row_parts
from optimizer.engine.network_sides import sides
from optimizer.engine.network_source import ExplicitSource
from optimizer.engine.network_tiers import TierRun
from optimizer.engine.priced_tiers import PricedRun
from optimizer.engine.pricing import PricedSource
from optimizer.messages import Finding
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.model.result import ModelResult


def obstacles(model: AssignmentModel) -> list[Finding]:
    """Why a model is not a network; empty when it is one (crossing limits are looked for last)."""
    found = [Finding(code="engine.has_rows", facts={"name": rows.name}) for rows in model.rows]
    found += [Finding(code="engine.has_spread", facts={"name": spread.name}) for spread in model.spreads]
    found += [
        Finding(code="engine.has_weights", facts={"name": limit.name}) for limit in model.limits if not _plain(limit)
    ]
    for tier in model.tiers:
        found += _tier_obstacles(model, tier)
    if not found and sides(model) is None:
        found.append(Finding(code="engine.crossing", facts={"names": [limit.name for limit in model.limits]}))
    return found


def _plain(limit: LimitRows) -> bool:
    return isinstance(limit.weight, int) and limit.weight == 1


def _tier_obstacles(model: AssignmentModel, tier: TierCost) -> list[Finding]:
    found = []
    facts = {"name": tier.name, "form": tier.form}
    if tier.within and tier.number < len(model.tiers) - 1:
        found.append(Finding(code="engine.within", facts=facts))
    if tier.form in ("convex", "leximin") or (tier.form == "worst" and tier.on is not None):
        limit = model.limit(str(tier.on))
        counted = _plain(limit) and limit.missing is None
        free = tier.pair_cost is not None and not tier.pair_cost.any() and not tier.missing_cost.any()
        fits = {
            "convex": counted and tier.sign > 0,
            "leximin": counted and (free or (not tier.missing_cost.any() and row_parts(model, tier) is not None)),
            "worst": counted and _same_sign(row_parts(model, tier), tier.sign),
        }
        if not fits[tier.form]:
            found.append(Finding(code="engine.load_form", facts=facts | {"limit": limit.name}))
    return found


def _same_sign(part: Ints | None, sign: int) -> bool:
    """No row's price is negative in the user's sense."""
    return part is not None and not (sign * part < 0).any()


class NetworkRoute:
    """Least-cost flows with merged equal rows; proofs are the flows' potentials."""

    name = "network"

    def fits(self, model: AssignmentModel) -> str | None:
        """The code of the reason for taking a model, or None."""
        return None if obstacles(model) else "engine.reason_network"

    def run(
        self, model: AssignmentModel, budget: Budget, seed: int, warm_start: Mapping[str, Any] | None
    ) -> ModelResult:
        side = sides(model)
        assert side is not None
        if model.pair_list is not None:
            return TierRun(model, side, ExplicitSource(model, side), budget).run()
        try:
            return _dense(model, side, budget, warm_start)
        except Halted as halt:
            return ModelResult(stopped_by=halt.reason, trace=tuple(budget.trace), work=budget.work)


JUDGED = 5e-8
"""Seconds that the judge takes to look at one pair of blocks."""


def _dense(
    model: AssignmentModel, side: tuple[int, ...], budget: Budget, warm_start: Mapping[str, Any] | None
) -> ModelResult:
    source = BlockSource(model, side, budget)
    if source.listable:
        source.read()
        return TierRun(model, side, source, budget).run()
    budget.reserve(JUDGED * model.pair_count)
    priced = PricedSource(model, source.finest, budget)
    priced.seed(side, _given_pairs(model, warm_start))
    return PricedRun(model, side, priced, budget).run()


def _given_pairs(model: AssignmentModel, warm_start: Mapping[str, Any] | None) -> Ints | None:
    """The pairs of a warm start that exist here, ascending."""
    given = None if warm_start is None else warm_start.get("arcs", warm_start.get("pairs"))
    if given is None:
        return None
    pairs = np.unique(np.asarray(given, np.int64))
    return pairs[(pairs >= 0) & (pairs < model.pair_count)]
