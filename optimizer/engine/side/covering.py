"""Cover inequalities for parts: places come in whole helpers, so a part's need is met by whole quotas or by others one by one.

For a part, a set S of classes and charges a by quota: sum over S of a[quota] * z + u * (what classes outside S give + what
stays open) >= 1 holds for every whole number of helpers (lifted flow covers; Padberg, Van Roy and Wolsey 1985). The most
violated charges are a small linear program over the ways to cover the need with whole quotas.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.program import Program, Solver
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.cohesive import Crew, CrewProgram
    from optimizer.engine.side.program import Floats
    from optimizer.engine.side.watch import Watch

MOST_CLASSES = 4
"""Classes that serve a part most, of which sets are tried."""
KEPT = 3
"""Most inequalities of one part that a round adds."""
VIOLATED = 1e-3
MOST_SIZES, MOST_PATTERNS = 6, 20_000


@dataclass(frozen=True, eq=False)
class PartCover:
    """``classes`` ascending; charge float64[sizes]: of a helper of each quota size; unit: of one served by others or open."""

    part: int
    classes: Ints
    charge: Floats
    unit: float


@cache
def patterns(sizes: tuple[int, ...], need: int) -> tuple[tuple[int, ...], ...]:
    """Every least way to cover ``need``: helpers of each size, then how many are served one by one."""
    found: list[tuple[int, ...]] = []

    def further(at: int, left: int, done: tuple[int, ...]) -> None:
        if len(found) > MOST_PATTERNS:
            return
        if at == len(sizes):
            found.append((*done, max(0, left)))
            return
        for count in range(max(0, -(-left // sizes[at])) + 1):
            further(at + 1, left - count * sizes[at], (*done, count))

    further(0, need, ())
    return tuple(found) if len(found) <= MOST_PATTERNS else ()


def violated(crew: Crew, made: CrewProgram, x: Floats, watch: Watch) -> list[PartCover]:
    """Inequalities that the solution x of a crew's linear program breaks, at most KEPT a part."""
    sizes = np.unique(crew.quota)
    if len(sizes) > MOST_SIZES:
        return []
    arcs, counts = len(made.arc_class), len(made.z_type)
    classes, parts = crew.cost.shape[0], crew.parts
    helpers = np.zeros((parts, classes, len(sizes)))
    size_of = np.searchsorted(sizes, crew.quota[made.z_type])
    np.add.at(helpers, (made.z_part, crew.class_of[made.z_type], size_of), x[arcs : arcs + counts])
    served = np.zeros((parts, classes))
    np.add.at(served, (crew.part[made.arc_recipient], made.arc_class), x[:arcs])
    opened = np.bincount(crew.part, weights=x[arcs + counts :], minlength=parts)
    need = np.bincount(crew.part, minlength=parts)
    found: list[PartCover] = []
    for part in range(parts):
        ways = np.array(patterns(tuple(sizes.tolist()), int(need[part])), np.float64)
        busy = np.flatnonzero(served[part] > 1e-6)
        busy = busy[np.argsort(-served[part, busy], kind="stable")][:MOST_CLASSES]
        if not need[part] or not len(ways) or watch.stopped():
            continue
        here: list[tuple[float, PartCover]] = []
        for count in range(1, len(busy) + 1):
            for chosen in combinations(busy.tolist(), count):
                inside = np.array(sorted(chosen), np.int64)
                others = opened[part] + served[part].sum() - served[part, inside].sum()
                charge = _separated(np.append(helpers[part, inside].sum(axis=0), others), ways, watch)
                if charge is not None:
                    here.append((charge[1], PartCover(part, inside, charge[0][:-1], float(charge[0][-1]))))
        here.sort(key=lambda one: one[0])
        found += [cover for _, cover in here[:KEPT]]
    return found


def _separated(point: Floats, ways: Floats, watch: Watch) -> tuple[Floats, float] | None:
    """(charges and unit that every way costs at least 1 by, what the point costs), when that is less than 1."""
    from scipy.sparse import csr_array

    count = len(point)
    program = Program(
        point + 1e-7, np.zeros(count), np.ones(count), csr_array(ways), np.ones(len(ways)),
        np.full(len(ways), np.inf), np.zeros(count, np.bool_),
    )  # fmt: skip
    answer = Solver(program, watch).run()
    if answer.x is None or answer.value >= 1 - VIOLATED:
        return None
    return answer.x, answer.value


def with_covers(made: CrewProgram, crew: Crew, covers: list[PartCover], recipients: Ints) -> Program:
    """The crew's program with the covers of its parts as rows. ``recipients``: those of the program, whole parts."""
    from dataclasses import replace

    from scipy.sparse import csr_array, vstack

    program = made.program
    sizes = np.unique(crew.quota)
    present = np.zeros(crew.parts, np.bool_)
    present[crew.part[recipients]] = True
    mine = [cover for cover in covers if present[cover.part]]
    if not mine:
        return program
    arcs, counts = len(made.arc_class), len(made.z_type)
    z_by_part, x_by_part = _by_part(made.z_part, crew.parts), _by_part(crew.part[made.arc_recipient], crew.parts)
    open_by_part = _by_part(crew.part[recipients], crew.parts)
    row: list[Ints] = []
    column: list[Ints] = []
    data: list[Floats] = []
    for number, cover in enumerate(mine):
        z = z_by_part[cover.part]
        z = z[np.isin(crew.class_of[made.z_type[z]], cover.classes)]
        x = x_by_part[cover.part]
        x = x[~np.isin(made.arc_class[x], cover.classes)]
        left = open_by_part[cover.part]
        column += [arcs + z, x, arcs + counts + left]
        data += [
            cover.charge[np.searchsorted(sizes, crew.quota[made.z_type[z]])],
            np.full(len(x) + len(left), cover.unit),
        ]
        row.append(np.full(len(z) + len(x) + len(left), number))
    shape = (len(mine), len(program.cost))
    added = csr_array((np.concatenate(data), (np.concatenate(row), np.concatenate(column))), shape=shape)
    return replace(
        program,
        matrix=vstack([program.matrix, added]).tocsr(),
        lo=np.append(program.lo, np.ones(len(mine))),
        hi=np.append(program.hi, np.full(len(mine), np.inf)),
    )


def _by_part(part: Ints, parts: int) -> list[Ints]:
    order = np.argsort(part, kind="stable")
    edges = np.searchsorted(part[order], np.arange(parts + 1))
    return [order[edges[p] : edges[p + 1]] for p in range(parts)]


@dataclass(frozen=True, eq=False)
class CoverPrices:
    """In 1/scale: unit int64[classes, parts] off each pair, charge int64[types, parts] off a part in use, open int64[parts]
    off each who stays open; constant: the right sides. ``parts``: (part, classes, charge by type int64[types], unit) of each cover."""

    unit: Ints
    charge: Ints
    open: Ints
    constant: int
    covers: tuple[tuple[int, Ints, Ints, int], ...]


def cover_prices(crew: Crew, covers: list[PartCover], dual: Floats, scale: int) -> CoverPrices:
    """Covers times their multipliers, rounded to integers, each with the exact right side that these charges have."""
    sizes = np.unique(crew.quota)
    size_of = np.searchsorted(sizes, crew.quota)
    need = np.bincount(crew.part, minlength=crew.parts)
    reach = (crew.cost < 2**30).astype(np.int64)
    able = np.zeros((crew.cost.shape[0], crew.parts), np.int64)
    np.add.at(able.T, crew.part, reach.T)
    unit = np.zeros((crew.cost.shape[0], crew.parts), np.int64)
    charge = np.zeros((len(crew.count), crew.parts), np.int64)
    opened = np.zeros(crew.parts, np.int64)
    constant, made = 0, []
    for cover, weight in zip(covers, dual.tolist(), strict=True):
        own = np.rint(cover.charge * weight * scale).astype(np.int64)
        each = int(np.rint(cover.unit * weight * scale))
        if weight <= 0 or not own.any():
            continue
        inside = np.isin(crew.class_of, cover.classes) & (able[crew.class_of, cover.part] > 0)
        by_type = np.where(inside, own[size_of], 0)
        if not inside.any():
            continue
        outside = np.ones(crew.cost.shape[0], np.bool_)
        outside[crew.class_of[inside]] = False
        unit[outside, cover.part] += each
        charge[:, cover.part] += by_type
        opened[cover.part] += each
        constant += least_cover(
            int(need[cover.part]), crew.quota[inside], crew.count[inside], own[size_of[inside]], each
        )
        made.append((cover.part, np.flatnonzero(inside), by_type, each))
    return CoverPrices(unit, charge, opened, constant, tuple(made))


def least_cover(need: int, quota: Ints, count: Ints, charge: Ints, unit: int) -> int:
    """The least charges and units that cover ``need``: count[k] helpers of quota[k] at charge[k] each, the rest one by one."""
    best = np.arange(need + 1, dtype=np.int64) * unit
    left = np.arange(need + 1)
    for places, helpers, price in zip(quota.tolist(), count.tolist(), charge.tolist(), strict=True):
        step, rest = 1, min(helpers, -(-need // places) if places else 0)
        while rest > 0:
            taken = min(step, rest)
            best = np.minimum(best, taken * price + best[np.maximum(left - taken * places, 0)])
            rest, step = rest - taken, step * 2
    return int(best[need])
