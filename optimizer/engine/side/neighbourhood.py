"""HiGHS on neighbourhoods of helpers, one after another: all their recipients are given out anew (Shaw 1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bulk import NEVER
from optimizer.engine.side.program import Program, Solver
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.bulk import Bulk
    from optimizer.engine.side.bulk_prices import LoadBound
    from optimizer.engine.side.watch import Watch

HELPERS = 20
ARCS = 7
NODES = 60
SECONDS = 2.0
"""At most for one neighbourhood, when there is a time limit."""


def improved(bulk: Bulk, bound: LoadBound, helper: Ints, watch: Watch, seed: int) -> Ints:
    """A roster not worse than the given one. Without a time limit every helper is the centre of few neighbourhoods."""
    best = helper.copy()
    helpers = len(bulk.room)
    rng = np.random.default_rng(seed)
    rounds = max(1, 2 * helpers // HELPERS)
    done = 0
    while not watch.stopped() and (watch.timed or done < rounds):
        if bulk.value(best) <= bound.bound:
            break
        centre = _centre(bulk, bound, best, rng)
        group = _around(bulk, bound, best, centre)
        found = _solved(bulk, bound, best, group, watch)
        if found is not None and bulk.value(found) < bulk.value(best):
            best = found
        done += 1
    return best


def _excess(bulk: Bulk, bound: LoadBound, helper: Ints) -> Ints:
    """What each recipient costs above what its price says, in 1/scale."""
    rows = np.arange(len(helper))
    at = np.maximum(helper, 0)
    own = bulk.cost[rows, at].astype(np.int64) * bound.scale + bound.price[at] * bulk.weight
    paid = np.where(helper >= 0, own, bulk.open_cost * bound.scale)
    return np.maximum(0, paid - bound.full)


def _centre(bulk: Bulk, bound: LoadBound, helper: Ints, rng: np.random.Generator) -> int:
    """A recipient, likelier the more it costs above its price."""
    excess = _excess(bulk, bound, helper).astype(np.float64) + 1.0
    total = np.cumsum(excess)
    return int(np.searchsorted(total, rng.random() * total[-1]))


def _around(bulk: Bulk, bound: LoadBound, helper: Ints, centre: int) -> Ints:
    """The centre's helper and those whose recipients are cheapest to exchange with it."""
    priced = bulk.cost[centre].astype(np.int64) * bound.scale + bound.price * bulk.weight[centre]
    order = np.argsort(priced, kind="stable")[:HELPERS]
    own = int(helper[centre])
    group = order if own < 0 or own in order else np.append(order[:-1], own)
    return np.sort(group)


def _solved(bulk: Bulk, bound: LoadBound, helper: Ints, group: Ints, watch: Watch) -> Ints | None:
    from scipy.sparse import csr_array

    inside = np.isin(helper, group)
    spare = np.flatnonzero((helper < 0) & (bulk.cost[:, group].min(axis=1) < NEVER))
    spare = spare[np.argsort(bulk.cost[spare][:, group].min(axis=1), kind="stable")[:20]]
    rows = np.sort(np.concatenate([np.flatnonzero(inside), spare]))
    if len(rows) < 2:
        return None
    cost = bulk.cost[np.ix_(rows, group)].astype(np.int64)
    priced = cost * bound.scale + bulk.weight[rows, None] * bound.price[group][None, :]
    keep = np.argsort(priced, axis=1, kind="stable")[:, :ARCS]
    use = np.zeros(cost.shape, np.bool_)
    np.put_along_axis(use, keep, True, axis=1)
    at = np.searchsorted(group, np.maximum(helper[rows], 0))
    held = helper[rows] >= 0
    use[np.flatnonzero(held), at[held]] = True
    use &= cost < NEVER
    r, h = np.nonzero(use)
    optional = np.flatnonzero(bulk.open_cost[rows] < NEVER)
    columns = len(r) + len(optional)
    row = np.concatenate([r, optional, len(rows) + h])
    column = np.concatenate([np.arange(len(r)), len(r) + np.arange(len(optional)), np.arange(len(r))])
    data = np.concatenate([np.ones(columns), bulk.weight[rows[r]].astype(np.float64)])
    shape = (len(rows) + len(group), columns)
    program = Program(
        np.concatenate([cost[r, h], bulk.open_cost[rows[optional]]]).astype(np.float64),
        np.zeros(columns),
        np.ones(columns),
        csr_array((data, (row, column)), shape=shape),
        np.concatenate([np.ones(len(rows)), np.full(len(group), -np.inf)]),
        np.concatenate([np.ones(len(rows)), bulk.room[group].astype(np.float64)]),
        np.ones(columns, np.bool_),
    )
    start = np.zeros(columns)
    number = np.full(cost.shape, -1)
    number[r, h] = np.arange(len(r))
    start[number[np.flatnonzero(held), at[held]]] = 1.0
    open_at = np.full(len(rows), -1)
    open_at[optional] = len(r) + np.arange(len(optional))
    start[open_at[~held]] = 1.0
    solver = Solver(program, watch.at_most(SECONDS))
    solver.start_from(start)
    answer = solver.run(nodes=NODES)
    watch.spend(answer.nodes)
    if answer.x is None:
        return None
    taken = np.flatnonzero(answer.x[: len(r)] > 0.5)
    new = helper.copy()
    new[rows] = -1
    new[rows[r[taken]]] = group[h[taken]]
    return new if bulk.allows(new) else None
