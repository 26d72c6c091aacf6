"""Sharing out the recipients of one part among equal helpers: the best way, by layers of what is left.

Layer n holds every set of recipients that n helpers can have served, with the least sum of squared loads that leads there; the
next helper takes the heaviest recipient of the rest, and whoever fits beside him. A set whose cost and even loads for the rest
come to the ceiling is dropped, and the ceiling rises until a way is found (Held and Karp 1962 order subsets in the same way).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.balance import Equal
    from optimizer.engine.side.watch import Watch

MOST_MEMBERS = 60
MOST_STEPS = 3 * 10**8
"""Sets times groups looked at for one tier, half of what the judge would look at."""
MOST_HELD = 2**22
SLICE = 2**20


class Beyond(Exception):
    """More steps or room than a tier may have, or the time is over."""


@dataclass(eq=False)
class Effort:
    """Steps done for one tier."""

    watch: Watch
    steps: int = 0

    def spend(self, steps: int) -> None:
        """Raises Beyond."""
        self.steps += steps
        if self.steps > MOST_STEPS or self.watch.stopped():
            raise Beyond


@dataclass(frozen=True, eq=False)
class Layer:
    """Sets still to be served, ascending; their least cost; where in the layer before they came from, and what was served."""

    rest: Ints
    cost: Ints
    before: Ints
    served: Ints


def shared_out(weight: Ints, helpers: int, equal: Equal, effort: Effort) -> Ints | None:
    """int64[members]: the helper of each in a way of least squares; None when there is no way. Raises Beyond."""
    if len(weight) > MOST_MEMBERS:
        raise Beyond
    order = np.argsort(-weight, kind="stable")
    sharing = Sharing(weight[order], helpers, equal, effort)
    room, highest = helpers + 8, int(weight.sum()) ** 2
    while True:
        ceiling = sharing.even(sharing.whole, helpers) + room
        served = sharing.below(ceiling)
        if served is not None or ceiling > highest:
            break
        room *= 3
    if served is None:
        return None
    out = np.zeros(len(weight), np.int64)
    for number, group in enumerate(served):
        out[order[[place for place in range(len(weight)) if group >> place & 1]]] = number
    return out


class Sharing:
    """One part and one number of helpers. weight: int64[members], heaviest first."""

    def __init__(self, weight: Ints, helpers: int, equal: Equal, effort: Effort) -> None:
        self.weight, self.helpers, self.equal, self.effort = weight, helpers, equal, effort
        self.whole = int(weight.sum())
        self.least, self.most = max(1, equal.count_least), min(equal.count_most, len(weight))
        self.bit = np.int64(1) << np.arange(len(weight), dtype=np.int64)

    @staticmethod
    def even(whole: int, helpers: int) -> int:
        q, r = divmod(whole, helpers)
        return r * (q + 1) ** 2 + (helpers - r) * q * q

    def below(self, ceiling: int) -> list[int] | None:
        """The sets that the helpers serve in the best way that costs less than the ceiling; None when none does."""
        servings = [self._servings(first, ceiling) for first in range(len(self.weight))]
        none = np.zeros(1, np.int64)
        layers = [Layer(np.array([self.bit.sum()]), none, none, none)]
        for left in reversed(range(self.helpers)):
            layer = self._after(layers[-1], servings, left, ceiling)
            if layer is None:
                return None
            layers.append(layer)
        at, found = 0, []
        for layer in reversed(layers[1:]):
            found.append(int(layer.served[at]))
            at = int(layer.before[at])
        return found

    def _servings(self, first: int, ceiling: int) -> tuple[Ints, Ints]:
        """(set, load) of what one helper may serve with ``first`` as its heaviest."""
        sets, loads, last = self.bit[[first]], self.weight[[first]], np.array([first])
        kept: list[tuple[Ints, Ints]] = []
        for size in range(1, self.most + 1):
            if size >= self.least:
                enough = loads >= self.equal.load_least
                kept.append((sets[enough], loads[enough]))
            if not len(sets) or size == self.most:
                break
            down, across = np.nonzero(last[:, None] < np.arange(len(self.weight))[None, :])
            self.effort.spend(len(down))
            loads = loads[down] + self.weight[across]
            fits = (loads <= self.equal.load_most) & (loads * loads < ceiling)
            sets, loads, last = sets[down[fits]] | self.bit[across[fits]], loads[fits], across[fits]
            if len(sets) > MOST_HELD:
                raise Beyond
        sets, loads = (np.concatenate(columns) for columns in zip(*kept, strict=True))
        good = (loads <= self.equal.load_most) & (loads**2 + _even(self.whole - loads, self.helpers - 1) < ceiling)
        return sets[good], loads[good]

    def _after(self, layer: Layer, servings: list[tuple[Ints, Ints]], left: int, ceiling: int) -> Layer | None:
        """What one more helper leaves, with ``left`` helpers to come."""
        lowest = layer.rest & -layer.rest
        parts: list[Layer] = []
        for first, (sets, loads) in enumerate(servings):
            rows = np.flatnonzero(lowest == self.bit[first])
            if not len(rows) or not len(sets):
                continue
            self.effort.spend(len(rows) * len(sets))
            for own in np.array_split(rows, -(-len(rows) * len(sets) // SLICE)):
                down, across = np.nonzero(sets[None, :] & ~layer.rest[own, None] == 0)
                rest, cost = layer.rest[own[down]] ^ sets[across], layer.cost[own[down]] + loads[across] ** 2
                parts.append(self._pruned(Layer(rest, cost, own[down], sets[across]), left, ceiling))
            if sum(len(part.rest) for part in parts) > MOST_HELD:
                raise Beyond
        if not any(len(part.rest) for part in parts):
            return None
        columns = zip(*((part.rest, part.cost, part.before, part.served) for part in parts), strict=True)
        return _cheapest(Layer(*(np.concatenate(column) for column in columns)))

    def _pruned(self, layer: Layer, left: int, ceiling: int) -> Layer:
        """Without sets that the helpers to come cannot serve, or not below the ceiling."""
        many = np.bitwise_count(layer.rest).astype(np.int64)
        load = np.zeros(len(layer.rest), np.int64)
        for bit, heavy in zip(self.bit.tolist(), self.weight.tolist(), strict=True):
            load += np.where(layer.rest & bit, heavy, 0)
        good = (many >= left * self.least) & (many <= left * self.most) & (layer.cost + _even(load, left) < ceiling)
        good &= (load >= left * self.equal.load_least) & (load <= left * min(self.equal.load_most, self.whole))
        return _cheapest(Layer(layer.rest[good], layer.cost[good], layer.before[good], layer.served[good]))


def _cheapest(layer: Layer) -> Layer:
    """Each set once, by the cheapest way to it (of several, the first)."""
    order = np.lexsort((layer.served, layer.before, layer.cost, layer.rest))
    order = order[np.append(True, np.diff(layer.rest[order]) != 0)] if len(order) else order
    return Layer(layer.rest[order], layer.cost[order], layer.before[order], layer.served[order])


def _even(load: Ints, helpers: int) -> Ints:
    """The least sum of squares when so many helpers share a load; without helpers 0."""
    if not helpers:
        return np.zeros(len(load), np.int64)
    q, r = np.divmod(load, helpers)
    squares: Ints = r * (q + 1) ** 2 + (helpers - r) * q * q
    return squares
