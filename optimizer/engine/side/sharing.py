"""Sharing out few recipients among equal helpers, all ways at once: a table over the subsets of the recipients.

table[n, S] = least sum of squared loads when n helpers take the recipients S; the helper who takes the first of S takes
some group G within the bounds, the others take S - G (Held and Karp 1962 order subsets in the same way).
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.balance import Equal

MOST_MEMBERS = 20
MOST_WORK = 2 * 10**9
NEVER = 2**60


def small_enough(sizes: list[int], equal: Equal) -> bool:
    """Whether tables over parts of these sizes can be made, here and by the judge."""
    work = sum(
        2**size
        * sum(comb(max(0, size - 1), others) for others in range(min(equal.count_most, size)))
        * (min(equal.helpers, size) + 1)
        for size in sizes
    )
    return max(sizes, default=0) <= MOST_MEMBERS and work <= MOST_WORK


class Table:
    """The table of one part. weight: int64[members]."""

    def __init__(self, weight: Ints, equal: Equal) -> None:
        self.members = len(weight)
        size = 2**self.members
        sums = np.zeros(1, np.int64)
        for heavy in weight.tolist():
            sums = np.concatenate((sums, sums + heavy))
        self._groups: list[list[tuple[int, int]]] = [[] for _ in range(self.members)]
        self._best = np.full((min(equal.helpers, self.members) + 1, size), NEVER, np.int64)
        self._best[0, 0] = 0
        for first in reversed(range(self.members)):
            later = np.arange(2 ** (self.members - first - 1)) << (first + 1)
            for others in range(max(0, equal.count_least - 1), min(equal.count_most, self.members - first)):
                for chosen in combinations(range(first + 1, self.members), others):
                    rest = sum(1 << place for place in chosen)
                    load = int(sums[rest | 1 << first])
                    if equal.load_least <= load <= equal.load_most:
                        self._groups[first].append((rest | 1 << first, load))
                        left = later[(later & rest) == rest] ^ rest
                        whole = left | rest | 1 << first
                        better = np.minimum(self._best[1:, whole], self._best[:-1, left] + load * load)
                        self._best[1:, whole] = better

    def values(self) -> dict[int, int]:
        """{number of helpers: least sum of squares}, where there is a way at all."""
        return {n: int(value) for n, value in enumerate(self._best[:, -1].tolist()) if value < NEVER}

    def shares(self, helpers: int) -> Ints:
        """int64[members]: the helper 0 .. helpers - 1 of each."""
        out = np.zeros(self.members, np.int64)
        left = 2**self.members - 1
        for number in range(helpers, 0, -1):
            first = (left & -left).bit_length() - 1
            group = next(
                group
                for group, load in self._groups[first]
                if group & left == group
                and self._best[number - 1, left ^ group] + load * load == self._best[number, left]
            )
            out[[place for place in range(self.members) if group >> place & 1]] = number - 1
            left ^= group
        return out
