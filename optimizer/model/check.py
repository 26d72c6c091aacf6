"""Small checks that collect problems instead of raising the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from optimizer.messages import Finding
from optimizer.model.arrays import Ints
from optimizer.model.normal import LARGEST, as_integers, why_not_integers


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
            self.add(why_not_integers(value), name=name, limit=LARGEST)
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

    def kind(self, name: str, value: Any, kind: type | tuple[type, ...], expected: str) -> bool:
        """Whether the value is of that type; a problem when it is not."""
        if isinstance(value, kind):
            return True
        self.add("type", name=name, expected=expected, got=type(value).__name__)
        return False

    def listed(self, name: str, given: Any, kind: type) -> list[Any]:
        """The members of a list that are of that type; a problem for everything else."""
        expected = f"a list of {kind.__name__}"
        if isinstance(given, kind | str) or not isinstance(given, Iterable):
            self.kind(name, given, (), expected)
            return []
        members = list(given)
        return [member for place, member in enumerate(members) if self.kind(f"{name}[{place}]", member, kind, expected)]

    def ordered(self, name: str, least: Ints, most: Ints) -> None:
        """Every least <= most, else one problem a row (the first three)."""
        for row in np.flatnonzero(least > most)[:3]:
            self.add("contradiction", name=name, row=int(row), least=int(least[row]), most=int(most[row]))
