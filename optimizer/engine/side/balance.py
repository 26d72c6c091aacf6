"""Equal helpers, one part each, least sum of squared loads: how many helpers work in a part, then equal shares there.

With n helpers in a part of total load L no roster is below r (q + 1)^2 + (n - r) q^2, L = n q + r (Schaus, Van Hentenryck and
Regin 2009 use the same bound). Parts are independent once the numbers are chosen, and the numbers are a small knapsack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.program import BEYOND
from optimizer.engine.side.sharing import Beyond, Effort, shared_out
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.source import PairSet
    from optimizer.engine.side.watch import Watch
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost

MOST_LOAD, MOST_CELLS = 2**29, 10**8
"""All weights together, and recipients times helpers, up to which the judge shares out."""
SECONDS = 20.0
WORK = 20.0
"""CP-SAT's deterministic time for one part."""


@dataclass(frozen=True, eq=False)
class Equal:
    """weight, part: int64[recipients]; every helper takes count_least .. count_most recipients and load_least .. load_most."""

    helpers: int
    weight: Ints
    part: Ints
    count_least: int
    count_most: int
    load_least: int
    load_most: int


def equal_helpers(model: AssignmentModel, tier: TierCost, pairs: PairSet) -> Equal | None:
    """The model as equal helpers over independent parts, or None when it is something else."""
    if model.rows or len(model.spreads) > 1 or tier.number or tier.pair_cost is None or tier.pair_cost.any():
        return None
    helpers, recipients = model.helper_count, model.recipient_count
    if pairs.count != helpers * recipients or pairs.role.any() or (pairs.most != 1).any() or pairs.least.any():
        return None
    part = np.zeros(recipients, np.int64)
    for spread in model.spreads:
        alone = spread.of == "helper" and np.array_equal(np.sort(spread.whole), np.arange(helpers))
        if not alone or (spread.most != 1).any() or (spread.part < 0).any():
            return None
        part = spread.part
    found: dict[str, tuple[int, int]] = {"count": (0, BEYOND), "load": (0, BEYOND)}
    weight: Ints | None = None
    for limit in model.limits:
        if limit.role_key is not None or limit.missing is not None:
            return None
        if limit.helper_key is None:
            key = limit.recipient_key
            if (
                key is None
                or not np.array_equal(key, np.arange(recipients))
                or limit.weight_by != "one"
                or limit.weight != 1
            ):
                return None
            if (limit.least != 1).any() or (limit.most != 1).any():
                return None
            continue
        same = bool((limit.least == limit.least[0]).all() and (limit.most == limit.most[0]).all())
        own = limit.recipient_key is None and np.array_equal(np.sort(limit.helper_key), np.arange(helpers))
        if not same or not own or limit.weight_by == "pair":
            return None
        kind = "load" if limit.name == tier.on else "count"
        if kind == "count" and (limit.weight_by != "one" or limit.weight != 1):
            return None
        if kind == "load":
            weight = np.broadcast_to(np.asarray(limit.weight, np.int64), (recipients,)).copy()
        low, high = found[kind]
        found[kind] = (max(low, int(limit.least[0])), min(high, int(limit.most[0])))
    if weight is None or not any(limit.helper_key is None for limit in model.limits):
        return None
    return Equal(helpers, weight, part, *found["count"], *found["load"])


@dataclass(frozen=True, eq=False)
class Balanced:
    """helper: int64[recipients]; ``unbeaten``: known to be the best of all; ``bound``: of the sum of squares, None where the judge
    does not share out models of that size."""

    helper: Ints
    unbeaten: bool
    bound: int | None


def balanced(equal: Equal, watch: Watch, seed: int) -> Balanced | None:
    """The best shares met, with a bound; None when no roster was found."""
    parts = int(equal.part.max(initial=0)) + 1
    members = [np.flatnonzero(equal.part == v) for v in range(parts)]
    value: list[dict[int, int]] = []
    for own in members:
        total = int(equal.weight[own].sum())
        fits = {
            n: _even(total, n)
            for n in range(1, min(equal.helpers, len(own)) + 1)
            if n * equal.count_least <= len(own) <= n * equal.count_most
            and n * equal.load_least <= total <= n * equal.load_most
        }
        if len(own) == 0 and equal.count_least == 0 and equal.load_least == 0:
            fits[0] = 0
        value.append(fits)
    even = _numbers(value, equal)
    bound = None if even is None else sum(value[v][n] for v, n in enumerate(even))
    plans: dict[tuple[int, int], tuple[Ints, bool, bool]] = {}
    effort, lost = Effort(watch), False
    while True:
        numbers = _numbers(value, equal)
        if numbers is None:
            return None
        open_parts = [v for v, n in enumerate(numbers) if n and (v, n) not in plans]
        if not open_parts:
            break
        for v in open_parts:
            number = numbers[v]
            made = _shares(equal.weight[members[v]], number, equal, effort, seed)
            if made is None or made[0] is None:
                lost = lost or made is None
                del value[v][number]
                continue
            plans[v, number] = made[0], made[1], made[2]
            value[v][number] = _squares(equal.weight[members[v]], made[0], number)
    helper, first = np.zeros(len(equal.part), np.int64), 0
    for v, n in enumerate(numbers):
        if n:
            helper[members[v]] = first + plans[v, n][0]
        first += n
    if all(plan[2] for plan in plans.values()) and not lost:
        bound = sum(value[v][n] for v, n in enumerate(numbers))
    if len(equal.part) * equal.helpers > MOST_CELLS or int(equal.weight.sum()) > MOST_LOAD:
        bound = None
    return Balanced(helper, all(plan[1] for plan in plans.values()), bound)


def _even(total: int, helpers: int) -> int:
    q, r = divmod(total, helpers)
    return r * (q + 1) ** 2 + (helpers - r) * q * q


def _numbers(value: list[dict[int, int]], equal: Equal) -> list[int] | None:
    """Helpers for each part with the least sum of values; idle helpers only where nothing is asked of them."""
    idle = equal.count_least == 0 and equal.load_least == 0
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for fits in value:
        after: dict[int, tuple[int, list[int]]] = {}
        for used, (cost, chosen) in best.items():
            for n, add in fits.items():
                total = used + n
                if total <= equal.helpers and (total not in after or cost + add < after[total][0]):
                    after[total] = (cost + add, [*chosen, n])
        best = after
    ends = [best[n] for n in sorted(best) if idle or n == equal.helpers]
    return min(ends, key=lambda end: end[0])[1] if ends else None


def _shares(
    weight: Ints, helpers: int, equal: Equal, effort: Effort, seed: int
) -> tuple[Ints | None, bool, bool] | None:
    """(helper of each recipient of a part, None: there is no way; whether it is the best; whether sharing out proves that);
    None when no way was found."""
    target = _even(int(weight.sum()), helpers)
    quick = _exchanged(weight, helpers, equal)
    if quick is not None and _squares(weight, quick, helpers) == target:
        return quick, True, True
    try:
        tried = shared_out(weight, helpers, equal, effort)
    except Beyond:
        pass
    else:
        return tried, True, True
    even, _ = _by_sat(weight, helpers, equal, effort.watch, seed, quick, even=True)
    if even is not None:
        return even, True, True
    best, proved = _by_sat(weight, helpers, equal, effort.watch, seed, quick, even=False)
    if best is None or (quick is not None and _squares(weight, quick, helpers) < _squares(weight, best, helpers)):
        return None if quick is None else (quick, False, False)
    return best, proved, False


def _by_sat(
    weight: Ints, helpers: int, equal: Equal, watch: Watch, seed: int, hint: Ints | None, *, even: bool
) -> tuple[Ints | None, bool]:
    """(shares, whether they are the best): ``even`` asks for loads that differ by one at most, else the squares are minimised."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    count, total = len(weight), int(weight.sum())
    x = [[model.new_bool_var("") for _ in range(helpers)] for _ in range(count)]
    q, r = divmod(total, helpers)
    top = int(min(equal.load_most, total))
    squares = []
    for j in range(count):
        model.add_exactly_one(x[j])
    if not even:
        for position, j in enumerate(np.argsort(-weight, kind="stable").tolist()[:helpers]):
            for h in range(position + 1, helpers):
                model.add(x[j][h] == 0)
    for h in range(helpers):
        model.add_linear_constraint(sum(x[j][h] for j in range(count)), equal.count_least, min(count, equal.count_most))
        load = sum(int(weight[j]) * x[j][h] for j in range(count))
        if even:
            if not equal.load_least <= q + (h < r) <= top:
                return None, False
            model.add(load == q + (h < r))
            continue
        held = model.new_int_var(max(0, equal.load_least), top, "")
        model.add(held == load)
        square = model.new_int_var(0, top * top, "")
        model.add_multiplication_equality(square, [held, held])
        squares.append(square)
    if not even:
        model.add(sum(squares) >= _even(total, helpers))
        model.minimize(sum(squares))
    if hint is not None and not even:
        for j in range(count):
            for h in range(helpers):
                model.add_hint(x[j][h], int(hint[j] == h))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = WORK
    seconds = watch.seconds()
    if seconds is not None:
        solver.parameters.max_time_in_seconds = min(seconds, SECONDS)
    status = solver.solve(model)
    watch.spend()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    got = [next(h for h in range(helpers) if solver.value(x[j][h])) for j in range(count)]
    return np.array(got, np.int64), even or status == cp_model.OPTIMAL


def _squares(weight: Ints, helper: Ints, helpers: int) -> int:
    load = np.bincount(helper, weights=weight, minlength=helpers).astype(np.int64)
    return int((load * load).sum())


def _exchanged(weight: Ints, helpers: int, equal: Equal) -> Ints | None:
    """Heaviest first to the lightest helper with a place, then exchanges of one for one while they even out loads."""
    count = len(weight)
    load, size = np.zeros(helpers, np.int64), np.zeros(helpers, np.int64)
    helper = np.zeros(count, np.int64)
    even = max(equal.count_least, count // helpers)
    for position, j in enumerate(np.argsort(-weight, kind="stable").tolist()):
        short = int(np.maximum(0, equal.count_least - size).sum())
        places = size < (equal.count_least if count - position <= short else min(equal.count_most, even + 1))
        h = int(np.argmin(np.where(places, load, BEYOND)))
        helper[j] = h
        load[h] += weight[j]
        size[h] += 1
    for _ in range(20 * count):
        gap = load[helper][:, None] - load[helper][None, :]
        move = weight[:, None] - weight[None, :]
        gain = np.where((gap > 0) & (move > 0), move * (gap - move), 0)
        best = int(np.argmax(gain))
        a, b = divmod(best, count)
        if gain[a, b] <= 0:
            break
        step = int(move[a, b])
        load[helper[a]] -= step
        load[helper[b]] += step
        helper[a], helper[b] = helper[b], helper[a]
    fits = (load <= equal.load_most).all() and (load >= equal.load_least).all()
    fits = fits and (size >= equal.count_least).all() and (size <= equal.count_most).all()
    return helper if fits else None
