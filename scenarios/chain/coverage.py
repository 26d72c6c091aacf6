"""The proof that nobody is left out: read off the rosters alone, in plain Python, with nothing of the solver in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.domain import Finding, Roster
from optimizer.messages import Private
from scenarios.chain.tree import Tree


@dataclass(frozen=True)
class LevelCoverage:
    """nodes = once + without + several; owners: people with at least one node; span: most nodes of one of them."""

    level: str
    nodes: int
    once: int
    without: tuple[str, ...]
    several: tuple[str, ...]
    owners: int
    span: int


@dataclass(frozen=True)
class Coverage:
    """levels from the top; leaves: nodes of the last level; covered: leaves with exactly one responsible person at every
    node of their path; depths[n]: how many leaves have n responsible people between them and the root (uneven depth is no
    hole); outside: pairings that name a person or node that the level does not have.
    """

    levels: tuple[LevelCoverage, ...]
    leaves: int
    covered: int
    depths: Mapping[int, int] = field(default_factory=dict)
    outside: int = 0

    @property
    def complete(self) -> bool:
        """Every leaf has exactly one responsible person at every level of its path, and no node is without an owner."""
        whole = all(level.once == level.nodes for level in self.levels)
        return whole and self.leaves == self.covered and self.outside == 0

    def as_json(self) -> dict[str, object]:
        """For the certificate file: counts by level; ids of nodes that are not covered once."""
        return {
            "complete": self.complete,
            "leaves": self.leaves,
            "covered": self.covered,
            "outside": self.outside,
            "depths": {str(depth): count for depth, count in sorted(self.depths.items())},
            "levels": [
                {
                    "level": level.level,
                    "nodes": level.nodes,
                    "once": level.once,
                    "without": list(level.without),
                    "several": list(level.several),
                    "owners": level.owners,
                    "span": level.span,
                }
                for level in self.levels
            ],
        }

    def findings(self, tree: Tree) -> tuple[Finding, ...]:
        """One error a node that nobody or more than one answers for."""
        names: dict[str, str | Private] = {node.id: node.name for level in tree.levels for node in level.nodes}
        names |= {node.id: Private(node.name) for node in tree.levels[-1].nodes}
        found = []
        for level in self.levels:
            for code, nodes in (("uncovered", level.without), ("covered_twice", level.several)):
                found += [Finding(f"chain.{code}", facts={"level": level.level, "node": names[node]}) for node in nodes]
        return tuple(found)


def prove_coverage(tree: Tree, rosters: Sequence[Roster]) -> Coverage:
    """Count, at every level, who answers for every node (lead role), then walk every leaf up to the root.

    ``rosters``: one a level from the top; levels that have none yet have no owners.
    """
    owners: dict[str, int] = {}
    levels = []
    outside = 0
    for number, level in enumerate(tree.levels):
        roster = rosters[number] if number < len(rosters) else Roster(programme="")
        people, nodes = {owner.id for owner in level.owners}, {node.id for node in level.nodes}
        lead = [(p.helper, p.recipient) for p in roster.pairings if p.role == 0]
        outside += sum(helper not in people or node not in nodes for helper, node in lead)
        count = Counter(node for _, node in lead)
        spans = Counter(helper for helper, _ in lead)
        owners |= {node: count[node] for node in nodes}
        without = tuple(sorted(node for node in nodes if count[node] == 0))
        several = tuple(sorted(node for node in nodes if count[node] > 1))
        once = len(nodes) - len(without) - len(several)
        most = max(spans.values(), default=0)
        levels.append(LevelCoverage(level.title, len(nodes), once, without, several, len(spans), most))
    return _walked(tree, levels, owners, outside)


def _walked(tree: Tree, levels: list[LevelCoverage], owners: Mapping[str, int], outside: int) -> Coverage:
    depth: dict[str, int] = {"": 0}
    for level in tree.levels:
        for node in level.nodes:
            above = depth.get(tree.parent.get(node.id, "?"), -1)
            depth[node.id] = above + 1 if above >= 0 and owners.get(node.id) == 1 else -1
    leaves = sorted({node.id for node in tree.levels[-1].nodes})
    depths = Counter(depth[leaf] for leaf in leaves if depth[leaf] >= 0)
    return Coverage(tuple(levels), len(leaves), depths.total(), dict(sorted(depths.items())), outside)
