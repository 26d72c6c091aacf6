"""Tiny random models with every kind of row, for tests."""

from __future__ import annotations

import numpy as np

from optimizer.model import AssignmentModel, Limit, Pairs, Rows, Tier


def random_model(seed: int, *, helpers: int = 3, recipients: int = 4, side_rows: bool = True) -> AssignmentModel:
    """Quotas with lower bounds, needs that may stay open, weighted loads, a row over pairs, one to three tiers."""
    rng = np.random.default_rng([seed, 71])
    keep = np.flatnonzero(rng.random(helpers * recipients) < 0.85)
    if not len(keep):
        keep = np.array([0])
    helper, recipient = keep // recipients, keep % recipients
    count = len(keep)
    most = np.where(rng.random(count) < 0.1, 2, 1)
    least = np.where(rng.random(count) < 0.05, 1, 0)
    quota = rng.integers(1, 3, helpers)
    floor = np.where(rng.random(helpers) < 0.2, 1, 0)
    limits = [Limit("quota", helper_key=np.arange(helpers), least=floor, most=quota)]
    open_needs = rng.random() < 0.6
    limits.append(
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if open_needs else None)
    )
    rows = []
    if side_rows and rng.random() < 0.5:
        limits.append(
            Limit(
                "load",
                helper_key=np.arange(helpers),
                weight=rng.integers(1, 5, recipients),
                most=int(rng.integers(3, 8)),
            )
        )
    if side_rows and rng.random() < 0.5:
        data = rng.integers(-2, 4, count)
        rows.append(Rows("mix", (data, np.arange(count), np.array([0, count])), [0], [int(rng.integers(1, 6))]))
    tiers = []
    for number in range(int(rng.integers(1, 4))):
        sense = "max" if rng.random() < 0.3 else "min"
        lack = rng.integers(0, 30, recipients) * (-1 if sense == "max" else 1)
        tiers.append(
            Tier(f"tier {number}", sense, pair_cost=rng.integers(-3, 9, count), missing_cost=lack if open_needs else 0)
        )
    return AssignmentModel(
        helpers, recipients, Pairs(helper, recipient, 0, least, most), limits, rows=rows, tiers=tiers
    )
