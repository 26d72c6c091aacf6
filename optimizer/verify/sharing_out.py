"""One part: the least sum of squared loads when a given number of equal helpers share out its recipients, below a cap.

Recipients are given out heaviest first: the helper of the heaviest recipient that is left takes any group with it, and what is
left counts once, with the least cost that leads there, for each number of helpers (dynamic programming over sets, Held and
Karp 1962). A way is dropped when its cost and even loads for the rest reach the cap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.verify.exact import Array

MOST_WORK = 6 * 10**8
"""Pairs of set and group looked at for one tier (about fifteen seconds)."""
MOST_MEMBERS = 60
"""Recipients of a part whose bounds are raised."""
MOST_GROUPS = 2 * 10**6
MOST_SETS = 2**22
"""Sets found with one more helper, and groups, held at once."""
AT_ONCE = 2**21


class TooMuch(Exception):
    """The next bound would take more steps, or more room, than a tier may have."""


@dataclass(frozen=True, eq=False)
class Shape:
    """Every helper takes count[0] .. count[1] recipients and load[0] .. load[1], or is idle."""

    count: tuple[int, int]
    load: tuple[int, int]

    @property
    def idle(self) -> bool:
        return self.count[0] <= 0 and self.load[0] <= 0


class Work:
    """What a tier has cost so far. Raises TooMuch beyond MOST_WORK."""

    def __init__(self) -> None:
        self.done = 0

    def spend(self, work: int) -> None:
        self.done += work
        if self.done > MOST_WORK:
            raise TooMuch


class Part:
    """The recipients of one part. bounds: number of helpers -> a lower bound of their squared loads."""

    def __init__(self, weight: Array, shape: Shape, helpers: int, work: Work) -> None:
        self.weight = np.sort(weight)[::-1]
        self.shape, self.work = shape, work
        self.least, self.most = max(1, shape.count[0]), min(shape.count[1], len(weight))
        self.bounds = self._first(min(helpers, len(weight)))
        self._caps: dict[int, int] = {}
        self._settled = {0}

    def open(self, number: int) -> bool:
        """Whether the bound of that number of helpers may still rise."""
        return number not in self._settled and len(self.weight) <= MOST_MEMBERS

    def leave(self, number: int) -> None:
        """That bound stays as it is."""
        self._settled.add(number)

    def raised(self, number: int) -> None:
        """Raise a bound to the next cap, or to the least there is, or drop a number of helpers that cannot share it out.

        Raises TooMuch, with the bounds as they were.
        """
        even = _even(int(self.weight.sum()), number)
        cap = self._caps.get(number, even + number + 8)
        self._caps[number] = even + 3 * (cap - even)
        found = self._least_below(cap, number)
        if found is not None:
            self.bounds[number] = max(self.bounds[number], found)
            self._settled.add(number)
        elif cap > int(self.weight.sum()) ** 2:
            del self.bounds[number]
        else:
            self.bounds[number] = max(self.bounds[number], cap)

    def _first(self, helpers: int) -> dict[int, int]:
        """Even loads for every number of helpers that counts and loads leave."""
        members, whole = len(self.weight), int(self.weight.sum())
        if not members:
            return {0: 0}
        low, high = self.shape.load
        return {
            number: _even(whole, number)
            for number in range(1, helpers + 1)
            if number * self.least <= members <= number * self.most and number * low <= whole <= number * high
        }

    def _least_below(self, cap: int, helpers: int) -> int | None:
        """The least sum of squares below the cap; None when there is none."""
        groups = self._groups(cap, helpers)
        mask = np.array([2 ** len(self.weight) - 1], np.int64)
        cost, rest = np.zeros(1, np.int64), np.array([self.weight.sum()], np.int64)
        for left in range(helpers - 1, -1, -1):
            found = self._next(groups, mask, cost, rest, left, cap)
            if found is None:
                return None
            mask, cost, rest = found
        return int(cost.min())

    def _groups(self, cap: int, helpers: int) -> list[tuple[Array, Array]]:
        """By the heaviest member: (set, load) of every group that a helper may take."""
        whole, members = int(self.weight.sum()), len(self.weight)
        mask = np.int64(1) << np.arange(members, dtype=np.int64)
        first, last, load = np.arange(members), np.arange(members), self.weight.copy()
        kept: list[tuple[Array, Array, Array]] = []
        made = 0
        for size in range(1, self.most + 1):
            if size > 1:
                grown = [np.flatnonzero(last < later) for later in range(members)]
                made += sum(len(own) for own in grown)
                self.work.spend(members * len(mask))
                if made > MOST_GROUPS:
                    raise TooMuch
                mask = np.concatenate([mask[own] | np.int64(1) << np.int64(j) for j, own in enumerate(grown)])
                load = np.concatenate([load[own] + self.weight[j] for j, own in enumerate(grown)])
                first = np.concatenate([first[own] for own in grown])
                last = np.concatenate([np.full(len(own), j) for j, own in enumerate(grown)])
            fits = (load <= self.shape.load[1]) & (load * load < cap)
            mask, load, first, last = mask[fits], load[fits], first[fits], last[fits]
            if size >= self.least:
                useful = (load >= self.shape.load[0]) & (load * load + _evens(whole - load, helpers - 1) < cap)
                kept.append((first[useful], mask[useful], load[useful]))
        starts, sets, loads = (np.concatenate(columns) for columns in zip(*kept, strict=True))
        return [(sets[starts == e], loads[starts == e]) for e in range(members)]

    def _next(
        self, groups: list[tuple[Array, Array]], mask: Array, cost: Array, rest: Array, left: int, cap: int
    ) -> tuple[Array, Array, Array] | None:
        """What is left, its least cost and its weight after one more helper, ``left`` helpers still to come."""
        lowest = mask & -mask
        found: list[tuple[Array, Array, Array]] = []
        held = 0
        for e, (sets, loads) in enumerate(groups):
            here = np.flatnonzero(lowest == np.int64(1) << np.int64(e))
            if not len(here) or not len(sets):
                continue
            self.work.spend(len(here) * len(sets))
            step = max(1, AT_ONCE // len(sets))
            for begin in range(0, len(here), step):
                own = here[begin : begin + step]
                down, across = np.nonzero((mask[own, None] & sets[None, :]) == sets[None, :])
                at = own[down]
                new = mask[at] ^ sets[across], cost[at] + loads[across] ** 2, rest[at] - loads[across]
                many = np.bitwise_count(new[0]).astype(np.int64)
                fits = (many >= left * self.least) & (many <= left * self.most) & (new[1] + _evens(new[2], left) < cap)
                found.append(_least_each(*(column[fits] for column in new)))
                held += len(found[-1][0])
                if held > MOST_SETS:
                    raise TooMuch
        if not any(len(part[0]) for part in found):
            return None
        return _least_each(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _least_each(mask: Array, cost: Array, rest: Array) -> tuple[Array, Array, Array]:
    """Every set once, at its least cost."""
    order = np.lexsort((cost, mask))
    mask, cost, rest = mask[order], cost[order], rest[order]
    first = np.ones(len(mask), np.bool_)
    first[1:] = mask[1:] != mask[:-1]
    return mask[first], cost[first], rest[first]


def _even(whole: int, helpers: int) -> int:
    """The least sum of squares of so many whole loads that add up to ``whole``."""
    q, r = divmod(whole, helpers)
    return r * (q + 1) ** 2 + (helpers - r) * q * q


def _evens(whole: Array, helpers: int) -> Array:
    """... of many; without helpers 0, and never what would be left over."""
    if not helpers:
        return np.zeros(len(whole), np.int64)
    q, r = np.divmod(whole, helpers)
    even: Array = r * (q + 1) ** 2 + (helpers - r) * q * q
    return even
