"""Normal forms: every broadcast made explicit, every real scaled to an integer, every `max` turned into `min`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import log10
from typing import Any, Literal

import numpy as np

from optimizer.model.arrays import Ints, TierForm

LARGEST = 2**53
"""No single input number may exceed this; sums are checked where they are made."""


@dataclass(frozen=True, eq=False)
class PairList:
    """int64[P] each, 0-based."""

    helper: Ints
    recipient: Ints
    role: Ints
    least: Ints
    most: Ints

    @property
    def count(self) -> int:
        return len(self.helper)


@dataclass(frozen=True, eq=False)
class LimitRows:
    """A limit with its rows numbered. Keys are full arrays or None; ``weight`` is 1, int64[R] or int64[P].

    ``unit``: what the caller's weights, least and most were divided by.
    """

    name: str
    helper_key: Ints | None
    recipient_key: Ints | None
    role_key: Ints | None
    weight: Ints | int
    weight_by: Literal["one", "recipient", "pair"]
    least: Ints
    most: Ints
    missing: Ints | None
    recipient_groups: int
    role_groups: int
    unit: int = 1

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.least)

    def row_of(self, helper: Ints, recipient: Ints, role: Ints) -> Ints:
        """The row each pair belongs to, -1 outside; arguments broadcast together."""
        shape = np.broadcast_shapes(helper.shape, recipient.shape, role.shape)
        row = np.zeros(shape, np.int64)
        outside = np.zeros(shape, np.bool_)
        for key, index, groups in (
            (self.helper_key, helper, 1),
            (self.recipient_key, recipient, self.recipient_groups),
            (self.role_key, role, self.role_groups),
        ):
            if key is None:
                continue
            part = key[index]
            row = row * groups + part
            outside = outside | (part < 0)
        return np.where(outside, -1, row)

    def weight_of(self, recipient: Ints, pair: Ints | slice) -> Ints | int:
        """Weight of each pair: scalar 1, or an array like ``recipient``."""
        if isinstance(self.weight, int):
            return self.weight
        return self.weight[recipient] if self.weight_by == "recipient" else self.weight[pair]


@dataclass(frozen=True, eq=False)
class TierCost:
    """A tier as a minimisation over integers. sign = -1 for "max": value = sign * minimised / scale.

    pair_cost: int64[P] or None (cost comes in blocks, slice ``number``). missing_cost: int64[groups] or 0-length.
    """

    name: str
    number: int
    sign: int
    pair_cost: Ints | None
    missing_cost: Ints
    form: TierForm
    on: str | None
    within: int | float
    scale: int
    error: float
    wishes: tuple[str, ...] = ()
    """Form "excess": the names of its limits, spreads and rows, ascending."""

    def allowance(self, best: int) -> int:
        """How much of the minimised, scaled value ``best`` the later tiers may give up; a share is rounded down."""
        if isinstance(self.within, float):
            return int(Fraction(str(self.within)) * abs(best))
        return int(self.within) * self.scale


@dataclass(frozen=True, eq=False)
class SpreadRows:
    name: str
    whole: Ints
    part: Ints
    most: Ints
    of: Literal["helper", "recipient"] = "helper"

    def ends(self, helper: Ints, recipient: Ints) -> tuple[Ints, Ints]:
        """(whole, part) of each pair, -1: outside."""
        if self.of == "helper":
            return self.whole[helper], self.part[recipient]
        return self.whole[recipient], self.part[helper]

    def owner(self, helper: Ints, recipient: Ints) -> Ints:
        """Whichever end of each pair says which whole it is in."""
        return helper if self.of == "helper" else recipient


@dataclass(frozen=True, eq=False)
class LinearRows:
    """CSR parts over pairs: row r has data[indptr[r]:indptr[r+1]] at pairs indices[...]; lo, hi int64[rows]."""

    name: str
    indptr: Ints
    indices: Ints
    data: Ints
    lo: Ints
    hi: Ints
    key: Ints | None = None

    @property
    def count(self) -> int:
        return len(self.lo)

    @property
    def keys(self) -> Ints:
        """int64[rows]: as a wish, rows of one key count once, by the largest excess."""
        return np.arange(self.count, dtype=np.int64) if self.key is None else self.key

    def row_numbers(self) -> Ints:
        """int64[entries]: the row of each stored entry."""
        return np.repeat(np.arange(self.count, dtype=np.int64), np.diff(self.indptr))

    def activity(self, x: Ints) -> Ints:
        """int64[rows]: A x."""
        out = np.zeros(self.count, np.int64)
        np.add.at(out, self.row_numbers(), self.data * x[self.indices])
        return out


@dataclass(frozen=True, eq=False)
class Wishes:
    """What tiers of form "excess" measure and nothing enforces. tier: name -> number of its tier."""

    limits: tuple[LimitRows, ...] = ()
    spreads: tuple[SpreadRows, ...] = ()
    rows: tuple[LinearRows, ...] = ()
    tier: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.tier)


def as_array(value: Any) -> Any | None:
    """numpy's view of what a caller gave; None when it is no array at all (ragged lists)."""
    try:
        return np.asarray(value)
    except (TypeError, ValueError):
        return None


def as_integers(value: Any) -> Ints | None:
    """int64 array of whole numbers (integers, bools, floats without a fraction, Python ints); None when it is not."""
    array = as_array(value)
    if array is None:
        return None
    kind = array.dtype.kind
    whole = kind in "bi" or array.size == 0
    if kind == "u":
        whole = bool(array.max() < 2**63)
    elif kind == "f" and array.size:
        whole = bool(np.isfinite(array).all() and (array == np.rint(array)).all() and np.abs(array).max() <= LARGEST)
    elif kind == "O" and array.size:
        items = array.ravel().tolist()
        whole = all(isinstance(item, int | np.integer) and not isinstance(item, bool) for item in items)
        whole = whole and all(abs(int(item)) < 2**63 for item in items)
    if not whole:
        return None
    exact: Ints = array.astype(np.int64)
    return exact


def why_not_integers(value: Any) -> str:
    """The message code of what :func:`as_integers` refuses: not_integer, not_number or too_large."""
    array = as_array(value)
    if array is None:
        return "not_integer"
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            return "not_number"
        return "too_large" if (array == np.rint(array)).all() else "not_integer"
    whole = array.dtype.kind == "O" and all(type(item) is int for item in array.ravel().tolist())
    return "too_large" if whole or array.dtype.kind == "u" else "not_integer"


def scale_reals(array: Any, terms: int) -> tuple[Ints, int, float]:
    """Reals -> integers by a power of ten: (scaled, scale, largest error of a sum of ``terms`` numbers, in input units).

    Takes the smallest power that is exact, at most such that the largest number stays below 10**12. A float counts as
    the shortest decimal that it is the nearest double of; Decimal and Fraction count as they are.
    """
    given = np.asarray(array)
    if given.dtype.kind == "O":
        return _scale_exactly([Fraction(value) for value in given.tolist()], terms)
    values = given.astype(np.float64)
    top = float(np.abs(values).max()) if values.size else 0.0
    room = _room(top)
    for power in range(room + 1):
        rounded = np.rint(values * 10.0**power)
        if (rounded / 10.0**power == values).all():
            return rounded.astype(np.int64), 10**power, 0.0
    scaled = values * 10.0**room
    rounded = np.rint(scaled)
    worst = float(np.abs(scaled - rounded).max()) + float(np.abs(scaled).max()) * 2.0**-52
    return rounded.astype(np.int64), 10**room, worst / 10.0**room * terms


def _room(top: float) -> int:
    """The largest power of ten that keeps numbers up to ``top`` below 10**12."""
    return 12 if top == 0 else min(22, max(0, 12 - int(np.floor(log10(top))) - 1))


def _scale_exactly(values: list[Fraction], terms: int) -> tuple[Ints, int, float]:
    room = _room(float(max((abs(value) for value in values), default=0)))
    for power in range(room + 1):
        if all((value * 10**power).denominator == 1 for value in values):
            return np.array([int(value * 10**power) for value in values], np.int64), 10**power, 0.0
    scaled = [round(value * 10**room) for value in values]
    worst = max(abs(value - Fraction(number, 10**room)) for value, number in zip(values, scaled, strict=True))
    return np.array(scaled, np.int64), 10**room, float(worst * terms) * (1 + 2.0**-50)
