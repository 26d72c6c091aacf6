"""Is the roster allowed: bounds of pairs, every row of every limit, spreads and linear rows, in exact integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.messages import Finding
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, SpreadRows
from optimizer.model.result import ModelResult
from optimizer.verify.blocks import AllPairs
from optimizer.verify.exact import Array, NotExact, gathered, integers, plus, times
from optimizer.verify.verdict import Rejected

SHOWN = 5
"""Findings shown of one kind; one is enough to reject."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """A roster in indices: pairs ascending, how often each, their ends, and what each limit lacks."""

    pair: Array
    amount: Array
    helper: Array
    recipient: Array
    role: Array
    missing: Mapping[str, Array]

    def activity(self, limit: LimitRows) -> Array:
        """[rows of the limit]: sum(weight * x)."""
        row = limit.row_of(self.helper, self.recipient, self.role)
        return gathered(row, times(limit.weight_of(self.recipient, self.pair), self.amount), limit.count)

    def linear(self, rows: LinearRows) -> Array:
        """[rows]: A x."""
        place = np.searchsorted(self.pair, rows.indices)
        place[place == len(self.pair)] = 0
        hit = self.pair[place] == rows.indices if len(self.pair) else np.zeros(len(rows.indices), np.bool_)
        return gathered(rows.row_numbers()[hit], times(rows.data[hit], self.amount[place[hit]]), rows.count)


def read_chosen(model: AssignmentModel, result: ModelResult) -> Chosen:
    """Raises Rejected when indices, amounts or missing counts are not what they should be."""
    try:
        pair = integers("chosen", result.chosen)
        amount = integers("amount", result.amount, len(pair))
        missing = {
            limit.name: integers(f"missing {limit.name}", result.missing[limit.name], limit.count)
            if limit.name in result.missing
            else np.zeros(limit.count, np.int64)
            for limit in model.limits
            if limit.missing is not None
        }
    except NotExact as error:
        raise Rejected("not_exact", name=error.name, detail=error.problem) from error
    for name in sorted(set(result.missing) - set(missing)):
        if integers("missing", result.missing[name]).any():
            raise Rejected("missing_unknown", limit=name)
    if len(pair) and (pair[0] < 0 or pair[-1] >= model.pair_count or (pair[1:] <= pair[:-1]).any()):
        raise Rejected("chosen_order", count=model.pair_count)
    if (amount <= 0).any():
        raise Rejected("amount", pair=int(pair[amount <= 0][0]), amount=int(amount[amount <= 0][0]))
    helper, recipient, role = model.pair_ends(pair)
    return Chosen(pair, amount, helper, recipient, role, missing)


def violations(model: AssignmentModel, pairs: AllPairs, chosen: Chosen) -> list[Finding]:
    """Every broken bound, limit, spread and row (the first few of each kind)."""
    found = _pair_bounds(model, pairs, chosen)
    for limit in model.limits:
        found += _limit(limit, chosen)
    for spread in model.spreads:
        found += _spread(spread, chosen)
    for rows in model.rows:
        found += _rows(rows, chosen)
    return found


def _error(code: str, **facts: object) -> Finding:
    return Finding(code=f"verify.{code}", facts=facts)


def _pair_bounds(model: AssignmentModel, pairs: AllPairs, chosen: Chosen) -> list[Finding]:
    least, most = pairs.bounds_at(chosen.pair)
    wrong = np.flatnonzero((chosen.amount < least) | (chosen.amount > most))
    found = [
        _error(
            "pair_bounds",
            pair=int(chosen.pair[i]),
            helper=int(chosen.helper[i]),
            recipient=int(chosen.recipient[i]),
            amount=int(chosen.amount[i]),
            least=int(least[i]),
            most=int(most[i]),
        )
        for i in wrong[:SHOWN]
    ]
    for block in pairs if pairs.forces else ():
        needed = block.bounds()[0] > 0
        first, last = np.searchsorted(chosen.pair, (block.start, block.stop))
        needed[chosen.pair[first:last] - block.start] = False
        found += [_error("pair_required", pair=int(p) + block.start) for p in np.flatnonzero(needed)[:SHOWN]]
    return found[: 2 * SHOWN]


def _limit(limit: LimitRows, chosen: Chosen) -> list[Finding]:
    load = chosen.activity(limit)
    found = []
    if limit.missing is not None:
        lacking = chosen.missing[limit.name]
        wrong = np.flatnonzero((lacking < 0) | (lacking > limit.missing))
        found = [
            _error("missing_range", limit=limit.name, row=int(r), missing=int(lacking[r]), most=int(limit.missing[r]))
            for r in wrong[:SHOWN]
        ]
        load = plus(load, lacking)
    wrong = np.flatnonzero((load < limit.least) | (load > limit.most))
    return found + [
        _error(
            "limit_row",
            limit=limit.name,
            row=int(r),
            value=int(load[r]),
            least=int(limit.least[r]),
            most=int(limit.most[r]),
        )
        for r in wrong[:SHOWN]
    ]


def _spread(spread: SpreadRows, chosen: Chosen) -> list[Finding]:
    whole, part = spread.ends(chosen.helper, chosen.recipient)
    inside = (whole >= 0) & (part >= 0)
    used = np.unique(np.stack([whole[inside], part[inside]]), axis=1)
    parts = np.bincount(used[0], minlength=len(spread.most))
    return [
        _error("spread", spread=spread.name, whole=int(w), parts=int(parts[w]), most=int(spread.most[w]))
        for w in np.flatnonzero(parts > spread.most)[:SHOWN]
    ]


def _rows(rows: LinearRows, chosen: Chosen) -> list[Finding]:
    activity = chosen.linear(rows)
    return [
        _error(
            "linear_row",
            rows=rows.name,
            row=int(r),
            value=int(activity[r]),
            least=int(rows.lo[r]),
            most=int(rows.hi[r]),
        )
        for r in np.flatnonzero((activity < rows.lo) | (activity > rows.hi))[:SHOWN]
    ]
