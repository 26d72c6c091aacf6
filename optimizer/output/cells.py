"""How values look as text: months, kilometres, display width, and cells that a spreadsheet would take for formulas."""

from __future__ import annotations

from unicodedata import east_asian_width

from optimizer.domain.calendar import month_text
from optimizer.messages import Lang
from optimizer.output.document import Kind, Value

FORMULA_LEADERS = ("=", "+", "-", "@", "\t", "\r")
"""A cell of a CSV file that begins so is run as a formula by spreadsheets."""


def shown(value: Value, kind: Kind, lang: Lang) -> str:
    """The text of a value: metres as kilometres with one decimal, month indices as 2026年9月 or 2026-09."""
    if value is None:
        return ""
    if isinstance(value, int) and kind == "km":
        return kilometres(value)
    if isinstance(value, int) and kind == "month":
        return month_words(value, lang)
    return str(value)


def kilometres(metres: int) -> str:
    """Metres as kilometres with one decimal, halves up, in integers: 1250 -> 1.3."""
    tenths = (abs(metres) + 50) // 100
    return f"{'-' if metres < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def month_words(index: int, lang: Lang) -> str:
    return f"{index // 12}年{index % 12 + 1}月" if lang == "zh" else month_text(index)


def display_width(text: str) -> int:
    """Columns that the text fills in a fixed-width font: two for a Chinese character; of several lines the widest."""
    return max((_line_width(line) for line in text.split("\n")), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def lines_needed(text: str, width: int) -> int:
    """Lines that ``text`` fills when it is wrapped at ``width`` columns; at least one."""
    return sum(max(1, -(-_line_width(line) // max(1, width))) for line in text.split("\n"))


def one_line(header: str, lang: Lang) -> str:
    """A header that stands in two lines, in one; Chinese needs no blank between."""
    return ("" if lang == "zh" else " ").join(header.split("\n"))


def guarded(text: str) -> str:
    """``text`` with an apostrophe before what a spreadsheet would run: =, +, -, @, tab, carriage return.

    A text that looks guarded already gets one more, so that whoever takes one away has the text again.
    """
    return "'" + text if text.removeprefix("'").startswith(FORMULA_LEADERS) else text


def clean(text: str) -> str:
    """Without the control characters that XML cannot hold (tab and line feed stay)."""
    if text.isprintable():
        return text
    return "".join(
        c for c in text if c in "\t\n" or not (ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 or ord(c) in (0xFFFE, 0xFFFF))
    )
