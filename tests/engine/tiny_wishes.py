"""Tiny random models with wishes (tiers of form "excess"), and their values read off one roster in plain Python."""

from __future__ import annotations

import numpy as np

from optimizer.model import AssignmentModel, Limit, Pairs, Rows, Spread, Tier
from tests.model.plain_model import assignments, missing_of, plain_excess


def tiny_wishes(rng: np.random.Generator) -> AssignmentModel:
    """At most 9 pairs; limits, spreads of either side and rows, each hard or a wish, alone and together."""
    helpers, recipients = int(rng.integers(1, 4)), int(rng.integers(1, 5))
    kept = np.sort(rng.permutation(helpers * recipients)[: int(rng.integers(1, 10))])
    helper, recipient = np.divmod(kept, recipients)
    count = len(kept)
    most = rng.integers(1, 3, count) if rng.random() < 0.3 else np.ones(count, np.int64)
    each, served = np.arange(helpers), np.arange(recipients)
    need, optional = rng.integers(1, 3, recipients), rng.random() < 0.5
    limits = [
        Limit("quota", each, most=rng.integers(1, 4, helpers)),
        Limit("need", None, served, least=need, most=need, missing=need if optional else None),
    ]
    if rng.random() < 0.3:
        weight = rng.integers(0, 4, recipients)
        limits.append(Limit("load", each, weight=weight, most=rng.integers(2, 8, helpers), weight_by="recipient"))
    part = rng.integers(-1, 3, recipients)
    spreads, rows = [], []
    if rng.random() < 0.5:
        spreads.append(Spread("villages", each, part, rng.integers(0, 3, helpers)))
    if rng.random() < 0.3:
        spreads.append(Spread("villages of units", rng.integers(-1, 2, helpers), part, int(rng.integers(0, 2))))
    if rng.random() < 0.2:
        spreads.append(Spread("units of a recipient", served, rng.integers(-1, 2, helpers), 1, of="recipient"))
    unit = rng.integers(-1, 2, helpers)
    if rng.random() < 0.35 and unit.max() >= 0:
        limits.append(Limit("totals", unit, least=rng.integers(0, 3, int(unit.max()) + 1), most=3))
    if rng.random() < 0.3:
        limits.append(Limit("apart", each, np.where(rng.random(recipients) < 0.6, 0, -1), most=1))
    if rng.random() < 0.3:
        weight = rng.integers(0, 5, recipients)
        limits.append(
            Limit("hours", each, weight=weight, least=1, most=rng.integers(2, 5, helpers), weight_by="recipient")
        )
    if rng.random() < 0.3:
        rows.append(Rows("together", rng.integers(-1, 2, (3, count)), 0, 0, key=rng.integers(0, 2, 3)))
    named = [one.name for one in (*limits[2:], *spreads, *rows) if one.name != "load"]
    wishes = [name for name in named if rng.random() < 0.8]
    rng.shuffle(wishes)
    tiers = [Tier("coverage", missing_cost=1)] if optional else []
    while wishes:
        here = int(rng.integers(1, len(wishes) + 1))
        within = int(rng.integers(0, 2)) if rng.random() < 0.2 else 0
        tiers.append(Tier(f"wishes {len(tiers)}", form="excess", on=tuple(wishes[:here]), within=within))
        wishes = wishes[here:]
        if rng.random() < 0.3:
            tiers.append(Tier(f"between {len(tiers)}", pair_cost=rng.integers(-2, 6, count)))
    form = str(rng.choice(["sum", "sum", "sum", "worst", "convex", "leximin"]))
    cost = 0 if form == "leximin" else rng.integers(0, 9, count)
    tiers.append(Tier("distance", pair_cost=cost, form=form, on="quota" if form in ("convex", "leximin") else None))
    if rng.random() < 0.3:
        tiers.append(Tier("last", pair_cost=rng.integers(0, 3, count)))
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient, most=most), limits, spreads, rows, tiers)


def plain_values(model: AssignmentModel, x: np.ndarray, lacks: dict[str, list[int]]) -> list:
    """The values of all tiers of a tiny model; of leximin the sorted totals."""
    pairs, values = model.pair_list, []
    for tier in model.tiers:
        cost = [int(c) * int(n) for c, n in zip(tier.pair_cost, x, strict=False)]
        lacking = sum(map(sum, lacks.values())) if tier.missing_cost.any() else 0
        loads = [
            sum(int(n) for h, n in zip(pairs.helper, x, strict=False) if h == own) for own in range(model.helper_count)
        ]
        if tier.form == "excess":
            values.append(plain_excess(model, tier, x))
        elif tier.form == "worst":
            usable = [int(c) for c, most in zip(tier.pair_cost, pairs.most, strict=False) if most]
            values.append(
                max((int(c) for c, n in zip(tier.pair_cost, x, strict=False) if n), default=min(usable, default=0))
            )
        elif tier.form == "leximin":
            values.append(sorted(loads, reverse=True))
        else:
            squares = sum(load * load for load in loads) if tier.form == "convex" else 0
            values.append(sum(cost) + lacking + squares)
    return values


def every_value(model: AssignmentModel) -> list[list]:
    """The values of every roster that the model allows."""
    found = []
    for x in assignments(model):
        lacks = missing_of(model, x)
        if lacks is not None:
            found.append(plain_values(model, x, lacks))
    return found
