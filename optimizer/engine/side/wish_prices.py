"""Prices of rows that are wishes never exceed what an excess costs, where nothing else bounds it: beyond that they prove nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints
from optimizer.model.normal import LimitRows, LinearRows

if TYPE_CHECKING:
    from optimizer.engine.side.stage import Stage


class WishPrices:
    """Of a relaxation that prices the rows ``priced`` of a stage, costs in 1/scale."""

    def __init__(self, stage: Stage, priced: Ints, scale: int) -> None:
        place = np.full(len(stage.lo), -1, np.int64)
        place[priced] = np.arange(len(priced))
        self._rows: list[tuple[Ints, Ints, int]] = []
        self._cost: dict[int, int] = {}
        for wished in stage.wishes:
            form = wished.form
            self._cost[wished.tier] = scale * int(stage.cost[wished.columns].max(initial=0))
            if not isinstance(form, LimitRows | LinearRows):
                continue
            keys = np.arange(form.count) if isinstance(form, LimitRows) else form.keys
            at = [np.arange(b.first, b.first + b.count) for b in stage.blocks if b.name == form.name and b.count]
            if at:
                self._rows.append((place[np.concatenate(at)], np.tile(keys, len(at)), wished.tier))
        held = {block.number for block in stage.blocks if block.kind == "tier"}
        self._rows = [(at, keys, tier) for at, keys, tier in self._rows if tier not in held]

    def proper(self, y: Ints) -> Ints:
        """The multipliers with those of each wish (of each key together) at most what one unit of its excess costs."""
        y = y.copy()
        for at, key, tier in self._rows:
            most = self._cost[tier]
            size = np.minimum(np.abs(y[at]), most)
            every = np.zeros(int(key.max(initial=-1)) + 1, np.int64)
            np.add.at(every, key, size)
            above = np.flatnonzero(every[key] > most)
            size[above] = (size[above].astype(object) * most // every[key[above]]).astype(np.int64)
            y[at] = np.sign(y[at]) * size
        return y
