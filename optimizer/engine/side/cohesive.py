"""One part a helper at size: equal helpers as classes with integer counts, a linear program over priced arcs, neighbourhoods.

z[type, part] helpers of a type work in a part, x[class, recipient] <= 1: sum of x over a part <= sum of quota * z. Given z the
x are a transportation, so only the counts need to be whole. The bound prices the needs and keeps each helper's own choice of
one part and its best recipients there, over all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bulk import NEVER, Dense
from optimizer.engine.side.covering import CoverPrices, PartCover, cover_prices, violated, with_covers
from optimizer.engine.side.program import Program, Solver
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.program import Floats
    from optimizer.engine.side.watch import Watch

ARCS = 6
"""Classes tried first for each recipient."""
ROUNDS = 24


@dataclass(frozen=True, eq=False)
class Crew:
    """cost int32[classes, recipients] (NEVER = not allowed), part int64[recipients], open_cost int64[recipients];
    types: class_of, quota, count int64[types]; member int64[helpers]: the type of each helper (-1: takes nobody)."""

    cost: Dense
    part: Ints
    open_cost: Ints
    class_of: Ints
    quota: Ints
    count: Ints
    member: Ints

    @property
    def parts(self) -> int:
        return int(self.part.max(initial=-1)) + 1


def crew_of(cost: Dense, quota: Ints, part: Ints, open_cost: Ints) -> Crew:
    """Classes of helpers with equal cost rows. cost int32[recipients, helpers]."""
    word = np.asarray(np.random.default_rng(0).integers(1, 2**31, cost.shape[0]), np.int64)
    mark: Ints = np.zeros(cost.shape[1], np.int64)
    for first in range(0, cost.shape[0], 512):
        mark += np.asarray(cost[first : first + 512].astype(np.int64).T @ word[first : first + 512])
    _, example, number = np.unique(mark, return_index=True, return_inverse=True)
    number = number.reshape(-1)
    same = (cost == cost[:, example[number]]).all(axis=0)
    odd = np.flatnonzero(~same)
    number[odd] = len(example) + np.arange(len(odd))
    example = np.concatenate([example, odd])
    able = quota > 0
    both = np.stack([number[able], quota[able]])
    types, of, count = np.unique(both, axis=1, return_inverse=True, return_counts=True)
    member = np.full(len(quota), -1, np.int64)
    member[able] = of.reshape(-1)
    return Crew(
        np.ascontiguousarray(cost[:, example].T), part, open_cost, types[0], types[1], count.astype(np.int64), member
    )


@dataclass(frozen=True, eq=False)
class CrewProgram:
    """Columns: x of arcs (class, recipient), z of (type, part), then open recipients."""

    program: Program
    arc_class: Ints
    arc_recipient: Ints
    z_type: Ints
    z_part: Ints


def crew_program(crew: Crew, arcs: Ints, recipients: Ints, count: Ints, *, integer: bool) -> CrewProgram:
    """The needs alone hold x at most 1, so that no price hides in an upper bound of the linear program.

    arcs: cells class * R + recipient (ascending) among ``recipients`` (ascending); count int64[types] helpers to use."""
    from scipy.sparse import csr_array

    total = crew.cost.shape[1]
    a_class, a_recipient = arcs // total, arcs % total
    place = np.full(total, -1, np.int64)
    place[recipients] = np.arange(len(recipients))
    group, group_of = np.unique(a_class * crew.parts + crew.part[a_recipient], return_inverse=True)
    g_class, g_part = group // crew.parts, group % crew.parts
    z_group, z_type = np.nonzero(g_class[:, None] == crew.class_of[None, :])
    useful = count[z_type] > 0
    z_group, z_type = z_group[useful], z_type[useful]
    z_part = g_part[z_group]
    demand = np.bincount(crew.part[recipients], minlength=crew.parts)
    arcs_n, z_n, open_n = len(arcs), len(z_type), len(recipients)
    columns = arcs_n + z_n + open_n
    rows_need, rows_group, rows_type = len(recipients), len(group), len(crew.count)
    row = [place[a_recipient], np.arange(open_n), rows_need + group_of.reshape(-1), rows_need + z_group]
    column = [np.arange(arcs_n), arcs_n + z_n + np.arange(open_n), np.arange(arcs_n), arcs_n + np.arange(z_n)]
    data = [np.ones(arcs_n), np.ones(open_n), np.ones(arcs_n), -crew.quota[z_type].astype(np.float64)]
    row.append(rows_need + rows_group + z_type)
    column.append(arcs_n + np.arange(z_n))
    data.append(np.ones(z_n))
    shape = (rows_need + rows_group + rows_type, columns)
    matrix = csr_array((np.concatenate(data), (np.concatenate(row), np.concatenate(column))), shape=shape)
    opened = crew.open_cost[recipients]
    dear = 50 * int(np.abs(crew.cost[a_class, a_recipient]).max(initial=1))
    cost = np.concatenate(
        [crew.cost[a_class, a_recipient], np.zeros(z_n), np.where(opened < NEVER, opened, dear)]
    ).astype(np.float64)
    ceiling = -(-demand[z_part] // crew.quota[z_type])
    roof = np.full(arcs_n, 1.0 if integer else np.inf)
    most = np.concatenate([roof, np.minimum(ceiling, count[z_type]), np.ones(open_n)]).astype(np.float64)
    kinds = np.zeros(columns, np.bool_)
    kinds[arcs_n : arcs_n + z_n] = integer
    lo = np.concatenate([np.ones(rows_need), np.full(rows_group + rows_type, -np.inf)])
    hi = np.concatenate([np.ones(rows_need), np.zeros(rows_group), count.astype(np.float64)])
    program = Program(cost, np.zeros(columns), most, matrix, lo, hi, kinds)
    return CrewProgram(program, a_class, a_recipient, z_type, z_part)


@dataclass(frozen=True, eq=False)
class CrewBound:
    """need int64[recipients] in 1/scale; bound in cost units; arcs of the last program; z: its solution by (type, part).

    covers: the inequalities of the last program; cover_prices: those of the bound."""

    need: Ints
    scale: int
    bound: int
    arcs: Ints
    z: Floats
    covers: tuple[PartCover, ...] = ()
    cover_prices: CoverPrices | None = None


def crew_bound(crew: Crew, watch: Watch, scale: int = 2**8) -> CrewBound | None:
    """The linear program with covers, arcs and covers added while they matter (or time ends); None when it was never solved."""
    classes, recipients = crew.cost.shape
    near = np.argpartition(crew.cost, min(ARCS, classes) - 1, axis=0)[: min(ARCS, classes)]
    arcs = np.unique((near * recipients + np.arange(recipients)).ravel())
    arcs = arcs[crew.cost.ravel()[arcs] < NEVER]
    every = np.arange(recipients)
    best: CrewBound | None = None
    covers: list[PartCover] = []
    taken = 0.0
    for _ in range(ROUNDS):
        left = watch.seconds()
        if best is not None and (watch.stopped() or (left is not None and taken > left)):
            break
        made = crew_program(crew, arcs, every, crew.count, integer=False)
        answer = Solver(with_covers(made, crew, covers, every), watch).run()
        watch.spend()
        if answer.x is None or answer.row_dual is None:
            break
        rows = len(made.program.lo)
        prices = cover_prices(crew, covers, answer.row_dual[rows:], scale) if covers else None
        need = np.rint(answer.row_dual[:recipients] * scale).astype(np.int64)
        opened = crew.open_cost * scale - (0 if prices is None else prices.open[crew.part])
        need = np.minimum(need, opened)
        z = np.zeros((len(crew.count), crew.parts))
        z[made.z_type, made.z_part] = answer.x[len(arcs) : len(arcs) + len(made.z_type)]
        value = -(-value_of_prices(crew, need, scale, prices) // scale)
        if best is None or value > best.bound:
            best = CrewBound(need, scale, value, arcs, z, tuple(covers), prices)
        else:
            best = replace(best, arcs=arcs, z=z, covers=tuple(covers))
        new = _attractive(crew, need, scale, answer.row_dual[rows - len(crew.count) : rows], prices)
        new = np.setdiff1d(new, arcs, assume_unique=True)
        grown = len(new) > 0 and value < answer.value - 0.0005 * abs(answer.value)
        if grown:
            arcs = np.union1d(arcs, new)
        more = violated(crew, made, answer.x, watch)
        covers += more
        if not grown and not more:
            break
        after = watch.seconds()
        taken = 0.0 if left is None or after is None else left - after
    return best


def value_of_prices(crew: Crew, need: Ints, scale: int, prices: CoverPrices | None = None) -> int:
    """Exact bound in 1/scale: sum of needs minus what each helper's best part would save, over all pairs."""
    total = int(need.sum()) + (0 if prices is None else prices.constant)
    order = np.argsort(crew.part, kind="stable")
    edges = np.searchsorted(crew.part[order], np.arange(crew.parts + 1))
    largest = int(crew.quota.max(initial=0))
    for number in range(crew.cost.shape[0]):
        mine = np.flatnonzero(crew.class_of == number)
        if not len(mine):
            continue
        offered = need if prices is None else need + prices.unit[number, crew.part]
        saving = np.maximum(0, offered - crew.cost[number].astype(np.int64) * scale)[order]
        saving = np.where(crew.cost[number][order] < NEVER, saving, 0)
        sums = np.zeros((crew.parts, largest + 1), np.int64)
        for part in range(crew.parts):
            own = -np.sort(-saving[edges[part] : edges[part + 1]])[:largest]
            sums[part, 1 : len(own) + 1] = np.cumsum(own)
            sums[part, len(own) + 1 :] = sums[part, len(own)]
        each = sums[:, crew.quota[mine]]
        if prices is not None:
            each = each + prices.charge[mine].T
        total -= int((each.max(axis=0, initial=0) * crew.count[mine]).sum())
    return total


def _attractive(crew: Crew, need: Ints, scale: int, helper_dual: Floats, prices: CoverPrices | None) -> Ints:
    """Cells outside the program that a helper of their class, at its price, might take."""
    own = np.broadcast_to(-helper_dual[:, None], (len(crew.count), crew.parts))
    if prices is not None:
        own = np.maximum(own - prices.charge / scale, 0)
    price = np.full((crew.cost.shape[0], crew.parts), np.inf)
    np.minimum.at(price, crew.class_of, own / crew.quota[:, None])
    each = np.where(np.isfinite(price), price, 2.0**30)[:, crew.part]
    offered = need[None, :] if prices is None else need[None, :] + prices.unit[:, crew.part]
    slack = offered - (crew.cost + each) * scale
    slack = np.where(crew.cost < NEVER, slack, -1)
    keep = slack > 0
    cells: Ints = np.flatnonzero(keep.ravel())
    return cells
