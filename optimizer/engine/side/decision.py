"""Is there a roster below a value? Depth-first search with Lagrangian bounds and exact regrets that settle decisions.

Posta, Ferland and Michelon (2012): as a question of yes or no every item whose regret lifts the bound to the value is
settled at once, so that little is left to branch on. The search is recorded so that a proof can be read off it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Protocol

import numpy as np

from optimizer.engine.side.generalised import NONE, Generalised, Rest, decided, whole
from optimizer.engine.side.generalised_kernels import choose, climb, regrets
from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.generalised_kernels import Bytes
    from optimizer.engine.side.program import Floats

ROUNDS = 40
PATIENCE = 12
SETTLINGS = 4
"""Times that a node is climbed and settled anew."""
LEAST_LIKELY = 0.5
"""Of the best item's score, at which another may be branched on."""
ENOUGH_SETTLED = 5
"""Items that must have been settled for another time."""


class Pause(Protocol):
    """What a search asks between nodes: a :class:`Watch`, or something that ends earlier."""

    def stopped(self) -> bool: ...

    def spend(self, work: int = 1) -> None: ...


@dataclass(frozen=True, eq=False)
class Settled:
    """With prices y every roster below the value leaves ``out`` out and takes ``into`` (positions of items)."""

    y: Ints
    out: Ints
    into: Ints


@dataclass(eq=False)
class Visited:
    """A node: its parent's number (-1 = root), the item decided and how, what was settled, and prices that close it."""

    parent: int
    item: int
    taken: bool
    settled: list[Settled] = field(default_factory=list)
    closed: Ints | None = None
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Answer:
    """``roster``: items (positions) of one below the value, or None; ``finished``: the search came to an end; ``most_of``: the
    most items that were found to fit together, where there is no roster."""

    finished: bool
    roster: Ints | None
    visited: list[Visited]
    most_of: Ints


@dataclass(frozen=True, eq=False)
class _Open:
    parent: int
    item: int
    taken: bool
    rest: Rest
    y: Ints


def below(
    model: Generalised,
    y: Ints,
    most: int,
    scale: int,
    watch: Pause,
    nodes: int,
    rest: Rest | None = None,
    rng: np.random.Generator | None = None,
) -> Answer:
    """Looks for a roster of scaled value <= ``most`` (of ``rest``: what is still to be decided); y: good prices there.

    Stops after ``nodes`` nodes. rng: branches otherwise at each call, so that another search may meet what the last one missed.
    """
    visited: list[Visited] = []
    most_of = np.zeros(0, np.int64)
    waiting = [_Open(-1, -1, False, whole(model) if rest is None else rest, y)]
    while waiting:
        if len(visited) >= nodes or watch.stopped():
            return Answer(False, None, visited, most_of)
        node = waiting.pop()
        watch.spend()
        number = len(visited)
        seen = Visited(node.parent, node.item, node.taken)
        visited.append(seen)
        if node.parent >= 0:
            visited[node.parent].children.append(number)
        left = _Node(model, node, most, scale, seen)
        fits = node.rest if left.rest.hopeless else left.rest
        if len(fits.taken) > len(most_of) and not fits.hopeless:
            most_of = fits.taken
        if left.roster is not None:
            return Answer(True, left.roster, visited, most_of)
        if seen.closed is not None:
            continue
        item, share = left.branch(rng)
        rest, prices = left.rest, left.y
        nothing = np.zeros(0, np.int64)
        one = np.array([item], np.int64)
        into = _Open(number, item, True, decided(model, rest, one, nothing), prices)
        out = _Open(number, item, False, decided(model, rest, nothing, one), prices)
        waiting += [out, into] if share >= 0.5 else [into, out]
    return Answer(True, None, visited, most_of)


class _Node:
    """Bounds one node and settles what can be settled."""

    def __init__(self, model: Generalised, node: _Open, most: int, scale: int, seen: Visited) -> None:
        self.model, self.rest, self.y = model, node.rest, node.y.copy()
        self.roster: Ints | None = None
        self.share: Floats = np.zeros(0)
        for again in count(1):
            if self._dead(most, seen):
                return
            items, take = self.rest.items, np.zeros(len(self.rest.at), np.uint8)
            self.share = np.zeros(len(self.rest.at))
            arrays = (items.start, items.job, items.weight, items.cost, self.rest.room)
            value = int(
                climb(
                    *arrays, model.open_cost, self.rest.active, self.rest.base, self.y,
                    most + scale + scale // 8, most, ROUNDS, 0.5, PATIENCE, self.share, take,
                )
            )  # fmt: skip
            if value > most:
                seen.closed = self.y
                return
            choose(*arrays, self.y, take)
            if self._complete(take, most):
                return
            rise = np.zeros(len(take), np.int64)
            regrets(*arrays, self.y, take, rise)
            sure = np.flatnonzero(value + rise > most)
            if not len(sure):
                return
            self._settle(sure, take, seen)
            if (again >= SETTLINGS or len(sure) < ENOUGH_SETTLED) and len(self.rest.at):
                return

    def _settle(self, sure: Ints, take: Bytes, seen: Visited) -> None:
        """A recipient that two helpers would have to take goes to the first: without it the second's bound closes the node."""
        before, share = self.rest.at, self.share
        out, into = before[sure[take[sure] == 0]], before[sure[take[sure] == 1]]
        into = into[np.sort(np.unique(self.model.items.job[into], return_index=True)[1])]
        seen.settled.append(Settled(self.y.copy(), out, into))
        self.rest = decided(self.model, self.rest, into, out)
        self.share = share[np.isin(before, self.rest.at, assume_unique=True)]

    def _dead(self, most: int, seen: Visited) -> bool:
        """No room for what is decided, or a recipient that must be covered and that nobody can take any more.

        A recipient that only one helper can take still goes to it.
        """
        model = self.model
        while True:
            rest = self.rest
            if rest.hopeless:
                seen.closed = self.y
                return True
            helper = np.repeat(np.arange(len(rest.room)), np.diff(rest.items.start))
            fits = rest.items.weight <= rest.room[helper]
            ways = np.bincount(rest.items.job[fits], minlength=model.recipients)
            stuck = rest.active[ways[rest.active] == 0]
            free = stuck[model.open_cost[stuck] < NONE]
            self.y[free] = model.open_cost[free]
            if len(free) < len(stuck):
                self.y[stuck[model.open_cost[stuck] >= NONE][0]] += max(0, most - rest.bound(model, self.y)) + 1
                seen.closed = self.y
                return True
            single = fits & (ways[rest.items.job] == 1) & (model.open_cost[rest.items.job] >= NONE)
            if not single.any():
                return False
            short = max(0, most - rest.bound(model, self.y)) + 1
            raised = self.y.copy()
            raised[rest.items.job[single]] += short
            seen.settled.append(Settled(raised, np.zeros(0, np.int64), rest.at[single]))
            self.rest = decided(model, rest, rest.at[single], np.zeros(0, np.int64))

    def _complete(self, take: Bytes, most: int) -> bool:
        """Whether the helpers' own choices are a roster below the value."""
        rest, model = self.rest, self.model
        covered = np.bincount(rest.items.job[take == 1], minlength=model.recipients)
        spare = rest.active[covered[rest.active] == 0]
        if (covered > 1).any() or (model.open_cost[spare] >= NONE).any():
            return False
        value = rest.base + int(rest.items.cost[take == 1].sum()) + int(model.open_cost[spare].sum())
        if value > most:
            return False
        self.roster = np.sort(np.concatenate([rest.taken, rest.at[take == 1]]))
        return True

    def branch(self, rng: np.random.Generator | None) -> tuple[int, float]:
        """(item, its share): one that the climb was unsure about and that weighs much."""
        unsure = np.sqrt(np.minimum(self.share, 1 - self.share)) * np.maximum(1, self.rest.items.weight)
        if rng is not None:
            unsure *= rng.uniform(LEAST_LIKELY, 1.0, len(unsure))
        at = int(np.argmax(unsure))
        return int(self.rest.at[at]), float(self.share[at])
