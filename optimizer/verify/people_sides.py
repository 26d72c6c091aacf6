"""The limits, spreads and rows that rules add beside quota and need, as arrays over the judge's rows of people."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Literal

import numpy as np

from optimizer.model.arrays import Ints, Limit, Rows, Spread
from optimizer.rules.inspection import INSPECT
from optimizer.rules.view import SideLimit, SideRow, Sides, View
from optimizer.verify.exact import Array
from optimizer.verify.grouping import Grouping

Ends = tuple[Array, Array, Array]
"""Row of the helper, row of the recipient and role of every listed pair."""


def sides_of(view: View) -> dict[str, Sides]:
    """Rule id -> what the rule adds."""

    def read() -> dict[str, Sides]:
        found = {}
        for rule in view.rules:
            half = INSPECT[rule.kind_name]
            if half.sides is not None:
                found[rule.id] = half.sides(rule, view)
        return found

    return view.once("sides", read)


def side_names(view: View) -> frozenset[str]:
    """Names of limits whose rows are numbered by their rule, not by people; the certificate writes them as numbers."""
    return frozenset(limit.name for sides in sides_of(view).values() for limit in sides.limits)


def looked_at(view: View, rules: Sequence[str]) -> str | None:
    """The limit that the tier of a single rule looks at."""
    sides = sides_of(view).get(rules[0]) if len(rules) == 1 else None
    return None if sides is None else sides.on


def wishes_of(view: View, rules: Sequence[str]) -> tuple[str, ...]:
    """Names of the limits, spreads and rows whose excess the tier of a single rule adds up."""
    sides = sides_of(view).get(rules[0], Sides())
    names = [limit.name for limit in sides.limits] + [spread.name for spread in sides.spreads]
    return tuple(dict.fromkeys((*names, *(row.name for row in sides.rows))))


def looks_at_costs(view: View, rules: Sequence[str]) -> bool:
    """Whether that tier looks at costs: when all of them are 0, so are all totals."""
    sides = sides_of(view).get(rules[0]) if len(rules) == 1 else None
    return sides is not None and sides.of_costs


def weighs_pairs(view: View) -> bool:
    """Whether something needs the list of pairs: weights by pair, rows."""
    return any(sides.rows or any(callable(limit.weight) for limit in sides.limits) for sides in sides_of(view).values())


def side_limits(view: View, grouping: Grouping, ends: Ends | None) -> list[Limit]:
    """``ends`` None: pairs in blocks, no limit with a weight by pair."""
    return [_limit(view, grouping, limit, ends) for sides in sides_of(view).values() for limit in sides.limits]


def _limit(view: View, grouping: Grouping, limit: SideLimit, ends: Ends | None) -> Limit:
    helper_key = _of(limit.helper_key, grouping.helpers.rows)
    recipient_key = _of(limit.recipient_key, grouping.recipients.rows)
    count = prod(1 if key is None else int(key.max(initial=-1)) + 1 for key in (helper_key, recipient_key))
    weight: int | Array
    if callable(limit.weight):
        assert ends is not None
        weight = np.zeros(len(ends[0]), np.int64)
        for role in range(view.roles):
            table = limit.weight(grouping.helpers.rows, grouping.recipients.rows, role)
            own = ends[2] == role
            weight[own] = table[ends[0][own], ends[1][own]]
    else:
        weight = limit.weight if isinstance(limit.weight, int) else np.array(limit.weight)[grouping.recipients.rows]
    by: Literal["recipient", "pair"] = "pair" if callable(limit.weight) else "recipient"
    least, most = _cut(limit.least, count), None if limit.most is None else _cut(limit.most, count)
    return Limit(limit.name, helper_key, recipient_key, None, weight, least, most, weight_by=by)


def _of(key: Sequence[int] | None, rows: Ints) -> Ints | None:
    return None if key is None else np.array(key, np.int64)[rows]


def _cut(bound: int | Sequence[int], count: int) -> int | Ints:
    """Groups after the last that anybody here is in have no rows."""
    return bound if isinstance(bound, int) else np.array(bound, np.int64)[:count]


def side_spreads(view: View, grouping: Grouping) -> list[Spread]:
    ours = {"helper": grouping.helpers.rows, "recipient": grouping.recipients.rows}
    theirs = {"helper": grouping.recipients.rows, "recipient": grouping.helpers.rows}
    return [
        Spread(
            spread.name,
            np.array(spread.whole, np.int64)[ours[spread.of]],
            np.array(spread.part, np.int64)[theirs[spread.of]],
            spread.most,
            spread.of,
        )
        for sides in sides_of(view).values()
        for spread in sides.spreads
    ]


def side_rows(view: View, grouping: Grouping, known: Array) -> list[Rows]:
    """``known``: keys of the listed pairs, ascending (``People.key``)."""
    rows = [row for sides in sides_of(view).values() for row in sides.rows]
    names = list(dict.fromkeys(row.name for row in rows))
    return [_rows(view, grouping, known, name, [row for row in rows if row.name == name]) for name in names]


def _rows(view: View, grouping: Grouping, known: Array, name: str, rows: list[SideRow]) -> Rows:
    place = {int(key): pair for pair, key in enumerate(known.tolist())}
    data: list[int] = []
    indices: list[int] = []
    starts = [0]
    wide = len(grouping.recipients.rows)
    for row in rows:
        for slots, sign in ((row.more, 1), (row.less, -1)):
            for helper, recipient, role in slots:
                at = int(grouping.helpers.of[helper]) * wide + int(grouping.recipients.of[recipient])
                pair = place.get(at * view.roles + role)
                if pair is not None:
                    data.append(sign)
                    indices.append(pair)
        starts.append(len(data))
    parts = np.array(data, np.int64), np.array(indices, np.int64), np.array(starts, np.int64)
    low = [-len(row.less) if row.at_most else 0 for row in rows]
    key = np.array([row.key for row in rows], np.int64)
    return Rows(name, parts, np.array(low, np.int64), np.zeros(len(rows), np.int64), key)
