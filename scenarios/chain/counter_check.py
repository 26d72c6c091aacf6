"""The county's counter-check 复查: a sample of leaves that anybody can draw again, the form, and what the filled form says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.chain.chain import Chain
from scenarios.chain.tree import Tree

GRADES = {"zh": ("好", "较好", "一般", "差"), "en": ("good", "fair", "poor", "bad")}
"""What may stand under progress, quality, results and what the self-check said, best first."""
ANSWERS = {"zh": ("是", "否"), "en": ("yes", "no")}
ASKED = ("progress", "quality", "results")


@dataclass(frozen=True)
class Draw:
    """How many are drawn: ``share_percent`` of the leaves, rounded up, at least ``least`` where there are so many."""

    share_percent: int = 10
    least: int = 2


def sample(chain: Chain, tree: Tree, draw: Draw) -> Mapping[str, tuple[str, ...]]:
    """Node under the root -> the leaves drawn below it, by id.

    Drawn are those with the smallest SHA-256 of the last level's public number and the leaf's id, so neither the order of the
    tables nor a leaf elsewhere changes who is drawn. A leaf that hangs on the root itself is drawn under "".
    """
    seed = chain.levels[-1].programme.seed
    groups: dict[str, list[str]] = {}
    for leaf in sorted(node.id for node in tree.levels[-1].nodes):
        top = tree.path(leaf)[-1]
        groups.setdefault("" if top == leaf else top, []).append(leaf)
    drawn = {}
    for top, leaves in sorted(groups.items()):
        count = max(draw.least, -(-len(leaves) * draw.share_percent // 100))
        leaves.sort(key=lambda leaf: _mark(seed, leaf))
        drawn[top] = tuple(sorted(leaves[:count]))
    return drawn


def code_of(chain: Chain, leaf: str) -> str:
    """What the form calls a leaf: twelve digits of the mark by which it was drawn, the same for nobody else."""
    return _mark(chain.levels[-1].programme.seed, leaf)[:12].upper()


def _mark(seed: str, leaf: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{leaf}".encode()).hexdigest()
