"""SciPy ``min_weight_full_bipartite_matching``: one each, sparse, nothing missing."""

from __future__ import annotations

import numpy as np

from benchmarks.peers import Answer, Clock
from benchmarks.peers.transport import transport
from benchmarks.plain import Plain, Unfit

NAME = "SciPy min_weight_full_bipartite_matching"
needs = "scipy"


def solve(plain: Plain, seconds: float | None, threads: int) -> Answer:
    """It knows neither a limit nor threads. It drops zero costs and sums pairs that stand twice, so costs begin at 1."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    clock = Clock(seconds)
    form = transport(plain)
    if (form.quota() != 1).any() or (form.need != 1).any() or form.lack.any() or form.least.any():
        raise Unfit("more than one each, or missing")
    shift = 1 - int(form.cost.min(initial=1))
    shape = (len(form.need), plain.model.helper_count)
    matrix = csr_matrix((form.cost + shift, (form.recipient, form.helper)), shape=shape)
    clock.built = clock.spent()
    try:
        rows, columns = min_weight_full_bipartite_matching(matrix)
    except ValueError:
        return Answer(None, None, False, True, clock.spent(), clock.built)
    matched = np.empty(shape[0], np.int64)
    matched[rows] = columns
    values = plain.values((matched[form.recipient] == form.helper).astype(np.int64))
    return Answer(
        values,
        None if values is None else float(values[0]),
        values is not None,
        values is None,
        clock.spent(),
        clock.built,
    )
