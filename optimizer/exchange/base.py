"""What every tier of a model shares: pairs, missing units, limits, spreads and linear rows."""

from __future__ import annotations

import numpy as np

from optimizer.exchange.linear import OPEN, Builder
from optimizer.exchange.listing import Listing
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows
from optimizer.model.normalise import UNLIMITED


def write_base(build: Builder, model: AssignmentModel, pairs: Listing) -> dict[str, int]:
    """Columns and rows of everything but the tiers; the first column of the missing units of each limit.

    The pairs are the columns 0 .. n - 1, in the order of the listing.
    """
    numbers = {"helper": pairs.helper, "recipient": pairs.recipient}
    if model.role_count > 1:
        numbers["role"] = pairs.role
    build.add_columns("x", "pair", "", numbers, pairs.least, pairs.most)
    missing_at: dict[str, int] = {}
    for number, limit in enumerate(model.limits):
        if limit.missing is not None:
            each = {"row": np.arange(limit.count, dtype=np.int64)}
            missing_at[limit.name] = build.add_columns(f"m{number}", "missing", limit.name, each, 0, limit.missing)
    for number, limit in enumerate(model.limits):
        _limit(build, number, limit, pairs, missing_at)
    for number, spread in enumerate(model.spreads):
        _spread(build, number, spread, pairs)
    for number, linear in enumerate(model.rows):
        _rows(build, number, linear, pairs)
    return missing_at


def entries_of(limit: LimitRows, pairs: Listing) -> tuple[Ints, Ints, Ints]:
    """(row of the limit, pair, weight), each int64[entries]."""
    row = limit.row_of(pairs.helper, pairs.recipient, pairs.role)
    inside = np.flatnonzero(row >= 0)
    weight = np.broadcast_to(np.asarray(limit.weight_of(pairs.recipient, pairs.index), np.int64), (pairs.count,))
    return row[inside], inside, weight[inside]


def _limit(build: Builder, number: int, limit: LimitRows, pairs: Listing, missing_at: dict[str, int]) -> None:
    each = np.arange(limit.count, dtype=np.int64)
    high = np.where(limit.most >= UNLIMITED, OPEN, limit.most)
    first = build.add_rows(f"l{number}", "limit", limit.name, {"row": each}, limit.least, high)
    row, column, weight = entries_of(limit, pairs)
    build.enter(first + row, column, weight)
    if limit.missing is not None:
        build.enter(first + each, missing_at[limit.name] + each, 1)


def _spread(build: Builder, number: int, spread: SpreadRows, pairs: Listing) -> None:
    """A part of a whole is used (1) as soon as one of its pairs is."""
    whole, part = spread.ends(pairs.helper, pairs.recipient)
    inside = np.flatnonzero((whole >= 0) & (part >= 0) & (pairs.most > 0))
    width = int(part.max(initial=0)) + 1
    used, where = np.unique(whole[inside] * width + part[inside], return_inverse=True)
    numbers = {"whole": used // width, "part": used % width}
    column = build.add_columns(f"u{number}", "part", spread.name, numbers, 0, 1)
    wholes = np.arange(len(spread.most), dtype=np.int64)
    row = build.add_rows(f"s{number}", "spread", spread.name, {"whole": wholes}, -OPEN, spread.most)
    build.enter(row + used // width, column + np.arange(len(used)), 1)
    row = build.add_rows(f"k{number}", "part used", spread.name, {"pair": pairs.index[inside]}, -OPEN, 0)
    build.enter(row + np.arange(len(inside)), inside, 1)
    build.enter(row + np.arange(len(inside)), column + where, -pairs.most[inside])


def _rows(build: Builder, number: int, linear: LinearRows, pairs: Listing) -> None:
    each = np.arange(linear.count, dtype=np.int64)
    low = np.where(linear.lo <= -UNLIMITED, -OPEN, linear.lo)
    high = np.where(linear.hi >= UNLIMITED, OPEN, linear.hi)
    first = build.add_rows(f"r{number}", "rows", linear.name, {"row": each}, low, high)
    at = np.minimum(np.searchsorted(pairs.index, linear.indices), max(0, pairs.count - 1))
    known = pairs.index[at] == linear.indices if pairs.count else np.zeros(len(at), np.bool_)
    build.enter(first + linear.row_numbers()[known], at[known], linear.data[known])
