"""The room left in spreads and linear rows while a roster is dealt pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.arrays import Bools, Ints

if TYPE_CHECKING:
    from optimizer.model.normal import LinearRows, SpreadRows


class Opened:
    """The parts that each whole uses, and how often."""

    def __init__(self, spread: SpreadRows) -> None:
        self.spread = spread
        self.width = int(spread.part.max(initial=0)) + 1
        self.uses: dict[int, int] = {}
        self.parts = np.zeros(len(spread.most), np.int64)

    def _ends(self, recipient: int, helper: Ints) -> tuple[Ints, Ints]:
        return self.spread.ends(helper, np.full(len(helper), recipient))

    def _known(self, whole: Ints, part: Ints) -> Bools:
        code = (whole * self.width + part).tolist()
        return np.array([key in self.uses for key in code], np.bool_)

    def free(self, recipient: int, helper: Ints) -> Bools:
        whole, part = self._ends(recipient, helper)
        if not len(self.parts):
            return np.ones(len(whole), np.bool_)
        allowed: Bools = (whole < 0) | (part < 0) | (self.parts[whole] < self.spread.most[whole])
        full = np.flatnonzero(~allowed)
        allowed[full] = self._known(whole[full], part[full])
        return allowed

    def fresh(self, recipient: int, helper: Ints) -> Ints:
        """1 where a further part would be used."""
        whole, part = self._ends(recipient, helper)
        return np.where((whole < 0) | (part < 0), 0, ~self._known(whole, part)).astype(np.int64)

    def count(self, recipient: int, helper: int, amount: int) -> None:
        whole, part = (int(end[0]) for end in self._ends(recipient, np.array([helper])))
        if whole < 0 or part < 0:
            return
        key = whole * self.width + part
        before = self.uses.get(key, 0)
        self.uses[key] = before + amount
        if not self.uses[key]:
            del self.uses[key]
        self.parts[whole] += (before + amount > 0) - (before > 0)


class Linear:
    """Activities of linear rows; the rows of each pair."""

    def __init__(self, rows: LinearRows) -> None:
        self.rows = rows
        self.activity = np.zeros(rows.count, np.int64)
        self.mixed = np.zeros(rows.count, np.bool_)
        number = rows.row_numbers()
        self.mixed[number[rows.data < 0]] = True
        order = np.argsort(rows.indices, kind="stable")
        self.pair, self.row, self.data = rows.indices[order], number[order], rows.data[order]

    def _entries(self, pair: Ints) -> tuple[Ints, Ints, Ints]:
        """(place in ``pair``, row, number) of the entries of these pairs."""
        first, last = np.searchsorted(self.pair, pair), np.searchsorted(self.pair, pair, side="right")
        count = last - first
        place = np.repeat(np.arange(len(pair)), count)
        at = np.repeat(first, count) + np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
        return place, self.row[at], self.data[at]

    def _change(self, pair: Ints) -> tuple[Ints, Ints, Ints]:
        """(place, row, how much more the row is broken)."""
        place, row, data = self._entries(pair)
        lo, hi, now = self.rows.lo[row], self.rows.hi[row], self.activity[row]
        before = np.maximum(lo - now, 0) + np.maximum(now - hi, 0)
        after = np.maximum(lo - now - data, 0) + np.maximum(now + data - hi, 0)
        return place, row, after - before

    def free(self, pair: Ints) -> Bools:
        """Rows of one sign are not broken; in rows of both signs the other side comes later."""
        place, row, worse = self._change(pair)
        free = np.ones(len(pair), np.bool_)
        free[place[(worse > 0) & ~self.mixed[row]]] = False
        return free

    def mends(self, pair: Ints) -> Ints:
        """How much less is broken, over all rows."""
        place, _, worse = self._change(pair)
        better = np.zeros(len(pair), np.int64)
        np.subtract.at(better, place, worse)
        return better

    def count(self, pair: int, amount: int) -> None:
        _, row, data = self._entries(np.array([pair]))
        np.add.at(self.activity, row, data * amount)
