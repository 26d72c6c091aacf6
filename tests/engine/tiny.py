"""Tiny random network models, and the best of all their rosters found by trying every one."""

from __future__ import annotations

from itertools import product

import numpy as np

from optimizer.model import AssignmentModel, Limit, Pairs, Tier

FORMS = ("sum", "sum", "sum", "worst", "convex", "leximin")


def tiny_model(rng: np.random.Generator, forms: tuple[str, ...] = FORMS) -> AssignmentModel:
    """At most 9 pairs, with every feature that a network may have; about half have no roster."""
    helpers, recipients = int(rng.integers(1, 4)), int(rng.integers(1, 4))
    roles = int(rng.integers(1, 3))
    every = [(h, r, k) for h in range(helpers) for r in range(recipients) for k in range(roles)]
    count = min(len(every), int(rng.integers(1, 8)))
    kept = sorted(rng.choice(len(every), count, replace=False).tolist())
    if rng.random() < 0.5:
        rng.shuffle(kept)
    helper, recipient, role = (np.array([every[k][j] for k in kept]) for j in range(3))
    roles = int(role.max()) + 1
    most = rng.integers(1, 3, count)
    least = np.where(rng.random(count) < 0.1, 1, 0)
    limits = []
    low = rng.integers(0, 2, helpers) * (rng.random() < 0.3)
    limits.append(Limit("quota", helper_key=np.arange(helpers), least=low, most=low + rng.integers(0, 3, helpers)))
    need = rng.integers(0, 3, recipients)
    slack = rng.integers(0, 2)
    missing = int(rng.integers(0, 3)) if rng.random() < 0.5 else None
    by_role = roles == 2 and rng.random() < 0.4
    groups = recipients * (2 if by_role else 1)
    limits.append(
        Limit(
            "need",
            recipient_key=np.arange(recipients),
            role_key=np.arange(roles) if by_role else None,
            least=np.resize(need, groups),
            most=np.resize(need, groups) + slack,
            missing=missing,
        )
    )
    if rng.random() < 0.4:
        unit = rng.integers(-1, 2, helpers)
        units = int(unit.max()) + 1
        if units:
            limits.append(Limit("unit", helper_key=unit, least=0, most=rng.integers(1, 4, units)))
    if rng.random() < 0.3:
        limits.append(Limit("each", helper_key=np.arange(helpers), recipient_key=np.arange(recipients), most=1))
    if rng.random() < 0.3:
        village = rng.integers(0, 2, recipients)
        limits.append(Limit("village", recipient_key=village, least=int(rng.integers(0, 2))))
    tiers = [
        _tier(rng, number, count, recipients, missing is not None, forms) for number in range(int(rng.integers(0, 4)))
    ]
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient, role, least, most), limits, tiers=tiers)


def _tier(
    rng: np.random.Generator, number: int, pairs: int, recipients: int, optional: bool, forms: tuple[str, ...]
) -> Tier:
    form = str(rng.choice(forms))
    sense = "max" if rng.random() < 0.4 and form != "convex" else "min"
    cost = rng.integers(-2, 5, pairs)
    if form == "leximin":
        return Tier(f"t{number}", sense=sense, form="leximin", on="quota")
    if form == "worst" and rng.random() < 0.4:
        return Tier(f"t{number}", sense=sense, form="worst", on="quota", pair_cost=int(rng.integers(0, 3)))
    price = rng.integers(-1, 7, recipients) if optional and form in ("sum", "convex") else 0
    return Tier(
        f"t{number}",
        sense=sense,
        form=form,
        pair_cost=cost,
        missing_cost=price,
        on="quota" if form == "convex" else None,
    )


def best_values(model: AssignmentModel) -> list[object] | None:
    """Minimised, scaled value of every tier (leximin: the sorted loads) at the optimum, or None without a roster."""
    pairs = model.pair_list
    assert pairs is not None
    best: list[object] | None = None
    for x in product(*(range(int(a), int(b) + 1) for a, b in zip(pairs.least, pairs.most, strict=True))):
        value = _value(model, np.array(x, np.int64))
        if value is not None and (best is None or value < best):
            best = value
    return best


def _value(model: AssignmentModel, x: np.ndarray) -> list[object] | None:
    pairs = model.pair_list
    lacking: dict[str, list[list[int]]] = {}
    for limit in model.limits:
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        lacking[limit.name] = []
        for g in range(limit.count):
            load = int(x[row == g].sum())
            most = 0 if limit.missing is None else int(limit.missing[g])
            low, high = max(0, int(limit.least[g]) - load), min(most, int(limit.most[g]) - load)
            if low > high:
                return None
            if limit.missing is not None:
                prices = [
                    int(tier.missing_cost[g // limit.role_groups]) if tier.missing_cost.size else 0
                    for tier in model.tiers
                ]
                prices = [p if t.form in ("sum", "convex") else 0 for p, t in zip(prices, model.tiers, strict=True)]
                lacking[limit.name].append(min([m * p for p in prices] for m in (low, high)))
    return [
        _tier_value(model, tier, x, sum(g[tier.number] for rows in lacking.values() for g in rows))
        for tier in model.tiers
    ]


def _tier_value(model: AssignmentModel, tier, x: np.ndarray, missing: int) -> object:
    pairs = model.pair_list
    cost = tier.pair_cost
    if tier.on is not None:
        limit = model.limit(tier.on)
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        loads = [int(x[row == g].sum()) for g in range(limit.count)]
        if tier.form == "leximin":
            return sorted(loads, reverse=True) if tier.sign > 0 else [-v for v in sorted(loads)]
        if tier.form == "worst":
            return max(int((cost * x)[row == g].sum()) for g in range(limit.count))
        return int((cost * x).sum()) + missing + tier.scale * sum(v * v for v in loads)
    if tier.form == "worst":
        return int(cost[x > 0].max()) if (x > 0).any() else int(cost.min())
    return int((cost * x).sum()) + missing


def first_levels(model: AssignmentModel, values: list[object]) -> list[int]:
    """The same numbers as TierOutcome reports them: user's sense, a leximin tier by its first level."""
    return [
        tier.sign * (value[0] if isinstance(value, list) else value)
        for tier, value in zip(model.tiers, values, strict=True)
    ]


def same_loads(model: AssignmentModel, x: np.ndarray, values: list[object]) -> bool:
    """Whether the roster attains every value, leximin tiers in every level."""
    return _value(model, x) == values
