"""Bounds from multipliers on the rows, exact in integers, with each helper's own choice kept where that is asked.

For multipliers y (in units of 1/scale) the minimum is at least sum of min(y lo, y hi) over the priced rows plus the
least of d . x over the boxes and kept helper rows, d = scale * cost - A'y (Fisher 1981; Jörnsten and Näsberg 1986).
The multipliers climb by a deflected subgradient with Polyak's step (Camerini, Fratta and Maffioli 1975).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.engine.side.knapsack import Pack, solve_knapsacks
from optimizer.engine.side.parts import PartChoice
from optimizer.engine.side.program import BEYOND, Floats
from optimizer.engine.side.several import SeveralPack, solve_several
from optimizer.engine.side.wish_prices import WishPrices
from optimizer.engine.side.wished import excess_of
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual

if TYPE_CHECKING:
    from optimizer.engine.side.loads import LoadTerms, Prices
    from optimizer.engine.side.stage import Block, Stage
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows, SpreadRows


@dataclass(frozen=True, eq=False)
class Relaxed:
    """One evaluation: ``bound`` in 1/scale units (None: empty box), the relaxed ``x``, the ascent direction ``slope``."""

    bound: int | None
    x: Ints
    slope: Ints


class Relaxation:
    """The Lagrangian of a stage; ``kept`` are helper-side limits that are not priced (one at most is a knapsack here)."""

    def __init__(
        self,
        stage: Stage,
        kept: Block | None,
        scale: int,
        spread: SpreadRows | None = None,
        terms: LoadTerms | None = None,
        *,
        once: bool = False,
        also: tuple[Block, ...] = (),
    ) -> None:
        """``also``: further helper-side limits kept beside ``kept``, without a spread (needs compiled code)."""
        self.stage = stage
        self.scale = scale
        self.terms = terms
        if any(form is spread for form, _ in stage.soft):
            kept = None
        if kept is not None and spread is not None:
            crossing = groups_of(stage.pairs.model, stage.pairs.model.limit(kept.name), spread) is None
            kept = None if crossing else kept
        self.kept = tuple(part.name for part in (kept, *also, spread) if part is not None)
        priced = np.ones(len(stage.lo), np.bool_)
        inside = np.zeros(stage.column_count, np.bool_)
        self.pack: Pack | SeveralPack | None = None
        self.items = np.zeros(0, np.int64)
        self.parts: PartChoice | None = None
        self.beyond = next((one.columns for form, one in stage.soft if form is spread), None)
        if self.beyond is not None and spread is not None:
            self.parts = PartChoice(stage, spread)
            self.items = self.parts.items
            inside[self.items] = inside[self.beyond] = True
        elif kept is None and spread is not None and (stage.most[: stage.pair_count] > 1).any():
            self.parts = PartChoice(stage, spread)
            self.items = self.parts.items
            inside[self.items] = True
        elif kept is not None or spread is not None:
            self.pack, self.items = _pack(stage, kept, spread, once=once)
            inside[self.items] = True
            if also and kept is not None:
                self.pack = _several(stage, (kept, *also), self.items, self.pack.start)
        for block in () if kept is None else (kept, *also):
            priced[block.first : block.first + block.count] = False
        self.priced = np.flatnonzero(priced)
        self.matrix = stage.matrix[self.priced]
        self.transposed = self.matrix.T.tocsr()
        self._weights: Any = None  # |transposed| in floats, made when first asked for
        self.lo, self.hi = stage.lo[self.priced], stage.hi[self.priced]
        self.open_above, self.open_below = self.hi >= BEYOND, self.lo <= -BEYOND
        self.idle_below = self.lo <= self._least_activity()
        self.outside = np.flatnonzero(~inside)
        self.cost = stage.cost * scale
        self._wish = WishPrices(stage, self.priced, scale) if stage.wishes else None

    def _least_activity(self) -> Ints:
        positive = self.matrix.maximum(0)
        negative = self.matrix - positive
        result: Ints = positive @ self.stage.least + negative @ self.stage.most
        return result

    def proper(self, y: Floats | Ints) -> Ints:
        """Rounded multipliers with signs that cannot make the bound worthless."""
        out = np.rint(y).astype(np.int64)
        out = np.where(self.open_above, np.maximum(out, 0), out)
        out = np.where(self.open_below | self.idle_below, np.minimum(out, 0), out)
        return out if self._wish is None else self._wish.proper(out)

    def fits(self, y: Ints, most: Ints) -> bool:
        """Whether the sums of a bound at y stay inside 64 bits."""
        size = np.abs(y).astype(np.float64)
        ends = np.minimum(np.maximum(np.abs(self.lo), np.abs(self.hi)), BEYOND).astype(np.float64)
        ends = np.where(self.open_above | self.open_below, np.minimum(np.abs(self.lo), np.abs(self.hi)), ends)
        if self._weights is None:
            self._weights = abs(self.transposed).astype(np.float64)
        reduced = self._weights @ size + np.abs(self.cost)
        return float(size @ ends) + float(reduced @ np.abs(most)) < 2.0**61

    def evaluate(self, y: Ints, least: Ints, most: Ints, loads: Prices | None = None) -> Relaxed:
        """Exact bound at y (and at prices of group totals) within the boxes [least, most]."""
        d = self.cost - self.transposed @ y
        paid = 0
        if loads is not None and self.terms is not None:
            d += self.terms.reduced(loads, len(d))
            paid = self.terms.paid(loads, least, most)
        x = np.where(d < 0, most, least)
        ends = np.where(y > 0, self.lo, self.hi)
        ends = np.where(y == 0, np.clip(0, self.lo, self.hi), ends)
        total = paid + int((y * ends).sum())
        total += int((d[self.outside] * x[self.outside]).sum())
        if self.pack is not None:
            fix = np.where(least[self.items] > 0, 1, np.where(most[self.items] < 1, -1, 0))
            solve = solve_several if isinstance(self.pack, SeveralPack) else solve_knapsacks
            value, take, stuck = solve(self.pack, d[self.items], fix)  # type: ignore[arg-type]
            if stuck >= 0:
                return Relaxed(None, x, np.zeros(len(y), np.int64))
            x[self.items] = take
            total += int(value.sum())
        if self.parts is not None:
            price = None if self.beyond is None else np.maximum(d[self.beyond], 0)
            chosen = self.parts.minimum(d[self.items], least[self.items], most[self.items], price)
            if chosen is None:
                return Relaxed(None, x, np.zeros(len(y), np.int64))
            total += chosen[0]
            x[self.items] = chosen[1]
            if self.beyond is not None:
                x[self.beyond] = chosen[2]
        beyond = self._forced(d, least, most)
        if beyond is None:
            return Relaxed(None, x, np.zeros(len(y), np.int64))
        total += beyond
        activity = self.matrix @ x
        near = np.clip(activity, self.lo, self.hi)
        slope = np.where(y == 0, near, ends) - activity
        return Relaxed(total, x, slope)

    def _forced(self, d: Ints, least: Ints, most: Ints) -> int | None:
        """What pairs that must be used cost of wishes that are not kept; None when that is more than may be."""
        value = 0
        if not self.stage.soft or not least[: self.stage.pair_count].any():
            return 0
        for _, one in self.stage.soft:
            if self.beyond is not None and one.columns == self.beyond:
                continue
            excess = excess_of(one, self.stage.pairs, least)
            if (excess > most[one.columns]).any():
                return None
            value += int((np.maximum(d[one.columns], 0) * excess).sum())
        return value

    def climb(
        self,
        y: Ints,
        least: Ints,
        most: Ints,
        target: int,
        rounds: int,
        *,
        enough: int | None = None,
        step: float = 1.0,
    ) -> tuple[Ints, int | None, Floats]:
        """Improve y towards ``target`` (a known upper value): (best y, its bound or None when empty, averaged x).

        ``enough``: stop as soon as the bound exceeds it.
        """
        best_y, best, stalled = y, None, 0
        mean = np.zeros(self.stage.column_count)
        direction = np.zeros(len(y))
        share, factor = 0.0, step
        current = y
        for _ in range(rounds):
            got = self.evaluate(current, least, most)
            if got.bound is None:
                return current, None, mean
            mean = got.x.astype(np.float64) if share == 0 else 0.85 * mean + 0.15 * got.x
            share = 1.0
            if best is None or got.bound > best:
                stalled = 0 if best is None or got.bound > best + abs(best) * 1e-7 else stalled + 1
                best, best_y = got.bound, current
                if enough is not None and best > enough:
                    break
            else:
                stalled += 1
            if stalled >= 12:
                factor *= 0.6
                stalled = 0
                current = best_y
                direction[:] = 0
                if factor < 1e-3:
                    break
            direction = got.slope + 0.6 * direction if float(got.slope @ direction) >= 0 else got.slope.astype(float)
            norm = float(direction @ direction)
            if norm == 0:
                break
            length = factor * max(target - got.bound, self.scale // 4 + 1) / norm
            current = self.proper(current + length * direction)
        assert best is not None
        return best_y, best, mean

    def dual(self, y: Ints, loads: Prices | None = None) -> Dual:
        """The certificate's form of y."""
        full = np.zeros(len(self.stage.lo), np.int64)
        full[self.priced] = y
        dual = dual_of(self.stage, full, self.scale, self.kept)
        return dual if loads is None or self.terms is None else self.terms.certified(dual, loads)


def groups_of(model: AssignmentModel, kept: LimitRows | None, spread: SpreadRows | None) -> tuple[Ints, Ints] | None:
    """(group of each helper or -1, int64[groups, 2] limit row and whole of each group, -1 = none); of each recipient, for a
    spread of recipients.

    None when rows and wholes cross, so that no group can be minimised on its own.
    """
    if spread is not None and spread.of == "recipient":
        if kept is not None:
            return None
        outside = np.full(model.recipient_count, -1, np.int64)
    else:
        outside = np.full(model.helper_count, -1, np.int64)
    row = outside
    if kept is not None:
        if kept.helper_key is None or kept.recipient_key is not None or kept.role_key is not None:
            return None
        if kept.missing is not None:
            return None
        row = kept.helper_key
    whole = outside if spread is None else spread.whole
    both = np.stack([row, whole], axis=1)
    touched = (both >= 0).any(axis=1)
    members, index = np.unique(both[touched], axis=0, return_inverse=True)
    for column in members.T:
        used = column[column >= 0]
        if len(np.unique(used)) != len(used):
            return None
    group = outside.copy()
    group[touched] = index.reshape(-1)
    return group, members


def _pack(stage: Stage, kept: Block | None, spread: SpreadRows | None, *, once: bool) -> tuple[Pack, Ints]:
    """Each group's own items under the kept limit and spread, and which columns they are."""
    n, model = stage.pair_count, stage.pairs.model
    limit = None if kept is None else model.limit(kept.name)
    made = groups_of(model, limit, spread)
    assert made is not None
    group_of, members = made
    helper, recipient = stage.pairs.helper, stage.pairs.recipient
    group = group_of[helper if spread is None else spread.owner(helper, recipient)]
    weight = np.zeros(n, np.int64)
    if kept is not None:
        own = stage.matrix[kept.first : kept.first + kept.count].tocoo()
        weight[own.coords[1]] = own.data
    part = np.full(n, -1, np.int64)
    if spread is not None:
        whole, inside_of = spread.ends(helper, recipient)
        part = np.where(whole >= 0, inside_of, -1)
    items = np.flatnonzero(group >= 0)
    items = items[np.lexsort((items, part[items], group[items]))]
    start = np.searchsorted(group[items], np.arange(len(members) + 1)).astype(np.int64)
    least, most = np.zeros(len(members), np.int64), np.zeros(len(members), np.int64)
    if kept is not None:
        total = np.zeros(len(members), np.int64)
        np.add.at(total, group[items], weight[items])
        mine = members[:, 0] >= 0
        least[mine] = stage.lo[kept.first + members[mine, 0]]
        most[mine] = np.minimum(stage.hi[kept.first + members[mine, 0]], total[mine])
    if spread is None:
        return Pack(start, weight[items], least, most, once=once), items
    wide = np.full(len(members), 2**30, np.int64)
    inside = members[:, 1] >= 0
    wide[inside] = spread.most[members[inside, 1]]
    return Pack(start, weight[items], least, most, part[items], wide, once), items


def _several(stage: Stage, kept: tuple[Block, ...], items: Ints, start: Ints) -> SeveralPack:
    """Loads whose row h is that of helper group h, all over the same items."""
    groups = len(start) - 1
    weight = np.zeros((len(kept), stage.column_count), np.int64)
    least, most = np.zeros((len(kept), groups), np.int64), np.zeros((len(kept), groups), np.int64)
    for number, block in enumerate(kept):
        rows = slice(block.first, block.first + block.count)
        own = stage.matrix[rows].tocoo()
        weight[number, own.coords[1]] = own.data
        total = np.add.reduceat(np.append(weight[number, items], 0), start[:-1])
        total[np.diff(start) == 0] = 0
        least[number], most[number] = np.maximum(stage.lo[rows], 0), np.minimum(stage.hi[rows], total)
    return SeveralPack(start, weight[:, items], least, most)


def dual_of(stage: Stage, y: Ints, scale: int, kept: tuple[str, ...] = ()) -> Dual:
    """Multipliers of all rows of a stage, by the names of the certificate."""
    limits: dict[str, Ints] = {}
    rows: dict[str, Ints] = {}
    tiers: dict[int, int] = {}
    groups: dict[int, Ints] = {}
    for block in stage.blocks:
        part = y[block.first : block.first + block.count]
        if not part.any():
            continue
        if block.kind == "limit":
            limits[block.name] = part
        elif block.kind == "rows":
            rows[block.name] = rows[block.name] + part if block.name in rows else part
        elif block.kind == "group":
            groups[block.number] = -part
        else:
            tiers[block.number] = -int(part[0])
    return Dual(limits=limits, rows=rows, tiers=tiers, groups=groups, scale=scale, kept=kept)
