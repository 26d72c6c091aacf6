"""Rosters of one part a helper: counts by rounding, then HiGHS on groups of parts near each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.bulk import NEVER
from optimizer.engine.side.cohesive import Crew, CrewBound, crew_program
from optimizer.engine.side.covering import with_covers
from optimizer.engine.side.program import Solver
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.watch import Watch

WHOLE = 1_500
"""Counts up to which everything is one integer program."""
SMALLEST = 8
"""Parts of a neighbourhood; more while they are solved within the nodes and seconds given, fewer when not."""
NODES = 200
SECONDS = 4.0
NEAR_PARTS = 40
STEPS, PIECES = 4_000, 20
"""Annealing trials a helper without a time limit, and in how many pieces."""
ROUNDS = 2
"""Neighbourhoods for each part without a time limit."""
ROUGH, FINE = 2e-3, 2e-4
"""Relative gaps at which a neighbourhood is left, with and without open recipients."""


@dataclass(eq=False)
class Plan:
    """z int64[types, parts]; serving int64[recipients]: the class that serves, -1 = open."""

    z: Ints
    serving: Ints

    def value(self, crew: Crew) -> int:
        served = np.flatnonzero(self.serving >= 0)
        return int(crew.cost[self.serving[served], served].astype(np.int64).sum()) + int(
            crew.open_cost[self.serving < 0].sum()
        )


def best_plan(crew: Crew, bound: CrewBound, watch: Watch, seed: int) -> Plan:
    """Everything at once when small, else sweeps over neighbourhoods of parts until limits or sweeps end."""
    types, parts = len(crew.count), crew.parts
    plan = Plan(np.zeros((types, parts), np.int64), np.full(len(crew.part), -1, np.int64))
    if types * parts <= WHOLE:
        _renewed(crew, bound, plan, np.arange(parts), watch, nodes=20_000, gap=0.0)
        return plan
    _rounded(crew, bound, plan, watch)
    _annealed(crew, plan, watch.part(0.4), watch, seed)
    distance = _distances(crew)
    rng = np.random.default_rng(seed)
    rounds = ROUNDS * parts
    done, size = 0, 2 * SMALLEST
    while not watch.stopped() and (watch.timed or done < rounds):
        group = _group(crew, plan, distance, rng, size)
        opened = bool((plan.serving[np.isin(crew.part, group)] < 0).any())
        gap = ROUGH if opened else FINE
        eased = _renewed(crew, bound, plan, group, watch.at_most(SECONDS), nodes=NODES, gap=gap)
        size = min(parts, size + 2) if eased else max(SMALLEST, size - 4)
        done += 1
    return plan


def _group(crew: Crew, plan: Plan, distance: Ints, rng: np.random.Generator, size: int) -> Ints:
    """A part with open recipients (else any), its neighbours, and parts not far away whose helpers have places to spare."""
    waiting = np.bincount(crew.part[plan.serving < 0], minlength=crew.parts).astype(np.float64)
    chance = waiting + (0.02 if waiting.any() else 1.0)
    centre = int(rng.choice(crew.parts, p=chance / chance.sum()))
    near = np.argsort(distance[centre], kind="stable")
    places = (crew.quota[:, None] * plan.z).sum(axis=0)
    served = np.bincount(crew.part[plan.serving >= 0], minlength=crew.parts)
    around = near[size // 2 : 5 * size]
    spare = (places - served)[around] + 0.2
    spare = spare / (1.0 + np.arange(len(around)) / size)
    count = min(size - size // 2, len(around))
    others = rng.choice(around, count, replace=False, p=spare / spare.sum()) if count else around
    return np.sort(np.concatenate([near[: size // 2], others]))


def _distances(crew: Crew) -> Ints:
    """int64[parts, parts]: how differently parts lie to the classes (sum over classes of the difference of mean costs, nearest first)."""
    mean = np.zeros((crew.parts, crew.cost.shape[0]))
    size = np.maximum(1, np.bincount(crew.part, minlength=crew.parts))
    for number in range(crew.cost.shape[0]):
        cost = np.minimum(crew.cost[number], NEVER // 1024).astype(np.float64)
        mean[:, number] = np.bincount(crew.part, weights=cost, minlength=crew.parts) / size
    out = np.zeros((crew.parts, crew.parts), np.int64)
    for part in range(crew.parts):
        near = np.argsort(mean[part], kind="stable")[:4]
        out[part] = np.abs(mean[:, near] - mean[part, near]).sum(axis=1).astype(np.int64)
        out[part, part] = -1
    return out


def _rounded(crew: Crew, bound: CrewBound, plan: Plan, watch: Watch) -> None:
    """Counts of the linear program rounded down, the largest remainders up while places are short; then who serves whom."""
    z = np.floor(bound.z + 1e-6).astype(np.int64)
    demand = np.bincount(crew.part, minlength=crew.parts)
    places = (crew.quota[:, None] * z).sum(axis=0)
    left = crew.count - z.sum(axis=1)
    rest = bound.z - z
    for cell in np.argsort(-rest, axis=None, kind="stable").tolist():
        t, part = divmod(cell, crew.parts)
        if rest[t, part] < 1e-6:
            break
        if left[t] > 0 and places[part] < demand[part]:
            z[t, part] += 1
            left[t] -= 1
            places[part] += crew.quota[t]
    _served(crew, plan, z, watch)


def _annealed(crew: Crew, plan: Plan, watch: Watch, after: Watch, seed: int) -> None:
    """Counts by annealing with mean costs, from the plan's; kept when the best service for them is cheaper."""
    if find_spec("numba") is None:
        return
    from optimizer.engine.side.annealing_parts import anneal_parts

    demand = np.bincount(crew.part, minlength=crew.parts)
    mean = np.zeros((crew.cost.shape[0], crew.parts), np.int64)
    size = np.maximum(1, demand)
    for number in range(crew.cost.shape[0]):
        cost = np.minimum(crew.cost[number], NEVER // 64).astype(np.float64)
        mean[number] = np.rint(np.bincount(crew.part, weights=cost, minlength=crew.parts) / size)
    dear = 20 * int(np.abs(mean).max(initial=1)) + 1
    opened = np.where(crew.open_cost < NEVER, crew.open_cost, dear).astype(np.float64)
    open_mean = np.rint(np.bincount(crew.part, weights=opened, minlength=crew.parts) / size).astype(np.int64)
    order = np.argsort(mean.T, axis=1, kind="stable")
    near = np.argsort(mean, axis=1, kind="stable")[:, : min(crew.parts, NEAR_PARTS)]
    types = np.repeat(np.arange(len(crew.count)), crew.count)
    at = np.full(len(types), -1, np.int64)
    place = np.cumsum(crew.count) - crew.count
    for t in range(len(crew.count)):
        where = np.repeat(np.arange(crew.parts), plan.z[t])
        at[place[t] : place[t] + len(where)] = where
    best, state = at.copy(), np.array([seed * 7_919 + 88_172_645_463_325_252, 2**62], np.int64)
    typical = float(mean.min(axis=0).mean()) + 1.0
    hot, cold = 2.0 * typical, 0.05 * typical
    tables = (mean, order, demand, open_mean, crew.class_of[types], crew.quota[types], near, at, best, state, hot, cold)
    anneal_parts(*tables, 0.0, 0.0, 1)
    whole, done = watch.seconds(), 0.0
    for piece in range(PIECES if whole is None else 10**6):
        if done >= 1.0 or watch.stopped():
            break
        following = (piece + 1) / PIECES if whole is None else min(1.0, done + 0.01)
        anneal_parts(*tables, done, following, STEPS * len(types) // PIECES if whole is None else 50_000)
        watch.spend()
        done = following if whole is None else 1.0 - (watch.seconds() or 0.0) / max(whole, 1e-9)
    z = np.zeros_like(plan.z)
    busy = best >= 0
    np.add.at(z, (types[busy], best[busy]), 1)
    _served(crew, plan, z, after)


def _served(crew: Crew, plan: Plan, z: Ints, watch: Watch) -> None:
    """The best service for these counts: a transportation, hence whole."""
    t, part = np.nonzero(z)
    there = np.zeros((crew.cost.shape[0], crew.parts), np.bool_)
    there[crew.class_of[t], part] = True
    cells = np.flatnonzero((there[:, crew.part] & (crew.cost < NEVER)).ravel())
    made = crew_program(crew, cells, np.arange(len(crew.part)), crew.count, integer=False)
    first = len(cells)
    least, most = made.program.least.copy(), made.program.most.copy()
    least[first : first + len(made.z_type)] = most[first : first + len(made.z_type)] = z[made.z_type, made.z_part]
    answer = Solver(replace(made.program, least=least, most=most), watch).run()
    watch.spend()
    if answer.x is None:
        return
    new = Plan(z, np.full(len(crew.part), -1, np.int64))
    taken = np.flatnonzero(answer.x[:first] > 0.5)
    new.serving[made.arc_recipient[taken]] = made.arc_class[taken]
    if new.value(crew) < plan.value(crew) and holds(crew, new):
        plan.z, plan.serving = new.z, new.serving


def _renewed(crew: Crew, bound: CrewBound, plan: Plan, group: Ints, watch: Watch, *, nodes: int, gap: float) -> bool:
    """Gives out anew all recipients of these parts, with the helpers that are there or idle; False when limits were met."""
    inside = np.zeros(crew.parts, np.bool_)
    inside[group] = True
    recipients = np.flatnonzero(inside[crew.part])
    count = crew.count - plan.z[:, ~inside].sum(axis=1)
    total = crew.cost.shape[1]
    arcs = bound.arcs[inside[crew.part[bound.arcs % total]]]
    held = recipients[plan.serving[recipients] >= 0]
    t, part = np.nonzero(plan.z[:, group])
    there = np.zeros((crew.cost.shape[0], crew.parts), np.bool_)
    there[crew.class_of[t], group[part]] = True
    cells = there[:, crew.part[recipients]] & (crew.cost[:, recipients] < NEVER)
    number, where = np.nonzero(cells)
    arcs = np.union1d(arcs, number * total + recipients[where])
    usable = np.zeros(crew.cost.shape[0], np.bool_)
    usable[crew.class_of[count > 0]] = True
    waiting = recipients[plan.serving[recipients] < 0]
    idle = np.unique(crew.class_of[crew.count > plan.z.sum(axis=1)])
    beside = (idle[:, None] * total + waiting[None, :]).ravel()
    arcs = np.union1d(arcs, beside[crew.cost.ravel()[beside] < NEVER])
    arcs = arcs[usable[arcs // total]]
    made = crew_program(crew, arcs, recipients, count, integer=True)
    solver = Solver(with_covers(made, crew, list(bound.covers), recipients), watch)
    start = np.zeros(len(made.program.cost))
    start[np.searchsorted(arcs, plan.serving[held] * total + held)] = 1.0
    first = len(arcs)
    start[first : first + len(made.z_type)] = plan.z[made.z_type, made.z_part]
    opened = np.flatnonzero(plan.serving[recipients] < 0)
    start[first + len(made.z_type) + opened] = 1.0
    solver.set_option("mip_rel_gap", gap)
    solver.start_from(start)
    answer = solver.run(nodes=nodes)
    watch.spend(answer.nodes)
    if answer.x is None:
        return False
    new = Plan(plan.z.copy(), plan.serving.copy())
    new.z[:, group] = 0
    new.z[made.z_type, made.z_part] = np.rint(answer.x[first : first + len(made.z_type)]).astype(np.int64)
    new.serving[recipients] = -1
    taken = np.flatnonzero(answer.x[:first] > 0.5)
    new.serving[made.arc_recipient[taken]] = made.arc_class[taken]
    if new.value(crew) < plan.value(crew) and holds(crew, new):
        plan.z, plan.serving = new.z, new.serving
    return answer.status == "optimal"


def holds(crew: Crew, plan: Plan) -> bool:
    """Counts within the crew, and places enough for all that a class serves in a part."""
    if (plan.z < 0).any() or (plan.z.sum(axis=1) > crew.count).any():
        return False
    served = np.flatnonzero(plan.serving >= 0)
    classes = crew.cost.shape[0]
    used = np.bincount(plan.serving[served] * crew.parts + crew.part[served], minlength=classes * crew.parts)
    places = np.zeros((classes, crew.parts), np.int64)
    np.add.at(places, crew.class_of, crew.quota[:, None] * plan.z)
    return bool((used.reshape(classes, crew.parts) <= places).all())


def helpers_of(crew: Crew, plan: Plan) -> Ints:
    """int64[recipients]: a named helper each, -1 = open. Helpers of a type go to the parts in ascending order."""
    serving = np.full(len(crew.part), -1, np.int64)
    following = [np.flatnonzero(crew.member == t).tolist() for t in range(len(crew.count))]
    for number in range(crew.cost.shape[0]):
        mine = np.flatnonzero(crew.class_of == number)
        for part in range(crew.parts):
            waiting = np.flatnonzero((plan.serving == number) & (crew.part == part)).tolist()
            for t in mine.tolist():
                for _ in range(int(plan.z[t, part])):
                    if not waiting:
                        break
                    helper = following[t].pop(0)
                    now, waiting = waiting[: int(crew.quota[t])], waiting[int(crew.quota[t]) :]
                    serving[now] = helper
    return serving
