"""Which limits make a network: two families of nested rows, one on the helper side, one on the recipient side.

Two rows cross when they share pairs and neither holds the other. Limits whose rows cross must stand on different sides;
when the crossing graph of the limits has two colours, the constraint matrix is that of a network (Edmonds 1970: two
laminar families).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows

HELPER_SIDE, RECIPIENT_SIDE = 0, 1

Overlap = set[tuple[bool, bool]]


def _overlaps(first: Ints | None, second: Ints | None) -> Overlap:
    """How groups of two keys of one side meet: (first within second, second within first), for every meeting pair."""
    if first is None and second is None:
        return {(True, True)}
    length = len(first) if first is not None else len(second) if second is not None else 0
    a = np.zeros(length, np.int64) if first is None else first
    b = np.zeros(length, np.int64) if second is None else second
    both = (a >= 0) & (b >= 0)
    width = int(b.max(initial=-1)) + 1
    if not both.any():
        return set()
    code, size = np.unique(a[both] * width + b[both], return_counts=True)
    in_a, in_b = np.bincount(a[a >= 0]), np.bincount(b[b >= 0])
    inside, holds = size == in_a[code // width], size == in_b[code % width]
    return {(bool(i), bool(h)) for i in (False, True) for h in (False, True) if (inside == i)[holds == h].any()}


def _cross_by_keys(first: LimitRows, second: LimitRows) -> bool:
    """Whether rows cross when all helpers meet all recipients in all roles."""
    met: Overlap = {(True, True)}
    for a, b in (
        (first.helper_key, second.helper_key),
        (first.recipient_key, second.recipient_key),
        (first.role_key, second.role_key),
    ):
        met = {(i and j, h and g) for i, h in met for j, g in _overlaps(a, b)}
    return (False, False) in met


def _cross_on_pairs(first: Ints, second: Ints) -> bool:
    """Whether rows cross on the actual pairs; the row of every pair in both limits."""
    both = (first >= 0) & (second >= 0)
    if not both.any():
        return False
    a, b = first[both], second[both]
    width = int(second.max()) + 1
    code, size = np.unique(a * width + b, return_counts=True)
    in_a, in_b = np.bincount(first[first >= 0]), np.bincount(second[second >= 0])
    return bool(((size < in_a[code // width]) & (size < in_b[code % width])).any())


def _two_colours(count: int, crossing: set[tuple[int, int]], prefer: list[int]) -> tuple[int, ...] | None:
    """A side for each limit so that crossing ones differ; the first limit of each component gets the side it prefers."""
    colour: list[int] = [-1] * count
    for root in range(count):
        if colour[root] >= 0:
            continue
        colour[root] = prefer[root]
        stack = [root]
        while stack:
            here = stack.pop()
            for a, b in crossing:
                if here not in (a, b):
                    continue
                other = b if a == here else a
                if colour[other] < 0:
                    colour[other] = 1 - colour[here]
                    stack.append(other)
                elif colour[other] == colour[here]:
                    return None
    return tuple(colour)


def crossing_limits(model: AssignmentModel, *, on_pairs: bool) -> set[tuple[int, int]]:
    """Which limits cross (index pairs), judged by their keys alone (quick, may say too much) or on the actual pairs."""
    rows: list[Ints] = []
    if on_pairs:
        assert model.pair_list is not None
        ends = (model.pair_list.helper, model.pair_list.recipient, model.pair_list.role)
        rows = [limit.row_of(*ends) for limit in model.limits]
    return {
        (a, b)
        for a, b in combinations(range(len(model.limits)), 2)
        if (_cross_on_pairs(rows[a], rows[b]) if on_pairs else _cross_by_keys(model.limits[a], model.limits[b]))
    }


def sides(model: AssignmentModel) -> tuple[int, ...] | None:
    """HELPER_SIDE or RECIPIENT_SIDE for each limit, or None when the limits are not two nested families."""
    prefer = [RECIPIENT_SIDE if limit.helper_key is None else HELPER_SIDE for limit in model.limits]
    found = _two_colours(len(prefer), crossing_limits(model, on_pairs=False), prefer)
    if found is None and model.pair_list is not None:
        found = _two_colours(len(prefer), crossing_limits(model, on_pairs=True), prefer)
    return found
