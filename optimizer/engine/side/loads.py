"""Prices of group totals: what functions of them add to a Lagrangian bound, and how a certificate says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from optimizer.engine.side.measure import LoadFunction, shares
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Dual, Held

if TYPE_CHECKING:
    from optimizer.engine.side.extended import Links
    from optimizer.engine.side.program import Floats


@dataclass(frozen=True, eq=False)
class LoadPrices:
    """Of one function, in 1/scale: ``links`` int64[groups], the price of one unit of a total; ``weights`` of its held hinges;
    ``square``: of its held sum of squares; ``rounded``: int64[groups] each, of what a threshold says in whole pairs."""

    links: Ints
    weights: tuple[int, ...] = ()
    square: int = 0
    rounded: tuple[Ints, ...] = ()


Prices = tuple[LoadPrices, ...]


class LoadTerms:
    """The functions of a task that a certificate can speak of."""

    def __init__(self, functions: tuple[LoadFunction, ...], scale: int) -> None:
        self.functions, self.scale = functions, scale

    def without_aim(self) -> LoadTerms:
        """What is held, for proofs that nothing lies in a box."""
        return LoadTerms(tuple(function.held_part() for function in self.functions), self.scale)

    def reduced(self, prices: Prices, columns: int) -> Ints:
        """int64[columns]: what the prices add to the reduced costs."""
        out = np.zeros(columns, np.int64)
        for function, price in zip(self.functions, prices, strict=True):
            np.add.at(out, function.measure.column, price.links[function.measure.row] * function.measure.part)
            if price.square and function.linear is not None:
                out += price.square * function.linear
            for k, weight in _rounding(function, price):
                part = function.rounded.part(function.measure, k)  # type: ignore[union-attr]
                np.add.at(out, function.measure.column, weight[function.measure.row] * part)
        return out

    def paid(self, prices: Prices, least: Ints, most: Ints) -> int:
        """The least of F(t) - links * t over the groups, less what is held."""
        both = zip(self.functions, prices, strict=True)
        return sum(_paid(function, price, self.scale, least, most) for function, price in both)

    def idle(self) -> Prices:
        """Prices that are valid whatever the functions."""
        return tuple(self._idle(function) for function in self.functions)

    def _idle(self, function: LoadFunction) -> LoadPrices:
        links = np.zeros(function.measure.count, np.int64)
        weights = (0,) * sum(hinge.most is not None for hinge in function.hinges)
        none = () if function.rounded is None else tuple(links for _ in function.rounded.times)
        return LoadPrices(shares(links, self.scale) if function.peak else links, weights, rounded=none)

    def priced(self, links: tuple[Links, ...], row_dual: Floats) -> Prices:
        """From the duals of a linear program's rows."""
        return tuple(
            self._priced(function, link, row_dual) for function, link in zip(self.functions, links, strict=True)
        )

    def _priced(self, function: LoadFunction, link: Links, row_dual: Floats) -> LoadPrices:
        rounded = tuple(np.maximum(0, np.rint(-row_dual[rows] * self.scale)).astype(np.int64) for rows in link.rounded)
        if function.idle or not function.certified:
            return replace(self._idle(function), rounded=rounded)
        price = np.zeros(function.measure.count)
        for row, often in link.rows:
            price -= row_dual[row] * often
        whole = np.rint(price * self.scale).astype(np.int64)
        if function.peak:
            whole = shares(whole, self.scale)
        weights = tuple(max(0, round(-float(row_dual[cap]) * self.scale)) for cap in link.caps)
        square = 0 if link.square_cap < 0 else max(0, round(-float(row_dual[link.square_cap]) * self.scale))
        return LoadPrices(whole, weights, square, rounded)

    def certified(self, dual: Dual, prices: Prices) -> Dual:
        """The certificate's form of multipliers with these prices."""
        tiers, held = dict(dual.tiers), dict(dual.held)
        for function, price in zip(self.functions, prices, strict=True):
            if function.tier < 0:
                levels = {number: weight for number, weight in enumerate(price.weights) if weight}
                rounded = {k: weight for k, weight in _rounding(function, price) if weight.any()}
                if function.minimised or levels or price.links.any():
                    dual = replace(dual, links=_of_load(function, price.links), levels=levels)
                dual = replace(dual, rounded=rounded) if rounded else dual
                continue
            if price.square:
                tiers[function.tier] = price.square
            thresholds = [hinge.threshold for hinge in function.hinges]
            hinges = tuple((b, w) for b, w in zip(thresholds, price.weights, strict=True) if w)
            if price.square or hinges or price.links.any():
                held[function.tier] = Held(price.links * function.measure.each, hinges)
        return replace(dual, tiers=tiers, held=held)


def _rounding(function: LoadFunction, price: LoadPrices) -> list[tuple[int, Ints]]:
    """(k, int64[groups]): the prices of the whole pairs of a threshold."""
    return [] if function.rounded is None else list(zip(function.rounded.times, price.rounded, strict=True))


def _of_load(function: LoadFunction, links: Ints) -> Ints:
    """Prices of a unit of total, as those of a unit of load where totals are loads or multiples of them."""
    if function.peak:
        return links
    measure = function.measure
    return -links if measure.reversed_load else links * measure.each


def _paid(function: LoadFunction, price: LoadPrices, scale: int, least: Ints, most: Ints) -> int:
    whole = (
        0
        if function.rounded is None
        else sum(function.rounded.most(k) * int(weight.sum()) for k, weight in _rounding(function, price))
    )
    if function.peak or function.idle:
        return -whole
    low, high = function.measure.range(least, most)
    held = [h for h in function.hinges if h.most is not None]
    slopes = [(h.threshold, w) for h, w in zip(held, price.weights, strict=True)]
    slopes += [(h.threshold, scale) for h in function.hinges if h.most is None]
    square = function.square * (scale if function.square_most is None else price.square)

    def at(t: Ints) -> Ints:
        value = square * t * t - price.links * t
        for threshold, weight in slopes:
            value = value + weight * np.maximum(t - threshold, 0)
        return value

    best = np.minimum(at(low), at(high))
    points = [np.full_like(low, threshold) for threshold, _ in slopes]
    if square:
        for steep in {sum(w for _, w in sorted(slopes)[:k]) for k in range(len(slopes) + 1)}:
            near = (price.links - steep) // (2 * square)
            points += [near, near + 1]
    step = np.maximum(np.abs(function.measure.each), 1)
    if (step > 1).any():
        points = [end for point in points for end in (point // step * step, -(-point // step) * step)]
    for point in points:
        best = np.minimum(best, at(np.clip(point, low, high)))
    paid = sum(w * (h.most or 0) for h, w in zip(held, price.weights, strict=True))
    return int(best.sum()) - paid - whole - price.square * (function.square_most or 0)
