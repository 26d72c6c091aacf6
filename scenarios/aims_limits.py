"""A model in which an aim may be at most so much, stated so that as much as possible stays a network."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, LinearRows, TierCost

NAME = "aim.limit"
_FREE = 2**52


def limited_by(model: AssignmentModel, aim: TierCost, most: int) -> AssignmentModel:
    """``model`` with ``aim`` (a sum, or a worst pair or group) at most ``most``.

    The worst pair: dearer pairs are not used. The worst group when each pair counts one: fewer places in each. Else one row
    for the sum, or one limit a group.
    """
    changed: AssignmentModel = copy.copy(model)
    cost, pairs = aim.pair_cost, model.pair_list
    assert cost is not None and pairs is not None
    if aim.form == "sum":
        used = np.flatnonzero(cost).astype(np.int64)
        ends = np.array([-_FREE], np.int64), np.array([most], np.int64)
        row = LinearRows(NAME, np.array([0, len(used)], np.int64), used, cost[used], *ends)
        changed.rows = (*model.rows, row)
    elif aim.on is None:
        changed.pair_list = replace(pairs, most=np.where(cost > most, pairs.least, pairs.most))
    else:
        looked = model.limit(aim.on)
        changed.limits = (
            tuple(_fewer(limit, most) if limit is looked else limit for limit in model.limits)
            if looked.missing is None
            and isinstance(looked.weight, int)
            and looked.weight == 1
            and bool((cost == 1).all())
            else (*model.limits, _totals(looked, cost, most))
        )
    return changed


def _fewer(limit: LimitRows, most: int) -> LimitRows:
    return replace(limit, most=np.maximum(np.minimum(limit.most, most), limit.least))


def _totals(limit: LimitRows, cost: np.ndarray, most: int) -> LimitRows:
    """The groups of ``limit``, with the costs of their pairs summed."""
    free, top = np.zeros(limit.count, np.int64), np.full(limit.count, most, np.int64)
    return replace(limit, name=NAME, weight=cost, weight_by="pair", least=free, most=top, missing=None)
