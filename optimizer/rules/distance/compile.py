"""Distance, compiled: a small matrix start x place, looked up in blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.domain import Severity
from optimizer.geography.matrix import MISSING, Metres, leg_matrix, place_matrix
from optimizer.messages import Private
from optimizer.rules.distance import Distance
from optimizer.rules.distinct import distinct
from optimizer.rules.draft import Draft
from optimizer.rules.terms import Bools, Ints


@dataclass(frozen=True, eq=False)
class Travel:
    """metres int64[starts, ends] (``MISSING`` = unknown); start int64[helpers] and end int64[recipients] index it."""

    starts: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    start: Ints
    end: Ints
    metres: Metres

    def block(self, helper_rows: Ints, recipient_rows: Ints) -> Ints:
        return self.metres[self.start[helper_rows][:, None], self.end[recipient_rows][None, :]]

    def within(self, most: int) -> Bools:
        return (self.metres >= 0) & (self.metres <= most)


def compile(rule: Distance, draft: Draft) -> None:
    if rule.source == "off":
        return
    way = travel(rule, draft)
    find_missing(rule, draft, way, "error" if rule.active else "warning")
    if rule.mode == "hard":
        limit_metres(rule, draft)
    elif rule.active:
        draft.cost(rule, way.block)
    starts = {way.starts[code] for code in distinct(way.start[draft.takes_part]).values}
    if len(starts) == 1 and rule.measure == "total" and rule.active and draft.served_fully:
        draft.find("distance_constant", "note", rule.origin, start=starts.pop())


def limit_metres(rule: Distance, draft: Draft) -> None:
    if rule.most_metres is None:
        draft.find("distance_needs_limit", "error", rule.origin)
        return
    way, most = travel(rule, draft), rule.most_metres
    near = way.within(most)
    draft.allow(rule, lambda h, r: near[way.start[h][:, None], way.end[r][None, :]])


def travel(rule: Distance, draft: Draft) -> Travel:
    """The matrix of a rule whose source is not off."""
    start, starts = draft.codes("helper", "start")
    area, areas = draft.codes("recipient", "area")
    place, places = draft.codes("recipient", "place")
    named = tuple(str(value) or rule.default_start for value in starts)
    both, _, end = distinct(place * len(areas) + area)
    ends = tuple((str(places[code // len(areas)]), str(areas[code % len(areas)])) for code in both.tolist())
    if rule.source == "legs":
        metres = leg_matrix(draft.programme.legs, named, ends)
    else:
        metres = place_matrix(draft.programme.places, named, ends, rule.detour_permille)
    return Travel(named, ends, start, end, metres)


def find_missing(rule: Distance, draft: Draft, way: Travel, severity: Severity) -> None:
    """One finding for each start without distances, each end without, and each leg that is missing besides."""
    used_starts = distinct(way.start[draft.active]).values
    used_ends = distinct(way.end).values
    nameless = [row for row in np.flatnonzero(draft.active) if not way.starts[way.start[row]]]
    if nameless:
        people = [draft.helpers[row] for row in nameless]
        names = tuple(Private(person.name) for person in people[:5])
        draft.find("start_missing", severity, *(p.origin for p in people), count=len(people), names=names)
    gaps = way.metres[np.ix_(used_starts, used_ends)] == MISSING
    lost_start = np.array([gaps[row].all() or not way.starts[code] for row, code in enumerate(used_starts)], np.bool_)
    rest = gaps[~lost_start]
    lost_end = rest.all(axis=0) if len(rest) else np.zeros(len(used_ends), np.bool_)
    said: set[str] = set()
    for code in used_starts[lost_start]:
        start = way.starts[code]
        if start and start not in said and len(used_ends):
            said.add(start)
            origins = [draft.helpers[row].origin for row in np.flatnonzero(draft.active & (way.start == code))[:1]]
            draft.find("start_unknown", severity, *origins, start=start)
    for code in used_ends[lost_end]:
        origins = [draft.recipients[row].origin for row in np.flatnonzero(way.end == code)[:1]]
        draft.find("end_unknown", severity, *origins, end=_end(way.ends[code]))
    gaps[lost_start] = False
    gaps[:, lost_end] = False
    for row, column in zip(*np.nonzero(gaps), strict=True):
        facts = {"start": way.starts[used_starts[row]], "end": _end(way.ends[used_ends[column]])}
        draft.find("leg_missing", severity, rule.origin, **facts)


def _end(end: tuple[str, str]) -> str:
    return end[0] or end[1]


def distance_rule(draft: Draft) -> Distance | None:
    """The first distance rule by id whose source is not off."""
    rules = [rule for rule in draft.rules if isinstance(rule, Distance) and rule.source != "off"]
    return min(rules, key=lambda rule: rule.id) if rules else None
