"""The whole trade-off between one tier and one coupling row: every extreme supported point, exact."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from optimizer.engine.budget import Budget
from optimizer.engine.side.coupling import Coupling, coupling_of
from optimizer.engine.side.source import all_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.watch import Watch
from optimizer.errors import NoRouteError, UsageError
from optimizer.model.arrays import Ints
from optimizer.model.normal import LinearRows, Wishes

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """activity: value of the row; value: of the tier (its own sense, scaled integers); chosen: int64[k], pairs used, ascending."""

    activity: int
    value: int
    chosen: Ints


def frontier(
    model: AssignmentModel,
    row: str,
    *,
    tier: int = 0,
    toward: Literal["less", "more"] = "less",
    work_limit: int | None = None,
    time_limit: float | None = None,
) -> tuple[FrontierPoint, ...]:
    """All extreme supported points of (row, tier), from the best value of the tier to the least (most) of the row.

    row: the name of a limit (without ``missing``) or of linear rows with a single row, which is left free here; toward: whether less of it is
    wished (changes, money) or more (pairs kept). Points ascend in activity for "more", descend for "less"; between two
    neighbours no roster lies below their line (the supported frontier; Aneja and Nair 1979). Exact in integers.

    A limit ends the search early: the points found so far are exact, some between them may be missing.
    "At most K" is exact at the points; between two of them the line joining them bounds the value from below, and
    ``solve_model`` with that K as a limit gives a roster and its gap.
    Raises UsageError for a row that is none, NoRouteError when the rest is no network or the pairs are not listed.
    """
    if model.pair_list is None:
        raise NoRouteError(
            detail="frontier: the pairs must be listed (Pairs), such as the stored ones of a solved roster"
        )
    if model.tiers[tier].form == "excess":
        raise NoRouteError(detail="frontier: a tier of wishes is no flow")
    watch = Watch(Budget(work_limit, time_limit))
    model = _freed(model, row)
    stage = build_stage(model, all_pairs(model), model.tiers[tier], ())
    coupling = coupling_of(stage, watch)
    if coupling is None:
        raise NoRouteError(detail="frontier: without its coupling rows the model is no network")
    named = next(block for block in stage.blocks if block.name == row and block.kind == "rows")
    if len(coupling.rows) != 1 or coupling.rows[0] != named.first:
        raise NoRouteError(detail=f"frontier: the model has coupling rows besides {row}")
    weight = np.asarray(coupling.matrix[[0]].toarray()).ravel()
    search = _Search(coupling, weight if toward == "less" else -weight, watch)
    points = search.all()
    sign = model.tiers[tier].sign
    return tuple(
        FrontierPoint(int((weight * x).sum()), sign * value, np.flatnonzero(x[: stage.pair_count]))
        for _, value, x in points
    )


def _freed(model: AssignmentModel, row: str) -> AssignmentModel:
    """The model with that row linear, last, in the caller's unit and without ends. Raises UsageError."""
    pairs = model.pair_list
    assert pairs is not None
    limits = [limit for limit in model.limits if limit.name == row and limit.missing is None]
    linear = [rows for rows in model.rows if rows.name == row]
    if [one.count for one in limits] + [one.count for one in linear] != [1]:
        raise UsageError(detail=f"{row} is not one row")
    if limits:
        inside = np.flatnonzero(limits[0].row_of(pairs.helper, pairs.recipient, pairs.role) == 0)
        data = np.broadcast_to(limits[0].weight_of(pairs.recipient[inside], inside), inside.shape) * limits[0].unit
    else:
        inside, data = linear[0].indices, linear[0].data
    end = int((np.abs(data) * pairs.most[inside]).sum())
    start, ends = np.array([0, len(inside)], np.int64), np.array([end], np.int64)
    free = copy(model)
    free.wishes = Wishes()
    free.limits = tuple(limit for limit in model.limits if limit not in limits)
    others = (rows for rows in model.rows if rows not in linear)
    free.rows = (*others, LinearRows(row, start, inside, data.astype(np.int64), -ends, ends))
    return free


class _Search:
    """Minimises value and weight together; a point is (weight, value, x)."""

    def __init__(self, coupling: Coupling, weight: Ints, watch: Watch) -> None:
        self.coupling, self.weight, self.watch = coupling, weight, watch

    def at(self, of_value: int, of_weight: int) -> tuple[int, int, Ints]:
        stage = self.coupling.stage
        found = self.coupling.flow(of_value * stage.cost + of_weight * self.weight)
        if found is None:
            raise NoRouteError(detail="frontier: nothing is feasible even without the row")
        x = found[0]
        return int((self.weight * x).sum()), stage.value(x), x

    def all(self) -> list[tuple[int, int, Ints]]:
        stage = self.coupling.stage
        used = int(stage.most.max(initial=1))
        spread = used * (int(np.abs(self.weight).sum()) + 1)
        low = self.at(1, 0)
        cheapest = self.at(spread, 1) if spread * (abs(low[1]) + 1) < 2**50 else low
        dearest = int((np.abs(stage.cost) * np.maximum(1, stage.most)).max(initial=0)) * max(1, int(low[2].sum()) + 2)
        fewest = self.at(1, 2 * dearest + 1)
        done = [cheapest]
        waiting = [(cheapest, fewest)]
        while waiting:
            left, right = waiting.pop()
            if right[0] >= left[0]:
                continue
            found = None
            if not self.watch.stopped():
                fall, rise = left[0] - right[0], right[1] - left[1]
                found = self.at(fall, rise)
                if fall * found[1] + rise * found[0] >= fall * left[1] + rise * left[0]:
                    found = None
            if found is None:
                done.append(right)
                continue
            waiting += [(found, right), (left, found)]
        return done
