"""Small pieces of SVG. All text is escaped; there is no style attribute, so that a strict content policy holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from optimizer.output.cells import clean


def element(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """One element; underscores in attribute names become hyphens, numbers are written with one decimal."""
    words = " ".join(
        f"{key.rstrip('_').replace('_', '-')}={quoteattr(_word(value))}" for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name} {words}>{inside}</{name}>" if inside else f"<{name} {words}/>"


def text(content: str, x: float, y: float, **attributes: object) -> str:
    return element("text", {"x": x, "y": y, **attributes}, escape(clean(content)))


def title(content: str) -> str:
    """What a pointer resting on the parent shows."""
    return f"<title>{escape(clean(content))}</title>"


def drawing(width: float, height: float, label: str, parts: Iterable[str], kind: str) -> str:
    """The whole picture, scaled to its container, named for those who cannot see it."""
    attributes: dict[str, object] = {
        "class": f"drawing {kind}",
        "viewBox": f"0 0 {_word(width)} {_word(height)}",
        "role": "img",
        "aria_label": label,
        "preserveAspectRatio": "xMidYMid meet",
    }
    return element("svg", attributes, *parts)


def _word(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return clean(str(value))
