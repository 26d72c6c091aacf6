"""Terms over pairs, evaluated in blocks: rows of helpers x rows of recipients -> one array."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Block = Callable[[Ints, Ints], NDArray[Any]]
"""(helper rows int64[h], recipient rows int64[r]) -> array [h, r]; rows count people in the programme's order, none twice.

A block may depend on a person only through the columns that its rule declares: it is asked about one member of each class.
"""


@dataclass(frozen=True, slots=True)
class PairTerm:
    """A block that belongs to a rule; ``role`` None: every role."""

    rule: str
    block: Block
    role: int | None = None


@dataclass(frozen=True, eq=False)
class Scattered:
    """A block that is ``value`` at listed pairs and 0 elsewhere; the people named must be rows of their own."""

    helpers: int
    recipients: int
    helper: Ints
    recipient: Ints
    value: int = 1

    @classmethod
    def of(cls, helpers: int, recipients: int, pairs: Sequence[tuple[int, int]], value: int = 1) -> Scattered:
        array = np.array(pairs, np.int64).reshape(len(pairs), 2)
        return cls(helpers, recipients, array[:, 0], array[:, 1], value)

    def __call__(self, helper_rows: Ints, recipient_rows: Ints) -> Ints:
        down = _places(helper_rows, self.helpers)[self.helper]
        across = _places(recipient_rows, self.recipients)[self.recipient]
        here = (down >= 0) & (across >= 0)
        out = np.zeros((len(helper_rows), len(recipient_rows)), np.int64)
        out[down[here], across[here]] = self.value
        return out


def _places(rows: Ints, count: int) -> Ints:
    places = np.full(count, -1, np.int64)
    places[rows] = np.arange(len(rows))
    return places
