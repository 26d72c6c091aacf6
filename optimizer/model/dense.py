"""Blocks and metrics asked for one block of pairs before anything is solved: what they promise is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from optimizer.model.arrays import Blocks, Metric
from optimizer.model.check import Problems
from optimizer.model.normal import LARGEST, TierCost, as_array

CELLS = 2**20
"""Cells of the block that is looked at, unless the model asks for another height."""


def check_dense(
    problems: Problems, pairs: Blocks | Metric, helpers: int, recipients: int, tiers: Sequence[TierCost]
) -> None:
    """Problems of the callables (on the first helpers alone) and of the coordinates."""
    if not helpers or not recipients:
        return
    if isinstance(pairs, Metric):
        _metric(problems, pairs, helpers, recipients)
        return
    if isinstance(pairs.rows, bool) or not isinstance(pairs.rows, int | np.integer) or pairs.rows < 0:
        problems.add("negative", name="Blocks.rows")
        return
    block = (min(helpers, pairs.rows or max(1, CELLS // recipients)), recipients)
    slices = slices_read(tiers)
    cost = _asked(problems, "Blocks.cost", pairs.cost, block)
    if cost is not None:
        if cost.dtype.kind not in "iu" or cost.ndim != 3 or cost.shape[:2] != block or cost.shape[2] < slices:
            expected = f"integers {block[0]}x{recipients}x{max(1, slices)}"
            _wrong(problems, "Blocks.cost", cost, expected)
        elif cost.size and max(abs(int(cost.min())), abs(int(cost.max()))) > LARGEST:
            problems.add("too_large", name="Blocks.cost", limit=LARGEST)
    if pairs.allowed is not None:
        allowed = _asked(problems, "Blocks.allowed", pairs.allowed, block)
        if allowed is not None and (allowed.dtype != np.bool_ or allowed.shape != block):
            _wrong(problems, "Blocks.allowed", allowed, f"bool {block[0]}x{recipients}")


def slices_read(tiers: Sequence[TierCost]) -> int:
    """How many slices of the costs of blocks the tiers read."""
    return max((tier.number + 1 for tier in tiers if tier.pair_cost is None), default=0)


def _metric(problems: Problems, metric: Metric, helpers: int, recipients: int) -> None:
    for name, points, count in (
        ("Metric.helper_xy", metric.helper_xy, helpers),
        ("Metric.recipient_xy", metric.recipient_xy, recipients),
    ):
        array = as_array(points)
        if array is None or array.dtype.kind not in "iuf" or array.shape != (count, 2):
            got = "?" if array is None else f"{array.dtype} {'x'.join(map(str, array.shape))}"
            problems.add("shape", name=name, expected=f"{count}x2", got=got)
        elif not np.isfinite(array).all() or float(np.abs(array.astype(np.float64)).max()) > LARGEST:
            problems.add("not_number", name=name)
    if not problems.found and _across(metric) >= LARGEST:
        problems.add("too_large", name="Metric", limit=LARGEST)
    least = metric.least_factor
    if isinstance(least, bool) or not isinstance(least, int | float | np.number) or not 0 <= float(least) < LARGEST:
        problems.add("not_number", name="Metric.least_factor")
        return
    if metric.factor is None:
        if least > 1:
            problems.add("range", name="Metric.least_factor", low=0, high=1)
        return
    block = (min(helpers, max(1, CELLS // recipients)), recipients)
    factor = _asked(problems, "Metric.factor", metric.factor, block)
    if factor is None:
        return
    if factor.dtype.kind not in "iuf" or factor.shape != block:
        _wrong(problems, "Metric.factor", factor, f"float64 {block[0]}x{recipients}")
    elif not np.isfinite(factor).all() or (factor < least).any():
        _wrong(problems, "Metric.factor", factor, f"finite numbers not below {least}")


def _across(metric: Metric) -> float:
    """No two points are farther apart."""
    points = np.concatenate([np.asarray(xy, np.float64) for xy in (metric.helper_xy, metric.recipient_xy)])
    return float(np.hypot(*np.ptp(points, axis=0)))


def _asked(problems: Problems, name: str, call: Any, block: tuple[int, int]) -> Any | None:
    """What a callable returns for the first helpers and all recipients; None after a problem."""
    if not callable(call):
        problems.kind(name, call, (), "a callable on two slices")
        return None
    try:
        return as_array(call(slice(0, block[0]), slice(0, block[1])))
    except Exception as error:  # whatever a caller's function raises belongs to the list of problems
        problems.add(
            "callable", name=name, slices=f"0:{block[0]}, 0:{block[1]}", detail=f"{type(error).__name__}: {error}"
        )
        return None


def _wrong(problems: Problems, name: str, got: Any, expected: str) -> None:
    seen = f"{got.dtype} {'x'.join(map(str, got.shape))}"
    problems.add("type", name=name, expected=expected, got=seen)
