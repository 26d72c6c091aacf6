"""Helpers (recipients) that no tier so far and no limit tells apart are solved as one.

Two helpers are equal when they have the same pairs with the same bounds and costs, stand in the same shared rows, and
their private rows (rows that hold pairs of one helper alone) have the same bounds. Swapping equal helpers changes
nothing, so a best flow and best multipliers exist that treat a class as one node with summed bounds. Equality is found
by 64-bit sums over columns and then checked element by element.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.arrays import Bools, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows

Hashes = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]


@dataclass(frozen=True, eq=False)
class Partition:
    """helper: int64[H], recipient: int64[R]: the representative of each one's class, its smallest member."""

    helper: Ints
    recipient: Ints

    @property
    def identity(self) -> bool:
        return _alone(self.helper) and _alone(self.recipient)


def _alone(representative: Ints) -> bool:
    return bool((representative == np.arange(len(representative))).all())


def no_merging(model: AssignmentModel) -> Partition:
    """Everyone alone."""
    return Partition(np.arange(model.helper_count, dtype=np.int64), np.arange(model.recipient_count, dtype=np.int64))


def class_sizes(representative: Ints) -> Ints:
    """int64: members of the class of each representative (0 for others)."""
    return np.bincount(representative, minlength=len(representative)).astype(np.int64)


def random_words(count: int, stream: int) -> Hashes:
    """uint64[count]: fixed odd words, the same on every machine (splitmix64)."""
    with np.errstate(over="ignore"):
        word = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        word += np.uint64(stream + 1) * np.uint64(0xD1B54A32D192ED03)
        word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return (word ^ (word >> np.uint64(31))) | np.uint64(1)


def split(representative: Ints, column: Hashes | Ints) -> Ints:
    """A finer partition: members stay together only while their entries of ``column`` are equal."""
    order = np.lexsort((np.arange(len(column)), column, representative))
    first = np.ones(len(order), np.bool_)
    first[1:] = (representative[order][1:] != representative[order][:-1]) | (column[order][1:] != column[order][:-1])
    finer = np.empty(len(order), np.int64)
    finer[order] = order[np.flatnonzero(first)[np.cumsum(first) - 1]]
    return finer


def _private(key: Ints) -> Bools:
    """bool[groups]: groups with exactly one member."""
    private: Bools = np.bincount(key[key >= 0], minlength=int(key.max(initial=-1)) + 1) == 1
    return private


def _table(limit: LimitRows, values: Ints) -> Ints:
    """The values of the rows as [helper groups, recipient groups, role groups]."""
    return values.reshape(-1, limit.recipient_groups, limit.role_groups)


def split_by_limit(representative: Ints, limit: LimitRows, key: Ints | None, axis: int) -> Ints:
    """Splits by what one limit says of the members of one side (axis 0 helpers, 1 recipients)."""
    if key is None:
        return representative
    private = _private(key)
    inside = key >= 0
    alone = inside & private[np.where(inside, key, 0)] if private.size else inside
    representative = split(representative, np.where(alone, -2, key))
    for values in (limit.least, limit.most, limit.missing):
        if values is None:
            continue
        table = np.moveaxis(_table(limit, values), axis, 0).reshape(len(private), -1)
        for column in table.T if table.shape[1] <= 16 else (_numbered(table),):
            representative = split(representative, np.where(alone, column[np.where(alone, key, 0)], 0))
    return representative


def _numbered(table: Ints) -> Ints:
    """int64[rows]: equal rows of a table get equal numbers."""
    return np.unique(table, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def by_limits(model: AssignmentModel, side: tuple[int, ...]) -> Partition:
    """The coarsest partition that the limits allow, pairs and costs not yet looked at.

    Private rows of one side must all stand in one forest, else they may cross and members stay alone; recipients also
    stay alone where rows are private to a helper and a recipient at once.
    """
    plain = no_merging(model)
    both = any(
        limit.helper_key is not None
        and limit.recipient_key is not None
        and _private(limit.helper_key).any()
        and _private(limit.recipient_key).any()
        for limit in model.limits
    )
    found = []
    for axis, count in ((0, model.helper_count), (1, model.recipient_count)):
        keys = [(limit, limit.helper_key if axis == 0 else limit.recipient_key) for limit in model.limits]
        where = {s for (_, key), s in zip(keys, side, strict=True) if key is not None and _private(key).any()}
        if len(where) > 1 or (axis == 1 and both):
            found.append(plain.helper if axis == 0 else plain.recipient)
            continue
        representative = np.zeros(count, np.int64)
        for limit, key in keys:
            representative = split_by_limit(representative, limit, key, axis)
        found.append(representative)
    return Partition(found[0], found[1])


def split_by_missing_cost(representative: Ints, model: AssignmentModel, missing_cost: Ints) -> Ints:
    """Splits recipients by what their missing units cost."""
    if not missing_cost.size:
        return representative
    for limit in model.limits:
        key = limit.recipient_key
        if limit.missing is not None and key is not None:
            representative = split(representative, np.where(key >= 0, missing_cost[np.maximum(key, 0)], 0))
    return representative


def _side_of_rows(key: Ints | None, representative: Ints, groups: int) -> tuple[Ints, Ints]:
    """For the groups of one key: (the group that each is merged into, how many it stands for; 0 = merged away)."""
    into = np.arange(groups, dtype=np.int64)
    times = np.ones(groups, np.int64)
    if key is None:
        return into, times
    private = _private(key)
    sizes = class_sizes(representative)
    member = np.flatnonzero(key >= 0)
    member = member[private[key[member]]]
    into[key[member]] = key[representative[member]]
    times[key[member]] = sizes[member]
    return into, times


def merged_rows(limit: LimitRows, partition: Partition) -> tuple[Ints, Ints]:
    """(row that each row is merged into, rows it stands for; 0 = merged away), int64[rows] each."""
    helper_groups = limit.count // (limit.recipient_groups * limit.role_groups)
    a, times_a = _side_of_rows(limit.helper_key, partition.helper, helper_groups)
    b, times_b = _side_of_rows(limit.recipient_key, partition.recipient, limit.recipient_groups)
    into = (a[:, None] * limit.recipient_groups + b) * limit.role_groups
    roles = np.arange(limit.role_groups)
    times = np.repeat((times_a[:, None] * times_b).reshape(-1), limit.role_groups)
    return (into.reshape(-1, 1) + roles).reshape(-1), times
