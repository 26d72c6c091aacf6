"""Rosters by annealing with shifts and swaps, from nothing or from most of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.annealing import anneal
from optimizer.engine.side.bulk import NEVER
from optimizer.engine.side.exact_neighbourhoods import item_regrets
from optimizer.engine.side.generalised import NONE

if TYPE_CHECKING:
    from optimizer.engine.side.generalised import Generalised
    from optimizer.model.arrays import Ints

STEPS, MENDING_STEPS = 20_000, 10_000
"""Trials a recipient, from nothing and from most of a roster."""
NEAR = 8
"""Helpers of least regret that a recipient tries."""
HOT, WARM, COLD = 1.0, 0.05, 0.005
"""Temperatures, in mean costs of the likely pairs: from nothing, from most of a roster, at the end."""


class Annealer:
    """The dense arrays of a generalised assignment; y are good prices of its recipients."""

    def __init__(self, model: Generalised, y: Ints, scale: int) -> None:
        items, helper = model.items, model.helper
        helpers, recipients = len(model.room), model.recipients
        self.model = model
        own = items.cost // scale
        self.cost = np.full((recipients, helpers), NEVER, np.int32)
        self.usable = bool(np.abs(own).max(initial=0) < NEVER // 64)
        self.usable &= bool((model.open_cost[model.open_cost < NONE] // scale < NEVER // 64).all())
        if not self.usable:
            return
        self.cost[items.job, helper] = own
        self.weight = np.ones((recipients, helpers), np.int64)
        self.weight[items.job, helper] = items.weight
        regret = np.full((recipients, helpers), NONE, np.int64)
        regret[items.job, helper] = item_regrets(model, y)
        near = np.argsort(regret, axis=1, kind="stable")[:, : min(NEAR, helpers)]
        self.near = np.where(np.take_along_axis(self.cost, near, axis=1) < NEVER, near, -1)
        likely = np.take_along_axis(self.cost, np.maximum(self.near[:, :1], 0), axis=1)
        self.usable = bool((likely < NEVER).any())
        if not self.usable:
            return
        self.typical = float(np.abs(likely[likely < NEVER]).mean()) + 1.0
        dear = 20 * int(self.typical) + 2 * int(np.abs(own).max(initial=1)) // 5 + 1
        self.open_cost = np.where(model.open_cost < NONE, model.open_cost // scale, dear)
        self.number = np.full((recipients, helpers), -1, np.int64)
        self.number[items.job, helper] = np.arange(len(items.job))

    def started(self, seed: int) -> Ints | None:
        """Items of a roster (positions) from nothing, or None."""
        nothing = np.zeros(0, np.int64)
        return self._run(nothing, HOT, STEPS, seed) if self.usable else None

    def mended(self, taken: Ints, seed: int) -> Ints | None:
        """... from most of a roster: items that fit together."""
        return self._run(taken, WARM, MENDING_STEPS, seed) if self.usable else None

    def _run(self, taken: Ints, hot: float, steps: int, seed: int) -> Ints | None:
        model, recipients = self.model, self.model.recipients
        at = np.full(recipients, -1, np.int64)
        at[model.items.job[taken]] = model.helper[taken]
        best, state = at.copy(), np.array([seed * 7_919 + 88_172_645_463_325_252], np.int64)
        anneal(
            self.cost, self.weight, model.room, self.open_cost, self.near, at, best, state, hot * self.typical,
            min(hot, COLD) * self.typical / 2, 0.0, 1.0, steps * recipients,
        )  # fmt: skip
        if (model.open_cost[best < 0] >= NONE).any():
            return None
        served = np.flatnonzero(best >= 0)
        return np.sort(self.number[served, best[served]])
