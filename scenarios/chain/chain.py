"""A chain: levels in order, each a programme of its own, and the three columns that tie them together."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import Programme

PARENT = "上级对象"
"""Trait of a recipient: the node of an upper level that it hangs on; without it, the recipient hangs on the root."""
SERVES = "所属对象"
"""Trait of a helper: the nodes whose direct children this helper may answer for; without it, children of the root."""
SUPERIOR = "上级责任人"
"""Trait of a helper: works under these; may answer only for children of nodes that one of them answers for."""
EVERYWHERE = ("*", "全部", "全县")
"""Words in SERVES that mean: whatever node."""


@dataclass(frozen=True)
class Level:
    """One level: ``programme`` pairs its owners (helpers) with its nodes (recipients).

    Nodes and people are named in the three traits by id, by number (户编号, 工号) or by a name that only one bears.
    """

    id: str
    title: str
    programme: Programme


@dataclass(frozen=True)
class Chain:
    """Levels from the top down; ``root`` names what has nobody above it (the bureau).

    A node may hang on a node of any upper level, not only of the one just above: county schools hang on the bureau,
    village schools on their centre school. That is uneven depth, not a hole. ``clause``: the sentence of the plan.
    """

    id: str
    title: str
    root: str
    levels: tuple[Level, ...]
    clause: str = ""

    def seeded(self, seed: str | None) -> Chain:
        """The chain with this public lottery number at every level; None changes nothing."""
        if seed is None:
            return self
        levels = (Level(level.id, level.title, level.programme.altered(seed=seed)) for level in self.levels)
        return Chain(self.id, self.title, self.root, tuple(levels), self.clause)
