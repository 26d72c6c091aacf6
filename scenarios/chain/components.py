"""Which parts of a chain are independent of each other, read off the words of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.domain import Programme
from scenarios.chain.chain import Chain
from scenarios.chain.tree import ANY, ROOT, Tree
from scenarios.named_pairs import without_pairs_of

SEPARABLE = frozenset(
    (
        "participation",
        "exclusion",
        "quota",
        "coverage",
        "eligibility",
        "require",
        "forbid",
        "distance",
        "fairness",
        "continuity",
        "term_lock",
        "seniority",
        "lottery",
    )
)
"""Kinds of rules that bind one helper, recipient or pair each and nobody beyond; a level with another kind stays whole."""
WHOLE = frozenset(("unit", "部门", "worst", "最重者", "最远", "name", "点名"))
"""Parameters of these kinds that look at more than one helper's own pairs, or name people."""


@dataclass(frozen=True)
class Component:
    """nodes[level number], helpers[level number]: ids; only levels with nodes are there.

    Whoever may answer for one of the nodes is among the helpers, and every node of the levels asked for that a helper may
    answer for among the nodes; a node stands with its parent when who answers for the parent decides who may for the node.
    """

    nodes: Mapping[int, frozenset[str]]
    helpers: Mapping[int, frozenset[str]]

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(sorted(self.nodes))


def components(chain: Chain, tree: Tree, first: int, last: int) -> tuple[Component, ...]:
    """The parts of levels ``first`` .. ``last`` that share nobody and are tied by nobody, given the levels above, in the order of
    their uppermost, then smallest node. Children of one node always stay together, and so does a level whose rules bind
    more than one helper or recipient at a time.
    """
    union = _Union()
    for number in range(first, last + 1):
        level = tree.levels[number]
        groups = {(number, tree.parent[node.id] or ROOT) for node in level.nodes}
        serving: dict[str, list[str]] = {}
        for owner in level.owners:
            for word in tree.serves[number][owner.id]:
                serving.setdefault(word, []).append(owner.id)
        everywhere = serving.get(ANY, [])
        for group in sorted(groups):
            people = [*serving.get(group[1], ()), *everywhere]
            union.join(("group", *group), [("helper", number, helper) for helper in people])
            above = tree.level_of.get(group[1], -1)
            if first <= above < number and any(tree.superiors[number][helper] for helper in people):
                union.join(("group", *group), [("group", above, tree.parent[group[1]] or ROOT)])
        if not _separable(chain.levels[number].programme):
            whole = [("group", *group) for group in sorted(groups)]
            union.join(whole[0], [*whole, *(("helper", number, owner.id) for owner in level.owners)])
    return _gathered(tree, union, first, last)


def restricted(programme: Programme, helpers: frozenset[str], recipients: frozenset[str]) -> Programme:
    """The programme with these people alone; named pairs and the incumbent of others are left out."""
    if len(helpers) == len(programme.helpers) and len(recipients) == len(programme.recipients):
        return programme
    gone = [p.id for p in programme.helpers if p.id not in helpers]
    gone += [p.id for p in programme.recipients if p.id not in recipients]
    incumbent = programme.incumbent
    if incumbent is not None:
        kept = tuple(p for p in incumbent.pairings if p.helper in helpers and p.recipient in recipients)
        incumbent = incumbent.altered(pairings=kept)
    return programme.altered(
        helpers=tuple(h for h in programme.helpers if h.id in helpers),
        recipients=tuple(r for r in programme.recipients if r.id in recipients),
        rules=without_pairs_of(programme, gone, programme.rules),
        incumbent=incumbent,
    )


def _separable(programme: Programme) -> bool:
    return all(
        rule.kind in SEPARABLE
        and not (rule.kind in ("fairness", "distance", "exclusion") and WHOLE & set(map(str, rule.parameters.values())))
        and not (rule.kind == "continuity" and rule.mode == "hard")
        for rule in programme.rules
    )


class _Union:
    """Sets of keys that belong together."""

    def __init__(self) -> None:
        self.above: dict[tuple[object, ...], tuple[object, ...]] = {}

    def root(self, key: tuple[object, ...]) -> tuple[object, ...]:
        while (up := self.above.setdefault(key, key)) != key:
            self.above[key] = self.above[up]
            key = up
        return key

    def join(self, key: tuple[object, ...], others: Sequence[tuple[object, ...]]) -> None:
        for other in others:
            self.above[self.root(other)] = self.root(key)


def _gathered(tree: Tree, union: _Union, first: int, last: int) -> tuple[Component, ...]:
    nodes: dict[tuple[object, ...], dict[int, list[str]]] = {}
    helpers: dict[tuple[object, ...], dict[int, list[str]]] = {}
    for number in range(first, last + 1):
        for node in tree.levels[number].nodes:
            root = union.root(("group", number, tree.parent[node.id] or ROOT))
            nodes.setdefault(root, {}).setdefault(number, []).append(node.id)
    for number in range(first, last + 1):
        for owner in tree.levels[number].owners:
            root = union.root(("helper", number, owner.id))
            if root in nodes:
                helpers.setdefault(root, {}).setdefault(number, []).append(owner.id)
    found = [
        Component(
            {number: frozenset(ids) for number, ids in own.items()},
            {number: frozenset(helpers.get(root, {}).get(number, ())) for number in own},
        )
        for root, own in nodes.items()
    ]
    return tuple(sorted(found, key=lambda part: (part.levels[0], min(part.nodes[part.levels[0]]))))
