"""From minimised integers to what a tier reports: value, bound and gap in the user's sense and unit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from optimizer.engine.exact import dot
from optimizer.engine.system import missing_cost_of
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost
from optimizer.model.result import TierOutcome


def unscaled(tier: TierCost, scaled: int) -> int | float:
    """In the tier's unit: an int when its costs were integers."""
    if tier.scale == 1:
        return scaled
    whole, rest = divmod(scaled, tier.scale)
    return whole + rest / tier.scale if whole >= 0 else -((-scaled) / tier.scale)


def tier_outcome(tier: TierCost, minimised: int, bound: int | None) -> TierOutcome:
    """value, bound: minimised and scaled numbers."""
    value_scaled = tier.sign * minimised
    bound_scaled = None if bound is None else tier.sign * bound
    value = unscaled(tier, value_scaled)
    gap = None
    if bound_scaled is not None:
        gap = abs(value_scaled - bound_scaled) / max(tier.scale, abs(value_scaled))
    return TierOutcome(
        name=tier.name,
        value=value,
        bound=None if bound_scaled is None else unscaled(tier, bound_scaled),
        gap=gap,
        value_scaled=value_scaled,
        bound_scaled=bound_scaled,
        scale=tier.scale,
        error=tier.error,
    )


def group_totals(model: AssignmentModel, on: str, pair: Ints, amount: Ints, cost: Ints | None) -> Ints:
    """int64[rows of ``on``]: sum of cost * amount, or the load when cost is None."""
    limit = model.limit(on)
    helper, recipient, role = model.pair_ends(pair)
    row = limit.row_of(helper, recipient, role)
    worth = amount * limit.weight_of(recipient, pair) if cost is None else amount * cost
    totals = np.zeros(limit.count, np.int64)
    np.add.at(totals, row[row >= 0], worth[row >= 0])
    return totals


def minimised_value(
    model: AssignmentModel,
    tier: TierCost,
    pair: Ints,
    amount: Ints,
    cost: Ints,
    missing: Mapping[str, Ints],
    smallest: int,
) -> int:
    """The tier's value on a roster, minimised and scaled. pair, amount, cost: int64[k], the used pairs.

    smallest: the smallest cost of a pair that may be used, the "worst" value of a roster that uses none.

    For "leximin" the first level: the largest (sense max: minus the smallest) group total.
    """
    if tier.form == "worst":
        return _worst(model, tier, pair, amount, cost, smallest)
    if tier.form == "leximin":
        assert tier.on is not None
        totals = group_totals(model, tier.on, pair, amount, cost * tier.sign if _priced(tier) else None)
        return tier.sign * int((totals.max() if tier.sign > 0 else totals.min()) if totals.size else 0)
    value = dot(cost, amount)
    for limit in model.limits:
        if limit.name in missing:
            value += dot(missing_cost_of(limit, tier.missing_cost), missing[limit.name])
    if tier.form == "convex":
        assert tier.on is not None
        loads = group_totals(model, tier.on, pair, amount, None)
        value += tier.sign * tier.scale * dot(loads, loads)
    return value


def _priced(tier: TierCost) -> bool:
    return tier.pair_cost is None or bool(tier.pair_cost.any())


def _worst(model: AssignmentModel, tier: TierCost, pair: Ints, amount: Ints, cost: Ints, smallest: int) -> int:
    if tier.on is not None:
        totals = group_totals(model, tier.on, pair, amount, cost)
        return int(totals.max()) if totals.size else 0
    used = cost[amount > 0]
    return int(used.max()) if used.size else smallest
