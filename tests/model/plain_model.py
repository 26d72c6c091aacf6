"""Every assignment of a tiny array model, by enumeration, and its tier values: an oracle for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from optimizer.model import AssignmentModel, ModelResult
from optimizer.model.normal import TierCost


def missing_of(model: AssignmentModel, x: np.ndarray) -> dict[str, list[int]] | None:
    """What each optional limit lacks, or None when some limit, spread or row is broken."""
    helper, recipient, role = model.pair_list.helper, model.pair_list.recipient, model.pair_list.role
    lacks = {}
    for limit in model.limits:
        rows = limit.row_of(helper, recipient, role)
        weight = np.broadcast_to(limit.weight_of(recipient, slice(None)), x.shape)
        load = [0] * limit.count
        for p in range(len(x)):
            if rows[p] >= 0:
                load[rows[p]] += int(weight[p] * x[p])
        gap = [max(0, int(low) - got) for low, got in zip(limit.least, load, strict=True)]
        most_missing = [0] * limit.count if limit.missing is None else limit.missing
        if any(g > m for g, m in zip(gap, most_missing, strict=True)):
            return None
        if any(got > high for got, high in zip(load, limit.most, strict=True)):
            return None
        if limit.missing is not None:
            lacks[limit.name] = gap
    for spread in model.spreads:
        own, other = (helper, recipient) if spread.of == "helper" else (recipient, helper)
        used = {(spread.whole[a], spread.part[b]) for a, b, n in zip(own, other, x, strict=True) if n}
        for whole, most in enumerate(spread.most):
            if sum(1 for w, part in used if w == whole and part >= 0) > most:
                return None
    for rows_ in model.rows:
        activity = rows_.activity(x)
        if (activity < rows_.lo).any() or (activity > rows_.hi).any():
            return None
    return lacks


def tier_values(model: AssignmentModel, x: np.ndarray, lacks: dict[str, list[int]]) -> list:
    values = []
    helper, recipient, role = model.pair_list.helper, model.pair_list.recipient, model.pair_list.role
    for tier in model.tiers:
        total = int((tier.pair_cost * x).sum())
        for name, gap in lacks.items():
            limit = model.limit(name)
            for row, lacking in enumerate(gap):
                total += int(tier.missing_cost[row // limit.role_groups]) * lacking if len(tier.missing_cost) else 0
        if tier.form in ("sum", "excess"):
            values.append(total if tier.form == "sum" else plain_excess(model, tier, x))
            continue
        if tier.form == "worst" and tier.on is None:
            values.append(max((int(c) for c, n in zip(tier.pair_cost, x, strict=True) if n), default=0))
            continue
        limit = model.limit(tier.on)
        rows = limit.row_of(helper, recipient, role)
        weight = np.broadcast_to(limit.weight_of(recipient, slice(None)), x.shape)
        load, cost = [0] * limit.count, [0] * limit.count
        for p in range(len(x)):
            if rows[p] >= 0:
                load[rows[p]] += int(weight[p] * x[p])
                cost[rows[p]] += int(tier.pair_cost[p] * x[p])
        if tier.form == "convex":
            values.append(total + sum(n * n for n in load))
        elif tier.form == "worst":
            values.append(max(cost))
        else:
            totals = cost if tier.pair_cost.any() else load
            values.append(sorted(totals, reverse=tier.sign > 0))
    return values


def plain_excess(model: AssignmentModel, tier: TierCost, x: np.ndarray) -> int:
    """What the wishes of a tier are exceeded by."""
    pairs, value = model.pair_list, 0
    uses = [
        (int(h), int(r), p, int(n))
        for p, (h, r, n) in enumerate(zip(pairs.helper, pairs.recipient, x, strict=False))
        if n
    ]
    for limit in model.wishes.limits:
        if limit.name in tier.wishes:
            row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
            weight = np.broadcast_to(limit.weight_of(pairs.recipient, slice(None)), x.shape)
            for group in range(limit.count):
                load = sum(int(weight[p]) * n for _, _, p, n in uses if row[p] == group)
                value += max(0, load - int(limit.most[group]), int(limit.least[group]) - load)
    for spread in model.wishes.spreads:
        if spread.name in tier.wishes:
            used: dict[int, set[int]] = defaultdict(set)
            for h, r, _, _ in uses:
                own, other = (h, r) if spread.of == "helper" else (r, h)
                if spread.whole[own] >= 0 and spread.part[other] >= 0:
                    used[int(spread.whole[own])].add(int(spread.part[other]))
            value += sum(max(0, len(parts) - int(spread.most[whole])) for whole, parts in used.items())
    for rows in model.wishes.rows:
        if rows.name in tier.wishes:
            beyond: dict[int, int] = defaultdict(int)
            for key, got, low, high in zip(rows.keys, rows.activity(x), rows.lo, rows.hi, strict=False):
                beyond[int(key)] = max(beyond[int(key)], int(got - high), int(low - got))
            value += sum(beyond.values())
    return value


def assignments(model: AssignmentModel) -> Iterator[np.ndarray]:
    """Every x within the bounds of the pairs and below the upper limits; for models of a dozen pairs or so."""
    pairs = model.pair_list
    rows = [limit.row_of(pairs.helper, pairs.recipient, pairs.role).tolist() for limit in model.limits]
    weights = [
        np.broadcast_to(limit.weight_of(pairs.recipient, slice(None)), pairs.helper.shape) for limit in model.limits
    ]
    room = [limit.most.tolist() for limit in model.limits]
    x = [0] * pairs.count

    def from_pair(p: int) -> Iterator[np.ndarray]:
        if p == pairs.count:
            yield np.array(x, np.int64)
            return
        for amount in range(int(pairs.least[p]), int(pairs.most[p]) + 1):
            takes = [(k, row[p], amount * int(weights[k][p])) for k, row in enumerate(rows) if row[p] >= 0]
            if any(room[k][row] < weight for k, row, weight in takes):
                return
            for k, row, weight in takes:
                room[k][row] -= weight
            x[p] = amount
            yield from from_pair(p + 1)
            for k, row, weight in takes:
                room[k][row] += weight

    yield from from_pair(0)


def result_of(x: np.ndarray) -> ModelResult:
    chosen = np.flatnonzero(x)
    return ModelResult(chosen=chosen, amount=x[chosen])


def best(model: AssignmentModel) -> tuple[list, np.ndarray] | None:
    """The lexicographically best tier values, and one assignment that has them."""
    found = None
    for x in assignments(model):
        lacks = missing_of(model, x)
        if lacks is None:
            continue
        values = tier_values(model, x, lacks)
        if found is None or values < found[0]:
            found = (values, x)
    return found
