"""A tree as inline SVG: one line a node, indented, joined by elbows; readable in black and white."""

from __future__ import annotations

from xml.sax.saxutils import escape

from optimizer.output.cells import clean, display_width
from optimizer.output.document import Tree, TreeNode
from optimizer.output.html.svg import drawing, element

_LINE = 24.0
_CHARACTER, _BOLD = 6.6, 7.4
_SIZE = 13


def tree_svg(block: Tree, width: float) -> str:
    """The tree as one <svg>, every node under its parent in the order given. Without nodes an empty string."""
    if not block.nodes:
        return ""
    children: list[list[int]] = [[] for _ in block.nodes]
    for place, node in enumerate(block.nodes):
        if node.parent >= 0:
            children[node.parent].append(place)
    order: list[int] = []
    waiting = [place for place, node in enumerate(block.nodes) if node.parent < 0][::-1]
    while waiting:
        order.append(waiting.pop())
        waiting += children[order[-1]][::-1]
    depths = block.depths()
    step = min(28.0, width / (4 * (max(depths) + 1)))
    line = {place: number for number, place in enumerate(order)}
    parts, widest = [], width
    for place in order:
        node, x, y = block.nodes[place], 8 + depths[place] * step, (line[place] + 0.5) * _LINE
        parts += _elbows(children[place], line, x, y, step)
        parts.append(element("circle", {"cx": x + 3, "cy": y, "r": 3.0, "class": "node"}))
        parts.append(_words(node, x + 12, y + 4.5))
        said = display_width(node.label) * _BOLD + display_width(node.detail) * _CHARACTER
        widest = max(widest, x + 36 + said)
    return drawing(widest, len(order) * _LINE, block.title, parts, "tree")


def _elbows(children: list[int], line: dict[int, int], x: float, y: float, step: float) -> list[str]:
    """One stem from a node down to its last child, and an arm to each."""
    if not children:
        return []
    ends = [(line[child] + 0.5) * _LINE for child in children]
    arms = "".join(f"M{x + 3:.1f} {end:.1f}H{x + step - 1:.1f}" for end in ends)
    return [element("path", {"d": f"M{x + 3:.1f} {y + 5:.1f}V{max(ends):.1f}{arms}", "class": "limb"})]


def _words(node: TreeNode, x: float, y: float) -> str:
    """The label, and the detail beside it in a lighter hand."""
    label = element("tspan", {"class": "name"}, escape(clean(node.label)))
    detail = element("tspan", {"dx": 10, "class": "tick"}, escape(clean(node.detail))) if node.detail else ""
    return element("text", {"x": x, "y": y, "font_size": _SIZE}, label, detail)
