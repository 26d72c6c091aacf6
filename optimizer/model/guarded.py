"""The functions of blocks and metrics, looked at on every call: what they return is as promised, or one clear error.

A first look at construction (:mod:`optimizer.model.dense`) cannot see what a function does later, for other slices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.errors import InputError
from optimizer.model.arrays import Blocks, Metric
from optimizer.model.normal import LARGEST


@dataclass(frozen=True)
class Guarded:
    """A caller's function on two slices. Raises InputError where it raises, or returns something else than ``kind``."""

    name: str
    call: Callable[[slice, slice], Any]
    kind: str
    """cost: integers [h, r, at least ``tiers``]; allowed: bool [h, r]; factor: finite numbers [h, r] not below ``least``."""
    helpers: int
    recipients: int
    least: float = 0.0
    tiers: int = 1

    def __call__(self, helpers: slice, recipients: slice) -> Any:
        shape = (_length(helpers, self.helpers), _length(recipients, self.recipients))
        try:
            values = np.asarray(self.call(helpers, recipients))
        except Exception as error:  # whatever a caller's function raises is told with its place
            where = f"{helpers.start}:{helpers.stop}, {recipients.start}:{recipients.stop}"
            raise InputError(
                code="model.callable", name=self.name, slices=where, detail=f"{type(error).__name__}: {error}"
            ) from error
        refused = self._refused(values, shape)
        if refused is not None:
            got = f"{values.dtype} {'x'.join(map(str, values.shape))}"
            raise InputError(code="model.type", name=self.name, expected=refused, got=got)
        if self.kind != "cost":
            return values
        if values.size and max(abs(int(values.min())), abs(int(values.max()))) > LARGEST:
            raise InputError(code="model.too_large", name=self.name, limit=LARGEST)
        return values[:, :, : self.tiers].astype(np.int64, copy=False)

    def _refused(self, values: np.ndarray[Any, Any], shape: tuple[int, int]) -> str | None:
        """What was expected instead, or None."""
        size = f"{shape[0]}x{shape[1]}"
        if self.kind == "cost":
            fits = values.dtype.kind in "iu" and values.ndim == 3 and values.shape[:2] == shape
            return None if fits and values.shape[2] >= self.tiers else f"integers {size}x{self.tiers}"
        if self.kind == "allowed":
            return None if values.dtype == np.bool_ and values.shape == shape else f"bool {size}"
        fits = values.dtype.kind in "iuf" and values.shape == shape
        if fits and (not values.size or (np.isfinite(values).all() and values.min() >= self.least)):
            return None
        return f"finite numbers {size} not below {self.least:g}"


def _length(part: slice, whole: int) -> int:
    return len(range(*part.indices(whole)))


def guarded(pairs: Blocks | Metric, helpers: int, recipients: int, tiers: int) -> Blocks | Metric:
    """The same pairs, their functions watched; tiers: slices of costs that are read."""
    sizes = (helpers, recipients)
    if isinstance(pairs, Metric):
        if pairs.factor is None or isinstance(pairs.factor, Guarded):
            return pairs
        return replace(
            pairs, factor=Guarded("Metric.factor", pairs.factor, "factor", *sizes, float(pairs.least_factor))
        )
    if isinstance(pairs.cost, Guarded) and pairs.cost.tiers >= tiers:
        return pairs
    allowed = None if pairs.allowed is None else Guarded("Blocks.allowed", pairs.allowed, "allowed", *sizes)
    return replace(pairs, cost=Guarded("Blocks.cost", pairs.cost, "cost", *sizes, tiers=max(1, tiers)), allowed=allowed)


ASKED = 2**18
"""Most cells of one block that are asked for twice."""
BLOCKS = 8
"""Blocks that are asked for twice, over all helpers."""


def unsteady(pairs: object, helpers: int, recipients: int) -> str | None:
    """The name of a function that answers differently when it is asked twice for the same block; None when none is seen to.

    Raises InputError where one does not answer as promised.
    """
    calls: list[tuple[str, Callable[[slice, slice], Any] | None]] = []
    if isinstance(pairs, Blocks):
        calls = [("Blocks.cost", pairs.cost), ("Blocks.allowed", pairs.allowed)]
    elif isinstance(pairs, Metric):
        calls = [("Metric.factor", pairs.factor)]
    rows = max(1, ASKED // max(1, recipients))
    for name, call in calls:
        for first in np.unique(np.linspace(0, max(0, helpers - rows), BLOCKS).astype(np.int64)).tolist():
            block = slice(first, min(helpers, first + rows)), slice(0, recipients)
            if call is not None and not np.array_equal(call(*block), call(*block)):
                return name
    return None
