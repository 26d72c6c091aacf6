"""Sums of squared loads by trying every sharing out: every recipient goes to one helper, every helper works in one part.

How many helpers work in each part is chosen by a knapsack over lower bounds, at first what even loads would cost. A bound that the
choice rests on is raised by trying every way to share out the part among so many helpers that costs less than a rising cap
(:mod:`optimizer.verify.sharing_out`), until it is exact. Whatever is left out (which pairs are allowed, differences between
helpers, earlier tiers) only makes the bound smaller.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost
from optimizer.verify.exact import Array, total
from optimizer.verify.sharing_out import Part, Shape, TooMuch, Work
from optimizer.verify.verdict import Unproved

MOST_LOAD = 2**29
"""All weights together, so that squares of loads stay exact."""
MOST_CELLS = 10**8
"""Recipients times helpers."""
NEVER = 2**60


def least_squares(model: AssignmentModel, tier: TierCost, aim: int) -> int:
    """A lower bound of a convex tier; not sought further once it reaches ``aim``, nor when that takes too much. Raises Unproved
    when the model is not of that kind, or too large."""
    split = _split(model, tier)
    members = [np.flatnonzero(split.part == v) for v in range(int(split.part.max(initial=-1)) + 1)]
    if model.recipient_count * model.helper_count > MOST_CELLS or total(split.weight) > MOST_LOAD:
        raise Unproved("shares_form", tier=tier.name)
    work = Work()
    parts = [Part(split.weight[own], split.shape, model.helper_count, work) for own in members]
    goal = -(-aim // tier.scale)
    while True:
        value, numbers = _numbers([part.bounds for part in parts], model.helper_count, idle=split.shape.idle)
        open_parts = [(part, number) for part, number in zip(parts, numbers, strict=False) if part.open(number)]
        if value >= goal or not open_parts:
            return tier.scale * value
        part, number = min(open_parts, key=lambda item: len(item[0].weight))
        try:
            part.raised(number)
        except TooMuch:
            part.leave(number)


def _numbers(bounds: list[dict[int, int]], helpers: int, *, idle: bool) -> tuple[int, list[int]]:
    """(least sum of bounds over all ways to choose a number for each part, the numbers); NEVER and none when there is no way."""
    best = np.full(helpers + 1, NEVER, np.int64)
    best[0] = 0
    taken: list[Array] = []
    for values in bounds:
        after, number = np.full(helpers + 1, NEVER, np.int64), np.zeros(helpers + 1, np.int64)
        for n, value in values.items():
            with_n = np.full(helpers + 1, NEVER, np.int64)
            with_n[n:] = np.minimum(best[: helpers + 1 - n] + value, NEVER)
            number = np.where(with_n < after, n, number)
            after = np.minimum(after, with_n)
        best = after
        taken.append(number)
    used = int(np.argmin(best)) if idle else helpers
    value = int(best[used])
    if value >= NEVER:
        return NEVER, []
    numbers: list[int] = []
    for number in reversed(taken):
        numbers.append(int(number[used]))
        used -= numbers[-1]
    return value, numbers[::-1]


@dataclass(frozen=True, eq=False)
class Split:
    """part, weight: int64[R], and what all helpers have in common at most."""

    part: Array
    weight: Array
    shape: Shape


def _split(model: AssignmentModel, tier: TierCost) -> Split:
    """Raises Unproved."""
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
    return Split(_parts(model, own), weight, Shape(count, load))


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
