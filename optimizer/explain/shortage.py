"""Why there is no roster, in words: the tightest set, its size, its helpers, their places, and how many are missing.

Hall's theorem with quotas: a set S of recipients cannot all be served when its need is above the places of the helpers
that any of them may have. The source side of a minimum cut that lies nearest to the source is the smallest set with the
largest shortfall (Ford and Fulkerson 1962, ch. I.5; Picard and Queyranne 1980). The mirror question (helpers whose least
cannot be met) is answered by the same cut with the sides exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.assignment import AssignmentModel

Kind = Literal["total", "group", "surplus"]


@dataclass(frozen=True, eq=False)
class RowShortage:
    """In rows of the model. kind "group": recipients that cannot all be served by helpers; "total": the same, everybody;
    "surplus": helpers whose least cannot all be met by the recipients they may have.

    recipients, helpers: int64 row indices, ascending; core: rows of the short side that form an inclusion-minimal short set,
    core_amount: how many units (members) of each core row belong to it. missing = needed - places.
    """

    kind: Kind
    recipients: Ints
    helpers: Ints
    core: Ints
    core_amount: Ints
    needed: int
    places: int

    @property
    def missing(self) -> int:
        return self.needed - self.places


def find_shortage(model: AssignmentModel) -> RowShortage | None:
    """The shortage of places, else the surplus of least quotas, else None (the conflict then lies in other rules).

    Reads the limits "need" and "quota" and which pairs exist; pair bounds and all other limits are left out.
    """
    pairs = model.pair_list
    names = {limit.name for limit in model.limits}
    if pairs is None or "need" not in names or "quota" not in names:
        return None
    need, quota = model.limit("need"), model.limit("quota")
    usable = pairs.most > 0
    roles = need.role_groups
    slots = pairs.recipient[usable] * roles + (pairs.role[usable] if roles > 1 else 0)
    edges = np.unique(np.stack([pairs.helper[usable], slots], axis=1), axis=0)
    helper, recipient = edges[:, 0], edges[:, 1]
    short = _tightest(recipient, helper, need.least, quota.most)
    if short is not None:
        rows, around, core, amount = short
        everybody = len(rows) == int((need.least > 0).sum()) and len(around) == int((quota.most > 0).sum())
        kind: Kind = "total" if everybody else "group"
        needed, places = int(need.least[rows].sum()), int(quota.most[around].sum())
        core, amount = _by_recipient(core, amount, roles)
        return RowShortage(kind, np.unique(rows // roles), around, core, amount, needed, places)
    short = _tightest(helper, recipient, quota.least, need.most)
    if short is not None:
        rows, around, core, amount = short
        needed, places = int(quota.least[rows].sum()), int(need.most[around].sum())
        return RowShortage("surplus", np.unique(around // roles), rows, core, amount, needed, places)
    return None


def _by_recipient(rows: Ints, amount: Ints, roles: int) -> tuple[Ints, Ints]:
    """Rows of the need, one a recipient and role, and their amounts -> recipients and theirs."""
    recipients, which = np.unique(rows // roles, return_inverse=True)
    return recipients, np.bincount(which, amount, len(recipients)).astype(np.int64)


def _tightest(left: Ints, right: Ints, demand: Ints, places: Ints) -> tuple[Ints, Ints, Ints, Ints] | None:
    """(rows, their neighbours with places, core rows, core amounts) of the tightest set of left rows, or None.

    left, right: int64[edges]; demand: int64[left rows]; places: int64[right rows].
    """
    live = (demand[left] > 0) & (places[right] > 0)
    left, right = left[live], right[live]
    left_class = _classes(left, right, len(demand))
    right_class = _classes(right, left, len(places))
    class_demand = _sum_by(left_class, demand)
    class_places = _sum_by(right_class, places)
    arcs = np.unique(np.stack([left_class[left], right_class[right]], axis=1), axis=0)
    residual = _flow(np.flatnonzero(class_demand), arcs, class_demand, class_places)
    if residual.graph["flow_value"] == int(class_demand.sum()):
        return None
    seen = _reachable(residual)
    classes = np.array(sorted(node[1] for node in seen if node[0] == "l"), np.int64)
    rows = np.flatnonzero(np.isin(left_class, classes) & (demand > 0))
    around = _neighbours(rows, left, right)
    core_classes = _minimal(classes, arcs, class_demand, class_places)
    core_rows = np.flatnonzero(np.isin(left_class, core_classes) & (demand > 0))
    allowed = int(places[_neighbours(core_rows, left, right)].sum()) + 1
    return rows, around, *_trim(core_rows, left_class, demand, allowed)


def _classes(side: Ints, other: Ints, count: int) -> Ints:
    """int64[count]: rows with the same neighbours share a number."""
    order = np.lexsort((other, side))
    starts = np.searchsorted(side[order], np.arange(count + 1))
    ordered = other[order]
    numbers: dict[bytes, int] = {}
    return np.array(
        [numbers.setdefault(ordered[starts[row] : starts[row + 1]].tobytes(), len(numbers)) for row in range(count)],
        np.int64,
    )


def _sum_by(group: Ints, amount: Ints) -> Ints:
    total = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    np.add.at(total, group, amount)
    return total


def _reachable(residual: Any) -> set[Any]:
    """Nodes that the source reaches by arcs with room: the smallest source side."""
    seen: set[Any] = {"s"}
    waiting: list[Any] = ["s"]
    while waiting:
        node = waiting.pop()
        for after, arc in residual[node].items():
            if after not in seen and arc["flow"] < arc["capacity"]:
                seen.add(after)
                waiting.append(after)
    return seen


def _neighbours(rows: Ints, left: Ints, right: Ints) -> Ints:
    return np.unique(right[np.isin(left, rows)])


def _flow(rows: Ints, arcs: Ints, demand: Ints, places: Ints) -> Any:
    """The residual graph of a maximum flow from the given classes to places; its flow_value is what can be served."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(("s", "t"))
    graph.add_edges_from(("s", ("l", int(a)), {"capacity": int(demand[a])}) for a in rows)
    used = arcs[np.isin(arcs[:, 0], rows)]
    graph.add_edges_from((("l", int(a)), ("r", int(b))) for a, b in used)
    graph.add_edges_from((("r", int(b)), "t", {"capacity": int(places[b])}) for b in np.unique(used[:, 1]))
    return nx.algorithms.flow.preflow_push(graph, "s", "t", value_only=False)


def _minimal(classes: Ints, arcs: Ints, demand: Ints, places: Ints) -> Ints:
    """Deletion filter: an inclusion-minimal set of classes that cannot all be served.

    Parts are taken out in halves, then quarters, down to single classes, until none can go.
    """
    kept = classes
    size = max(1, len(classes) // 2)
    while True:
        for start in range(0, len(kept), size):
            rest = np.delete(kept, slice(start, start + size))
            if len(rest) and _flow(rest, arcs, demand, places).graph["flow_value"] < int(demand[rest].sum()):
                return _minimal(rest, arcs, demand, places)
        if size == 1:
            return kept
        size //= 2


def _trim(rows: Ints, row_class: Ints, demand: Ints, wanted: int) -> tuple[Ints, Ints]:
    """The first rows of each class, at least one unit each, until ``wanted`` units are together."""
    amount = demand[rows].copy()
    spare = int(amount.sum()) - wanted
    for position in range(len(rows) - 1, -1, -1):
        if spare <= 0:
            break
        same = row_class[rows] == row_class[rows[position]]
        give = min(spare, int(amount[position]), int(amount[same].sum()) - 1)
        amount[position] -= give
        spare -= give
    kept = amount > 0
    return rows[kept], amount[kept]
