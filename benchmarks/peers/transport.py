"""What flow and matching peers need: the model as a transportation problem, or the reason why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.plain import Plain, Unfit


@dataclass(frozen=True, eq=False)
class Transport:
    """helper, recipient, cost, least, most: int64[pairs]. need: int64[R], units each recipient gets; lack: int64[R], how many
    of them may be missing, at ``lack_cost`` each. levels: from single helpers to the whole, (group of each node of the level
    before, least, most); the first has the helpers themselves as nodes before it."""

    helper: Any
    recipient: Any
    cost: Any
    least: Any
    most: Any
    need: Any
    lack: Any
    lack_cost: Any
    levels: tuple[tuple[Any, Any, Any], ...]

    def quota(self) -> Any:
        """int64[H]: places of each helper; Unfit with other limits on helpers than that."""
        if len(self.levels) != 1 or self.levels[0][1].any():
            raise Unfit("limits on helpers other than one quota each")
        key, _, most = self.levels[0]
        if len(np.unique(key)) != len(key):
            raise Unfit("a quota that several helpers share")
        return most[key]


def transport(plain: Plain) -> Transport:
    """Raises Unfit where the first and only tier is no sum, or a limit is neither a need nor nested on helpers."""
    model = plain.model
    pairs, tiers = model.pair_list, model.tiers
    assert pairs is not None
    if len(tiers) != 1 or tiers[0].form != "sum":
        raise Unfit("more than one sum to minimise")
    if model.spreads or model.rows or pairs.role.any():
        raise Unfit("side rows or roles")
    need, lack, lack_cost = None, np.zeros(model.recipient_count, np.int64), np.zeros(model.recipient_count, np.int64)
    levels = []
    for limit in model.limits:
        if limit.weight_by != "one" or limit.weight != 1 or limit.role_key is not None:
            raise Unfit(f"weights in {limit.name}")
        if limit.helper_key is not None and limit.recipient_key is None:
            levels.append((limit.helper_key, limit.least, limit.most))
            continue
        alone = limit.helper_key is None and np.array_equal(limit.recipient_key, np.arange(model.recipient_count))
        if not alone or need is not None or (limit.least != limit.most).any():
            raise Unfit(f"{limit.name} is no need")
        need = limit.least
        if limit.missing is not None:
            lack = np.minimum(limit.missing, need)
            lack_cost = tiers[0].missing_cost if tiers[0].missing_cost.size else lack_cost
    if need is None:
        raise Unfit("no needs")
    cost = np.asarray(tiers[0].pair_cost)
    return Transport(
        pairs.helper, pairs.recipient, cost, pairs.least, pairs.most, need, lack, lack_cost, _nested(levels)
    )


def _nested(levels: list[tuple[Any, Any, Any]]) -> tuple[tuple[Any, Any, Any], ...]:
    """Finest first, each level's key by the groups of the one before."""
    levels = sorted(levels, key=lambda level: -len(level[2]))
    found, before = [], None
    for key, least, most in levels:
        if (key < 0).any():
            raise Unfit("a limit on some helpers only")
        if before is None:
            found.append((key, least, most))
        else:
            group = np.zeros(int(before.max()) + 1, np.int64)
            group[before] = key
            if (group[before] != key).any():
                raise Unfit("limits on helpers that cross")
            found.append((group, least, most))
        before = key
    return tuple(found)


def answer_of(plain: Plain, amount: Any, missing: Any) -> Any:
    """The plain form's columns: units of each pair, then units that each recipient lacks."""
    lacking = any(limit.missing is not None for limit in plain.model.limits)
    return np.concatenate([amount, missing]) if lacking else amount
