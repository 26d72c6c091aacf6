"""Reduced-cost fixing: what a proof of an earlier tier says about every roster that keeps that tier's value.

If the bound (in units of 1/scale) is B and the tier is held at most at ``cap``, the terms of the bound leave together
no more than slack = scale * cap - B; so no pair of reduced cost d > 0 exceeds its lower bound by more than slack // d,
and the same for pairs of d < 0, rows by their price, and what is missing (Dantzig, Fulkerson and Johnson 1954).
With slack 0 this is complementary slackness. Only proofs with one leaf have a face.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.verify.blocks import Block
from optimizer.verify.exact import SAFE, Array, plus
from optimizer.verify.near import Between, Near
from optimizer.verify.relaxation import Relaxation
from optimizer.verify.space import Range, Space


class Face:
    """The face of one leaf, at the given slack >= 0."""

    def __init__(self, leaf: Relaxation, slack: int) -> None:
        self.leaf, self.slack = leaf, slack
        space = leaf.space
        limits = {name: y for name, y in leaf.dual.limits.items() if name not in leaf.wishes}
        rows = {name: y for name, y in leaf.dual.rows.items() if name not in leaf.wishes}
        self.limits = {name: self._shrunk(space.limits[name], y) for name, y in limits.items()}
        self.rows = {name: self._shrunk(space.rows[name], y) for name, y in rows.items()}
        self.missing = {name: self._shrunk(space.missing[name], leaf.missing_reduced(name)) for name in space.missing}
        self._loads()

    def still(self, near: Near, own: Space) -> Callable[[Between, Array, Array], tuple[Array, Array]] | None:
        """As :meth:`Space.still`: d >= 0 forces no pair, and d beyond the slack shuts it out. ``own``: see :meth:`box`."""
        inner = None if self.leaf.space is own else self.leaf.space.still(near)
        reach = self.leaf.reach(near)
        if (inner is None and self.leaf.space is not own) or reach is None or self.leaf.dual.kept:
            return None

        def look(between: Between, free: Array, shut: Array) -> tuple[Array, Array]:
            free, shut = (free, shut) if inner is None else inner(between)
            least = reach.least(between)
            return free & (least >= 0), shut | (least > self.slack)

        return look

    def box(self, block: Block, own: Space, ends: Range) -> Range:
        """(lower, upper) of each pair on the face; pairs minimised by knapsacks are left as they were.

        ``own``: the space that is being narrowed, with ``ends`` so far; the leaf may lie in it. Ends that have become
        narrower since the leaf was bounded leave the face what it is.
        """
        low, high = ends if self.leaf.space is own else self.leaf.space.box(block)
        reduced = self.leaf.reduced(block)
        if self.leaf.dual.kept:
            reduced = np.where(self.leaf.in_kept(block), 0, reduced)
        return self._shrunk((low, high), reduced)

    def _shrunk(self, bounds: Range, reduced: Array) -> Range:
        """A term d * v, low <= v <= high, whose value is at most slack above its least."""
        low, high = bounds
        size = np.maximum(np.abs(reduced), 1)
        steps = self.slack // (size.astype(object) if self.slack >= SAFE else size)
        return (
            np.where(reduced < 0, np.maximum(low, plus(high, -steps)), low),
            np.where(reduced > 0, np.minimum(high, plus(low, steps)), high),
        )

    def _loads(self) -> None:
        """A convex function of the load that is at its least holds the load between the ends where it is so."""
        for cost in self.leaf.loads:
            if self.slack or cost.totals.factor is None or cost.totals.limit.missing is not None:
                continue
            name = cost.totals.limit.name
            first, last = cost.argmin(*self.leaf.load_range(cost.totals))
            low, high = self.limits.get(name, self.leaf.space.limits[name])
            self.limits[name] = (np.maximum(low, first), np.minimum(high, last))
