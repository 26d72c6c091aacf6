"""POT ``emd``: network simplex on the dense matrix, with a source for what stays missing and a sink for spare places."""

from __future__ import annotations

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.peers.transport import answer_of, transport
from benchmarks.plain import Plain, Unfit

NAME = "POT emd"
needs = "ot"
MOST_CELLS = 60_000_000


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    """It knows no limit in seconds."""
    import ot

    clock = Clock(seconds)
    form = transport(plain)
    quota, helpers, recipients = form.quota(), plain.model.helper_count, len(form.need)
    if (form.most < np.minimum(form.need[form.recipient], quota[form.helper])).any() or form.least.any():
        raise Unfit("bounds on single pairs")
    if (helpers + 1) * (recipients + 1) > MOST_CELLS:
        raise Unfit("a dense matrix that large")
    quota = np.minimum(quota, form.need.sum())
    far = 4.0 * (float(np.abs(form.cost).max(initial=1)) + float(np.abs(form.lack_cost).max(initial=0)) + 1.0)
    cost = np.full((helpers + 1, recipients + 1), far)
    cost[form.helper, form.recipient] = form.cost
    cost[-1, :-1] = np.where(form.lack > 0, form.lack_cost, far)
    cost[:, -1] = 0.0
    supply = np.append(quota, form.need.sum()).astype(float)
    demand = np.append(form.need, quota.sum()).astype(float)
    clock.built = clock.spent()
    plan = np.rint(ot.emd(supply, demand, cost, numItermax=10**9, numThreads=threads)).astype(np.int64)
    amount = plan[form.helper, form.recipient]
    given = np.zeros(recipients, np.int64)
    np.add.at(given, form.recipient, amount)
    values = plain.values(answer_of(plain, amount, form.need - given))
    return Answer(
        values,
        None if values is None else float(values[0]),
        values is not None,
        values is None,
        clock.spent(),
        clock.built,
    )
