"""The tree of a chain: every word resolved to a node or a person, and every hole in the structure named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.messages import Cell, Finding, Private
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
    """Resolve all words. Findings (error): chain.node_twice, two_parents, parent_unknown, parent_ambiguous, parent_below, cycle,
    serves_unknown, superior_unknown, superior_ambiguous, nobody. They never stop each other; one word that is wrong in many
    lines is one finding with all their cells.
    """
    tree = Tree(tuple(levels))
    names = _Names((row.id, (row.id, row.number), row.name) for level in levels for row in level.nodes)
    broken = _doubles(tree, levels) | _again(tree, levels)
    for number, level in enumerate(levels):
        _hang(tree, names, number, [node for node in level.nodes if node.id not in broken])
    _cycles(tree, names, broken)
    for number, level in enumerate(levels):
        tree.serves.append(_served(tree, names, number))
        above = _Names((o.id, (o.id, o.number), o.name) for upper in levels[:number] for o in upper.owners)
        tree.superiors.append(_superiors(tree, above, number))
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


def _find(tree: Tree, code: str, number: int, cells_: Sequence[Cell], **facts: object) -> None:
    facts = {"level": tree.levels[number].title, **facts}
    tree.findings.append(Finding(f"chain.{code}", facts=facts, cells=tuple(cells_)))


def _said(tree: Tree, number: int, node: NodeRow) -> Private | str:
    """Nodes of the last level are people; those above are townships, schools, classes."""
    return Private(node.name) if number == len(tree.levels) - 1 else node.name


def _again(tree: Tree, levels: Sequence[LevelRows]) -> set[str]:
    """Nodes that stand in several levels."""
    found: dict[str, list[tuple[int, NodeRow]]] = {}
    for number, level in enumerate(levels):
        for node in level.nodes:
            tree.level_of.setdefault(node.id, number)
            found.setdefault(node.id, []).append((number, node))
    twice = {identity: rows for identity, rows in found.items() if len({number for number, _ in rows}) > 1}
    for rows in twice.values():
        number, node = rows[-1]
        others = [levels[k].title for k in sorted({k for k, _ in rows})]
        _find(tree, "node_twice", number, cells(row for _, row in rows), node=_said(tree, number, node), levels=others)
    return set(twice)


def _doubles(tree: Tree, levels: Sequence[LevelRows]) -> set[str]:
    """The same node twice in one level, or under two parents."""
    broken: set[str] = set()
    for number, level in enumerate(levels):
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
                facts = {"node": _said(tree, number, group[0]), "parents": parents or ["-"]}
                _find(tree, "two_parents", number, cells(group), **facts)
    return broken


def _hang(tree: Tree, names: _Names, number: int, nodes: Sequence[NodeRow]) -> None:
    wrong: dict[tuple[str, str], list[NodeRow]] = {}
    for node in nodes:
        if not node.parents:
            tree.parent[node.id] = ""
            continue
        found = names.of(node.parents[0])
        upper = [identity for identity in found if tree.level_of[identity] < number]
        if len(upper) == 1:
            tree.parent[node.id] = upper[0]
        else:
            code = "parent_ambiguous" if upper else "parent_below" if found else "parent_unknown"
            wrong.setdefault((code, node.parents[0]), []).append(node)
    for (code, word), rows in wrong.items():
        facts = {"node": _said(tree, number, rows[0]), "count": len(rows), "parent": word}
        _find(tree, code, number, cells(rows), **facts)


def _cycles(tree: Tree, names: _Names, broken: set[str]) -> None:
    """Nodes that hang on each other, or on themselves: each circle once, from its first node."""
    rows = {node.id: (number, node) for number, level in enumerate(tree.levels) for node in level.nodes}
    above = {
        identity: found[0]
        for identity, (_, node) in rows.items()
        if node.parents and identity not in broken and len(found := names.of(node.parents[0])) == 1
    }
    done: set[str] = set()
    for start in rows:
        path: list[str] = []
        node = start
        while node in above and node not in done:
            done.add(node)
            path.append(node)
            node = above[node]
        if node in path:
            circle = path[path.index(node) :]
            told = [_said(tree, *rows[one]) for one in circle]
            _find(tree, "cycle", rows[circle[0]][0], cells(rows[one][1] for one in circle), nodes=told)


def _served(tree: Tree, names: _Names, number: int) -> dict[str, tuple[str, ...]]:
    """Owner -> the nodes whose children he may answer for; the root without words, any with one of EVERYWHERE."""
    found: dict[str, tuple[str, ...]] = {}
    wrong: dict[str, list[OwnerRow]] = {}
    for owner in tree.levels[number].owners:
        if any(word in EVERYWHERE for word in owner.serves):
            found[owner.id] = (ANY,)
            continue
        ids = {word: names.of(word) for word in owner.serves}
        for word in owner.serves:
            if len(ids[word]) != 1:
                wrong.setdefault(word, []).append(owner)
        known = sorted({one[0] for one in ids.values() if len(one) == 1})
        found[owner.id] = tuple(known) if owner.serves else (ROOT,)
    for word, owners in wrong.items():
        facts = {"name": Private(owners[0].name), "count": len(owners), "node": word}
        places = [owner.serves_cell for owner in owners if owner.serves_cell is not None]
        _find(tree, "serves_unknown", number, places, **facts)
    return found


def _superiors(tree: Tree, above: _Names, number: int) -> dict[str, tuple[str, ...]]:
    """Owner -> the people above under whom he works."""
    found: dict[str, tuple[str, ...]] = {}
    wrong: dict[tuple[str, str], list[OwnerRow]] = {}
    for owner in tree.levels[number].owners:
        ids = {word: above.of(word) for word in owner.superiors}
        for word, people in ids.items():
            if len(people) != 1:
                code = "superior_ambiguous" if people else "superior_unknown"
                wrong.setdefault((code, word), []).append(owner)
        found[owner.id] = tuple(sorted({people[0] for people in ids.values() if len(people) == 1}))
    for (code, word), owners in wrong.items():
        facts = {"name": Private(owners[0].name), "count": len(owners), "superior": Private(word)}
        places = [owner.superior_cell for owner in owners if owner.superior_cell is not None]
        _find(tree, code, number, places, **facts)
    return found


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
            "example": _said(tree, number, nodes[0]),
            "nodes": ids,
        }
        _find(tree, "nobody", number, cells(nodes), **facts)


def _titles(tree: Tree) -> Mapping[str, str]:
    return {node.id: node.name for level in tree.levels for node in level.nodes}
