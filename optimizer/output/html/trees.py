"""A tree as lists that fold: a line a node, works without scripts, with the keyboard, and in print."""

from __future__ import annotations

from collections import Counter
from html import escape

from optimizer.output.cells import clean
from optimizer.output.document import Tree, TreeNode

SHOWN = 60
"""Lines that stand open at first; deeper levels that would pass it are folded."""


def tree_outline(block: Tree) -> str:
    """The tree as nested <ul>, every node under its parent in the order given; a node with children folds. The root is open, and
    whole levels below it as long as not more than SHOWN lines show. Without nodes an empty string.
    """
    if not block.nodes:
        return ""
    children: list[list[int]] = [[] for _ in block.nodes]
    for place, node in enumerate(block.nodes):
        if node.parent >= 0:
            children[node.parent].append(place)
    depths = block.depths()
    wide = Counter(depths)
    open_ = {depth for depth in wide if sum(wide[d] for d in range(depth + 2)) <= SHOWN} | {0}

    def lines(places: list[int]) -> str:
        return f"<ul>{''.join(line(place) for place in places)}</ul>"

    def line(place: int) -> str:
        words = _words(block.nodes[place])
        if not children[place]:
            return f"<li>{words}</li>"
        folded = " open" if depths[place] in open_ else ""
        return f"<li><details{folded}><summary>{words}</summary>{lines(children[place])}</details></li>"

    return lines([place for place, node in enumerate(block.nodes) if node.parent < 0])


def _words(node: TreeNode) -> str:
    detail = f' <span class="detail">{escape(clean(node.detail))}</span>' if node.detail else ""
    return f"<b>{escape(clean(node.label))}</b>{detail}"
