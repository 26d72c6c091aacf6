"""Where a proof minimises: ranges of rows and of what is missing, and bounds of pairs, as earlier tiers leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import TierCost
from optimizer.verify.blocks import Block
from optimizer.verify.exact import Array, plus

if TYPE_CHECKING:
    from optimizer.verify.faces import Face
    from optimizer.verify.loads import Totals
    from optimizer.verify.near import Between, Near

Range = tuple[Array, Array]
FAR = 2**180
"""No activity of a row lies farther from 0: fewer than 2**60 pairs, each used at most 2**53 times at a weight of at most 2**53."""


@dataclass(eq=False)
class Space:
    """``limits``: activity of each row including what is missing; ``missing``: what is missing; ``rows``: linear rows.

    caps: (tier of form worst over pairs, value): dearer pairs are not used. ceilings: (totals without a negative part, value): nor
    pairs that alone are dearer. faces: see :mod:`optimizer.verify.faces`.
    spare: by how many parts a spread that is a wish may be exceeded (not named: by any number).
    """

    model: AssignmentModel
    limits: dict[str, Range] = field(default_factory=dict)
    missing: dict[str, Range] = field(default_factory=dict)
    rows: dict[str, Range] = field(default_factory=dict)
    caps: list[tuple[TierCost, int]] = field(default_factory=list)
    ceilings: list[tuple[Totals, int]] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    spare: dict[str, int] = field(default_factory=dict)

    @classmethod
    def whole(cls, model: AssignmentModel) -> Space:
        """As the model has it."""
        none = np.zeros(0, np.int64)
        return cls(
            model,
            {
                **{limit.name: (limit.least, limit.most) for limit in model.limits},
                **{limit.name: _any(limit.count) for limit in model.wishes.limits},
            },
            {
                limit.name: (np.zeros_like(limit.missing if limit.missing is not None else none), limit.missing)
                for limit in model.limits
                if limit.missing is not None
            },
            {
                **{rows.name: (rows.lo, rows.hi) for rows in model.rows},
                **{rows.name: _any(rows.count) for rows in model.wishes.rows},
            },
        )

    def copy(self) -> Space:
        return Space(
            self.model,
            dict(self.limits),
            dict(self.missing),
            dict(self.rows),
            list(self.caps),
            list(self.ceilings),
            list(self.faces),
            dict(self.spare),
        )

    def tightened(self, limits: Mapping[str, Range], missing: Mapping[str, Range], rows: Mapping[str, Range]) -> None:
        """Intersect with further ranges."""
        for own, other in ((self.limits, limits), (self.missing, missing), (self.rows, rows)):
            for name, (low, high) in other.items():
                own[name] = (np.maximum(own[name][0], low), np.minimum(own[name][1], high))

    def spared(self, tier: TierCost, cap: int) -> None:
        """The wishes of a tier of form "excess" are exceeded by no more than ``cap`` together, so none by more."""
        limits = {one.name: (one.least, one.most) for one in self.model.wishes.limits if one.name in tier.wishes}
        rows = {one.name: (one.lo, one.hi) for one in self.model.wishes.rows if one.name in tier.wishes}
        self.tightened(
            {name: (plus(low, -cap), plus(high, cap)) for name, (low, high) in limits.items()},
            {},
            {name: (plus(low, -cap), plus(high, cap)) for name, (low, high) in rows.items()},
        )
        self.spare.update({one.name: cap for one in self.model.wishes.spreads if one.name in tier.wishes})

    def hollow(self) -> bool:
        """A range without an integer: nothing lies here."""
        ranges = [*self.limits.values(), *self.missing.values(), *self.rows.values()]
        return any(bool((low > high).any()) for low, high in ranges)

    def still(self, near: Near) -> Callable[[Between], tuple[Array, Array]] | None:
        """(no pair must be used, none can be), bool[cells] each, as far as bounds between cells show it.

        None where they cannot speak for every cap and face.
        """
        faces = [face.still(near, self) for face in self.faces]
        if self.ceilings or any(face is None for face in faces):
            return None

        def look(between: Between) -> tuple[Array, Array]:
            free = np.ones(len(between.least), np.bool_)
            shut = np.zeros(len(between.least), np.bool_)
            for tier, cap in self.caps:
                shut |= between.costs(tier)[0] > cap
            for face in faces:
                assert face is not None
                here = face(between, free, shut)
                free, shut = free & here[0], shut | here[1]
            return free, shut

        return look

    def box(self, block: Block) -> Range:
        """(lower, upper) bound of each pair of the block. Faces that joined since the last time are added to what is known."""
        key = ("box", id(self))
        _, done, ends = block.memo.get(key) or (self, 0, self._without_faces(block))
        for face in self.faces[done:]:
            low, high = face.box(block, self, ends)
            ends = np.maximum(ends[0], low), np.minimum(ends[1], high)
        block.memo[key] = (self, len(self.faces), ends)
        result: Range = ends
        return result

    def _without_faces(self, block: Block) -> Range:
        low, high = block.bounds()
        for tier, cap in self.caps:
            high = np.where(block.cost(tier) > cap, 0, high)
        for totals, cap in self.ceilings:
            inside = block.flat(block.row(totals.limit)) >= 0
            high = np.where(inside & (totals.part(block) > cap), 0, high)
        return low, self._as_rows_leave(block, high) if self.model.wishes.spreads else high

    def _as_rows_leave(self, block: Block, high: Array) -> Array:
        """Upper bounds of pairs, those of several people too, where a row alone allows less."""
        for limit in self.model.limits:
            row, weight = block.flat(block.row(limit)), block.weight(limit)
            size = np.full(block.count, weight, np.int64) if isinstance(weight, int) else block.flat(weight)
            most = self.limits[limit.name][1][np.maximum(row, 0)] // np.maximum(size, 1)
            high = np.where((row >= 0) & (size > 0), np.minimum(high, np.maximum(most, 0)), high)
        return high


def lacking_columns(model: AssignmentModel) -> dict[str, tuple[int, int]]:
    """Where a branch finds what is missing: after the pairs, limit after limit (first number, how many)."""
    found: dict[str, tuple[int, int]] = {}
    first = model.pair_count
    for limit in model.limits:
        if limit.missing is not None:
            found[limit.name] = first, limit.count
            first += limit.count
    return found


def _any(count: int) -> Range:
    """A range for each row that holds nothing."""
    return np.full(count, -FAR, object), np.full(count, FAR, object)
