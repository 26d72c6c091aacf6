"""Dates and numbers as different people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = "零一二三四五六七八九"

MONTH_SPELLINGS: tuple[Callable[[int, int], str], ...] = (
    lambda y, m: f"{y}.{m:02d}",
    lambda y, m: f"{y}年{m}月",
    lambda y, m: f"{y}-{m:02d}",
    lambda y, m: f"{y}{m:02d}",
    lambda y, m: f"{y}/{m}",
    lambda y, m: f"{y}年{m:02d}月",
)


def month(index: int, style: int = 2) -> str:
    """A month index in one of :data:`MONTH_SPELLINGS`."""
    return MONTH_SPELLINGS[style % len(MONTH_SPELLINGS)](index // 12, index % 12 + 1)


def day_dotted(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def month_in_words(day: date) -> str:
    return f"{day.year}年{day.month}月"


def day_compact(day: date) -> str:
    return f"{day:%Y%m%d}"


def month_dashed(day: date) -> str:
    return f"{day:%Y-%m}"


def day_slashed(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def wide(number: int) -> str:
    """3 -> full-width 3."""
    return str(number).translate(_WIDE)


def with_people(number: int) -> str:
    """3 -> 3人."""
    return f"{number}人"


def chinese(number: int) -> str:
    """3 -> 三, for 1..9."""
    return _CHINESE[number]
