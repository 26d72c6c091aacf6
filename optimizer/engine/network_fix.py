"""Complementary slackness: what an optimal flow's multipliers fix for all later tiers."""

from __future__ import annotations

import numpy as np

from optimizer.engine.network_face import Face, RowBounds
from optimizer.engine.network_load import LoadCost
from optimizer.engine.network_solve import Costs, FlowAnswer
from optimizer.model.arrays import Ints


def narrowed(face: Face, costs: Costs, answer: FlowAnswer) -> Face:
    """The face on which this tier keeps its optimum: pairs, rows and missing with a non-zero reduced cost stand still."""
    least = np.where(answer.reduced < 0, face.most, face.least)
    most = np.where(answer.reduced > 0, face.least, face.most)
    kept = most > 0
    rows = {
        name: _narrowed_rows(bounds, answer.multipliers[name], costs.missing.get(name))
        for name, bounds in face.rows.items()
    }
    if costs.load is not None and answer.links is not None:
        rows[costs.load.on] = _narrowed_load(rows[costs.load.on], costs.load, answer.links)
    return Face(face.partition, face.pair[kept], least[kept], most[kept], rows)


def _narrowed_rows(bounds: RowBounds, y: Ints, price: Ints | None) -> RowBounds:
    least = np.where(y < 0, bounds.most, bounds.least)
    most = np.where(y > 0, bounds.least, bounds.most)
    if bounds.missing_least is None or bounds.missing_most is None:
        return RowBounds(least, most, None, None)
    reduced = -y if price is None else price - y
    missing_least = np.where(reduced < 0, bounds.missing_most, bounds.missing_least)
    missing_most = np.where(reduced > 0, bounds.missing_least, bounds.missing_most)
    return RowBounds(least, most, missing_least, missing_most)


def _narrowed_load(bounds: RowBounds, load: LoadCost, links: Ints) -> RowBounds:
    low, high = load.minimisers(links)
    return RowBounds(
        np.maximum(bounds.least, low), np.minimum(bounds.most, high), bounds.missing_least, bounds.missing_most
    )
