"""Which people are one row of the judge's arrays: everybody for himself, or in a large programme equal people together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.rules.lottery.inspect import classes_of
from optimizer.rules.view import View


@dataclass(frozen=True, eq=False)
class Groups:
    """rows: a person of each row of the model, ascending; of: int64[people] the row of each, -1 outside; sizes by row."""

    rows: Ints
    of: Ints
    sizes: Ints


@dataclass(frozen=True, eq=False)
class Grouping:
    helpers: Groups
    recipients: Groups


def everybody(view: View) -> Grouping:
    """Each helper who takes part or is kept, each recipient."""
    active = [row for row in range(len(view.helpers)) if view.takes_part[row] or view.kept(row)]
    return Grouping(_single(active, len(view.helpers)), _single(range(len(view.recipients)), len(view.recipients)))


def merged(view: View) -> Grouping:
    """People equal in every column that an active rule reads (the content of their class in the lottery) are one row.

    Whoever a rule speaks of by name stays alone, as the lottery has it. A pair of rows stands for all pairs of members.
    """
    drawn = classes_of(view)
    return Grouping(_by_content(drawn.helper, len(view.helpers)), _by_content(drawn.recipient, len(view.recipients)))


def _single(rows: list[int] | range, people: int) -> Groups:
    array = np.array(rows, np.int64)
    of = np.full(people, -1, np.int64)
    of[array] = np.arange(len(array))
    return Groups(array, of, np.ones(len(array), np.int64))


def _by_content(content: dict[int, str], people: int) -> Groups:
    number: dict[str, int] = {}
    rows: list[int] = []
    of = np.full(people, -1, np.int64)
    for row in sorted(content):
        if content[row] not in number:
            number[content[row]] = len(rows)
            rows.append(row)
        of[row] = number[content[row]]
    sizes = np.bincount(of[of >= 0], minlength=len(rows)).astype(np.int64)
    return Groups(np.array(rows, np.int64), of, sizes)
