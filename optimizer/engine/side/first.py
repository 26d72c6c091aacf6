"""A first roster by hand: recipients in turn take the best pair that breaks nothing, then room is made for those left over.

Whatever is found later is better; without it a model of many rules might end without any roster at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from optimizer.engine.blocks import metric_cost
from optimizer.engine.side.room import Linear, Opened
from optimizer.engine.side.source import all_pairs, block_cost
from optimizer.model.arrays import Blocks, Bools, Ints, Metric

if TYPE_CHECKING:
    from optimizer.engine.side.source import PairSet
    from optimizer.engine.side.watch import Watch
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.normal import LimitRows, TierCost

FROM_PAIRS = 2_000
Way = Literal["parts", "costs", "even"]
WAYS: tuple[Way, ...] = ("parts", "costs", "even")
"""What counts first: staying in parts already used, what pairs cost, or even loads; the best way is kept."""
TRIES = 5_000
"""Pairs in the way that are looked at to make room."""
PLACES = 40
"""Of one recipient left over: pairs that room is made for."""
DEALT = 100_000_000
"""Pairs up to which a roster is dealt from all of them where a list does not do."""
OPEN = 2**40
NOBODY = np.zeros(1, np.int64)


class Choices(NamedTuple):
    """The pairs of one recipient: numbers, helpers, roles, costs, how often each may and must be used; int64[k] each."""

    pair: Ints
    helper: Ints
    role: Ints
    cost: Ints
    most: Ints
    least: Ints


class Dealt(NamedTuple):
    """Pair numbers, ascending, their amounts; how many units rows are short of or beyond (0: allowed), and are missing."""

    pair: Ints
    amount: Ints
    broken: int
    lacking: int

    @property
    def worth(self) -> tuple[int, int]:
        """Smaller is better."""
        return self.broken, self.lacking


Reader = Callable[[int], Choices]


def mixed(model: AssignmentModel) -> bool:
    """Rules of many kinds over many pairs: rosters may be long in coming from anything that looks for good ones."""
    kinds = len(model.limits) + 2 * len(model.spreads) + 2 * len(model.rows)
    return model.pair_count >= FROM_PAIRS and kinds > 2


def reader_of(model: AssignmentModel, pairs: PairSet | None) -> Reader:
    """Choices from a list of pairs, or (None) from the blocks of the model, a recipient at a time."""
    tier = next((tier for tier in model.tiers if _priced(tier)), None)
    if pairs is None:
        return lambda recipient: _from_blocks(model, tier, recipient)
    cost = np.zeros(pairs.count, np.int64) if tier is None else pairs.cost(tier)
    order = np.argsort(pairs.recipient, kind="stable")
    edges = np.searchsorted(pairs.recipient[order], np.arange(model.recipient_count + 1))

    def read(recipient: int) -> Choices:
        at = order[edges[recipient] : edges[recipient + 1]]
        at = at[pairs.most[at] > 0]
        return Choices(pairs.index[at], pairs.helper[at], pairs.role[at], cost[at], pairs.most[at], pairs.least[at])

    return read


def _priced(tier: TierCost) -> bool:
    if tier.form not in ("sum", "worst"):
        return False
    return tier.pair_cost is None or bool((tier.pair_cost != tier.pair_cost[:1]).any())


def _from_blocks(model: AssignmentModel, tier: TierCost | None, recipient: int) -> Choices:
    given, everyone, one = model.pairs, slice(0, model.helper_count), slice(recipient, recipient + 1)
    helper = np.arange(model.helper_count)
    cost = np.zeros(model.helper_count, np.int64)
    if isinstance(given, Blocks):
        if tier is not None:
            cost = block_cost(tier, given.cost(everyone, one))[:, 0]
        if given.allowed is not None:
            helper = helper[given.allowed(everyone, one)[:, 0]]
    elif isinstance(given, Metric) and tier is not None:
        cost = block_cost(tier, metric_cost(given, everyone, one)[:, :, None])[:, 0]
    zero = np.zeros(len(helper), np.int64)
    pair = helper * model.recipient_count + recipient
    return Choices(pair, helper, zero, np.broadcast_to(cost, (model.helper_count,))[helper], zero + 1, zero)


def first_roster(model: AssignmentModel, read: Reader, watch: Watch) -> Dealt | None:
    """Everybody has what could be given in time; None where there was no time at all."""
    best: _Hand | None = None
    for way in WAYS:
        if watch.stopped():
            break
        hand = _Hand(model, read, way)
        hand.deal(_turns(model, way), watch)
        if best is None or hand.worth() < best.worth():
            best = hand
        if best.worth() == (0, 0):
            break
    if best is None:
        return None
    for recipient in best.left_over:
        if best.tries >= TRIES or watch.stopped():
            break
        best.make_room(recipient)
    pair = np.array(sorted(best.given), np.int64)
    return Dealt(pair, np.array([best.given[p] for p in pair.tolist()], np.int64), *best.worth())


def dealt(model: AssignmentModel, listed: AssignmentModel, active: Ints, watch: Watch) -> Ints | None:
    """Pair numbers of an allowed roster dealt from a list (``listed`` is the model over the pairs ``active``), else from all."""
    made = first_roster(listed, reader_of(listed, all_pairs(listed)), watch.part(0.25))
    if made is not None:
        made = made._replace(pair=active[made.pair])
    if (made is None or made.worth > (0, 0)) and model.pair_count <= DEALT:
        every = None if model.pair_list is None else all_pairs(model)
        more = first_roster(model, reader_of(model, every), watch)
        if more is not None and (made is None or more.worth < made.worth):
            made = more
    return None if made is None or made.broken else made.pair


def _turns(model: AssignmentModel, way: Way) -> list[int]:
    """Recipients of one part after another (large parts first) or all alike, heavy ones first; those tied by a linear row together."""
    count = model.recipient_count
    part = np.zeros(count, np.int64)
    spread = next((spread for spread in model.spreads if spread.of == "helper"), None)
    if spread is not None and way == "parts":
        part = spread.part
    size = np.bincount(part + 1, minlength=1)[part + 1]
    weight = np.zeros(count, np.int64)
    for limit in model.limits:
        if limit.weight_by == "recipient":
            weight = np.maximum(weight, np.asarray(limit.weight))
    choices = np.zeros(count, np.int64)
    if model.pair_list is not None:
        choices = np.bincount(model.pair_list.recipient, minlength=count)
    order = np.lexsort((np.arange(count), choices, -weight, part, -size))
    tied = _tied(model)
    if tied is None:
        listed: list[int] = order.tolist()
        return listed
    turn = np.empty(count, np.int64)
    turn[order] = np.arange(count)
    first = np.full(count, count, np.int64)
    np.minimum.at(first, tied, turn)
    together: list[int] = np.lexsort((turn, first[tied])).tolist()
    return together


def _tied(model: AssignmentModel) -> Ints | None:
    """int64[recipients]: a number shared by recipients that linear rows with both signs speak of; None without any."""
    mixed = [rows for rows in model.rows if (rows.data < 0).any() and (rows.data > 0).any()]
    if not mixed:
        return None
    group = np.arange(model.recipient_count)
    for rows in mixed:
        _, recipient, _ = model.pair_ends(rows.indices)
        row = rows.row_numbers()
        while True:
            least = np.full(rows.count, model.recipient_count, np.int64)
            np.minimum.at(least, row, group[recipient])
            after = group.copy()
            np.minimum.at(after, recipient, least[row])
            after = after[after]
            if (after == group).all():
                break
            group = after
    return group


class _Hand:
    """What was given so far, and the room left in every row."""

    def __init__(self, model: AssignmentModel, read: Reader, way: Way) -> None:
        self.model, self.read, self.way = model, read, way
        self.left_over: list[int] = []
        self.tries = 0
        self.given: dict[int, int] = {}
        self.activity = [np.zeros(limit.count + 1, np.int64) for limit in model.limits]
        self.needs = [
            number
            for number, limit in enumerate(model.limits)
            if limit.helper_key is None and limit.recipient_key is not None
        ]
        self.spreads = [Opened(spread) for spread in model.spreads]
        self.rows = [Linear(rows) for rows in model.rows]
        self.at: dict[int, list[int]] = {}
        self.of: dict[int, set[int]] = {}
        self.least = [np.append(limit.least, 0) for limit in model.limits]
        self.most = [np.append(limit.most, OPEN) for limit in model.limits]

    def deal(self, turns: list[int], watch: Watch) -> None:
        """Serves everybody in turn, as far as time allows."""
        for recipient in turns:
            if watch.stopped():
                return
            self.serve(recipient)

    def serve(self, recipient: int) -> bool:
        """Gives what the recipient must have and still needs; whether nothing is lacking then, else it is left over."""
        choices = self.read(recipient)
        for place in np.flatnonzero(choices.least > 0).tolist():
            if int(choices.pair[place]) not in self.given:
                self._give(recipient, choices, place, int(choices.least[place]))
        while True:
            wanted = self._wanted(recipient, choices)
            usable = np.flatnonzero(wanted & self._free(recipient, choices)) if wanted.any() else np.zeros(0, np.int64)
            if not len(usable):
                lacks = self._lacks(recipient)
                self.left_over += [recipient] if lacks else []
                return not lacks
            self._give(recipient, choices, int(usable[self._best(recipient, choices, usable)]), 1)

    def make_room(self, recipient: int) -> bool:
        """Somebody in the way moves to another helper."""
        choices = self.read(recipient)
        while self._lacks(recipient):
            wanted = np.flatnonzero(self._wanted(recipient, choices))
            if not any(self._swapped(recipient, choices, place) for place in wanted[:PLACES].tolist()):
                return False
        return True

    def _swapped(self, recipient: int, choices: Choices, place: int) -> bool:
        one = _only(choices, place)
        for pair in list(self.at.get(int(choices.helper[place]), ())):
            _, of, _ = self.model.pair_ends(np.array([pair]))
            other = int(of[0])
            if other == recipient or self.tries >= TRIES:
                continue
            self.tries += 1
            theirs = self.read(other)
            own = int(np.flatnonzero(theirs.pair == pair)[0])
            if theirs.least[own]:
                continue
            self._take(other, theirs, own)
            if self._free(recipient, one)[0]:
                self._give(recipient, one, 0, 1)
                usable = self._wanted(other, theirs) & self._free(other, theirs)
                usable[own] = False
                found = np.flatnonzero(usable)
                if len(found):
                    self._give(other, theirs, int(found[self._best(other, theirs, found)]), 1)
                    return True
                self._take(recipient, one, 0)
            self._give(other, theirs, own, 1)
        return False

    def _row(self, number: int, recipient: int, choices: Choices) -> Ints:
        """Of each pair in a limit, -1 outside; a single one where all pairs of the recipient share it."""
        limit = self.model.limits[number]
        helper = NOBODY if limit.helper_key is None else choices.helper
        role = NOBODY if limit.role_key is None else choices.role
        return limit.row_of(helper, np.array([recipient]), role)

    def _weight(self, limit: LimitRows, recipient: int, choices: Choices) -> Ints | int:
        return limit.weight_of(np.array([recipient]), choices.pair)

    def _wanted(self, recipient: int, choices: Choices) -> Bools:
        """Pairs that a need still open asks for, not used as often as they may be."""
        wanted = np.zeros(len(choices.pair), np.bool_)
        for number in self.needs:
            row = self._row(number, recipient, choices)
            wanted |= self.activity[number][row] < self.least[number][row]
        for pair in self.of.get(recipient, ()):
            place = np.flatnonzero(choices.pair == pair)
            wanted[place] &= self.given[pair] < choices.most[place]
        return wanted

    def _lacks(self, recipient: int) -> bool:
        for number in self.needs:
            limit = self.model.limits[number]
            assert limit.recipient_key is not None
            key = int(limit.recipient_key[recipient])
            rows = slice(key * limit.role_groups, (key + 1) * limit.role_groups)
            if key >= 0 and (self.activity[number][:-1][rows] < limit.least[rows]).any():
                return True
        return False

    def _free(self, recipient: int, choices: Choices) -> Bools:
        """Pairs that break no upper end, no spread, and no linear row that was kept."""
        free = np.ones(len(choices.pair), np.bool_)
        for number, limit in enumerate(self.model.limits):
            row = self._row(number, recipient, choices)
            free &= self.activity[number][row] + self._weight(limit, recipient, choices) <= self.most[number][row]
        for opened in self.spreads:
            free &= opened.free(recipient, choices.helper)
        for linear in self.rows:
            free &= linear.free(choices.pair)
        return free

    def _best(self, recipient: int, choices: Choices, usable: Ints) -> int:
        """Mends a row first, then stays in open parts, then helps rows that lack, then costs little, then has most room."""
        mends = np.zeros(len(usable), np.int64)
        lacks = np.zeros(len(usable), np.int64)
        room = np.zeros(len(usable))
        some = _some(choices, usable)
        for linear in self.rows:
            mends += linear.mends(some.pair)
        fresh = sum((opened.fresh(recipient, some.helper) for opened in self.spreads), np.zeros(len(usable), np.int64))
        for number, limit in enumerate(self.model.limits):
            if number in self.needs:
                continue
            row = self._row(number, recipient, some)
            now = self.activity[number][row]
            lacks += now < self.least[number][row]
            if limit.helper_key is not None and limit.recipient_key is None:
                room = np.maximum(room, (now + 1) / (self.most[number][row] + 1.0))
        keys = {
            "parts": (room, some.cost, -room, -lacks, fresh, -mends),
            "costs": (room, some.cost, -lacks, -mends),
            "even": (some.cost, room, -lacks, fresh, -mends),
        }
        return int(np.lexsort(keys[self.way])[0])

    def worth(self) -> tuple[int, int]:
        """(units that rows are short of or beyond, units that are missing where they may be)."""
        total, lacking = 0, 0
        for limit, now in zip(self.model.limits, self.activity, strict=True):
            spare = 0 if limit.missing is None else limit.missing
            now = now[:-1]
            short = np.maximum(limit.least - now, 0)
            lacking += int(np.minimum(short, spare).sum())
            total += int(np.maximum(short - spare, 0).sum() + np.maximum(now - limit.most, 0).sum())
        for linear in self.rows:
            now, rows = linear.activity, linear.rows
            total += int((np.maximum(rows.lo - now, 0) + np.maximum(now - rows.hi, 0)).sum())
        return total, lacking

    def _give(self, recipient: int, choices: Choices, place: int, amount: int) -> None:
        pair, helper = int(choices.pair[place]), int(choices.helper[place])
        self.given[pair] = self.given.get(pair, 0) + amount
        self.at.setdefault(helper, []).extend([pair] * amount)
        self.of.setdefault(recipient, set()).add(pair)
        self._count(recipient, choices, place, amount)

    def _take(self, recipient: int, choices: Choices, place: int) -> None:
        pair, helper = int(choices.pair[place]), int(choices.helper[place])
        self.given[pair] -= 1
        if not self.given[pair]:
            del self.given[pair]
            self.of[recipient].remove(pair)
        self.at[helper].remove(pair)
        self._count(recipient, choices, place, -1)

    def _count(self, recipient: int, choices: Choices, place: int, amount: int) -> None:
        one = _only(choices, place)
        for number, limit in enumerate(self.model.limits):
            row = int(self._row(number, recipient, one)[0])
            if row >= 0:
                self.activity[number][row] += amount * int(
                    np.asarray(self._weight(limit, recipient, one)).reshape(-1)[0]
                )
        for opened in self.spreads:
            opened.count(recipient, int(one.helper[0]), amount)
        for linear in self.rows:
            linear.count(int(one.pair[0]), amount)


def _only(choices: Choices, place: int) -> Choices:
    return _some(choices, np.array([place]))


def _some(choices: Choices, which: Ints) -> Choices:
    return Choices(*(part[which] for part in choices))
