"""Medium network models full of equal people, and their optima by HiGHS, tier after tier."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix, csr_matrix, vstack

from optimizer.model import AssignmentModel, Limit, Pairs, Tier


def medium_model(rng: np.random.Generator) -> AssignmentModel:
    """Helpers at few sites, recipients in few villages, costs by site and village; some people differ from their kind."""
    helpers, recipients = int(rng.integers(4, 16)), int(rng.integers(4, 20))
    sites, villages = int(rng.integers(1, 4)), int(rng.integers(1, 4))
    roles = int(rng.integers(1, 3))
    site, village = rng.integers(0, sites, helpers), np.sort(rng.integers(0, villages, recipients))
    helper, recipient, role = (
        a.ravel() for a in np.meshgrid(np.arange(helpers), np.arange(recipients), np.arange(roles), indexing="ij")
    )
    barred = rng.random((sites, villages)) < 0.15
    odd = rng.random(helpers) < 0.15
    keep = ~barred[site[helper], village[recipient]] & ~(odd[helper] & (rng.random(len(helper)) < 0.3))
    keep[0] = True
    helper, recipient, role = helper[keep], recipient[keep], role[keep]
    order = rng.permutation(len(helper)) if rng.random() < 0.5 else np.arange(len(helper))
    helper, recipient, role = helper[order], recipient[order], role[order]
    pairs = Pairs(helper, recipient, role, most=rng.integers(1, 3))
    quota = np.where(rng.random(helpers) < 0.2, 5, 3)
    least = np.where(rng.random(helpers) < 0.2, 1, 0) * (rng.random() < 0.4)
    need = rng.integers(1, 3)
    missing = int(need) if rng.random() < 0.8 else None
    limits = [
        Limit("quota", helper_key=np.arange(helpers), least=least, most=quota),
        Limit("need", recipient_key=np.arange(recipients), least=need, most=need, missing=missing),
    ]
    if rng.random() < 0.3:
        limits.append(Limit("unit", helper_key=site, most=rng.integers(3, 15, sites)[: int(site.max()) + 1]))
    if rng.random() < 0.3:
        limits.append(Limit("village", recipient_key=village, least=1))
    if rng.random() < 0.3:
        limits.append(Limit("per village", helper_key=np.arange(helpers), recipient_key=village, most=2))
    if role.max() == 1 and rng.random() < 0.5:
        limits.append(Limit("role", helper_key=np.arange(helpers), role_key=[0, 1], most=2))
    tiers = []
    for number in range(int(rng.integers(1, 4))):
        cost = rng.integers(0, 5, (sites, villages))[site[helper], village[recipient]] * (1 + role)
        if rng.random() < 0.4:
            cost = cost + np.where(rng.random(len(cost)) < 0.05, 1, 0)
        price = rng.integers(3, 9, villages)[village] if missing is not None else 0
        sense = "max" if rng.random() < 0.3 else "min"
        convex = sense == "min" and rng.random() < 0.25
        tiers.append(
            Tier(
                f"t{number}",
                sense=sense,
                pair_cost=cost,
                missing_cost=-price if sense == "max" else price,
                form="convex" if convex else "sum",
                on="quota" if convex else None,
            )
        )
    return AssignmentModel(helpers, recipients, pairs, limits, tiers=tiers)


def highs_values(model: AssignmentModel) -> list[int] | None:
    """Minimised values tier after tier (each held as a row for the next), or None when HiGHS finds no roster."""
    pairs = model.pair_list
    count = pairs.count
    blocks, low, high = [], [], []
    extra = [limit for limit in model.limits if limit.missing is not None]
    loads = model.limit("quota")
    widths = [limit.count for limit in extra] + [loads.count]
    size = count + sum(widths)
    starts = np.cumsum([count, *widths])
    upper = np.concatenate([pairs.most, *(limit.missing for limit in extra), np.full(loads.count, 10**6)])
    lower = np.concatenate([pairs.least, np.zeros(sum(widths), np.int64)])
    for limit in model.limits:
        row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
        at = np.flatnonzero(row >= 0)
        rows, columns, data = [row[at]], [at], [np.ones(len(at))]
        if limit.missing is not None:
            start = starts[extra.index(limit)]
            rows.append(np.arange(limit.count))
            columns.append(start + np.arange(limit.count))
            data.append(np.ones(limit.count))
        entries = (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns)))
        blocks.append(csr_matrix(coo_matrix(entries, shape=(limit.count, size))))
        low.append(limit.least)
        high.append(limit.most)
    row = loads.row_of(pairs.helper, pairs.recipient, pairs.role)
    squares = starts[-2] + np.arange(loads.count)
    values = []
    for tier in model.tiers:
        cost = np.zeros(size)
        cost[:count] = tier.pair_cost
        for limit, start in zip(extra, starts, strict=False):
            cost[start : start + limit.count] = tier.missing_cost[np.arange(limit.count) // limit.role_groups]
        cuts, least = [], []
        if tier.form == "convex":
            cost[squares] = 1
            for t in range(7):
                entries = coo_matrix(
                    (
                        np.concatenate((np.full(len(row), -(2.0 * t + 1)), np.ones(loads.count))),
                        (np.concatenate((row, np.arange(loads.count))), np.concatenate((np.arange(count), squares))),
                    ),
                    shape=(loads.count, size),
                )
                cuts.append(csr_matrix(entries))
                least.append(np.full(loads.count, -float(t * (t + 1))))
        matrix = vstack(blocks + cuts)
        bounds = Bounds(lower, upper)
        rows_low = np.concatenate([np.asarray(a, float) for a in (*low, *least)])
        rows_high = np.concatenate([*(np.asarray(a, float) for a in high), *(np.full(len(a), np.inf) for a in least)])
        integrality = np.ones(size)
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, rows_low, rows_high),
            bounds=bounds,
            integrality=integrality,
            options={"mip_rel_gap": 0},
        )
        if not answer.success:
            return None
        values.append(round(answer.fun))
        if tier.form == "convex":
            blocks += cuts
            low += least
            high += [np.full(len(a), np.inf) for a in least]
        blocks.append(csr_matrix(cost))
        low.append(np.array([-np.inf]))
        high.append(np.array([values[-1] + 0.5]))
    return values
