"""What remains of a model as a network: rules beyond it left out, the rest solved exactly over all pairs.

Its multipliers are multipliers of the whole model too (0 for what was left out), and often bound it closely: siblings
together, people apart, a few budgets cost little. Its pairs are worth listing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain.status import Status
from optimizer.engine.budget import Budget
from optimizer.engine.network import NetworkRoute
from optimizer.engine.network_sides import sides
from optimizer.engine.side.watch import Watch
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Blocks, Ints, Limit, Metric, Pairs, Tier
from optimizer.model.assignment import AssignmentModel
from optimizer.model.certificate import Flow, Proof, Tree
from optimizer.model.normal import LimitRows, TierCost

LISTED = 8
"""Most pairs a person of the network's list that are worth keeping; of a longer one only its roster is kept."""


@dataclass(frozen=True, eq=False)
class NetworkBound:
    """values[k], proofs[k]: bound (minimised) and proof of the first tiers; pairs: int64[n], worth listing, ascending."""

    values: tuple[int, ...]
    proofs: tuple[Flow | Tree, ...]
    pairs: Ints

    def of(self, tier: TierCost) -> tuple[int, Proof] | None:
        """(bound, proof) of a tier whose earlier tiers all meet the bounds of these proofs."""
        if tier.number >= len(self.values):
            return None
        return self.values[tier.number], self.proofs[tier.number]


def network_bound(
    model: AssignmentModel, watch: Watch, seed: int, warm_start: Mapping[str, Any] | None
) -> NetworkBound | None:
    """None where nothing is left to solve, or it was not solved in time."""
    rest = _network_part(model)
    if rest is None or watch.stopped():
        return None
    part = Budget(watch.budget.work_left(), watch.seconds(), None, watch.stopped)
    try:
        result = NetworkRoute().run(rest, part, seed, warm_start)
    except NoRouteError:
        return None
    watch.spend(part.work)
    if result.status is Status.UNDECIDED or result.certificate is None:
        return None
    values, proofs = [], []
    for tier, outcome, proof in zip(rest.tiers, result.tiers, result.certificate.tiers, strict=False):
        if outcome.bound_scaled is None or not isinstance(proof, Flow | Tree):
            break
        values.append(tier.sign * outcome.bound_scaled)
        proofs.append(proof)
    arcs = np.asarray((result.warm_start or {}).get("arcs", result.chosen), np.int64)
    short = len(arcs) <= LISTED * (model.helper_count + model.recipient_count)
    return NetworkBound(tuple(values), tuple(proofs), np.union1d(result.chosen, arcs) if short else result.chosen)


def _network_part(model: AssignmentModel) -> AssignmentModel | None:
    """The limits that make a network together, and the first tiers as far as they are sums."""
    tiers: list[Tier] = []
    for tier in model.tiers:
        if tier.form != "sum":
            break
        missing = tier.sign * tier.missing_cost if tier.missing_cost.size else 0
        tiers.append(Tier(tier.name, "min" if tier.sign > 0 else "max", _pair_cost(model, tier), missing))
        if tier.within:
            break
    plain = [limit for limit in model.limits if limit.count and limit.weight_by == "one" and limit.weight == 1]
    kept: list[Limit] = []
    for limit in plain:
        if sides(_with(model, [*kept, _given(limit)], [])) is not None:
            kept.append(_given(limit))
    names = {limit.name for limit in kept}
    if not tiers or not kept or any(limit.missing is not None and limit.name not in names for limit in model.limits):
        return None
    rest = _with(model, kept, tiers)
    return rest if NetworkRoute().fits(rest) is not None else None


def _with(model: AssignmentModel, limits: list[Limit], tiers: list[Tier]) -> AssignmentModel:
    pairs: Pairs | Blocks | Metric = model.pairs
    if model.pair_list is not None:
        own = model.pair_list
        pairs = Pairs(own.helper, own.recipient, own.role, own.least, own.most)
    return AssignmentModel(model.helper_count, model.recipient_count, pairs, limits, tiers=tiers)


def _pair_cost(model: AssignmentModel, tier: TierCost) -> Any:
    """As the model's caller gave it: None where it comes in blocks, one number where it is the same for all."""
    if tier.pair_cost is None:
        return None
    return tier.sign * tier.pair_cost if model.pair_list is not None else tier.sign * int(tier.pair_cost[0])


def _given(limit: LimitRows) -> Limit:
    return Limit(
        limit.name,
        limit.helper_key,
        limit.recipient_key,
        limit.role_key,
        least=limit.least,
        most=limit.most,
        missing=limit.missing,
    )
