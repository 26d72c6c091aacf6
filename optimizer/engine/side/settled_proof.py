"""The proof that a finished search holds: a tree whose leaves the judge can bound by itself.

The judge knows branches only, not what a search has settled by regrets. Each settled item that a leaf's bound leans on
becomes a branch of its own, whose other side the prices that settled it close; the many that no leaf needs are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.generalised import Generalised, Rest, decided, whole
from optimizer.engine.side.generalised_kernels import FAR, climb
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Branch, Dual, Leaf, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from optimizer.engine.side.decision import Visited
    from optimizer.engine.side.watch import Watch

ROUNDS, PATIENCE = 40, 10
"""Of the climb that spares branches."""


@dataclass(eq=False)
class _Needed:
    """Per time of settling at a node: items that must be branched on."""

    out: list[set[int]] = field(default_factory=list)
    into: list[set[int]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Claim:
    """At this node, before settling number ``time``, the prices y close the side where ``item`` is turned round (-1: all)."""

    node: int
    time: int
    y: Ints
    item: int = -1
    taken: bool = False


class SettledProof:
    """Proves that no roster has a scaled value <= most. ``visited``: a search that finished without one."""

    def __init__(
        self, model: Generalised, visited: Sequence[Visited], most: int, ahead: int, largest: int, watch: Watch
    ) -> None:
        """``ahead``: how far above ``most`` climbs aim. ``largest``: most nodes of the tree."""
        self.ahead, self.watch = ahead, watch
        self.lifted: dict[tuple[int, int, int], Ints] = {}
        self.model, self.visited, self.most = model, visited, most
        self.needed = [_Needed([set() for _ in v.settled], [set() for _ in v.settled]) for v in visited]
        self.size = len(visited)
        self.largest = largest
        self.complete = self._collect()

    def tree(self, dual: Callable[[Ints], Dual], columns: Ints) -> Tree | None:
        """``columns``: the judge's pair number of each item. None when the tree would be too large."""
        if not self.complete:
            return None
        nodes: list[Leaf | Branch | None] = [None]
        waiting = [(0, 0)]
        while waiting:
            number, place = waiting.pop()
            seen = self.visited[number]
            for time, settled in enumerate(seen.settled):
                for item in sorted(self.needed[number].out[time] | self.needed[number].into[time]):
                    taken = item in self.needed[number].into[time]
                    y = self._prices(_Claim(number, time, settled.y, item, not taken))
                    closed, onward = len(nodes), len(nodes) + 1
                    nodes += [Leaf(dual(y)), None]
                    below, above = (closed, onward) if taken else (onward, closed)
                    nodes[place] = Branch(int(columns[item]), 0, below, above)
                    place = onward
            if seen.closed is not None:
                nodes[place] = Leaf(dual(self._prices(_Claim(number, len(seen.settled), seen.closed))))
                continue
            first = self.visited[seen.children[0]]
            out, into = (seen.children[1], seen.children[0]) if first.taken else seen.children[:2]
            nodes[place] = Branch(int(columns[first.item]), 0, len(nodes), len(nodes) + 1)
            waiting += [(out, len(nodes)), (into, len(nodes) + 1)]
            nodes += [None, None]
        return Tree(tuple(node for node in nodes if node is not None))

    def _collect(self) -> bool:
        claims = [
            _Claim(number, len(seen.settled), seen.closed)
            for number, seen in enumerate(self.visited)
            if seen.closed is not None
        ]
        while claims:
            claim = claims.pop()
            while True:
                conflicts = self._conflicts(claim)
                if conflicts is None:
                    break
                if not conflicts or self.size > self.largest or self.watch.stopped():
                    return False
                for node, time, item, taken in conflicts:
                    chosen = self.needed[node].into if taken else self.needed[node].out
                    chosen[time].add(item)
                    self.size += 2
                    claims.append(_Claim(node, time, self.visited[node].settled[time].y, item, not taken))
        return True

    def _path(self, claim: _Claim) -> list[tuple[int, int]]:
        """(node, times of settling that hold) from the root to the claim's node."""
        path = [(claim.node, claim.time)]
        while (parent := self.visited[path[-1][0]].parent) >= 0:
            path.append((parent, len(self.visited[parent].settled)))
        return path[::-1]

    def _decisions(self, claim: _Claim) -> tuple[list[int], list[int]]:
        """Items taken and left out by branches of the tree up to the claim."""
        into: list[int] = [claim.item] if claim.item >= 0 and claim.taken else []
        out: list[int] = [claim.item] if claim.item >= 0 and not claim.taken else []
        for number, times in self._path(claim):
            seen, needed = self.visited[number], self.needed[number]
            if seen.item >= 0:
                (into if seen.taken else out).append(seen.item)
            for time in range(times):
                into += needed.into[time]
                out += needed.out[time]
        return into, out

    def _prices(self, claim: _Claim) -> Ints:
        """The claim's prices; recipients that branches assign cost so little that nobody else takes them."""
        y = self.lifted.get((claim.node, claim.time, claim.item), claim.y).copy()
        into, _ = self._decisions(claim)
        job = self.model.items.job[np.array(into, np.int64)]
        y[job] = self.model.floor[job]
        return y

    def _lifted(self, claim: _Claim, rest: Rest, y: Ints) -> bool:
        """Whether a short climb from these prices closes the claim without what was settled."""
        items, better = rest.items, y.copy()
        share, take = np.zeros(len(rest.at)), np.zeros(len(rest.at), np.uint8)
        value = climb(
            items.start, items.job, items.weight, items.cost, rest.room, self.model.open_cost, rest.active, rest.base,
            better, self.most + self.ahead, self.most, ROUNDS, 0.5, PATIENCE, share, take,
        )  # fmt: skip
        if value <= self.most or value >= FAR:
            return False
        self.lifted[claim.node, claim.time, claim.item] = better
        return True

    def _conflicts(self, claim: _Claim) -> list[tuple[int, int, int, bool]] | None:
        """None when the claim holds by branches alone; else (node, time, item, taken) of what its bound leans on."""
        model = self.model
        into, out = (np.unique(np.array(items, np.int64)) for items in self._decisions(claim))
        rest = decided(model, whole(model), into, out)
        if rest.hopeless:
            return None
        take = np.zeros(len(rest.at), np.uint8)
        y = self._prices(claim)
        short = self.most + 1 - rest.bound(model, y, take)
        if short <= 0 or self._lifted(claim, rest, y):
            return None
        chosen = np.zeros(len(model.items.job), np.bool_)
        chosen[rest.at[take == 1]] = True
        chosen[into] = True
        covered = np.bincount(model.items.job[chosen], minlength=model.recipients)
        explicit = np.zeros(len(chosen), np.bool_)
        explicit[into] = True
        explicit[out] = True
        found: list[tuple[int, int, int, bool]] = []
        for number, times in self._path(claim):
            for time, settled in enumerate(self.visited[number].settled[:times]):
                wrong = settled.out[chosen[settled.out] & ~explicit[settled.out]]
                found += [(number, time, int(item), False) for item in wrong]
                job = model.items.job[settled.into]
                astray = ~explicit[settled.into] & (~chosen[settled.into] | (covered[job] > 1))
                found += [(number, time, int(item), True) for item in settled.into[astray]]
        excess = np.abs(y[model.items.job] - model.items.cost)
        found.sort(key=lambda entry: (-int(excess[entry[2]]), entry[2]))
        enough = np.searchsorted(np.cumsum([excess[item] for _, _, item, _ in found]), short) + 1
        return found[:enough]
