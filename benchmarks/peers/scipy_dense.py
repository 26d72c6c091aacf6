"""SciPy ``linear_sum_assignment``: every place a row, every unit of need a column."""

from __future__ import annotations

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.peers.transport import answer_of, transport
from benchmarks.plain import Plain, Unfit

NAME = "SciPy linear_sum_assignment"
needs = "scipy"
MOST_CELLS = 60_000_000


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    """It knows neither a limit nor threads."""
    from scipy.optimize import linear_sum_assignment

    clock = Clock(seconds)
    form = transport(plain)
    quota = np.minimum(form.quota(), np.bincount(form.helper, minlength=plain.model.helper_count))
    if form.least.any() or (form.most < np.minimum(form.need[form.recipient], quota[form.helper])).any():
        raise Unfit("bounds on single pairs")
    lacking = int(form.lack.sum())
    units = int(form.need.sum())
    if (int(quota.sum()) + lacking) * units > MOST_CELLS:
        raise Unfit("a dense matrix that large")
    cost = np.full((len(quota), len(form.need)), np.inf)
    cost[form.helper, form.recipient] = form.cost
    place, unit = np.repeat(np.arange(len(quota)), quota), np.repeat(np.arange(len(form.need)), form.need)
    cost = cost[place][:, unit]
    if lacking:
        spare = np.repeat(np.arange(len(form.need)), form.lack)
        cost = np.vstack((cost, np.where(spare[:, None] == unit[None, :], form.lack_cost[unit].astype(float), np.inf)))
    clock.built = clock.spent()
    try:
        row, column = linear_sum_assignment(cost)
    except ValueError:
        return Answer(None, None, False, True, clock.spent(), clock.built)
    real = row < len(place)
    count = np.zeros((len(quota), len(form.need)), np.int64)
    np.add.at(count, (place[row[real]], unit[column[real]]), 1)
    missing = form.need - count.sum(axis=0)
    values = plain.values(answer_of(plain, count[form.helper, form.recipient], missing))
    return Answer(
        values,
        None if values is None else float(values[0]),
        values is not None,
        values is None,
        clock.spent(),
        clock.built,
    )
