"""A part of a chain as a certificate names it: its nodes; everybody who may answer for them follows from the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from optimizer.errors import FormatError
from scenarios.chain.chain import Chain
from scenarios.chain.components import Component
from scenarios.chain.tree import ANY, ROOT, Tree


def read_part(chain: Chain, tree: Tree, data: Mapping[str, Any], file: str) -> tuple[Component, int]:
    """The part and the first level that was free. Raises FormatError for levels or nodes that the chain does not have."""
    numbers = {level.id: number for number, level in enumerate(chain.levels)}
    levels, lists, first = data.get("levels"), data.get("nodes"), data.get("first")
    good = isinstance(levels, list) and isinstance(lists, list) and len(levels) == len(lists) > 0
    if not good or not isinstance(first, int) or not all(level in numbers for level in levels or ()):
        raise FormatError(file=file, format="jiedui.joint", detail="levels")
    nodes: dict[int, frozenset[str]] = {}
    for level, listed in zip(levels or (), lists or (), strict=True):
        number = numbers[level]
        known = isinstance(listed, list) and listed and all(tree.level_of.get(str(node)) == number for node in listed)
        if not known or number < first or number in nodes:
            raise FormatError(file=file, format="jiedui.joint", detail=f"nodes of {level}")
        nodes[number] = frozenset(map(str, listed))
    helpers = {}
    for number, own in nodes.items():
        words = {tree.parent[node] or ROOT for node in own} | {ANY}
        serving = tree.serves[number].items()
        helpers[number] = frozenset(helper for helper, serves in serving if words & set(serves))
    return Component(dict(sorted(nodes.items())), dict(sorted(helpers.items()))), first


def closed(part: Component, first: int, parts: Iterable[Component]) -> bool:
    """Whether nothing outside the part shares anybody with it or is tied to it; ``parts``: the components of the levels from
    ``first`` down to its last.
    """
    inside: dict[int, set[str]] = {number: set() for number in range(first, part.levels[-1] + 1)}
    for own in parts:
        if any(ids & part.nodes.get(number, frozenset()) for number, ids in own.nodes.items()):
            for number, ids in own.nodes.items():
                inside[number] |= ids
    return {number: frozenset(ids) for number, ids in inside.items() if ids} == dict(part.nodes)
