"""Side rules alone and together: every tier against enumeration of all rosters, every certificate before the judge."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from optimizer.domain import Status
from optimizer.engine.budget import Budget
from optimizer.engine.side.driver import solve_tiers
from optimizer.model import AssignmentModel, Limit, Pairs, Rows, Spread, Tier
from optimizer.verify import verify_model

FORMS = ("sum", "sum", "worst", "total", "convex", "leximin")


def _random(rng: np.random.Generator) -> AssignmentModel:
    """At most nine pairs; quotas, weighted loads, changes, apart, cohesion and rows each with even odds, one to three tiers."""
    helpers, recipients = int(rng.integers(2, 4)), int(rng.integers(2, 5))
    every = np.flatnonzero(rng.random(helpers * recipients) < 0.85)[:9]
    helper, recipient = every // recipients, every % recipients
    count = len(every)
    optional = bool(rng.random() < 0.5)
    limits = [Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if optional else None)]
    limits.append(
        Limit("quota", helper_key=np.arange(helpers), least=int(rng.integers(0, 2)), most=int(rng.integers(1, 4)))
    )
    if rng.random() < 0.5:
        weight = rng.integers(1, 5, recipients)
        least, most = int(rng.integers(0, 3)), int(rng.integers(3, 9))
        limits.append(
            Limit("load", helper_key=np.arange(helpers), weight=weight, weight_by="recipient", least=least, most=most)
        )
    if rng.random() < 0.4:
        limits.append(
            Limit(
                "changes", weight=(rng.random(count) < 0.5).astype(int), most=int(rng.integers(1, 3)), weight_by="pair"
            )
        )
    if rng.random() < 0.4:
        key = np.minimum(np.arange(recipients), 1)
        limits.append(Limit("apart", helper_key=np.arange(helpers), recipient_key=key, most=1))
    spreads, rows = [], []
    if rng.random() < 0.5:
        spreads.append(Spread("together", np.arange(helpers), rng.integers(-1, 2, recipients), 1))
    if rng.random() < 0.4:
        rows.append(Rows("rows", csr_array(rng.integers(-1, 2, (2, count))), [-1, -2], [1, 2]))
    on = limits[-1].name if limits[-1].helper_key is not None else "quota"
    tiers = [_tier(rng, number, count, recipients, on, optional=optional) for number in range(int(rng.integers(1, 4)))]
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, spreads, rows, tiers)


def _tier(rng: np.random.Generator, number: int, pairs: int, recipients: int, on: str, *, optional: bool) -> Tier:
    form = str(rng.choice(FORMS))
    sense = "max" if form != "convex" and rng.random() < 0.3 else "min"
    cost = rng.integers(-5, 10, pairs) * int(form != "leximin" or rng.random() < 0.5)
    lacking = rng.integers(0, 15, recipients) * (1 if sense == "min" else -1) if optional and form == "sum" else 0
    return Tier(
        f"tier {number}",
        sense,
        pair_cost=cost,
        missing_cost=lacking,
        form="worst" if form == "total" else form,
        on=on if form in ("total", "convex", "leximin") else None,
        within=int(rng.integers(0, 3)) if rng.random() < 0.3 else 0,
    )


def _rosters(model: AssignmentModel) -> list[tuple[list[tuple[int, ...]], list[int]]]:
    """(value of every tier, minimised, and x) of every roster that obeys all rows; every sum is written out here again."""
    pairs = model.pair_list
    assert pairs is not None
    found = []
    for bits in product((0, 1), repeat=model.pair_count):
        used = [p for p, bit in enumerate(bits) if bit]
        lacking: dict[int, int] = {}
        loads: dict[str, list[int]] = {}
        allowed = True
        for limit in model.limits:
            row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
            weight = np.broadcast_to(limit.weight_of(pairs.recipient, np.arange(model.pair_count)), len(bits))
            load = [sum(int(weight[p]) for p in used if row[p] == g) for g in range(limit.count)]
            loads[limit.name] = list(load)
            if limit.missing is not None:
                lacking = {g: max(0, min(1, 1 - load[g])) for g in range(limit.count)}
                load = [load[g] + lacking[g] for g in range(limit.count)]
            allowed &= all(limit.least[g] <= load[g] <= limit.most[g] for g in range(limit.count))
        for spread in model.spreads:
            for whole in range(len(spread.most)):
                parts = {int(spread.part[pairs.recipient[p]]) for p in used if spread.whole[pairs.helper[p]] == whole}
                allowed &= len(parts - {-1}) <= spread.most[whole]
        for rows in model.rows:
            activity = rows.activity(np.array(bits))
            allowed &= bool((activity >= rows.lo).all() and (activity <= rows.hi).all())
        if allowed:
            found.append(([_value(model, t, used, lacking, loads) for t in range(len(model.tiers))], list(bits)))
    return found


def _value(
    model: AssignmentModel, number: int, used: list[int], lacking: dict[int, int], loads: dict[str, list[int]]
) -> tuple[int, ...]:
    tier, pairs = model.tiers[number], model.pair_list
    assert pairs is not None and tier.pair_cost is not None
    total = sum(int(tier.pair_cost[p]) for p in used)
    total += sum(int(tier.missing_cost[g]) * m for g, m in lacking.items()) if tier.missing_cost.size else 0
    if tier.form == "sum":
        return (total,)
    if tier.on is None:
        return (max((int(tier.pair_cost[p]) for p in used), default=int(tier.pair_cost.min())),)
    limit, load = model.limit(tier.on), loads[tier.on]
    if tier.form == "convex":
        return (total + sum(t * t for t in load),)
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    sums = [sum(int(tier.pair_cost[p]) for p in used if row[p] == g) for g in range(limit.count)]
    if tier.form == "worst":
        return (max(sums),)
    counted = [tier.sign * t for t in load] if not tier.pair_cost.any() else sums
    return tuple(sorted(counted, reverse=True))


def _best(model: AssignmentModel) -> list[list[int]]:
    """Every x that no other roster beats, tier by tier."""
    left = _rosters(model)
    for number, tier in enumerate(model.tiers):
        if not left:
            break
        best = min(values[number] for values, _ in left)
        room = tier.allowance(best[0])
        if room or tier.form != "leximin":
            left = [one for one in left if one[0][number][0] <= best[0] + room]
        else:
            left = [one for one in left if one[0][number] == best]
    return [x for _, x in left]


@pytest.mark.parametrize("block", range(6))
def test_every_combination_finds_what_enumeration_finds(block: int) -> None:
    """Rules that are right alone may be wrong together: no roster, value, bound or label may be false in any mixture."""
    proved = 0
    for seed in range(block * 20, block * 20 + 20):
        model = _random(np.random.default_rng([7, seed]))
        best = _best(model)
        result = solve_tiers(model, Budget(), 0, None)
        verdict = verify_model(model, result)
        assert verdict.accepted, (seed, verdict.findings)
        if not best:
            assert verdict.status in (Status.INFEASIBLE, Status.UNDECIDED), seed
            assert not len(result.chosen), seed
            proved += verdict.status is Status.INFEASIBLE
            continue
        x = np.zeros(model.pair_count, np.int64)
        x[result.chosen] = result.amount
        assert x.tolist() in best, seed
        proved += verdict.status is Status.OPTIMAL
    assert proved >= 15
