"""A spread kept instead of priced where pairs may be used several times: each whole opens its best parts, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Ints

if TYPE_CHECKING:
    from optimizer.engine.side.stage import Stage
    from optimizer.model.normal import SpreadRows

FAR = 2**61


class PartChoice:
    """The columns that a spread speaks of (``items``), and the least of d . x over them under the spread alone."""

    def __init__(self, stage: Stage, spread: SpreadRows) -> None:
        pairs = stage.pairs
        whole, part = spread.ends(pairs.helper, pairs.recipient)
        self.items = np.flatnonzero(whole >= 0)
        mine = part[self.items] >= 0
        width = int(part.max(initial=0)) + 1
        code = np.where(mine, whole[self.items] * width + part[self.items], -1)
        found, at = np.unique(code[mine], return_inverse=True)
        self._inside, self._cell = np.flatnonzero(mine), at
        self._whole = found // width
        self._most = spread.most

    def minimum(self, d: Ints, least: Ints, most: Ints, price: Ints | None = None) -> tuple[int, Ints, Ints] | None:
        """(value, x of the items, parts beyond the most of each whole) within the boxes; None when more parts are forced open
        than may be. ``price``: int64[wholes] >= 0, what each part beyond the most costs; None: there are none."""
        x = np.where(d < 0, most, least)
        cells = len(self._whole)
        forced = np.zeros(cells, np.bool_)
        forced[self._cell[least[self._inside] > 0]] = True
        room = self._most - np.bincount(self._whole[forced], minlength=len(self._most))
        beyond = np.maximum(-room, 0)
        if price is None and beyond.any():
            return None
        gain = np.zeros(cells, np.int64)
        np.add.at(gain, self._cell, (d * x)[self._inside])
        order = np.lexsort((gain, forced, self._whole))
        rank = np.arange(cells) - np.searchsorted(self._whole[order], self._whole[order], side="left")
        opened = forced.copy()
        extra = rank >= room[self._whole[order]]
        charge = np.where(extra, FAR if price is None else price[self._whole[order]], 0)
        more = gain[order] < -charge
        np.add.at(beyond, self._whole[order][more & extra & ~forced[order]], 1)
        opened[order] |= more
        x[self._inside[~opened[self._cell]]] = 0
        paid = 0 if price is None else int((price * beyond).sum())
        return int((d * x).sum()) + paid, x, beyond
