"""Better rosters by exact neighbourhoods: the recipients of a few helpers are given out anew, below what they cost now.

Each neighbourhood is a question of yes or no (Shaw 1998 for the frame; Posta, Ferland and Michelon 2012 for the question).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.decision import below
from optimizer.engine.side.generalised import NONE, Rest
from optimizer.engine.side.generalised_kernels import choose, climb, regrets

if TYPE_CHECKING:
    from optimizer.engine.side.decision import Pause
    from optimizer.engine.side.generalised import Generalised
    from optimizer.model.arrays import Ints

NODES = 60
"""Of one question."""
SMALLEST = 5
"""Helpers of the first neighbourhoods; one more after PATIENCE failures in a row."""
PATIENCE = 10
ROUNDS = 40
PARTS = (0.1, 0.4, 1.0)
"""Of the way from a neighbourhood's bound to just below what it costs now: what is asked for in turn."""


def climbed(model: Generalised, rest: Rest, y: Ints, rounds: int) -> int:
    """What y (improved in place) proves of the rest."""
    items = rest.items
    share, take = np.zeros(len(rest.at)), np.zeros(len(rest.at), np.uint8)
    start = rest.bound(model, y)
    return int(
        climb(
            items.start, items.job, items.weight, items.cost, rest.room, model.open_cost, rest.active, rest.base, y,
            start + abs(start) // 200 + 1_024, NONE, rounds, 0.5, 12, share, take,
        )
    )  # fmt: skip


def item_regrets(model: Generalised, y: Ints) -> Ints:
    """How much the bound at y rises when an item is taken; negative where it is taken: what leaving it out costs."""
    items = model.items
    take, rise = np.zeros(len(items.job), np.uint8), np.zeros(len(items.job), np.int64)
    arrays = (items.start, items.job, items.weight, items.cost, model.room)
    choose(*arrays, y, take)
    regrets(*arrays, y, take, rise)
    result: Ints = np.where(items.weight <= model.room[model.helper], np.where(take == 1, -rise, rise), NONE)
    return result


class Neighbourhoods:
    """One neighbourhood after another, larger ones after failures. ``best``: items of the roster so far (positions); ``size``:
    helpers of the next one."""

    def __init__(self, model: Generalised, y: Ints, taken: Ints, scale: int, seed: int) -> None:
        self.model, self.y, self.scale, self.best = model, y, scale, taken
        self._rng = np.random.default_rng(seed)
        self._regret = item_regrets(model, y)
        self.size, self._failed = min(SMALLEST, len(model.room)), 0

    def step(self, watch: Pause) -> bool:
        """Tries one; whether the roster became better."""
        group = _around(self.model, self._regret, self.best, self.size, self._rng)
        better = _solved(self.model, self.y, self.best, group, self.scale, watch)
        self._failed = 0 if better is not None else self._failed + 1
        if better is not None:
            self.best = better
        elif self._failed >= PATIENCE and self.size < len(self.model.room):
            self.size, self._failed = self.size + 1, 0
        return better is not None

    def begin_from(self, taken: Ints) -> None:
        """Go on from another roster, with small neighbourhoods first."""
        self.best, self.size, self._failed = taken, min(SMALLEST, len(self.model.room)), 0


def _solved(model: Generalised, y: Ints, best: Ints, group: Ints, scale: int, watch: Pause) -> Ints | None:
    """A better roster where only these helpers' recipients change hands: first asked for near the bound, then for less."""
    rest, held = _open(model, best, group)
    prices = y.copy()
    low = climbed(model, rest, prices, ROUNDS)
    spare = int(model.open_cost[rest.active].sum()) - int(model.open_cost[model.items.job[held]].sum())
    most = int(model.items.cost[held].sum()) + spare - scale
    for part in PARTS:
        ask = low + int(part * (most - low))
        if low > ask or watch.stopped():
            return None
        answer = below(model, prices, ask, scale, watch, NODES, rest)
        if answer.roster is not None:
            return np.sort(np.concatenate([np.setdiff1d(best, held), answer.roster]))
    return None


def _around(model: Generalised, regret: Ints, best: Ints, size: int, rng: np.random.Generator) -> Ints:
    """A helper, likelier the more its recipients cost above their prices, and those it exchanges with most cheaply."""
    items, helpers = model.items, len(model.room)
    excess = np.bincount(model.helper[best], weights=np.maximum(regret[best], 0), minlength=helpers)
    excess += excess.mean() + 1.0
    centre = int(rng.choice(helpers, p=excess / excess.sum()))
    mine = np.isin(items.job, items.job[best[model.helper[best] == centre]])
    nearness = np.full(helpers, 0.0)
    value = regret[mine].astype(np.float64)
    scale = float(np.median(np.maximum(value, 0))) / 8 + 1.0 if len(value) else 1.0
    np.add.at(nearness, model.helper[mine], np.exp(-np.maximum(value, 0) / scale))
    nearness = nearness * rng.random(helpers) + 1e-9 * rng.random(helpers)
    nearness[centre] = np.inf
    return np.sort(np.argsort(-nearness, kind="stable")[:size])


def _open(model: Generalised, best: Ints, group: Ints) -> tuple[Rest, Ints]:
    """What these helpers hold, to be decided anew, together with the recipients left open."""
    items = model.items
    inside = np.zeros(len(model.room), np.bool_)
    inside[group] = True
    held = best[inside[model.helper[best]]]
    fixed = np.zeros(model.recipients, np.bool_)
    fixed[items.job[np.setdiff1d(best, held)]] = True
    at = np.flatnonzero(inside[model.helper] & ~fixed[items.job])
    room = np.where(inside, model.room, 0)
    return Rest(at, items.only(at), room, 0, np.zeros(0, np.int64), np.flatnonzero(~fixed), fixed), held
