"""Cell formats of the workbook: made once each, plain enough for Excel, WPS and LibreOffice."""

from __future__ import annotations

from typing import Any

BODY_FONT = {"zh": "宋体", "en": "Calibri"}
TITLE_FONT = {"zh": "黑体", "en": "Calibri"}

_SHEETS: dict[str, dict[str, Any]] = {
    "attachment": {"font_size": 12, "valign": "vcenter", "title": True},
    "title": {"font_size": 18, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "title": True},
    "form": {"font_size": 10, "valign": "vcenter"},
    "lead": {
        "font_size": 13,
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 2,
        "indent": 1,
        "bg_color": "#F2F2F2",
    },
    "heading": {"font_size": 12, "bold": True, "valign": "vcenter", "title": True},
    "paragraph": {"font_size": 10.5, "text_wrap": True, "valign": "vcenter"},
    "notice": {"font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border": 1, "left": 5, "indent": 1},
    "note": {"font_size": 9, "text_wrap": True, "valign": "vcenter", "italic": False, "font_color": "#404040"},
    "header": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "text_wrap": True,
        "bg_color": "#E2E2E2",
    },
    "band": {"bold": True, "valign": "vcenter", "border": 1, "bg_color": "#F2F2F2", "indent": 1},
    "figure_label": {"font_size": 10, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#F2F2F2"},
    "figure_value": {"font_size": 14, "bold": True, "align": "center", "valign": "vcenter", "border": 1},
    "sign": {"font_size": 11, "valign": "vcenter"},
    "required": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "text_wrap": True,
        "bg_color": "#BFBFBF",
    },
    "given": {"border": 1, "valign": "vcenter", "num_format": "@", "text_wrap": True},
    "text_column": {"num_format": "@", "valign": "vcenter"},
}


def points_of(name: str) -> float:
    """Size of type of a named style."""
    return float(_SHEETS[name].get("font_size", 10))


class Styles:
    """Formats of one workbook, by name; body cells by alignment and number format."""

    def __init__(self, book: Any, lang: str) -> None:
        self._book = book
        self._lang = lang
        self._made: dict[tuple[Any, ...], Any] = {}

    def named(self, name: str) -> Any:
        return self._get(dict(_SHEETS[name]))

    def body(self, align: str, number: str = "", *, unlocked: bool = False) -> Any:
        """A bordered cell that wraps; ``number`` is the number format ("@" keeps text as text)."""
        properties: dict[str, Any] = {"align": align, "valign": "vcenter", "border": 1, "text_wrap": True}
        if number:
            properties["num_format"] = number
        if unlocked:
            properties["bg_color"] = "#FFF7D6"
        return self._get(properties)

    def _get(self, properties: dict[str, Any]) -> Any:
        font = TITLE_FONT if properties.pop("title", False) else BODY_FONT
        key = tuple(sorted({"font_size": 10, **properties, "font_name": font[self._lang]}.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]
