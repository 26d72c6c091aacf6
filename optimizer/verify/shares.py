"""Sums of squared loads by enumeration: every recipient goes to one helper, every helper works in one part.

For each part a dynamic program over the subsets of its recipients finds the least sum of squares that n helpers can have,
for every n; then the numbers of helpers are chosen. Whatever is left out (which pairs are allowed, differences between
helpers, earlier tiers) only makes the bound smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.exact import Array
from optimizer.verify.verdict import Unproved

MOST_MEMBERS = 20
"""Recipients of one part."""
MOST_WORK = 3 * 10**9
"""Table updates of one tier."""
NEVER = 2**60


@dataclass(frozen=True, eq=False)
class Shape:
    """part, weight: int64[R]; every helper takes count[0] .. count[1] recipients and load[0] .. load[1], or is idle."""

    part: Array
    weight: Array
    count: tuple[int, int]
    load: tuple[int, int]

    @property
    def idle(self) -> bool:
        return self.count[0] <= 0 and self.load[0] <= 0


def least_squares(model: AssignmentModel, tier: TierCost) -> int:
    """A lower bound of a convex tier. Raises Unproved when the model is not of that kind, or too large."""
    shape = _shape(model, tier)
    members = [np.flatnonzero(shape.part == v) for v in range(int(shape.part.max(initial=-1)) + 1)]
    work = sum(_work(len(own), min(shape.count[1], len(own)), min(model.helper_count, len(own))) for own in members)
    if work > MOST_WORK or max((len(own) for own in members), default=0) > MOST_MEMBERS:
        raise Unproved("kept_work", work=work, limit=MOST_WORK)
    best = {0: 0}
    for own in members:
        after: dict[int, int] = {}
        for helpers, value in _by_number(shape.weight[own], shape, min(model.helper_count, len(own))).items():
            for used, before in best.items():
                total = used + helpers
                if total <= model.helper_count and before + value < after.get(total, NEVER):
                    after[total] = before + value
        best = after
    ends = [value for used, value in best.items() if shape.idle or used == model.helper_count]
    return tier.scale * min(ends, default=NEVER)


def _work(members: int, most: int, helpers: int) -> int:
    return int(2**members * sum(comb(max(0, members - 1), size) for size in range(most)) * (helpers + 1))


def _shape(model: AssignmentModel, tier: TierCost) -> Shape:
    """What all helpers have in common at most. Raises Unproved."""
    limit = model.limit(str(tier.on))
    own = np.arange(model.helper_count)
    served = np.zeros(model.recipient_count, np.bool_)
    once = np.zeros(model.recipient_count, np.bool_)
    count, load = (0, model.recipient_count), (0, NEVER)
    for row in model.limits:
        if row.missing is None and row.helper_key is None and row.role_key is None and _plain(row):
            least, most = _of_recipients(model, row)
            served |= least >= 1
            once |= most <= 1
    for row in model.limits:
        if not _by_helper(row, own) or not once.all():
            continue
        if row is limit:
            load = max(0, int(row.least.min())), int(row.most.max())
        elif _plain(row):
            count = max(count[0], int(row.least.min())), min(count[1], int(row.most.max()))
    free = tier.pair_cost is not None and not (tier.pair_cost < 0).any() and not (tier.missing_cost < 0).any()
    if tier.sign < 0 or not free or limit.weight_by == "pair" or not _by_helper(limit, own) or not served.all():
        raise Unproved("shares_form", tier=tier.name)
    weight = np.broadcast_to(np.asarray(limit.weight, np.int64), (model.recipient_count,))
    return Shape(_parts(model, own), weight, count, load)


def _parts(model: AssignmentModel, own: Array) -> Array:
    """The part of each recipient; one part when no spread holds every helper to one."""
    for spread in model.spreads:
        one = spread.of == "helper" and np.array_equal(np.sort(spread.whole), own) and bool((spread.most <= 1).all())
        if one and (spread.part >= 0).all():
            return spread.part
    return np.zeros(model.recipient_count, np.int64)


def _plain(limit: LimitRows) -> bool:
    return limit.weight_by == "one" and limit.weight == 1


def _by_helper(limit: LimitRows, own: Array) -> bool:
    """Each helper has a row of its own, whatever the recipient and the role."""
    whole = limit.recipient_key is None and limit.role_key is None and limit.missing is None
    return whole and limit.helper_key is not None and np.array_equal(np.sort(limit.helper_key), own)


def _of_recipients(model: AssignmentModel, limit: LimitRows) -> tuple[Array, Array]:
    """Per recipient the least and most of a row that holds nobody else."""
    key = limit.recipient_key
    least, most = np.zeros(model.recipient_count, np.int64), np.full(model.recipient_count, NEVER)
    if key is None:
        return least, most
    alone = (key >= 0) & (np.bincount(key[key >= 0], minlength=limit.count)[np.maximum(key, 0)] == 1)
    least[alone], most[alone] = limit.least[key[alone]], limit.most[key[alone]]
    return least, most


def _by_number(weight: Array, shape: Shape, helpers: int) -> dict[int, int]:
    """{number of helpers in the part: least sum of their squared loads}."""
    members = len(weight)
    if not members:
        return {0: 0}
    masks = np.arange(2**members)
    loads = np.zeros(2**members, np.int64)
    for place, heavy in enumerate(weight.tolist()):
        loads[(masks >> place) & 1 == 1] += heavy
    best = np.full((2**members, helpers + 1), NEVER, np.int64)
    best[0, 0] = 0
    for lowest in range(members - 1, -1, -1):
        rest = np.arange(2 ** (members - lowest - 1)) << (lowest + 1)
        here = rest | 1 << lowest
        for size in range(max(1, shape.count[0]), min(shape.count[1], members - lowest) + 1):
            for others in combinations(range(lowest + 1, members), size - 1):
                group = sum(1 << place for place in others) | 1 << lowest
                load = int(loads[group])
                if not shape.load[0] <= load <= shape.load[1]:
                    continue
                fits = here[(here & group) == group]
                best[fits, 1:] = np.minimum(best[fits, 1:], best[fits ^ group, :-1] + load * load)
    row = best[-1]
    return {number: int(value) for number, value in enumerate(row.tolist()) if value < NEVER}
