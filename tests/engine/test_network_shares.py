"""Shares of a quota on a network: totals whose pairs cost the same within a row, against every roster there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Status, Tier, solve_model, verify_model


def shares(seed: int) -> AssignmentModel:
    """Quotas and needs over at most ten pairs; a tier looks at helpers or at units, each of which has its own price."""
    rng = np.random.default_rng([41, seed])
    helpers, recipients = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    every = np.flatnonzero(rng.random(helpers * recipients) < 0.9)[:10]
    helper, recipient = np.divmod(every, recipients)
    optional = bool(rng.random() < 0.4)
    unit = rng.integers(-1 if rng.random() < 0.3 else 0, 2, helpers)
    by_unit = bool(rng.random() < 0.6)
    groups = unit if by_unit else np.arange(helpers)
    part = rng.integers(0 if rng.random() < 0.3 else 1, 9, int(groups.max(initial=0)) + 1)
    cost = np.where(groups[helper] >= 0, part[np.maximum(groups[helper], 0)], 3)
    sense = "max" if rng.random() < 0.3 else "min"
    fair = Tier(
        "fair",
        sense,
        pair_cost=cost,
        form=str(rng.choice(["leximin", "leximin", "worst"])),
        on="units" if by_unit else "quota",
    )
    first = Tier("first", pair_cost=rng.integers(0, 4, len(every)), missing_cost=5 if optional else 0)
    last = Tier("last", pair_cost=rng.integers(-3, 6, len(every)), missing_cost=4 if optional else 0)
    tiers = [*([first] if rng.random() < 0.5 else []), fair, *([last] if rng.random() < 0.7 else [])]
    limits = [
        Limit("quota", helper_key=np.arange(helpers), least=int(rng.integers(0, 2)), most=int(rng.integers(2, 4))),
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if optional else None),
    ]
    if by_unit:
        limits.append(Limit("units", helper_key=unit, least=int(rng.integers(0, 2)), most=5))
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, tiers=tiers)


def values(model: AssignmentModel, bits: tuple[int, ...]) -> list[tuple[int, ...]] | None:
    """What every tier minimises for one roster, None when it breaks a limit."""
    pairs = model.pair_list
    used = [p for p, bit in enumerate(bits) if bit]
    missing = 0
    for limit in model.limits:
        key = limit.helper_key if limit.helper_key is not None else limit.recipient_key
        end = pairs.helper if limit.helper_key is not None else pairs.recipient
        for g in range(limit.count):
            load = sum(1 for p in used if key[end[p]] == g)
            if limit.missing is not None and load == 0:
                missing, load = missing + 1, 1
            if not limit.least[g] <= load <= limit.most[g]:
                return None
    out = []
    for tier in model.tiers:
        if tier.form == "sum":
            lacking = missing * int(tier.missing_cost[0]) if tier.missing_cost.size else 0
            out.append((sum(int(tier.pair_cost[p]) for p in used) + lacking,))
            continue
        limit = model.limit(tier.on)
        totals = [
            sum(int(tier.pair_cost[p]) for p in used if limit.helper_key[pairs.helper[p]] == g)
            for g in range(limit.count)
        ]
        ordered = tuple(sorted(totals, reverse=True))
        out.append(ordered if tier.form == "leximin" else ordered[:1])
    return out


@pytest.mark.parametrize("seed", range(150))
def test_against_every_roster(seed: int) -> None:
    """A level lost between two shares of different size would be called optimal here and is not."""
    model = shares(seed)
    found = [one for bits in product((0, 1), repeat=model.pair_count) if (one := values(model, bits)) is not None]
    result = solve_model(model)
    assert result.route == "network"
    assert verify_model(model, result).accepted
    if not found:
        assert result.status is Status.INFEASIBLE
        return
    assert result.status is Status.OPTIMAL, [(tier.name, tier.value, tier.bound, tier.label) for tier in result.tiers]
    bits = np.zeros(model.pair_count, int)
    bits[result.chosen] = 1
    assert values(model, tuple(bits.tolist())) == min(found)
