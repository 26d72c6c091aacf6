"""Small checks that collect problems instead of raising the first."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.messages import Finding
from optimizer.model.arrays import Ints
from optimizer.model.normal import LARGEST, as_integers


class Problems:
    """A list of findings with short ways to add to it."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def add(self, code: str, /, **facts: Any) -> None:
        self.found.append(Finding(code=f"model.{code}", facts=facts))

    def integers(self, name: str, value: Any, length: int, *, low: int | None = None, high: int | None = None) -> Ints:
        """int64[length] from a scalar or array; a problem (and zeros) when it is not."""
        array = as_integers(value)
        if array is None:
            kind = np.asarray(value)
            finite = kind.dtype.kind != "f" or bool(np.isfinite(kind).all())
            self.add("not_integer" if finite else "not_number", name=name)
            return np.zeros(length, np.int64)
        if array.ndim == 0:
            array = np.full(length, array, np.int64)
        if array.shape != (length,):
            self.add("shape", name=name, expected=length, got="x".join(map(str, array.shape)))
            return np.zeros(length, np.int64)
        if low is not None and high is not None and ((array < low) | (array > high)).any():
            self.add("range", name=name, low=low, high=high)
            return np.clip(array, low, high)
        if low == 0 and high is None and (array < 0).any():
            self.add("negative", name=name)
            return np.maximum(array, 0)
        if array.size and max(abs(int(array.min())), abs(int(array.max()))) > LARGEST:
            self.add("too_large", name=name, limit=LARGEST)
            return np.zeros(length, np.int64)
        return array

    def ordered(self, name: str, least: Ints, most: Ints) -> None:
        """Every least <= most, else one problem a row (the first three)."""
        for row in np.flatnonzero(least > most)[:3]:
            self.add("contradiction", name=name, row=int(row), least=int(least[row]), most=int(most[row]))
