"""Prices of load over all pairs: a subgradient for the whole, then flows in units of load on priced arcs, exact.

With a price v[h] on each unit of helper h's load every recipient takes its cheapest helper or stays open:
bound = sum over recipients of min(open, min over h of cost + v weight) - sum of v room. Weights that depend on the recipient
alone make the linear program a transportation problem in units of load, so its best prices are potentials of a flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.network_flow import Arcs, circulation
from optimizer.errors import NoRouteError
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.bulk import Bulk
    from optimizer.engine.side.program import Floats
    from optimizer.engine.side.watch import Watch

ROUNDS = 150
FLOWS = 8
ARCS = 10
"""Cheapest priced arcs a recipient in the first flow."""
MORE = 4
"""Violated arcs a recipient that a round adds."""
LARGEST_UNIT = 5_040
"""Largest common multiple of the weights for which flows in units of load stay exact."""


@dataclass(frozen=True, eq=False)
class LoadBound:
    """price int64[helpers] >= 0 and full int64[recipients] (what each pays at most), in 1/scale; bound in cost units.

    flow: per recipient the helper with most of it in the last flow, -1 = open; open_weight: what the flow leaves open.
    """

    price: Ints
    full: Ints
    scale: int
    bound: int
    likely: Ints
    open_share: float


def cheapest(bulk: Bulk, price: Ints, scale: int) -> tuple[Ints, Ints]:
    """(least scaled cost with price of each recipient, its helper), over all pairs."""
    if find_spec("numba") is not None:
        from optimizer.engine.side.annealing import cheapest_helpers

        least, helper = np.zeros(len(bulk.weight), np.int64), np.zeros(len(bulk.weight), np.int64)
        cheapest_helpers(bulk.cost, bulk.weight, price, scale, least, helper)
        return least, helper
    least, helper = np.zeros(len(bulk.weight), np.int64), np.zeros(len(bulk.weight), np.int64)
    step = max(1, 2_000_000 // max(1, len(bulk.room)))
    for first in range(0, len(bulk.weight), step):
        rows = slice(first, first + step)
        total = bulk.cost[rows].astype(np.int64) * scale + bulk.weight[rows, None] * price[None, :]
        helper[rows] = total.argmin(axis=1)
        least[rows] = total.min(axis=1)
    return least, helper


def bound_at(bulk: Bulk, price: Ints, scale: int) -> tuple[int, Ints, Ints]:
    """(bound in 1/scale, what each recipient pays, its helper or -1)."""
    least, helper = cheapest(bulk, price, scale)
    full = np.minimum(least, bulk.open_cost * scale)
    helper = np.where(least <= bulk.open_cost * scale, helper, -1)
    return int(full.sum()) - int((price * bulk.room).sum()), full, helper


def load_bound(bulk: Bulk, watch: Watch) -> LoadBound:
    """The best prices found: exact for the linear program when the flows finish."""
    scale = _unit(bulk.weight)
    exact = scale <= LARGEST_UNIT
    scale = scale if exact else 64
    price, best = _subgradient(bulk, scale, watch)
    likely = np.zeros(0, np.int64)
    share = 0.0
    active = _priced_arcs(bulk, price, scale, ARCS)
    for _ in range(FLOWS if exact else 0):
        if watch.stopped():
            break
        made = _flow(bulk, active, scale)
        if made is None:
            break
        flow_price, paid, likely, share = made
        watch.spend()
        value, full, _ = bound_at(bulk, flow_price, scale)
        if value > best[0]:
            best, price = (value, full), flow_price
        new = _violated(bulk, flow_price, scale, paid)
        new = np.setdiff1d(new, active, assume_unique=True)
        if not len(new):
            break
        active = np.union1d(active, new)
    value, full = best
    if not len(likely):
        likely = bound_at(bulk, price, scale)[2]
    return LoadBound(price, full, scale, -(-value // scale), likely, share)


def _unit(weight: Ints) -> int:
    unit = 1
    for w in np.unique(weight).tolist():
        unit = int(np.lcm(unit, w))
        if unit > LARGEST_UNIT:
            break
    return unit


def _subgradient(bulk: Bulk, scale: int, watch: Watch) -> tuple[Ints, tuple[int, Ints]]:
    price: Floats = np.zeros(len(bulk.room))
    best_value, best_full, best_price = -(2**62), np.zeros(len(bulk.weight), np.int64), price.astype(np.int64)
    direction = np.zeros(len(bulk.room))
    step, stalled = 0.0, 0
    for turn in range(ROUNDS):
        if watch.stopped() and turn:
            break
        current = np.rint(price).astype(np.int64)
        value, full, helper = bound_at(bulk, current, scale)
        watch.spend()
        if value > best_value:
            best_value, best_full, best_price, stalled = value, full, current, 0
        else:
            stalled += 1
        load = bulk.loads(helper)
        direction = (load - bulk.room) + 0.5 * direction
        if turn == 0:
            typical = float(np.median(full / np.maximum(1, bulk.weight)))
            step = max(1.0, 0.5 * typical) / max(1.0, float(bulk.room.mean()))
        if stalled >= 4:
            step, stalled = step * 0.7, 0
        price = np.maximum(0, price + step * direction)
    return best_price, (best_value, best_full)


def _priced_arcs(bulk: Bulk, price: Ints, scale: int, count: int) -> Ints:
    """Cells (recipient * helpers + helper, ascending) of the cheapest priced arcs of each recipient."""
    recipients, helpers = bulk.sizes
    count = min(count, helpers)
    found = []
    step = max(1, 2_000_000 // max(1, helpers))
    for first in range(0, recipients, step):
        rows = np.arange(first, min(first + step, recipients))
        total = bulk.cost[rows].astype(np.int64) * scale + bulk.weight[rows, None] * price[None, :]
        near = np.argpartition(total, count - 1, axis=1)[:, :count]
        found.append((rows[:, None] * helpers + near).ravel())
    cells = np.sort(np.concatenate(found))
    allowed: Ints = cells[bulk.cost.ravel()[cells] < 2**30]
    return allowed


def _violated(bulk: Bulk, price: Ints, scale: int, paid: Ints) -> Ints:
    """Cells whose priced cost lies below what the recipient pays, the MORE most violated of each recipient."""
    recipients, helpers = bulk.sizes
    count = min(MORE, helpers)
    found = []
    step = max(1, 2_000_000 // max(1, helpers))
    for first in range(0, recipients, step):
        rows = np.arange(first, min(first + step, recipients))
        total = bulk.cost[rows].astype(np.int64) * scale + bulk.weight[rows, None] * price[None, :]
        near = np.argpartition(total, count - 1, axis=1)[:, :count]
        below = np.take_along_axis(total, near, axis=1) < paid[rows, None]
        found.append((rows[:, None] * helpers + near)[below])
    return np.sort(np.concatenate(found))


def _flow(bulk: Bulk, active: Ints, scale: int) -> tuple[Ints, Ints, Ints, float] | None:
    """Transportation in units of load on the active arcs: (price, what each pays, its main helper, uncovered shares)."""
    recipients, helpers = bulk.sizes
    row, helper = active // helpers, active % helpers
    source, sink = recipients + helpers, recipients + helpers + 1
    per_unit = bulk.cost[row, helper].astype(np.int64) * (scale // bulk.weight[row])
    dear = int(np.abs(per_unit).max(initial=1)) * 4 + 1
    opened = np.where(bulk.open_cost < 2**30, bulk.open_cost * (scale // bulk.weight), dear * 16)
    every, all_helpers = np.arange(recipients), np.arange(helpers)
    total = int(bulk.weight.sum())
    tail = np.concatenate([np.full(recipients, source), row, recipients + all_helpers, every, [sink]])
    head = np.concatenate([every, recipients + helper, np.full(helpers, sink), np.full(recipients, sink), [source]])
    lower = np.concatenate([bulk.weight, np.zeros(len(row) + helpers + recipients + 1, np.int64)])
    upper = np.concatenate([bulk.weight, bulk.weight[row], bulk.room, bulk.weight, [total]])
    cost = np.concatenate([np.zeros(recipients), per_unit, np.zeros(helpers), opened, [0]]).astype(np.int64)
    try:
        found = circulation(Arcs(sink + 1, tail, head, lower, upper, cost))
    except NoRouteError:
        return None
    if found is None:
        return None
    flow, label = found
    price = np.maximum(0, label[sink] - label[recipients : recipients + helpers])
    on_arc = flow[recipients : recipients + len(row)]
    reach = np.full(recipients, 2**60, np.int64)
    np.minimum.at(reach, row, bulk.cost[row, helper].astype(np.int64) * scale + price[helper] * bulk.weight[row])
    paid = np.minimum(reach, np.where(bulk.open_cost < 2**30, bulk.open_cost * scale, reach))
    order = np.lexsort((-on_arc, row))
    first = np.searchsorted(row[order], every)
    likely = np.full(recipients, -1, np.int64)
    has = np.bincount(row, minlength=recipients) > 0
    likely[has] = helper[order[first[has]]]
    left = flow[len(flow) - 1 - recipients : len(flow) - 1]
    main = on_arc[order[np.minimum(first, len(order) - 1)]]
    likely = np.where(left > main, -1, likely)
    return price, paid, likely, float((left / bulk.weight).sum())
