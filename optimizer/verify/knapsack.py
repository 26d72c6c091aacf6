"""Limits and spreads that a proof keeps instead of pricing: each group of helpers (recipients) is minimised on its own, exactly.

A group takes some of its pairs (x between its bounds); its kept limits hold sum(weight * x) in [least, most], its kept
spread lets it use at most `most` parts. The least of sum(d * x) is found by counting where one limit of weight 1 is
kept, else by dynamic programming over what is used of each limit and how many parts are open (Martello and Toth 1990,
ch. 2), for all groups side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import LimitRows, SpreadRows
from optimizer.verify.blocks import Block
from optimizer.verify.core import settled
from optimizer.verify.exact import Array, gathered, largest, times, total
from optimizer.verify.parted import best_parts, simple
from optimizer.verify.space import Space
from optimizer.verify.verdict import Unproved
from optimizer.verify.wishes import least_parts

MOST_WORK = 3 * 10**9
"""State updates of one leaf's dynamic programs; beyond it the proof is refused as too large to check."""

AT_ONCE = 2**23
"""States held at once."""
MOST_STATES = 2**25
"""... and of one group alone."""
SLOW = 20
"""How many times longer a step in Python's own integers takes."""


class Kept:
    """The kept limits and the spread of a leaf, and the groups of helpers (of recipients, for a spread of theirs) they make.

    Raises Unproved for limits that split by recipient or role, for groups that cross, for more than one spread, and for limits
    beside a spread of recipients.

    parts: how many a group may use, -1: any number. Of a spread that is a wish, those beyond ``free`` cost ``price`` each.
    """

    def __init__(
        self, model: AssignmentModel, space: Space, names: Sequence[str], wishes: Mapping[str, int] | None = None
    ) -> None:
        """``wishes``: what each excess of a spread or limit that is a wish costs."""
        self.limits = [limit for limit in model.every_limit if limit.name in names]
        spreads = [spread for spread in model.every_spread if spread.name in names]
        if len(spreads) > 1:
            raise Unproved("kept_form", names=", ".join(names))
        self.spread: SpreadRows | None = spreads[0] if spreads else None
        keys = [spread.whole for spread in spreads]
        self.of_recipients = self.spread is not None and self.spread.of == "recipient"
        if self.of_recipients and self.limits:
            raise Unproved("kept_form", names=", ".join(names))
        for limit in self.limits:
            if limit.helper_key is None or limit.recipient_key is not None or limit.role_key is not None:
                raise Unproved("kept_form", names=limit.name)
            keys.append(limit.helper_key)
        self.group, members = _groups(keys, names)
        self.count = len(members)
        self.least, self.most = [], []
        for index, limit in enumerate(self.limits):
            row = members[:, len(spreads) + index]
            low, high = space.limits[limit.name]
            self.least.append(np.maximum(_at(low, row, 0), 0))
            self.most.append(_at(high, row, -1))
        whole = members[:, 0]
        self.parts = np.zeros(0, np.int64)
        self.free, self.price = self.parts, 0
        if self.spread is not None:
            self.parts = _at(self.spread.most, whole, -1)
            self.price = (wishes or {}).get(self.spread.name, 0)
            if self.spread.name in model.wishes.tier:
                spare = space.spare.get(self.spread.name)
                self.free, held = self.parts, self.parts >= 0
                self.parts = np.where(held & (spare is not None), self.parts + (spare or 0), -1)
        self.no_least = not any(low.any() for low in self.least)

    def inside(self, block: Block) -> Array:
        """bool: the pair belongs to a group."""
        return block.flat(self.group[block.recipient if self.of_recipients else block.helper] >= 0)

    def gather(self, charge: Array | None = None) -> Gathered:
        """charge: int64[groups, parts], taken off for each part that a group uses (see :mod:`optimizer.verify.covers`)."""
        return Gathered(self, charge)


def _at(values: Array, index: Array, outside: int) -> Array:
    """values[index], and ``outside`` where the index is negative."""
    return np.where(index >= 0, values[np.maximum(index, 0)], outside) if len(values) else np.full(len(index), outside)


def _groups(keys: Sequence[Array], names: Sequence[str]) -> tuple[Array, Array]:
    """(group of each helper or -1, the keys of each group); groups of different keys must not cross."""
    stacked = np.stack(keys, axis=1)
    touched = (stacked >= 0).any(axis=1)
    members, index = np.unique(stacked[touched], axis=0, return_inverse=True)
    for column in members.T:
        used = column[column >= 0]
        if len(np.unique(used)) != len(used):
            raise Unproved("kept_form", names=", ".join(names))
    group = np.full(len(stacked), -1, np.int64)
    group[touched] = index.reshape(-1)
    return group, members


@dataclass(eq=False)
class Items:
    """Things a group may take once: what they cost, what they use of each limit, and their part (-1: in none)."""

    group: Array
    cost: Array
    weight: list[Array]
    part: Array

    def taken(self, which: Array) -> Items:
        return Items(self.group[which], self.cost[which], [w[which] for w in self.weight], self.part[which])


class Gathered:
    """The pairs of kept groups, block by block, then their minimum."""

    def __init__(self, kept: Kept, charge: Array | None = None) -> None:
        self.kept, self.charge, self.work = kept, charge, 0
        self._found: list[tuple[Array, ...]] = []

    def add(self, block: Block, inside: Array, cost: Array, low: Array, high: Array) -> None:
        """Pairs at a lower bound of 0 that cost nothing less than 0 are left out where no limit has a least."""
        use = inside & (high > 0)
        if self.kept.no_least:
            use &= (cost < 0) | (low > 0)
        helper, recipient = block.ends()
        weight = [_weight(block, limit)[use] for limit in self.kept.limits]
        spread = self.kept.spread
        owner = recipient[use] if self.kept.of_recipients else helper[use]
        part = np.full(len(owner), -1, np.int64) if spread is None else spread.ends(helper[use], recipient[use])[1]
        self._found.append((self.kept.group[owner], cost[use], low[use], high[use], part, *weight))

    def minimum(self) -> int | None:
        """Sum over groups of the least cost; None when a group has no way at all."""
        kept = self.kept
        columns = [np.concatenate(parts) for parts in zip(*self._found, strict=True)]
        group, cost, low, high, part = columns[:5]
        weight = columns[5:]
        if kept.price:
            if weight or self.charge is not None:
                raise Unproved("kept_form", names=kept.spread.name if kept.spread is not None else "")
            return least_parts(group, cost, part, low, high, kept.free, kept.price)
        if kept.spread is not None and kept.no_least:
            held = kept.parts[group] >= 0
            if simple(kept.parts, weight, low, high, part, held):
                easy = best_parts(kept.count, group, cost, part, kept.most[0], kept.parts < 0, self.charge)
                if easy is not None:
                    return easy
        if self.charge is not None:
            raise Unproved("kept_form", names="covers")
        least, most = [a.copy() for a in kept.least], [a.copy() for a in kept.most]
        for index, w in enumerate(weight):
            forced = gathered(group, times(w, low), kept.count)
            bounded = most[index] >= 0
            if (bounded & (forced > most[index])).any():
                return None
            least[index] = np.maximum(least[index] - forced, 0)
            most[index] = np.where(bounded, most[index] - forced, -1)
        value = total(np.asarray(times(cost, low)))
        open_parts = np.unique(np.stack([group[low > 0], part[low > 0]]), axis=1)
        open_parts = open_parts[:, open_parts[1] >= 0]
        parts = kept.parts
        if kept.spread is not None:
            parts = np.where(parts >= 0, parts - np.bincount(open_parts[0], minlength=kept.count), -1)
            if ((kept.parts >= 0) & (parts < 0)).any():
                return None
            width = int(part.max(initial=-1)) + 1
            free = np.isin(group * width + part, open_parts[0] * width + open_parts[1]) | (kept.parts[group] < 0)
            part = np.where(free, -1, part)
        items = _single(group, cost, high - low, weight, part)
        if kept.spread is None and len(weight) == 1 and not least[0].any():
            sure, items = _without_settled(items, most[0])
            value += sure
        programme = Programme(kept.count, items, least, most, parts)
        best = programme.minimum()
        self.work = programme.work
        return None if best is None else value + best


def _without_settled(items: Items, most: Array) -> tuple[int, Items]:
    """(cost of what is settled, the things left to the table); ``most`` is lowered in place. Without a least."""
    items = items.taken(np.flatnonzero(items.cost < 0))
    weight = items.weight[0]
    room = np.where(most >= 0, most, gathered(items.group, weight, len(most)))
    found = settled(items.group, items.cost, weight, room)
    if found is None:
        return 0, items
    taken, left = found
    used = gathered(items.group[taken], weight[taken], len(most))
    most[most >= 0] -= used[most >= 0]
    return total(items.cost[taken]), items.taken(np.flatnonzero(left))


def _weight(block: Block, limit: LimitRows) -> Array:
    weight = block.weight(limit)
    return np.full(block.count, weight, np.int64) if isinstance(weight, int) else block.flat(weight)


def _single(group: Array, cost: Array, times_: Array, weight: Sequence[Array], part: Array) -> Items:
    """Pairs that may be used several times, as things 1, 2, 4, ... and the rest that may be used once."""
    done: list[tuple[Array, ...]] = []
    left, size = times_, 1
    while (left > 0).any():
        now = np.minimum(left, size)
        use = now > 0
        done.append((group[use], times(cost[use], now[use]), part[use], *(times(w[use], now[use]) for w in weight)))
        left, size = left - now, size * 2
    if not done:
        none = np.zeros(0, np.int64)
        return Items(none, none, [none for _ in weight], none)
    columns = [np.concatenate(parts) for parts in zip(*done, strict=True)]
    return Items(columns[0], columns[1], columns[3:], columns[2])


class Programme:
    """The dynamic program: least cost of each group, all least[i] <= used[i] <= most[i] (most -1: no limit there)."""

    def __init__(self, count: int, items: Items, least: list[Array], most: list[Array], parts: Array) -> None:
        self.count, self.items, self.parts, self.work = count, items, parts, 0
        self.spread = len(parts) > 0
        self.least, self.most, self.weight = [], [], []
        for low, high, weight in zip(least, most, items.weight, strict=True):
            used = np.where(high[items.group] >= 0, weight, 0)
            unit = int(np.gcd.reduce(used)) or 1 if used.dtype != object else 1
            self.weight.append(used // unit)
            reach = gathered(items.group, self.weight[-1], count)
            self.least.append(-(-low // unit))
            self.most.append(np.minimum(np.where(high >= 0, high // unit, 0), reach))

    def minimum(self) -> int | None:
        if any((low > high).any() for low, high in zip(self.least, self.most, strict=True)):
            return None
        order = np.lexsort((self.items.part, self.items.group))
        items = Items(
            self.items.group[order], self.items.cost[order], [w[order] for w in self.weight], self.items.part[order]
        )
        if not self.spread and len(self.weight) == 1 and items.weight[0].size and (items.weight[0] == 1).all():
            return _by_count(self.count, items, self.least[0], self.most[0])
        sizes = np.bincount(items.group, minlength=self.count)
        starts = np.cumsum(sizes) - sizes
        busy = np.argsort(sizes, kind="stable")
        value, first, each = 0, 0, SLOW if items.cost.dtype == object else 1
        while first < self.count:
            last = self._chunk(busy, first)
            here = busy[first:last]
            states = prod(int(high[here].max()) + 1 for high in self.most) * (self._parts(here) + 1)
            self.work += int(sizes[here].sum()) * states * each * (2 if self.spread else 1)
            if self.work > MOST_WORK or states > MOST_STATES:
                raise Unproved("kept_work", work=max(self.work, states), limit=MOST_WORK)
            best = self._solve(items, here, starts[here], sizes[here])
            if best is None:
                return None
            value, first = value + best, last
        return value

    def _parts(self, groups: Array) -> int:
        return max(0, int(self.parts[groups].max())) if self.spread else 0

    def _chunk(self, busy: Array, first: int) -> int:
        states = prod(int(high.max(initial=0)) + 1 for high in self.most)
        states *= (self._parts(np.arange(self.count)) + 1) if self.spread else 1
        return min(len(busy), first + max(1, AT_ONCE // max(1, states)))

    def _solve(self, items: Items, groups: Array, starts: Array, sizes: Array) -> int | None:
        """Sum of the least costs of these groups (ascending by size)."""
        spans = [int(high[groups].max()) + 1 for high in self.most]
        strides = [prod(spans[index + 1 :]) for index in range(len(spans))]
        state = np.arange(prod(spans), dtype=np.int64)
        used = [(state // stride) % span for stride, span in zip(strides, spans, strict=True)]
        bound = largest(items.cost) * max(1, int(sizes.max(initial=0))) + 1
        far = 4 * bound
        kind = np.int64 if 2 * far < 2**62 else object
        best = np.full((len(groups), self._parts(groups) + 1, len(state)), far, kind)
        best[:, 0, 0] = 0
        running = np.full_like(best, far) if self.spread else best
        for turn in range(int(sizes.max(initial=0))):
            begin = int(np.searchsorted(sizes, turn, side="right"))
            item = starts[begin:] + turn
            now = items.taken(item)
            here = best[begin:]
            source = _gathered_states(here, now, used, strides, state, far, items, item, turn, running[begin:])
            if source is not None:
                best[begin:] = np.minimum(here, source)
        fits = np.ones((len(groups), len(state)), np.bool_)
        for index, level in enumerate(used):
            fits &= (level >= self.least[index][groups, None]) & (level <= self.most[index][groups, None])
        ends = np.where(fits[:, None, :], best, far)
        if self.spread:
            allowed = np.where(self.parts[groups] >= 0, self.parts[groups], 0)
            ends = np.where((np.arange(best.shape[1]) <= allowed[:, None])[:, :, None], ends, far)
        least = ends.min(axis=(1, 2))
        if (least > bound).any():
            return None
        return total(least)


def _gathered_states(
    here: Array,
    now: Items,
    used: Sequence[Array],
    strides: Sequence[int],
    state: Array,
    far: int,
    items: Items,
    item: Array,
    turn: int,
    running: Array,
) -> Array:
    """States after each group's next item was taken or left; ``running`` are states inside the part that is open."""
    shift = np.zeros(len(item), np.int64)
    fits = np.ones((len(item), len(state)), np.bool_)
    for weight, level, stride in zip(now.weight, used, strides, strict=True):
        shift += weight * stride
        fits &= level >= weight[:, None]
    source = np.where(fits, state - shift[:, None], 0)
    if now.part.max(initial=-1) < 0:
        took = np.take_along_axis(here, source[:, None, :], axis=2) + now.cost[:, None, None]
        return np.where(fits[:, None, :], took, far)
    outside = now.part < 0
    opens = ~outside & ((turn == 0) | (items.part[np.maximum(item - 1, 0)] != now.part))
    running[opens, 1:] = here[opens, :-1]
    running[opens, 0] = far
    base = np.where(outside[:, None, None], here, running)
    took = np.where(
        fits[:, None, :], np.take_along_axis(base, source[:, None, :], axis=2) + now.cost[:, None, None], far
    )
    inside = ~outside
    running[inside] = np.minimum(running[inside], took[inside])
    return took


def _by_count(count: int, items: Items, least: Array, most: Array) -> int | None:
    """One limit of weight 1: the cheapest, as many as must be, then those that cost less than nothing."""
    order = np.lexsort((items.cost, items.group)) if items.cost.dtype != object else _object_order(items)
    group, cost = items.group[order], items.cost[order]
    size = np.bincount(group, minlength=count)
    if (size < least).any():
        return None
    rank = np.arange(len(group)) - (np.cumsum(size) - size)[group]
    take = (rank < least[group]) | ((rank < most[group]) & (cost < 0))
    return total(cost[take])


def _object_order(items: Items) -> Array:
    return np.array(
        sorted(range(len(items.group)), key=lambda i: (int(items.group[i]), int(items.cost[i]))), dtype=np.int64
    )
