"""Pairs and rows laid out flat: what networks are built of.

A system may be a quotient: one helper (recipient) stands for a class of equal ones, and every bound is the sum over
the class. Rows keep the numbers of the model; the rows of merged members are not ``live``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.arrays import Bools, Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows


@dataclass(frozen=True, eq=False)
class RowSet:
    """The rows of one limit: least <= sum(x) + m <= most, missing_least <= m <= missing.

    row: int64[n], the row of each pair, -1 outside. least, most, missing_least, missing: int64[rows] (None: no m).
    live: bool[rows]; times: int64[rows], how many rows of the model this one stands for.
    """

    name: str
    row: Ints
    least: Ints
    most: Ints
    missing_least: Ints | None
    missing: Ints | None
    live: Bools
    times: Ints


@dataclass(frozen=True, eq=False)
class System:
    """pair: int64[n], the model's index of each pair, sorted by (helper, recipient, role); times: int64[n], how many
    pairs it stands for; least, most: int64[n], for all of these together."""

    pair: Ints
    helper: Ints
    recipient: Ints
    role: Ints
    least: Ints
    most: Ints
    times: Ints
    rowsets: tuple[RowSet, ...]

    @property
    def count(self) -> int:
        return len(self.pair)


def pair_bounds(model: AssignmentModel, pair: Ints) -> tuple[Ints, Ints]:
    """(least, most) of these pairs."""
    if model.pair_list is None:
        return np.zeros(len(pair), np.int64), np.ones(len(pair), np.int64)
    return model.pair_list.least[pair], model.pair_list.most[pair]


def canonical_order(model: AssignmentModel) -> Ints:
    """int64[P]: the explicit pairs by helper, recipient, role, so that the order of the list does not matter."""
    pairs = model.pair_list
    assert pairs is not None
    key = pair_key(model, pairs.helper, pairs.recipient, pairs.role)
    if (key[1:] > key[:-1]).all():
        return np.arange(pairs.count, dtype=np.int64)
    return np.argsort(key, kind="stable")


def pair_key(model: AssignmentModel, helper: Ints, recipient: Ints, role: Ints) -> Ints:
    """int64: one number for (helper, recipient, role), ascending in that order."""
    return (helper * model.recipient_count + recipient) * model.role_count + role


def missing_cost_of(limit: LimitRows, missing_cost: Ints) -> Ints:
    """int64[rows]: the price of one missing unit of each row of a limit with ``missing``."""
    if not missing_cost.size:
        return np.zeros(limit.count, np.int64)
    return missing_cost[np.arange(limit.count) // limit.role_groups]
