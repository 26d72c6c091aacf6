"""The value of every tier, from the roster alone, in exact integers (minimised and scaled)."""

from __future__ import annotations

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.blocks import AllPairs
from optimizer.verify.exact import Array, plus, times, total
from optimizer.verify.feasible import Chosen
from optimizer.verify.loads import totals_of
from optimizer.verify.wishes import excess_of


def missing_cost(tier: TierCost, limit: LimitRows) -> Array:
    """[rows of the limit]: minimised cost of one unit missing there."""
    if not len(tier.missing_cost):
        return np.zeros(limit.count, np.int64)
    return tier.missing_cost[np.arange(limit.count) // max(1, limit.role_groups)]


def sum_terms(model: AssignmentModel, pairs: AllPairs, chosen: Chosen, tier: TierCost) -> int:
    """sum(pair_cost * x) + sum(missing_cost * m)."""
    value = total(np.asarray(times(pairs.at(chosen.pair, tier), chosen.amount)))
    for limit in model.limits:
        if limit.missing is not None:
            value += total(np.asarray(times(missing_cost(tier, limit), chosen.missing[limit.name])))
    return value


def tier_value(model: AssignmentModel, pairs: AllPairs, chosen: Chosen, tier: TierCost) -> int:
    """The tier's minimised value; worst and leximin: the largest (total).

    Worst over pairs, when none is used: the smallest pair cost of the model.
    """
    if tier.form == "excess":
        return excess_of(model, chosen, tier)
    totals = totals_of(pairs, tier)
    if totals is not None and tier.form in ("worst", "leximin"):
        reached = totals.achieved(pairs, chosen)
        return int(reached.max()) if len(reached) else 0
    if tier.form == "worst":
        costs = pairs.at(chosen.pair, tier)
        return int(costs.max()) if len(costs) else smallest_cost(pairs, tier)
    value = sum_terms(model, pairs, chosen, tier)
    if totals is not None:
        load = totals.achieved(pairs, chosen)
        value += tier.sign * tier.scale * total(np.asarray(times(load, load)))
    return value


def smallest_cost(pairs: AllPairs, tier: TierCost) -> int:
    """The smallest minimised cost of a pair that may be used; 0 without any."""
    found = []
    for block in pairs:
        usable = block.cost(tier)[block.bounds()[1] > 0]
        if len(usable):
            found.append(int(usable.min()))
    return min(found) if found else 0


def excess(reached: Array, threshold: int) -> int:
    """Sum over groups of what their total has above the threshold."""
    return total(np.asarray(np.maximum(plus(reached, -threshold), 0)))
