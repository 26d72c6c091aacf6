"""What questions of yes or no have told so far about a generalised assignment: refuted values and the best roster.

With a time limit two of them are asked at once: one refutes the lowest value still open, the other looks for rosters.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.decision import below
from optimizer.engine.side.exact_neighbourhoods import Neighbourhoods
from optimizer.engine.side.repair import Annealer

if TYPE_CHECKING:
    from optimizer.engine.side.decision import Answer, Pause, Visited
    from optimizer.engine.side.generalised import Generalised
    from optimizer.engine.side.watch import Watch
    from optimizer.model.arrays import Ints

QUICK, LONGER = 100, 4
"""Nodes below which the next question goes twice as far; one that goes far may take so many times the nodes of the last."""
CLIMBED = 64
"""Units above the first bound that questions go without a roster."""
AHEAD = (2, 3, 5, 4, 8)
"""Steps above the bound, in turn, at which a first roster is asked for."""
STEP = 20_000
"""Of the bound, one step; at least a unit."""
DIVE = 80
"""Nodes of a question that looks for a roster; more after failures."""
LONGEST = 1_500
"""Most nodes of one that looks for a roster."""
PARTS = (0.5, 0.75, 1.0, 0.25)
"""Of the way from the bound to just below the best roster: what is asked for in turn."""
NODES = 6_000
"""Most nodes of a refutation: a longer one makes too large a certificate."""
PATIENCE = 12
"""Neighbourhoods tried between two questions, without a time limit."""
POLISHED = 12
"""Helpers of the largest neighbourhoods of a roster that is new."""
FARTHEST = 8
"""Steps above the bound that questions go when a roster is known."""
SEARCHES = 16
"""Rounds of questions and neighbourhoods without a time limit."""


@dataclass(frozen=True, eq=False)
class Refuted:
    """There is no roster of at most this value."""

    value: int
    visited: list[Visited]


class _Aside:
    """The pause of a search beside the main one: ends with it, or when ``over`` is set; work is not counted."""

    def __init__(self, watch: Watch, over: Event) -> None:
        left = watch.seconds()
        self._end = None if left is None else monotonic() + left
        self._over = over

    def stopped(self) -> bool:
        return self._over.is_set() or (self._end is not None and monotonic() >= self._end)

    def spend(self, work: int = 1) -> None:
        """Not counted: with a time limit work is no measure."""


class _Until:
    """A watch that also ends when nothing is left to ask."""

    def __init__(self, watch: Pause, asked: Asked) -> None:
        self._watch, self._asked = watch, asked

    def stopped(self) -> bool:
        return self._asked.closed or self._watch.stopped()

    def spend(self, work: int = 1) -> None:
        self._watch.spend(work)


class Asked:
    """``lowest``: no roster costs less; ``best``: items of the best roster met (positions), or None."""

    def __init__(self, model: Generalised, y: Ints, lowest: int, scale: int, best: Ints | None, seed: int) -> None:
        self.model, self.y, self.lowest, self.scale, self.best = model, y, lowest, scale, best
        self.refuted: list[Refuted] = []
        self.seed = seed
        self._rng = np.random.default_rng(seed)
        self._annealer = Annealer(model, y, scale)
        self._ceiling = lowest + max(CLIMBED, abs(lowest) // 100)
        self._unit = max(1, abs(lowest) // STEP)

    @property
    def closed(self) -> bool:
        return self.best is not None and self.lowest >= self.reached

    @property
    def reached(self) -> int:
        """The value of the best roster, in units of the tier."""
        assert self.best is not None
        return self.model.value(self.best) // self.scale

    def offer(self, taken: Ints) -> None:
        """Keeps the better roster."""
        if self.best is None or self.model.value(taken) < self.model.value(self.best):
            self.best = taken

    def refute(self, watch: Pause, nodes: int) -> None:
        """Asks upwards from the lowest value; stops at a question that takes more nodes."""
        step, last = 1, 0
        while not self.closed and not watch.stopped() and (self.best is not None or self.lowest < self._ceiling):
            most = self.lowest + step - 1
            if self.best is not None:
                most = min(most, self.reached - 1)
            answer = self._ask(
                most, _Until(watch, self), nodes if step == 1 else min(nodes, LONGER * last + QUICK), None
            )
            if answer.roster is not None:
                step = 1
            elif answer.finished:
                before, last = last, len(answer.visited)
                step = 2 * step if last < max(QUICK, 3 * before // 2) else step
            elif step == 1:
                return
            else:
                step //= 2

    @contextmanager
    def refuting(self, watch: Watch) -> Iterator[None]:
        """Refutes in a thread of its own meanwhile, if there is a time limit."""
        if not watch.timed:
            yield
            return
        over = Event()
        aside = Thread(target=self.refute, args=(_Aside(watch, over), NODES), daemon=True)
        aside.start()
        try:
            yield
            while aside.is_alive() and not watch.stopped() and not self.closed:
                aside.join(0.05)
        finally:
            over.set()
            aside.join()

    def find(self, watch: Pause) -> None:
        """A first roster by generous questions, mended where they end short of one; else by annealing."""
        until = _Until(watch, self)
        for ahead in AHEAD:
            if self.best is not None or until.stopped():
                break
            self._dive(self.lowest + ahead * self._unit, DIVE, until)
        if self.best is None:
            made = self._annealer.started(self.seed)
            if made is not None:
                self.offer(made)

    def better(self, watch: Watch) -> None:
        """Questions below the best roster and neighbourhoods of rosters, in turn, until it is proved best or the time is over."""
        if self.closed or watch.stopped() or self.best is None:
            return
        until = _Until(watch, self)
        near = Neighbourhoods(self.model, self.y, self.best, self.scale, self.seed)
        self._polish(near, until)
        nodes, number, before = DIVE, 0, self.reached
        while not until.stopped() and (watch.timed or number < SEARCHES):
            left = watch.seconds()
            ahead = int(PARTS[number % len(PARTS)] * (self.reached - 1 - self.lowest))
            number += 1
            mended = self._dive(self.lowest + min(ahead, FARTHEST * self._unit), nodes, until)
            if mended is not None:
                self._polish(Neighbourhoods(self.model, self.y, mended, self.scale, self.seed + number), until)
            assert self.best is not None
            if self.model.value(self.best) < self.model.value(near.best):
                near.begin_from(self.best)
            now = watch.seconds()
            end = 0.0 if left is None or now is None else now - (left - now)
            for tried in count():
                seconds = watch.seconds()
                if until.stopped() or (tried >= PATIENCE if seconds is None else seconds < end):
                    break
                if near.step(until):
                    self.offer(near.best)
            if number % len(PARTS) == 0:
                nodes = min(2 * nodes, LONGEST) if self.reached == before else nodes
                before = self.reached

    def _polish(self, near: Neighbourhoods, watch: Pause) -> None:
        """Small neighbourhoods until they find nothing more."""
        while near.size <= POLISHED and not watch.stopped():
            if not near.step(watch) and near.size == len(self.model.room):
                break
            self.offer(near.best)

    def _dive(self, most: int, nodes: int, watch: Pause) -> Ints | None:
        """Asks for a roster of at most this value; a roster mended from the most that was found to fit, or None."""
        answer = self._ask(most, watch, nodes, self._rng)
        if answer.roster is not None or not len(answer.most_of):
            return None
        mended = self._annealer.mended(answer.most_of, self.seed)
        if mended is not None:
            self.offer(mended)
        return mended

    def _ask(self, most: int, watch: Pause, nodes: int, rng: np.random.Generator | None) -> Answer:
        answer = below(self.model, self.y, most * self.scale, self.scale, watch, nodes, None, rng)
        if answer.roster is not None:
            self.offer(answer.roster)
        elif answer.finished:
            self.refuted.append(Refuted(most, answer.visited))
            self.lowest = max(self.lowest, most + 1)
        return answer
