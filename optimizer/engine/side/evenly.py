"""Bounds of loads over all pairs by what everybody must have: no group can carry less than its share of the least there is to carry.

With the price of a recipient's need at the least that any of its pairs adds to a group, no pair is worth more than nothing,
however many there are; what may be missing is paid for by an earlier tier that prices it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Leaf, Levels, Proof, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows, TierCost

NONE = 2**60


def even_bound(
    model: AssignmentModel, tier: TierCost, need: LimitRows, caps: Mapping[int, int], costs: Iterable[tuple[Ints, Ints]]
) -> tuple[int, Proof] | None:
    """(bound, proof) of a tier of form convex, leximin or worst ``on`` a limit that everybody's pairs are in.

    need: the limit that asks for an exact number for every recipient. costs: (recipient, minimised cost) of usable pairs, part
    by part, read only where the tier's own costs are what groups add up. None where this way proves nothing.
    """
    assert tier.on is not None
    limit = model.limit(tier.on)
    inside = all(
        key is None or bool((key >= 0).all()) for key in (limit.helper_key, limit.recipient_key, limit.role_key)
    )
    if not inside or not limit.count or model.role_count > 1 or limit.weight_by == "pair":
        return None
    low = _least(model, tier, limit, costs)
    if low is None or (tier.form == "convex" and (low < 0).any()):
        return None
    best: tuple[int, Dual] | None = None
    for links, price, scale, empty in _prices(tier, limit, need, low):
        paid = _paid(model, tier, need, price)
        if paid is None or np.abs(price).max(initial=0) * float(need.most.sum() + 1) > 2.0**60:
            continue
        value = int((np.maximum(price, 0) * need.least).sum() + (np.minimum(price, 0) * need.most).sum()) + empty
        value -= sum(weight * caps[number] for number, weight in paid.items())
        bound = -(-value // scale)
        if best is None or bound > best[0]:
            best = bound, Dual(limits={need.name: price}, tiers=paid, links=links, scale=scale)
    if best is None:
        return None
    tree = Tree((Leaf(best[1]),))
    return best[0], Levels((best[0],), (tree,)) if tier.form == "leximin" else tree


def _prices(tier: TierCost, limit: LimitRows, need: LimitRows, low: Ints) -> Iterator[tuple[Ints, Ints, int, int]]:
    """(links, prices of the needs, scale, what groups with the best loads add), several to choose from."""
    if tier.form != "convex":
        ones = np.ones(limit.count, np.int64)
        yield ones, low, limit.count, 0
        if (low >= 0).all():
            yield ones, np.zeros_like(low), limit.count, 0
        return
    carried = int((low * need.least).sum())
    for eighths in range(8, -1, -1):
        slope = (2 * (carried * eighths // 8 // limit.count) + 1) * tier.scale if eighths else 0
        links = np.full(limit.count, slope, np.int64)
        yield links, low * slope, 1, limit.count * tier.scale * _least_square(slope // tier.scale)


def _least_square(slope: int) -> int:
    """The least of t * t - slope * t over integers t >= 0."""
    middle = max(0, slope // 2)
    return min(t * t - slope * t for t in (middle, middle + 1))


def _least(model: AssignmentModel, tier: TierCost, limit: LimitRows, costs: Iterable[tuple[Ints, Ints]]) -> Ints | None:
    """int64[recipients]: the least that one of the recipient's pairs adds to its group."""
    weight = np.broadcast_to(np.asarray(limit.weight, np.int64), (model.recipient_count,))
    if tier.form == "convex":
        return weight.copy() if _free(tier) else None
    if tier.form == "leximin" and tier.pair_cost is not None and not tier.pair_cost.any():
        return tier.sign * weight
    low = np.full(model.recipient_count, NONE, np.int64)
    for recipient, cost in costs:
        np.minimum.at(low, recipient, cost)
    return np.where(low == NONE, 0, low)


def _free(tier: TierCost) -> bool:
    return tier.pair_cost is not None and bool((tier.pair_cost >= 0).all()) and bool((tier.missing_cost >= 0).all())


def _paid(model: AssignmentModel, tier: TierCost, need: LimitRows, price: Ints) -> dict[int, int] | None:
    """Multipliers of earlier tiers by which nothing is gained where something is missing; None: there is no such tier."""
    open_rows = np.zeros(len(price), np.bool_) if need.missing is None else (need.missing > 0) & (price > 0)
    if not open_rows.any():
        return {}
    for earlier in model.tiers[: tier.number]:
        if earlier.form != "sum" or not _free(earlier) or len(earlier.missing_cost) < need.recipient_groups:
            continue
        charge = earlier.missing_cost[: need.recipient_groups]
        if (charge[open_rows] > 0).all():
            return {earlier.number: int((-(-price[open_rows] // charge[open_rows])).max())}
    return None
