"""Sums of products that are exact whatever their size."""

from __future__ import annotations

import numpy as np

from optimizer.model.arrays import Ints

SAFE = 2**62


def magnitude(array: Ints) -> int:
    """The largest absolute value, 0 when empty."""
    return max(abs(int(array.min())), abs(int(array.max()))) if array.size else 0


def dot(a: Ints, b: Ints) -> int:
    """sum(a * b) as a Python int, without overflow: the larger factor is split into 31-bit parts when needed."""
    if not a.size:
        return 0
    if magnitude(a) * magnitude(b) * a.size < SAFE:
        return int(np.dot(a, b))
    if magnitude(a) < magnitude(b):
        a, b = b, a
    high, low = a >> 31, a & (2**31 - 1)
    if magnitude(a) < 2**31:
        return sum(int(x) * int(y) for x, y in zip(a.tolist(), b.tolist(), strict=True))
    return (dot(high, b) << 31) + dot(low, b)


def total(a: Ints) -> int:
    """sum(a) without overflow."""
    return dot(a, np.ones_like(a))
