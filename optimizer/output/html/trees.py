"""A tree as inline SVG: one line a node, indented, joined by elbows; readable in black and white."""

from __future__ import annotations

from optimizer.output.cells import display_width
from optimizer.output.document import Tree
from optimizer.output.html.svg import drawing, element, text

_LINE = 24.0
_CHARACTER = 7.2
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
        node, y = block.nodes[place], (line[place] + 0.5) * _LINE
        x = 8 + depths[place] * step
        if node.parent >= 0:
            elbow = 8 + (depths[place] - 1) * step + 4
            top = (line[node.parent] + 0.5) * _LINE + 6
            path = f"M{elbow:.1f} {top:.1f}V{y:.1f}H{x - 2:.1f}"
            parts.append(
                element("path", {"d": path, "fill": "none", "stroke": "currentColor", "stroke_opacity": "0.5"})
            )
        parts.append(element("circle", {"cx": x + 3, "cy": y, "r": 3.0, "fill": "currentColor"}))
        said = "  ".join(part for part in (node.label, node.detail) if part)
        parts.append(text(said, x + 12, y + 4.5, font_size=_SIZE, fill="currentColor"))
        widest = max(widest, x + 20 + display_width(said) * _CHARACTER)
    return drawing(widest, len(order) * _LINE, block.title, parts, "tree")
