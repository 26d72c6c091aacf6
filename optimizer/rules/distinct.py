"""Distinct numbers by one sort. (``numpy.unique`` loads ``numpy.ma`` at its first call: 45 ms, more than a compile.)"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Distinct(NamedTuple):
    """values ascending; first: where each first stands; at: for every entry the index of its value."""

    values: Ints
    first: Ints
    at: Ints


def distinct(numbers: Ints) -> Distinct:
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    new = np.ones(len(numbers), np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    at = np.empty(len(numbers), np.int64)
    at[order] = np.cumsum(new) - 1
    return Distinct(ordered[new], order[new], at)
