"""Small checks that collect problems instead of raising the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from optimizer.messages import Finding
from optimizer.model.arrays import Bools, Ints
from optimizer.model.normal import LARGEST, as_array, as_integers, why_not_integers

SHOWN = 3
"""Problems of one kind in one array that are told one by one."""


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
            self.add(why_not_integers(value), name=placed(name, value), limit=LARGEST)
            return np.zeros(length, np.int64)
        if array.ndim == 0:
            array = np.full(length, array, np.int64)
        if array.shape != (length,):
            self.add("shape", name=name, expected=length, got="x".join(map(str, array.shape)))
            return np.zeros(length, np.int64)
        if low is not None and high is not None and ((array < low) | (array > high)).any():
            self.add("range", name=_at(name, array, (array < low) | (array > high)), low=low, high=high)
            return np.clip(array, low, high)
        if low == 0 and high is None and (array < 0).any():
            self.add("negative", name=_at(name, array, array < 0))
            return np.maximum(array, 0)
        if array.size and max(abs(int(array.min())), abs(int(array.max()))) > LARGEST:
            self.add("too_large", name=_at(name, array, (array > LARGEST) | (array < -LARGEST)), limit=LARGEST)
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
        one = f"a {kind.__name__}"
        return [member for place, member in enumerate(members) if self.kind(f"{name}[{place}]", member, kind, one)]

    def ordered(self, name: str, least: Ints, most: Ints) -> None:
        """Every least <= most, else one problem a row (the first three, and how many more)."""
        wrong = np.flatnonzero(least > most)
        for row in wrong[:SHOWN]:
            self.add("contradiction", name=name, row=int(row), least=int(least[row]), most=int(most[row]))
        self.further(name, len(wrong))

    def further(self, name: str, count: int) -> None:
        """How many problems of a kind there are beyond those shown."""
        if count > SHOWN:
            self.add("further", name=name, count=count - SHOWN)


def _at(name: str, array: Ints, wrong: Bools) -> str:
    """The name with the place and number of the first wrong one, and how many more there are."""
    places = np.flatnonzero(wrong)
    more = f" (+{len(places) - 1})" if len(places) > 1 else ""
    where = f"[{places[0]}]" if array.size > 1 else ""
    return f"{name}{where} = {array[places[0]]}{more}"


def placed(name: str, value: Any, *, numbers: bool = False) -> str:
    """The name with the first entry of a flat float array that is no whole number (``numbers``: that is no finite number)."""
    array = as_array(value)
    if array is None or array.ndim != 1 or array.dtype.kind != "f" or not array.size:
        return name
    with np.errstate(invalid="ignore"):
        wrong = ~np.isfinite(array)
        if not numbers and not wrong.any():
            wrong = (array != np.rint(array)) | (np.abs(array) > LARGEST)
    return _at(name, array, wrong) if wrong.any() else name
