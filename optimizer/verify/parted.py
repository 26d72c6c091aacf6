"""The least of kept groups when each may use few places in one part: the cheapest pairs of its best part, by sorting alone.

Also where parts have charges (:mod:`optimizer.verify.covers`): a part that is opened takes its charge off, with or without pairs.
"""

from __future__ import annotations

import numpy as np

from optimizer.verify.exact import Array, largest, total

CELLS = 2**27
"""Largest table of groups x parts."""


def simple(parts: Array, weights: list[Array], low: Array, high: Array, part: Array, inside: Array) -> bool:
    """Groups of one part at most (-1: groups that no spread holds), one limit of weight 1, pairs used once at most.

    ``inside``: bool[items], the item's group is held by the spread; its recipient must lie in a part."""
    return (
        len(weights) == 1
        and bool((weights[0] == 1).all())
        and not low.any()
        and bool((high <= 1).all())
        and bool(((parts == 1) | (parts < 0)).all())
        and bool((part[inside] >= 0).all())
    )


def best_parts(
    count: int, group: Array, cost: Array, part: Array, places: Array, free: Array, charge: Array | None
) -> int | None:
    """Sum over groups of the least cost of at most ``places`` items (-1: any number) of one part, less its charge.

    free: bool[groups], not held by the spread: items of all parts together, and no charge. None: too large a table.
    """
    wide = max(int(part.max(initial=-1)) + 1, 1) if charge is None else charge.shape[1]
    if count * wide > CELLS or largest(cost) * max(1, len(cost)) >= 2**61:
        return None
    negative = cost < 0
    group, cost, part = group[negative], cost[negative].astype(np.int64), part[negative]
    cell = group * wide + np.where(free[group], 0, part)
    order = np.lexsort((cost, cell))
    cell, cost, group = cell[order], cost[order], group[order]
    first = np.ones(len(cell), np.bool_)
    first[1:] = cell[1:] != cell[:-1]
    start = np.flatnonzero(first)
    rank = np.arange(len(cell)) - np.repeat(start, np.diff(np.append(start, len(cell))))
    taken = (places[group] < 0) | (rank < places[group])
    flat: Array = np.zeros(count * wide, np.int64)
    np.add.at(flat, cell[taken], cost[taken])
    value = flat.reshape(count, wide)
    if charge is not None:
        value -= np.where(free[:, None], 0, charge)
    return total(np.minimum(value.min(axis=1), 0)) if count else 0
