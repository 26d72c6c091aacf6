"""The trade-off between two aims: all extreme supported points where weighted sums are a network, else limits step by step.

Extreme supported points by dichotomy: Aneja and Nair, Bicriteria transportation problem, Management Science 25 (1979).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from optimizer.domain import Finding, Programme
from optimizer.errors import InputError
from scenarios.aims import Aim, aim_of, as_aims, ordered
from scenarios.aims_model import AimModel

STEPS = 8
"""Points of a curve that is found by limits."""
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Point:
    """A roster's two values.

    bound: no roster whose first value is at most ``first`` has a smaller second one (None: not proved). programme: planned,
    it gives this point; None for points found by a limit that no rule table can state.
    """

    first: int
    second: int
    bound: int | None
    programme: Programme | None = None

    @property
    def gap(self) -> float | None:
        return None if self.bound is None else abs(self.second - self.bound) / max(1, abs(self.second))


@dataclass(frozen=True)
class Tradeoff:
    """Points by ascending ``first`` (descending ``second``). exact: these are all extreme supported points, each proved."""

    first: Aim
    second: Aim
    points: tuple[Point, ...]
    exact: bool

    def between(self, budget: int) -> tuple[int, int | None] | None:
        """(value, bound) of the second aim when the first may be at most ``budget``: the best point within it, and the line
        to the next one, below which no roster lies, rounded up. None when ``budget`` is below the first point.
        """
        within = [point for point in self.points if point.first <= budget]
        if not within:
            return None
        here, after = within[-1], self.points[len(within) : len(within) + 1]
        if not after:
            return here.second, here.bound
        if not self.exact:
            return here.second, after[0].bound
        run, rise = after[0].first - here.first, here.second - after[0].second
        return here.second, here.second - (budget - here.first) * rise // run


def tradeoff(programme: Programme, first: str, second: str, *, progress: Progress | None = None) -> Tradeoff:
    """The curve between two tiers or rules, each among the optima of the tiers above both. A rule that is only reported counts
    as an aim here.

    ``progress(points so far)``. Raises InputError when an aim is unknown, costs nothing, both are the same or neither can be
    limited, and when there is no roster.
    """
    programme = as_aims(programme, first, second)
    one, two = aim_of(programme, first), aim_of(programme, second)
    if set(one.rules) & set(two.rules):
        raise InputError(findings=[Finding("scenarios.aim_same")])
    model = AimModel(programme, one, two)
    if one.form == two.form == "sum" and model.is_network:
        return _dichotomy(programme, model, one, two, progress)
    if not (one.limits or two.limits):
        raise InputError(findings=[Finding("scenarios.aims_no_sum")])
    return _by_limits(programme, model, one, two, progress)


def in_worker(programme: Programme, aims: tuple[str, str]) -> Tradeoff:
    """``tradeoff`` for a worker of the pool."""
    return tradeoff(programme, *aims)


def _dichotomy(programme: Programme, model: AimModel, one: Aim, two: Aim, progress: Progress | None) -> Tradeoff:
    """Between two neighbours the weights at which both cost the same; a cheaper roster is a new point, else a side is done."""
    low, high = model.in_order(0), model.in_order(1)
    found = {low, high}
    waiting = [(low, high)] if low != high else []
    while waiting:
        left, right = waiting.pop()
        weights = _normal(left, right)
        new = model.weighted(weights)
        if _dot(weights, new) < _dot(weights, left):
            found.add(new)
            waiting += [pair for pair in ((left, new), (new, right)) if pair[0] != pair[1]]
            if progress is not None:
                progress(len(found))
    corners = _corners(sorted(found))
    points = tuple(
        Point(*corner, corner[1], _programme(programme, one, two, corners, place))
        for place, corner in enumerate(corners)
    )
    return Tradeoff(one, two, points, model.proved)


Pair = tuple[int, int]


def _normal(left: Pair, right: Pair) -> Pair:
    """Weights at which both cost the same, without common factor; left.first < right.first, left.second > right.second."""
    rise, run = left[1] - right[1], right[0] - left[0]
    common = gcd(rise, run)
    return rise // common, run // common


def _dot(weights: Pair, point: Pair) -> int:
    return weights[0] * point[0] + weights[1] * point[1]


def _corners(points: list[Pair]) -> list[Pair]:
    """Without points on the line between their neighbours."""
    kept: list[Pair] = []
    for point in points:
        while len(kept) > 1 and _dot(_normal(kept[-2], point), kept[-1]) >= _dot(_normal(kept[-2], point), kept[-2]):
            kept.pop()
        kept.append(point)
    return kept


def _programme(programme: Programme, one: Aim, two: Aim, corners: list[Pair], place: int) -> Programme:
    """The programme whose best roster is this corner: one aim before the other at the ends, else weights between the sides."""
    if place == 0:
        return ordered(programme, [one.rules, two.rules])
    if place == len(corners) - 1:
        return ordered(programme, [two.rules, one.rules])
    before = _normal(corners[place - 1], corners[place])
    after = _normal(corners[place], corners[place + 1])
    weights = before[0] + after[0], before[1] + after[1]
    common = gcd(*weights)
    group = {rule: own * weights[0] // common for rule, own in one.rules.items()}
    group |= {rule: own * weights[1] // common for rule, own in two.rules.items()}
    return ordered(programme, [group])


def _by_limits(programme: Programme, model: AimModel, one: Aim, two: Aim, progress: Progress | None) -> Tradeoff:
    """One aim is limited, the other minimised under it: epsilon constraints, each with its proved bound."""
    limited = _limited(one, two)
    low, high = model.in_order(0), model.in_order(1)
    if low == high:
        ends = ordered(programme, [one.rules, two.rules])
        return Tradeoff(one, two, (Point(*low, low[1] if model.proved else None, ends),), model.proved)
    best, worst = sorted((low[limited], high[limited]))
    limits = sorted({best + (worst - best) * step // (STEPS - 1) for step in range(STEPS)})
    points: list[Point] = []
    for limit in limits:
        values, bound = model.under(limited, limit)
        points.append(Point(*values, bound))
        if progress is not None:
            progress(len(points))
    unique = {(point.first, point.second): point for point in points}
    return Tradeoff(one, two, _not_dominated(unique, programme, one, two), False)


def _not_dominated(points: dict[Pair, Point], programme: Programme, one: Aim, two: Aim) -> tuple[Point, ...]:
    kept: list[Point] = []
    for key in sorted(points):
        if not kept or points[key].second < kept[-1].second:
            kept.append(points[key])
    ends = {0: [one.rules, two.rules], len(kept) - 1: [two.rules, one.rules]}
    if "leximin" in (one.form, two.form):  # a plan goes on where the curve stops: with the next largest total
        ends = {}
    return tuple(
        Point(p.first, p.second, p.bound, ordered(programme, list(ends[place])) if place in ends else None)
        for place, p in enumerate(kept)
    )


def _limited(one: Aim, two: Aim) -> int:
    """Which of the two is limited: the one whose limit keeps most of the structure."""
    easy = ("worst", "leximin", "sum", "excess")
    ranks = [easy.index(aim.form) if aim.limits else len(easy) for aim in (one, two)]
    return 0 if ranks[0] <= ranks[1] else 1
