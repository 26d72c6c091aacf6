"""First prices for a dense model: people in few groups of near costs, solved as if each group were one.

A list of pairs chosen by cost alone starves clusters, whose neighbours share the same few helpers; a list chosen by
cost minus coarse prices does not. The prices only choose the first list and prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimizer.engine.blocks import BlockPart, metric_cost
from optimizer.engine.network_expand import expanded
from optimizer.engine.network_face import Face, whole_face
from optimizer.engine.network_forms import tier_costs
from optimizer.engine.network_merge import Partition, class_sizes, merged_rows
from optimizer.engine.network_solve import Costs, FlowProblem
from optimizer.engine.system import RowSet, System
from optimizer.model.arrays import Ints, Metric
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, TierCost

GROUPS = 512
"""Groups of helpers, and of recipients."""

LANDMARKS = 16
"""People of the other side whose costs say where somebody stands."""


def coarse_start(
    model: AssignmentModel, side: tuple[int, ...], tier: TierCost, parts: Iterable[BlockPart]
) -> tuple[dict[str, Ints], Ints] | None:
    """(multipliers[limit], pairs of a roster that nearly fits, ascending), or None when the groups find no roster."""
    if isinstance(model.pairs, Metric) and model.pairs.factor is None:
        partition = _by_place(model.pairs)
        pair, cost = _between_places(model, model.pairs, tier, partition)
    else:
        partition = _grouped(model, tier, parts)
        pair, cost = _between(model, tier, partition, parts)
    face = whole_face(model, partition, pair)
    problem = FlowProblem(model, face, side, _summed(model, face, partition))
    answer = problem.solve(_with_penalty(tier_costs(problem, tier, cost)))
    if answer is None:
        return None
    fit = expanded(problem, answer)
    return answer.multipliers, np.unique(fit.helper * model.recipient_count + fit.recipient)


def _with_penalty(costs: Costs) -> Costs:
    """A tier that does not price who stays without anybody follows one that does: here it costs more than any pair."""
    if any(price.any() for price in costs.missing.values()):
        return costs
    price = 4 * int(np.abs(costs.pair).max(initial=0)) + 1
    return Costs(costs.pair, {name: np.full_like(zero, price) for name, zero in costs.missing.items()})


def _by_place(metric: Metric) -> Partition:
    """Groups of people who are near one another."""
    helper, recipient = (
        np.rint(np.asarray(xy, np.float64)).astype(np.int64) for xy in (metric.helper_xy, metric.recipient_xy)
    )
    return Partition(groups(helper, GROUPS), groups(recipient, GROUPS))


def _between_places(model: AssignmentModel, metric: Metric, tier: TierCost, partition: Partition) -> tuple[Ints, Ints]:
    """(pairs between representatives, their costs); as :func:`_between`."""
    rows, columns = np.unique(partition.helper), np.unique(partition.recipient)
    pair = rows[:, None] * model.recipient_count + columns
    return pair.ravel(), tier.sign * metric_cost(metric, rows, columns).ravel()


def _grouped(model: AssignmentModel, tier: TierCost, parts: Iterable[BlockPart]) -> Partition:
    """Groups of people whose costs to landmarks of the other side are near."""
    marks = np.unique(np.linspace(0, model.recipient_count - 1, LANDMARKS).astype(np.int64))
    rows = np.unique(np.linspace(0, model.helper_count - 1, LANDMARKS).astype(np.int64))
    of_helpers, of_recipients = [], []
    for part in parts:
        cost = part.of(tier)
        of_helpers.append(cost[:, marks])
        here = rows[(rows >= part.first) & (rows < part.last)] - part.first
        of_recipients.append(cost[here])
    return Partition(groups(np.concatenate(of_helpers), GROUPS), groups(np.concatenate(of_recipients).T, GROUPS))


def groups(place: Ints, most: int) -> Ints:
    """int64[n]: the smallest member of each one's group, at most ``most`` groups, halved along the widest coordinate.

    place: int64[n, coordinates].
    """
    representative = np.zeros(len(place), np.int64)
    pending = [np.arange(len(place), dtype=np.int64)]
    while pending and 2 * len(pending) <= most and max(map(len, pending)) > 1:
        halves: list[Ints] = []
        for member in pending:
            if len(member) < 2:
                halves.append(member)
                continue
            here = place[member]
            widest = int((here.max(axis=0) - here.min(axis=0)).argmax())
            order = np.argsort(here[:, widest], kind="stable")
            halves += [member[order[: len(member) // 2]], member[order[len(member) // 2 :]]]
        pending = halves
    for member in pending:
        representative[member] = member.min(initial=len(place))
    return representative


def _between(
    model: AssignmentModel, tier: TierCost, partition: Partition, parts: Iterable[BlockPart]
) -> tuple[Ints, Ints]:
    """(pairs between representatives, their costs); the costs stand for the whole groups."""
    columns = np.unique(partition.recipient)
    pairs, costs = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for part in parts:
        rows = np.flatnonzero(partition.helper[part.first : part.last] == np.arange(part.first, part.last))
        pair = (part.first + rows[:, None]) * model.recipient_count + columns
        cost = part.of(tier)[rows[:, None], columns]
        kept = np.ones(pair.shape, np.bool_) if part.allowed is None else part.allowed[rows[:, None], columns]
        pairs.append(pair[kept])
        costs.append(cost[kept].astype(np.int64))
    return np.concatenate(pairs), np.concatenate(costs)


def _summed(model: AssignmentModel, face: Face, partition: Partition) -> System:
    """The groups' system: bounds added up over members, who need not be equal."""
    helper, recipient, role = model.pair_ends(face.pair)
    times = class_sizes(partition.helper)[helper] * class_sizes(partition.recipient)[recipient]
    rowsets = tuple(_summed_rows(limit, limit.row_of(helper, recipient, role), partition) for limit in model.limits)
    return System(face.pair, helper, recipient, role, np.zeros_like(times), times, times, rowsets)


def _summed_rows(limit: LimitRows, row: Ints, partition: Partition) -> RowSet:
    into, times = merged_rows(limit, partition)

    def summed(values: Ints) -> Ints:
        out = np.zeros(limit.count, np.int64)
        np.add.at(out, into, values)
        return out

    missing = None if limit.missing is None else summed(limit.missing)
    none = None if missing is None else np.zeros(limit.count, np.int64)
    return RowSet(limit.name, row, summed(limit.least), summed(limit.most), none, missing, times > 0, times)
