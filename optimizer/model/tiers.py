"""From the tiers a caller gives to costs in integers, minimised; every problem is collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from optimizer.model.arrays import Tier, TierForm
from optimizer.model.check import Problems, placed
from optimizer.model.normal import LARGEST, LimitRows, TierCost, as_array, as_integers, scale_reals


def _costs(problems: Problems, name: str, value: Any, length: int | None) -> np.ndarray[Any, Any] | None:
    """Integers, reals or exact fractions of that length (None: any), or None after a problem."""
    array = as_integers(value)
    if array is None:
        given = as_array(value)
        if given is None or given.dtype.kind not in "fuO":
            problems.add("not_integer", name=name)
            return None
        try:
            array = given.astype(np.float64)
        except (TypeError, ValueError, OverflowError):
            problems.add("not_integer", name=name)
            return None
        if not np.isfinite(array).all():
            problems.add("not_number", name=placed(name, given, numbers=True))
            return None
        if given.dtype.kind == "O":
            array = given
    if array.ndim == 0:
        array = np.full(1 if length is None else length, array)
    if length is not None and array.shape != (length,):
        problems.add("shape", name=name, expected=length, got="x".join(map(str, array.shape)))
        return None
    if array.size and float(np.abs(array.astype(np.float64)).max()) > LARGEST:
        problems.add("too_large", name=name, limit=LARGEST)
        return None
    return array


def _within(problems: Problems, name: str, given: Any) -> int | float:
    value = given.item() if isinstance(given, np.generic) else given
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and 0 <= value < (1 if isinstance(value, float) else LARGEST):
        share_or_units: int | float = value
        return share_or_units
    problems.add("within", name=name)
    return 0


def normal_tier(
    problems: Problems,
    number: int,
    tier: Tier,
    limits: Sequence[LimitRows],
    pairs: int,
    units: int,
    idle: frozenset[str],
    wishes: tuple[str, ...],
    *,
    blocks: bool,
) -> TierCost:
    """units: the most pairs and missing units that any roster uses together, for the error of scaled reals; idle: names
    of limits that nobody is in: a form ``on`` them has nothing to look at; wishes: of form excess, what it measures."""
    name = f"tier {tier.name}"
    for field, known in (("sense", ["min", "max"]), ("form", ["sum", "worst", "convex", "leximin", "excess"])):
        if getattr(tier, field) not in known:
            problems.add("value", name=f"{name}.{field}", value=str(getattr(tier, field)))
    problems.kind(f"{name}.name", tier.name, str, "a str")
    if tier.form == "excess":
        return _excess(problems, number, tier, wishes, pairs, blocks=blocks)
    if tier.on is not None and not problems.kind(f"{name}.on", tier.on, str, "the name of a limit"):
        tier = replace(tier, on=None)
    if tier.on in idle:
        kept = tier if tier.form == "convex" else replace(tier, pair_cost=0, missing_cost=0)
        tier = replace(kept, form="sum", on=None)
    assert tier.on is None or isinstance(tier.on, str)
    if tier.on is not None and tier.on not in {limit.name for limit in limits}:
        problems.add("unknown_limit", name=name, limit=tier.on)
    if tier.on is not None and tier.form == "sum" and tier.on not in idle:
        problems.add("on_unused", name=name, limit=tier.on)
    if tier.form in ("convex", "leximin") and tier.on is None:
        problems.add("needs_on", name=name, form=tier.form)
    if tier.form == "convex" and tier.sense == "max":
        problems.add("convex_max", name=name)
    within = _within(problems, name, tier.within)
    optional = [limit for limit in limits if limit.missing is not None]
    groups = max((limit.recipient_groups for limit in optional), default=0)
    pair_cost = (
        None
        if blocks and tier.pair_cost is None
        else _costs(problems, f"{name}.pair_cost", tier.pair_cost, 1 if blocks else pairs)
    )
    missing_cost = _costs(problems, f"{name}.missing_cost", tier.missing_cost, groups if optional else None)
    if not optional:
        if missing_cost is not None and missing_cost.any():
            problems.add("no_missing", name=name)
        missing_cost = None
    parts = [part for part in (pair_cost, missing_cost) if part is not None]
    scale, error = 1, 0.0
    if any(part.dtype.kind in "fO" for part in parts):
        joined, scale, error = scale_reals(np.concatenate(parts), terms=max(1, units))
        if pair_cost is not None:
            pair_cost, joined = joined[: len(pair_cost)], joined[len(pair_cost) :]
        if missing_cost is not None:
            missing_cost = joined
    sign = -1 if tier.sense == "max" else 1
    if pair_cost is not None and blocks:
        pair_cost = pair_cost if pair_cost.any() else np.zeros(1, np.int64)
    return TierCost(
        tier.name,
        number,
        sign,
        None if pair_cost is None else sign * pair_cost,
        np.zeros(0, np.int64) if missing_cost is None else sign * missing_cost,
        tier.form,
        tier.on,
        within,
        scale,
        error,
    )


def _excess(
    problems: Problems, number: int, tier: Tier, wishes: tuple[str, ...], pairs: int, *, blocks: bool
) -> TierCost:
    """What its wishes are exceeded by; without any wish that somebody is in, 0."""
    name = f"tier {tier.name}"
    if tier.sense == "max":
        problems.add("excess_max", name=name)
    costs = (tier.pair_cost, tier.missing_cost)
    if any(cost is not None and np.any(np.asarray(cost) != 0) for cost in costs):
        problems.add("excess_costs", name=name)
    within = _within(problems, name, tier.within)
    nothing = np.zeros(1 if blocks else pairs, np.int64)
    form: TierForm = "excess" if wishes else "sum"
    return TierCost(tier.name, number, 1, nothing, np.zeros(0, np.int64), form, None, within, 1, 0.0, wishes)
