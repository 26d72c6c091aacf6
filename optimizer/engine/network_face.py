"""What is still allowed after the tiers so far: the optimal face, as narrowed bounds, and its quotient as a system."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.engine.network_merge import Partition, class_sizes, merged_rows
from optimizer.engine.system import RowSet, System, pair_bounds, pair_key
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows


@dataclass(eq=False)
class RowBounds:
    """Narrowed bounds of a limit's rows, int64[rows] each, one row of the model at a time (never summed)."""

    least: Ints
    most: Ints
    missing_least: Ints | None
    missing_most: Ints | None


@dataclass(eq=False)
class Face:
    """The bounds that earlier tiers left, at some partition.

    pair: int64[n], representative pairs that may still be used, in canonical order; least, most: int64[n], of one pair.
    rows: by limit name.
    """

    partition: Partition
    pair: Ints
    least: Ints
    most: Ints
    rows: dict[str, RowBounds] = field(default_factory=dict)


def whole_face(model: AssignmentModel, partition: Partition, pair: Ints) -> Face:
    """Nothing decided yet. pair: the representative pairs of the partition, canonical order."""
    least, most = pair_bounds(model, pair)
    return Face(partition, pair, least, most, {limit.name: whole_rows(limit) for limit in model.limits})


def whole_rows(limit: LimitRows) -> RowBounds:
    """The bounds of a limit as the model gives them."""
    none = None if limit.missing is None else np.zeros(limit.count, np.int64)
    return RowBounds(limit.least.copy(), limit.most.copy(), none, None if none is None else limit.missing)


def refined(model: AssignmentModel, face: Face, partition: Partition, candidates: Ints) -> Face:
    """The same face at a finer partition; candidates: that partition's representative pairs, canonical order."""
    if partition is face.partition:
        return face
    helper, recipient, role = model.pair_ends(candidates)
    coarse = pair_key(model, face.partition.helper[helper], face.partition.recipient[recipient], role)
    known = pair_key(model, *model.pair_ends(face.pair))
    at = np.minimum(np.searchsorted(known, coarse), max(0, len(known) - 1))
    kept = known[at] == coarse if len(known) else np.zeros(len(coarse), np.bool_)
    at = at[kept]
    return Face(partition, candidates[kept], face.least[at], face.most[at], face.rows)


def system_on(model: AssignmentModel, face: Face) -> System:
    """The face as a system whose bounds are summed over classes; pairs that can carry nothing are left out."""
    helper, recipient, role = model.pair_ends(face.pair)
    times = class_sizes(face.partition.helper)[helper] * class_sizes(face.partition.recipient)[recipient]
    most = face.most.copy()
    rowsets = []
    for limit in model.limits:
        bounds = face.rows[limit.name]
        row = limit.row_of(helper, recipient, role)
        rowsets.append(_row_set(limit, row, bounds, merged_rows(limit, face.partition)[1]))
        inside = row >= 0
        np.minimum(most, np.where(inside, np.maximum(bounds.most[row], 0) + 1, most), out=most)
    most = np.maximum(most, face.least)
    return System(face.pair, helper, recipient, role, face.least * times, most * times, times, tuple(rowsets))


def _row_set(limit: LimitRows, row: Ints, bounds: RowBounds, times: Ints) -> RowSet:
    return RowSet(
        limit.name,
        row,
        bounds.least * times,
        bounds.most * times,
        None if bounds.missing_least is None else bounds.missing_least * times,
        None if bounds.missing_most is None else bounds.missing_most * times,
        times > 0,
        times,
    )


def spread_rows(limit: LimitRows, partition: Partition, values: Ints) -> Ints:
    """int64[rows]: every row gets the value of the row that it is merged into."""
    return values[merged_rows(limit, partition)[0]]
