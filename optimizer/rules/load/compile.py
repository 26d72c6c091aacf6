"""Load, compiled: one limit, a group a helper, weighted by recipient or by pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.geography.matrix import MISSING, leg_matrix
from optimizer.messages import Private
from optimizer.rules.distance.compile import Travel
from optimizer.rules.distinct import distinct
from optimizer.rules.draft import Draft, DraftLimit
from optimizer.rules.load import Load, WindowRow
from optimizer.rules.matching import bounds
from optimizer.rules.quotas import NO_ROW
from optimizer.rules.terms import Block, Ints, PairTerm


def compile(rule: Load, draft: Draft) -> None:
    least, most = bounds(rule.rows, draft)
    if rule.measure == "minutes":
        most, least = np.where(most >= 0, most * rule.minutes_per_day, most), least * rule.minutes_per_day
        open_days = _window_days(rule, draft)
        for row, helper in enumerate(draft.helpers):
            available = open_days[row] if helper.available_days is None else helper.available_days
            if available >= 0:
                days = available - sum(entry.days for entry in helper.commitments)
                most[row] = max(0, days) * rule.minutes_per_day
    for row in np.flatnonzero(draft.takes_part).tolist():
        helper = draft.helpers[row]
        who = {"name": Private(helper.name), "unit": helper.unit}
        if most[row] == NO_ROW:
            draft.find("no_load_row", "error", helper.origin, rule.origin, **who)
        elif least[row] > most[row]:
            draft.find("load_contradiction", "error", helper.origin, least=int(least[row]), most=int(most[row]), **who)
    weights = np.array([recipient.weight for recipient in draft.recipients], np.int64)
    block = _minutes(rule, draft) if rule.measure == "minutes" else _weights(weights)
    if rule.active:
        draft.finally_do(lambda: _limit(rule, draft, least, most, weights, block))


def _window_days(rule: Load, draft: Draft) -> list[int]:
    """By helper row: different days of the windows that match; -1 where none does."""
    known: dict[tuple[int, ...], int] = {(): -1}
    found = []
    for helper in draft.helpers:
        own = {("post", helper.post), ("role_group", helper.role_group), ("unit", helper.unit)}
        own |= {("name", helper.name), ("name", helper.id)}
        which = tuple(n for n, row in enumerate(rule.windows) if row.by == "any" or (row.by, row.value) in own)
        if which not in known:
            days = [_days(rule.windows[number]) for number in which]
            known[which] = len(np.unique(np.concatenate(days)))
        found.append(known[which])
    return found


def _days(window: WindowRow) -> NDArray[np.datetime64]:
    """The window's days on its weekdays."""
    days = np.arange(np.datetime64(window.first), np.datetime64(window.last) + np.timedelta64(1, "D"))
    open_on: NDArray[np.datetime64] = days[
        np.is_busday(days, weekmask="".join(str(int(str(day) in window.weekdays)) for day in range(1, 8)))
    ]
    return open_on


def _weights(weights: Ints) -> Block:
    return lambda h, r: np.broadcast_to(weights[r][None, :], (len(h), len(r)))


def _minutes(rule: Load, draft: Draft) -> Block:
    start, starts = draft.codes("helper", "start")
    area, areas = draft.codes("recipient", "area")
    place, places = draft.codes("recipient", "place")
    named = tuple(str(value) or rule.default_start for value in starts)
    both, _, end = distinct(place * len(areas) + area)
    ends = tuple((str(places[code // len(areas)]), str(areas[code % len(areas)])) for code in both.tolist())
    minutes = leg_matrix(draft.programme.legs, named, ends, "minutes")
    way = Travel(named, ends, start, end, minutes)
    used = distinct(start[draft.active]).values
    for row, column in np.argwhere(minutes[used] == MISSING).tolist():
        facts = {"start": named[used[row]], "end": ends[column][0] or ends[column][1]}
        draft.find("minutes_missing", "error" if rule.active else "warning", rule.origin, **facts)
    return lambda h, r: rule.visits * (2 * way.block(h, r) + rule.stay_minutes)


def _limit(rule: Load, draft: Draft, least: Ints, most: Ints, weights: Ints, block: Block) -> None:
    held = np.zeros(len(draft.helpers), np.int64)
    for helper, recipient in sorted({slot[:2] for slot in draft.standing} | set(draft.required)):
        held[helper] += int(block(np.array([helper]), np.array([recipient]))[0, 0])
    own = draft.takes_part
    low, high = np.where(own, least, 0), np.where(own, np.maximum(most, held), held)
    each = np.arange(len(draft.helpers), dtype=np.int64)
    weight = weights if rule.measure == "weight" else (PairTerm(rule.id, block),)
    draft.limit(DraftLimit(rule.id, f"load.{rule.id}", each, weight=weight, least=low, most=high))
