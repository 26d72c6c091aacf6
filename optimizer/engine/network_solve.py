"""One least-cost flow over a face: its value, its multipliers, and what they fix for later flows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.exact import dot
from optimizer.engine.network_face import Face, spread_rows, system_on
from optimizer.engine.network_flow import Arcs, circulation, shortage
from optimizer.engine.network_forest import build_network
from optimizer.engine.network_load import LoadCost, load_arcs, split_price
from optimizer.engine.system import RowSet, System
from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel


@dataclass(frozen=True, eq=False)
class Costs:
    """Minimised costs: pair int64[n of the system]; missing by limit name int64[rows]; a load cost or None."""

    pair: Ints
    missing: dict[str, Ints]
    load: LoadCost | None = None


@dataclass(frozen=True, eq=False)
class FlowAnswer:
    """flow: int64[n of the system], summed over classes; missing[limit]: int64[rows], summed likewise.

    multipliers[limit], links: int64[rows of the model], of single rows. reduced: int64[n], reduced costs of the pairs.
    cost: pair, missing and load costs together. label: int64[nodes], the potentials.
    """

    flow: Ints
    missing: dict[str, Ints]
    multipliers: dict[str, Ints]
    links: Ints | None
    reduced: Ints
    cost: int
    label: Ints


@dataclass(frozen=True, eq=False)
class _Part:
    """Arcs of one limit in the arc list: its edges, whose row each is, and its missing units."""

    edges: slice
    row_index: Ints
    missing: slice | None


def single_loads(rows: RowSet, whole: Ints) -> tuple[Ints, Ints]:
    """(live row, load) of every single row, whole or whole + 1 of its class's share. whole: int64[rows], summed over classes."""
    live = np.flatnonzero(rows.live)
    each, extra = whole[live] // rows.times[live], whole[live] % rows.times[live]
    often = np.concatenate((rows.times[live] - extra, extra))
    return np.repeat(np.concatenate((live, live)), often), np.repeat(np.concatenate((each, each + 1)), often)


class FlowProblem:
    """The face of a model at its partition as a network; solved again for every tier that keeps the partition."""

    def __init__(
        self,
        model: AssignmentModel,
        face: Face,
        side: tuple[int, ...],
        system: System | None = None,
        start: Ints | None = None,
    ) -> None:
        """system: another system at the face's partition, whose bounds count instead of the face's; start: labels
        (:class:`FlowAnswer`) of a like problem, from which potentials are found sooner."""
        self.model, self.face, self.side = model, face, side
        self.system = system_on(model, face) if system is None else system
        self.network = build_network(self.system, side)
        self._start = start if start is not None and len(start) == self.network.nodes else None

    def solve(self, costs: Costs, most: Ints | None = None) -> FlowAnswer | None:
        """The best flow, or None when nothing is feasible. most: upper bounds of the pairs if not the system's."""
        arcs, parts = self._arcs(costs, most)
        found = circulation(arcs, self._start)
        if found is None:
            return None
        flow, label = found
        return self._answer(costs, arcs, parts, flow, label)

    def impossible(self, most: Ints | None = None) -> tuple[int, dict[str, Ints]]:
        """(shortage > 0, multipliers[limit] int64[rows]) that prove that nothing is feasible."""
        arcs, _ = self._arcs(Costs(np.zeros(self.system.count, np.int64), {}), most)
        short, label = shortage(arcs)
        return short, {
            rows.name: self._multipliers(rows, edge, label)
            for rows, edge in zip(self.system.rowsets, self.network.edges, strict=True)
        }

    def _arcs(self, costs: Costs, most: Ints | None) -> tuple[Arcs, list[_Part]]:
        system, network = self.system, self.network
        upper = system.most if most is None else most
        arrays = [(network.tail, network.head, system.least, upper, costs.pair)]
        parts: list[_Part] = []
        at = system.count
        for rows, (live, tail, head) in zip(system.rowsets, network.edges, strict=True):
            if costs.load is not None and costs.load.on == rows.name:
                edges, index = self._load_edges(rows, costs.load, live, tail, head)
            else:
                edges, index = self._plain_edges(rows, live, tail, head), np.arange(len(live), dtype=np.int64)
            arrays.append(edges)
            span = slice(at, at + len(index))
            at = span.stop
            lacking = self._missing_arcs(rows, costs, live, tail, head)
            if lacking is not None:
                arrays.append(lacking)
                at += len(live)
            parts.append(_Part(span, index, None if lacking is None else slice(at - len(live), at)))
        joined = [np.concatenate([array[k] for array in arrays]) for k in range(5)]
        return Arcs(network.nodes, *joined), parts

    def _plain_edges(self, rows: RowSet, live: Ints, tail: Ints, head: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        reach = self.network.reach
        high = np.clip(rows.most[live], -reach, reach)
        low = np.minimum(np.maximum(rows.least[live], -reach), high)
        return tail, head, low, high, np.zeros(len(live), np.int64)

    def _load_edges(
        self, rows: RowSet, load: LoadCost, live: Ints, tail: Ints, head: Ints
    ) -> tuple[tuple[Ints, Ints, Ints, Ints, Ints], Ints]:
        carried = np.zeros(len(rows.live), np.int64)
        inside = rows.row >= 0
        np.add.at(carried, rows.row[inside], self.system.most[inside])
        bounds, times = self.face.rows[rows.name], rows.times[live]
        arcs = load_arcs(load.of(live), bounds.least[live], bounds.most[live], carried[live] // times + 1, times)
        index = arcs.row_index
        return (tail[index], head[index], arcs.lower, arcs.upper, arcs.cost), index

    def _missing_arcs(
        self, rows: RowSet, costs: Costs, live: Ints, tail: Ints, head: Ints
    ) -> tuple[Ints, Ints, Ints, Ints, Ints] | None:
        if rows.missing_least is None or rows.missing is None:
            return None
        price = costs.missing[rows.name][live] if rows.name in costs.missing else np.zeros(len(live), np.int64)
        return head, tail, rows.missing_least[live], rows.missing[live], price

    def _multipliers(self, rows: RowSet, edge: tuple[Ints, Ints, Ints], label: Ints) -> Ints:
        """int64[rows of the model]: potential differences along the rows' edges (live rows, tail, head)."""
        live, tail, head = edge
        value = np.zeros(len(rows.live), np.int64)
        value[live] = label[tail] - label[head]
        return spread_rows(self.model.limit(rows.name), self.face.partition, value)

    def _answer(self, costs: Costs, arcs: Arcs, parts: list[_Part], flow: Ints, label: Ints) -> FlowAnswer:
        pairs = slice(0, self.system.count)
        missing: dict[str, Ints] = {}
        multipliers: dict[str, Ints] = {}
        links: Ints | None = None
        cost = dot(costs.pair, flow[pairs])
        for rows, part, edge in zip(self.system.rowsets, parts, self.network.edges, strict=True):
            live = edge[0]
            y = self._multipliers(rows, edge, label)
            if part.missing is not None:
                missing[rows.name] = np.zeros(len(rows.live), np.int64)
                missing[rows.name][live] = flow[part.missing]
                cost += dot(arcs.cost[part.missing], flow[part.missing])
            if costs.load is not None and costs.load.on == rows.name:
                whole = np.zeros(len(rows.live), np.int64)
                np.add.at(whole, live[part.row_index], flow[part.edges])
                y, links = self._priced_load(rows, costs.load, y, whole)
                row, load = single_loads(rows, whole)
                cost += costs.load.of(row).value(load)
            multipliers[rows.name] = y
        reduced = costs.pair + label[self.network.tail] - label[self.network.head]
        return FlowAnswer(flow[pairs], missing, multipliers, links, reduced, cost, label)

    def _priced_load(self, rows: RowSet, load: LoadCost, difference: Ints, whole: Ints) -> tuple[Ints, Ints]:
        limit = self.model.limit(rows.name)
        times = np.maximum(rows.times, 1)
        each = spread_rows(limit, self.face.partition, whole // times)
        rest = spread_rows(limit, self.face.partition, whole % times)
        return split_price(load, difference, each, rest)
