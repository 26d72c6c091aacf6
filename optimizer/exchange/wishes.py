"""What wishes are exceeded by, as columns of a program: tiers of form "excess"."""

from __future__ import annotations

import numpy as np

from optimizer.exchange.base import entries_of
from optimizer.exchange.linear import OPEN, Builder
from optimizer.exchange.listing import Listing
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows, TierCost


def excess_columns(build: Builder, model: AssignmentModel, pairs: Listing, tier: TierCost) -> Ints:
    """Writes the wishes of the tier; the columns whose sum is its value where it is minimised or held."""
    found: list[Ints] = []
    forms: list[LimitRows | SpreadRows | LinearRows] = [
        *(one for one in model.wishes.limits if one.name in tier.wishes),
        *(one for one in model.wishes.spreads if one.name in tier.wishes),
        *(one for one in model.wishes.rows if one.name in tier.wishes),
    ]
    for place, form in enumerate(forms):
        name = f"{tier.number}_{place}"
        if isinstance(form, LimitRows):
            found.append(_limit(build, name, form, pairs))
        elif isinstance(form, SpreadRows):
            found.append(_spread(build, name, form, pairs))
        else:
            found.append(_rows(build, name, form, pairs))
    return np.concatenate([*found, np.zeros(0, np.int64)])


def _limit(build: Builder, name: str, limit: LimitRows, pairs: Listing) -> Ints:
    """A column for what each row has above its most or below its least: of the two only one is ever more than 0."""
    each = np.arange(limit.count, dtype=np.int64)
    over = build.add_columns(f"e{name}", "excess", limit.name, {"row": each}, 0, OPEN)
    row, column, weight = entries_of(limit, pairs)
    for prefix, sign, low, high in (("a", -1, np.full(limit.count, -OPEN), limit.most), ("b", 1, limit.least, OPEN)):
        first = build.add_rows(f"{prefix}{name}", "wish", limit.name, {"row": each}, low, high)
        build.enter(first + row, column, weight)
        build.enter(first + each, over + each, sign)
    return over + each


def _spread(build: Builder, name: str, spread: SpreadRows, pairs: Listing) -> Ints:
    """A column for the parts of each whole above its most."""
    whole, part = spread.ends(pairs.helper, pairs.recipient)
    inside = np.flatnonzero((whole >= 0) & (part >= 0) & (pairs.most > 0))
    width = int(part.max(initial=0)) + 1
    used, where = np.unique(whole[inside] * width + part[inside], return_inverse=True)
    wholes = np.arange(len(spread.most), dtype=np.int64)
    over = build.add_columns(f"e{name}", "excess", spread.name, {"whole": wholes}, 0, OPEN)
    numbers = {"whole": used // width, "part": used % width}
    column = build.add_columns(f"u{name}", "part", spread.name, numbers, 0, 1)
    row = build.add_rows(f"a{name}", "wish", spread.name, {"whole": wholes}, -OPEN, spread.most)
    build.enter(row + used // width, column + np.arange(len(used)), 1)
    build.enter(row + wholes, over + wholes, -1)
    row = build.add_rows(f"k{name}", "part used", spread.name, {"pair": pairs.index[inside]}, -OPEN, 0)
    build.enter(row + np.arange(len(inside)), inside, 1)
    build.enter(row + np.arange(len(inside)), column + where, -pairs.most[inside])
    return over + wholes


def _rows(build: Builder, name: str, linear: LinearRows, pairs: Listing) -> Ints:
    """A column for the largest excess of each key."""
    keys = np.arange(int(linear.keys.max(initial=-1)) + 1, dtype=np.int64)
    over = build.add_columns(f"e{name}", "excess", linear.name, {"key": keys}, 0, OPEN)
    each = np.arange(linear.count, dtype=np.int64)
    at = np.minimum(np.searchsorted(pairs.index, linear.indices), max(0, pairs.count - 1))
    known = pairs.index[at] == linear.indices if pairs.count else np.zeros(len(at), np.bool_)
    for prefix, sign, low, high in (("a", -1, np.full(linear.count, -OPEN), linear.hi), ("b", 1, linear.lo, OPEN)):
        first = build.add_rows(f"{prefix}{name}", "wish", linear.name, {"row": each}, low, high)
        build.enter(first + linear.row_numbers()[known], at[known], linear.data[known])
        build.enter(first + each, over + linear.keys, sign)
    return over + keys
