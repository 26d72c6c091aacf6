"""The county's counter-check 复查: a sample of leaves that anybody can draw again from the public lottery number."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from scenarios.chain.solving import ChainAnswer


def sample(found: ChainAnswer, share_percent: int, least: int) -> Mapping[str, tuple[str, ...]]:
    """Node under the root -> the leaves drawn below it: ``share_percent`` of them, rounded up, at least ``least`` if there are
    so many. Drawn are those with the smallest SHA-256 of the last level's public number and the leaf's id, so neither the
    order of the tables nor a leaf elsewhere changes who is drawn. A leaf that hangs on the root itself is drawn under "".
    """
    seed = found.chain.levels[-1].programme.seed
    groups: dict[str, list[str]] = {}
    for leaf in sorted(node.id for node in found.tree.levels[-1].nodes):
        top = found.tree.path(leaf)[-1]
        groups.setdefault("" if top == leaf else top, []).append(leaf)
    drawn = {}
    for top, leaves in sorted(groups.items()):
        count = max(least, -(-len(leaves) * share_percent // 100))
        leaves.sort(key=lambda leaf: hashlib.sha256(f"{seed}\x1f{leaf}".encode()).digest())
        drawn[top] = tuple(sorted(leaves[:count]))
    return drawn
