"""From flows between classes back to flows between members, evenly and always in the same way.

The units of a class are dealt out in turn (member 0, 1, ..., 0, 1, ...), in an order in which every private row is a
consecutive stretch: each member then gets the whole part of its share of every row, or one more, which its bounds allow
because they are equal within the class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.network_face import Face
from optimizer.engine.network_merge import Partition, class_sizes, merged_rows
from optimizer.engine.network_solve import FlowAnswer, FlowProblem
from optimizer.model.arrays import Ints
from optimizer.model.normal import LimitRows


@dataclass(frozen=True, eq=False)
class Solution:
    """helper, recipient, role, amount: int64[k] of the used pairs, canonical order; missing[limit]: int64[rows]."""

    helper: Ints
    recipient: Ints
    role: Ints
    amount: Ints
    missing: dict[str, Ints]


def _members(representative: Ints) -> tuple[Ints, Ints]:
    """(all members sorted by class, start of each representative's members)."""
    order = np.argsort(representative, kind="stable")
    return order, np.searchsorted(representative[order], np.arange(len(representative)))


def _deal(of: Ints, amount: Ints, place: Ints, representative: Ints) -> tuple[Ints, Ints, Ints]:
    """Deals the units of each entry to the members of its class ``of``.

    place: sort key of the entries within a class. Returns (entry, member, amount), int64[k].
    """
    sizes = class_sizes(representative)
    order = np.lexsort((place, of))
    of, amount = of[order], amount[order]
    before = np.cumsum(amount) - amount
    first = np.searchsorted(of, of, side="left")
    position = before - before[first]
    size = sizes[of]
    count = np.minimum(size, amount)
    entry = np.repeat(np.arange(len(of)), count)
    turn = np.arange(len(entry), dtype=np.int64) - np.repeat(np.cumsum(count) - count, count)
    members, start = _members(representative)
    member = members[start[of[entry]] + (position[entry] + turn) % size[entry]]
    given = amount[entry] // size[entry] + (turn < amount[entry] % size[entry])
    return order[entry], member, given


def _side_of_private(problem: FlowProblem, axis: int) -> int:
    """The forest whose order keeps the private rows of helpers (axis 0) or recipients (axis 1) together."""
    for limit, side in zip(problem.model.limits, problem.side, strict=True):
        key = limit.helper_key if axis == 0 else limit.recipient_key
        if key is not None and (np.bincount(key[key >= 0]) == 1).any():
            return side
    return axis


def expanded(problem: FlowProblem, answer: FlowAnswer) -> Solution:
    """A flow of the classes as a flow of their members."""
    system, partition, network = problem.system, problem.face.partition, problem.network
    used = np.flatnonzero(answer.flow)
    helper, recipient, role, amount = (a[used] for a in (system.helper, system.recipient, system.role, answer.flow))
    nodes = (network.tail[used], network.head[used])
    if not partition.identity:
        for axis in (0, 1):
            side = _side_of_private(problem, axis)
            place = network.order[side][nodes[side]]
            rank = np.empty(len(place), np.int64)
            rank[np.lexsort((role, recipient, helper, place))] = np.arange(len(place))
            mine, of = (helper, partition.helper) if axis == 0 else (recipient, partition.recipient)
            entry, member, amount = _deal(mine, amount, rank, of)
            nodes = (nodes[0][entry], nodes[1][entry])
            role = role[entry]
            helper, recipient = (member, recipient[entry]) if axis == 0 else (helper[entry], member)
    order = np.lexsort((role, recipient, helper))
    helper, recipient, role, amount = helper[order], recipient[order], role[order], amount[order]
    missing = {}
    for limit in problem.model.limits:
        if limit.missing is not None:
            row = limit.row_of(helper, recipient, role)
            load = np.zeros(limit.count, np.int64)
            np.add.at(load, row[row >= 0], amount[row >= 0])
            missing[limit.name] = _spread_missing(limit, problem.face, partition, load, answer.missing[limit.name])
    return Solution(helper, recipient, role, amount, missing)


def _spread_missing(limit: LimitRows, face: Face, partition: Partition, load: Ints, whole: Ints) -> Ints:
    """int64[rows]: the missing units of merged rows given to single rows, what each must have first, then in order."""
    bounds = face.rows[limit.name]
    assert bounds.missing_least is not None and bounds.missing_most is not None
    into, _ = merged_rows(limit, partition)
    low = np.maximum(bounds.missing_least, bounds.least - load)
    room = np.minimum(bounds.missing_most, bounds.most - load) - low
    order = np.argsort(into, kind="stable")
    group = into[order]
    first = np.searchsorted(group, group, side="left")
    rest = whole[group] - np.bincount(into, weights=low, minlength=limit.count).astype(np.int64)[group]
    before = np.cumsum(room[order]) - room[order]
    before -= before[first]
    given = np.empty(limit.count, np.int64)
    given[order] = low[order] + np.clip(rest - before, 0, room[order])
    return given
