"""The tree of a chain: every word resolved to a node or a person, and every hole in the structure named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.messages import Finding, Private
from scenarios.chain.chain import EVERYWHERE
from scenarios.chain.rows import LevelRows, NodeRow, OwnerRow, cells

ANY = "*"
ROOT = "~root"


@dataclass
class Tree:
    """level_of[node id]; parent[node id] ("" = root); serves[level][owner id] (node ids, ANY or ROOT);
    superiors[level][owner id] (helper ids; empty: under nobody in particular).
    """

    levels: tuple[LevelRows, ...]
    level_of: dict[str, int] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    serves: list[dict[str, tuple[str, ...]]] = field(default_factory=list)
    superiors: list[dict[str, tuple[str, ...]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def path(self, node: str) -> list[str]:
        """The node and everything above it, from the node up."""
        out = [node]
        while self.parent.get(out[-1], ""):
            out.append(self.parent[out[-1]])
        return out


def build_tree(levels: Sequence[LevelRows]) -> Tree:
    """Resolve all words. Findings (error): chain.node_twice, two_parents, parent_unknown, parent_ambiguous, parent_below,
    serves_unknown, superior_unknown, superior_ambiguous, nobody. They never stop each other.
    """
    tree = Tree(tuple(levels))
    for number, level in enumerate(levels):
        for node in level.nodes:
            if tree.level_of.setdefault(node.id, number) != number:
                _find(tree, "node_twice", level, [node], node=Private(node.name))
    names = _Names((row.id, (row.id, row.number), row.name) for level in levels for row in level.nodes)
    broken = _doubles(tree, levels)
    for number, level in enumerate(levels):
        for node in level.nodes:
            if node.id not in broken:
                _hang(tree, names, number, level, node)
    for number, level in enumerate(levels):
        tree.serves.append({owner.id: _served(tree, names, level, owner) for owner in level.owners})
        above = _Names((o.id, (o.id, o.number), o.name) for upper in levels[:number] for o in upper.owners)
        tree.superiors.append({owner.id: _superiors(tree, above, level, owner) for owner in level.owners})
        _ownerless(tree, number, level)
    return tree


class _Names:
    """Words -> ids: by id or number, else by a name that only one bears."""

    def __init__(self, rows: Iterable[tuple[str, tuple[str, ...], str]]) -> None:
        self.sure: dict[str, str] = {}
        self.named: dict[str, set[str]] = {}
        for identity, keys, name in rows:
            for key in keys:
                if key:
                    self.sure[key] = identity
            self.named.setdefault(name, set()).add(identity)

    def of(self, word: str) -> list[str]:
        """None, one, or several ids."""
        return [self.sure[word]] if word in self.sure else sorted(self.named.get(word, ()))


def _find(tree: Tree, code: str, level: LevelRows, rows: Sequence[NodeRow | OwnerRow], **facts: object) -> None:
    tree.findings.append(Finding(f"chain.{code}", facts={"level": level.title, **facts}, cells=cells(rows)))


def _doubles(tree: Tree, levels: Sequence[LevelRows]) -> set[str]:
    """The same node twice in one level, or under two parents."""
    broken: set[str] = set()
    for level in levels:
        groups: dict[tuple[str, str], list[NodeRow]] = {}
        for node in level.nodes:
            for key in {("id", node.id), ("number", node.number), ("id_number", node.id_number)}:
                if key[1]:
                    groups.setdefault(key, []).append(node)
        told: set[tuple[int, ...]] = set()
        for group in groups.values():
            parents = list(dict.fromkeys(parent for node in group for parent in node.parents))
            if len(group) == 1 and len(parents) < 2:
                continue
            mark = tuple(id(node) for node in group)
            broken.update(node.id for node in group)
            if mark not in told:
                told.add(mark)
                _find(tree, "two_parents", level, group, node=Private(group[0].name), parents=parents or ["-"])
    return broken


def _hang(tree: Tree, names: _Names, number: int, level: LevelRows, node: NodeRow) -> None:
    if not node.parents:
        tree.parent[node.id] = ""
        return
    word = node.parents[0]
    found = names.of(word)
    upper = [identity for identity in found if tree.level_of[identity] < number]
    if len(upper) == 1:
        tree.parent[node.id] = upper[0]
        return
    code = "parent_ambiguous" if upper else "parent_below" if found else "parent_unknown"
    _find(tree, code, level, [node], node=Private(node.name), parent=word)


def _served(tree: Tree, names: _Names, level: LevelRows, owner: OwnerRow) -> tuple[str, ...]:
    if not owner.serves:
        return (ROOT,)
    if any(word in EVERYWHERE for word in owner.serves):
        return (ANY,)
    found: list[str] = []
    for word in owner.serves:
        ids = names.of(word)
        if len(ids) == 1:
            found += ids
        else:
            _find(tree, "serves_unknown", level, [owner], name=Private(owner.name), node=word)
    return tuple(sorted(set(found)))


def _superiors(tree: Tree, above: _Names, level: LevelRows, owner: OwnerRow) -> tuple[str, ...]:
    found: list[str] = []
    for word in owner.superiors:
        ids = above.of(word)
        if len(ids) == 1:
            found += ids
        else:
            code = "superior_ambiguous" if ids else "superior_unknown"
            _find(tree, code, level, [owner], name=Private(owner.name), superior=Private(word))
    return tuple(sorted(set(found)))


def _ownerless(tree: Tree, number: int, level: LevelRows) -> None:
    """Nodes for whom nobody could answer, whatever the rosters above: one finding for each parent."""
    served = {word for o in level.owners if o.takes_part for word in tree.serves[number][o.id]}
    if ANY in served:
        return
    lost: dict[str, list[NodeRow]] = {}
    for node in level.nodes:
        parent = tree.parent.get(node.id)
        if parent is not None and (parent or ROOT) not in served:
            lost.setdefault(parent, []).append(node)
    titles = _titles(tree)
    for parent, nodes in lost.items():
        ids = tuple(node.id for node in nodes)
        facts = {
            "parent": titles.get(parent, "—"),
            "count": len(nodes),
            "example": Private(nodes[0].name),
            "nodes": ids,
        }
        _find(tree, "nobody", level, nodes, **facts)


def _titles(tree: Tree) -> Mapping[str, str]:
    return {node.id: node.name for level in tree.levels for node in level.nodes}
