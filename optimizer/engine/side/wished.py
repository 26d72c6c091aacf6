"""Columns for what wishes are exceeded by (tiers of form "excess"): of each row above and below, of each whole, of each key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows

if TYPE_CHECKING:
    from optimizer.engine.side.source import PairSet
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import TierCost

FAR = 2**58
Form = LimitRows | SpreadRows | LinearRows


@dataclass(frozen=True, eq=False)
class Wished:
    """Columns first .. first + len(most) - 1, each at least 0 and at most ``most``.

    A limit has one for each row above its most, then one for each row below its least; a spread one a whole; rows one a key.
    tier: the number of the tier that adds them up.
    """

    form: Form
    tier: int
    first: int
    most: Ints

    @property
    def columns(self) -> slice:
        return slice(self.first, self.first + len(self.most))


def wished_columns(model: AssignmentModel, pairs: PairSet, first: int) -> tuple[Wished, ...]:
    """The columns of every wish, from column ``first`` on."""
    found: list[Wished] = []
    forms: list[Form] = [*model.wishes.limits, *model.wishes.spreads, *model.wishes.rows]
    for form in forms:
        most = np.minimum(_reach(form, pairs), FAR)
        found.append(Wished(form, model.wishes.tier[form.name], first, most))
        first += len(most)
    return tuple(found)


def _reach(form: Form, pairs: PairSet) -> Ints:
    """By how much each row, whole or key can be exceeded at most."""
    if isinstance(form, LimitRows):
        row, column, weight = _entries(form, pairs)
        top = _added(row, weight.astype(np.float64) * pairs.most[column], form.count)
        low = _added(row, weight.astype(np.float64) * pairs.least[column], form.count)
        return np.concatenate([np.maximum(top - form.most, 0), np.maximum(form.least - low, 0)])
    if isinstance(form, SpreadRows):
        whole, part = form.ends(pairs.helper, pairs.recipient)
        inside = (whole >= 0) & (part >= 0)
        return _beyond(form, whole[inside], part[inside])
    at = pairs.find(form.indices)
    known = at >= 0
    row, data = form.row_numbers()[known], form.data[known].astype(np.float64)
    ends = data * pairs.most[at[known]], data * pairs.least[at[known]]
    top = _added(row, np.maximum(*ends), form.count)
    low = _added(row, np.minimum(*ends), form.count)
    out = np.zeros(int(form.keys.max(initial=-1)) + 1, np.int64)
    np.maximum.at(out, form.keys, np.maximum(np.maximum(top - form.hi, form.lo - low), 0))
    return out


def tightened(model: AssignmentModel, pairs: PairSet, most: Ints) -> Ints:
    """int64[pairs]: how often each can be used at most, as each row alone leaves it: a tight link to the part it lies in."""
    most = most.copy()
    for limit in model.limits:
        row, column, weight = _entries(limit, pairs)
        heavy = weight > 0
        room = np.maximum(limit.most[row[heavy]] // weight[heavy], 0)
        most[column[heavy]] = np.minimum(most[column[heavy]], room)
    return np.maximum(most, pairs.least)


def _beyond(spread: SpreadRows, whole: Ints, part: Ints) -> Ints:
    cells = np.unique(np.stack([whole, part]), axis=1)
    beyond: Ints = np.maximum(np.bincount(cells[0], minlength=len(spread.most)) - spread.most, 0)
    return beyond


def _entries(limit: LimitRows, pairs: PairSet) -> tuple[Ints, Ints, Ints]:
    from optimizer.engine.side.stage import limit_entries

    return limit_entries(limit, pairs)


def _added(row: Ints, value: np.ndarray, count: int) -> Ints:
    out = np.zeros(count)
    np.add.at(out, row, value)
    exact: Ints = np.clip(out, -FAR, FAR).astype(np.int64)
    return exact


def excess_of(wished: Wished, pairs: PairSet, x: Ints) -> Ints:
    """The least that the columns of a wish may be, given how often the pairs are used."""
    form = wished.form
    if isinstance(form, LimitRows):
        row, column, weight = _entries(form, pairs)
        load = np.zeros(form.count, np.int64)
        np.add.at(load, row, weight * x[column])
        return np.concatenate([np.maximum(load - form.most, 0), np.maximum(form.least - load, 0)])
    if isinstance(form, SpreadRows):
        used = np.flatnonzero(x[: pairs.count])
        whole, part = form.ends(pairs.helper[used], pairs.recipient[used])
        inside = (whole >= 0) & (part >= 0)
        return _beyond(form, whole[inside], part[inside])
    at = pairs.find(form.indices)
    known = at >= 0
    activity = np.zeros(form.count, np.int64)
    np.add.at(activity, form.row_numbers()[known], form.data[known] * x[at[known]])
    out = np.zeros(len(wished.most), np.int64)
    np.maximum.at(out, form.keys, np.maximum(np.maximum(activity - form.hi, form.lo - activity), 0))
    return out


def settled(wishes: tuple[Wished, ...], pairs: PairSet, x: Ints) -> Ints:
    """x with every wish's columns as small as the pairs allow."""
    x = x.copy()
    for wished in wishes:
        x[wished.columns] = excess_of(wished, pairs, x)
    return x


def excess_value(model: AssignmentModel, tier: TierCost, pairs: PairSet, x: Ints) -> int:
    """The value of a tier of form "excess" on a roster."""
    own = (one for one in wished_columns(model, pairs, pairs.count) if one.tier == tier.number)
    return sum(int(excess_of(one, pairs, x).sum()) for one in own)
