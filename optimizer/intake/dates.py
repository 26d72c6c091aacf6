"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from optimizer.domain.calendar import month_index
from optimizer.intake.column import Remark, Unfit
from optimizer.intake.raw import Broken, Value
from optimizer.intake.text import EMPTY_WORDS, narrow

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TEN = re.compile(r"(?<=[年月])(?:(二|三)?十([一二三四五六七八九])?)(?=[月日])")
_SPELLED = re.compile(
    r"(\d{4})\s*[年./\-、,\s]\s*(\d{1,2})\s*(?:[月./\-、,\s]\s*(\d{1,2})?\s*日?号?)?"
    r"(?:份|初|底|末|上旬|中旬|下旬|出?生)?(?:\s*[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})\s*年?度?")
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(7_306, 73_051)
"""Serial numbers from 1920-01-01 to 2099-12-31."""
_YEARS = range(1900, 2100)


def _tens(match: re.Match[str]) -> str:
    tens = {"": 1, "二": 2, "三": 3}[match[1] or ""]
    ones = "一二三四五六七八九".find(match[2] or "") + 1 if match[2] else 0
    return str(tens * 10 + ones)


def _made(value: object, year: int, month: int, day: int | None) -> tuple[int, int, int | None]:
    if year not in _YEARS or not 1 <= month <= 12:
        raise Unfit("intake.bad_date", value=str(value))
    if day:
        try:
            date(year, month, day)
        except ValueError:
            raise Unfit("intake.bad_date", value=str(value)) from None
    return year, month, day or None


def year_month_day(value: Value) -> tuple[int, int | None, int | None] | None:
    """(year, month or None, day or None); None for an empty cell. Raises Unfit for what is no date."""
    if value is None:
        return None
    if isinstance(value, date):
        return _made(value, value.year, value.month, value.day)
    if isinstance(value, (bool, Broken)):
        raise Unfit("intake.bad_date", value=getattr(value, "text", str(value)))
    if isinstance(value, float):
        return _from_float(value)
    if isinstance(value, int):
        return _from_whole(value)
    text = narrow(value)
    if text in EMPTY_WORDS:
        return None
    plain = _TEN.sub(_tens, text).translate(_CHINESE)
    if match := _SPELLED.fullmatch(plain):
        return _made(text, int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _COMPACT.fullmatch(plain):
        return _made(text, int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _YEAR.fullmatch(plain):
        if int(match[1]) in _YEARS:
            return int(match[1]), None, None
    elif plain.isdigit() and int(plain) in _SERIALS:
        return _from_whole(int(plain))
    raise Unfit("intake.bad_date", value=text)


def _from_float(value: float) -> tuple[int, int | None, int | None]:
    """2026.03 as somebody typed it, or a serial number with a time of day."""
    year, _, month = f"{value:.2f}".partition(".")
    if round(value, 2) != value or int(year) not in _YEARS:
        if int(value) in _SERIALS:
            return _from_whole(int(value))
        raise Unfit("intake.bad_date", value=str(value))
    if month == "10":
        raise Unfit("intake.date_ambiguous", value=f"{value:g}")
    return _made(value, int(year), int(month) if month[1] != "0" else int(month[0]), None)


def _from_whole(value: int) -> tuple[int, int | None, int | None]:
    """A year, a serial number, 202603 or 20260305."""
    if value in _YEARS:
        return value, None, None
    if value in _SERIALS:
        day = _DAY_ZERO + timedelta(days=value)
        return day.year, day.month, day.day
    if 190_001 <= value <= 209_912:
        return _made(value, value // 100, value % 100, None)
    if 19_000_101 <= value <= 20_991_231:
        return _made(value, value // 10_000, value // 100 % 100, value % 100)
    raise Unfit("intake.bad_date", value=str(value))


def month(value: Value, unit: str, remarks: list[Remark]) -> int | None:
    """A month index."""
    found = year_month_day(value)
    if found is None:
        return None
    if found[1] is None:
        raise Unfit("intake.month_missing", value=str(value))
    return month_index(found[0], found[1])


_BORN = range(1930, 2011)


def birth_month(value: Value, unit: str, remarks: list[Remark]) -> int | None:
    """A month index; a year in which nobody who works now was born is remarked on."""
    found = month(value, unit, remarks)
    if found is not None and found // 12 not in _BORN:
        remarks.append(Remark("intake.odd_birth", "warning", {"year": found // 12}))
    return found


def month_or_year(value: Value, unit: str, remarks: list[Remark]) -> int | None:
    """A month index; of a bare year its January, with a remark."""
    found = year_month_day(value)
    if found is None:
        return None
    if found[1] is None:
        remarks.append(Remark("intake.year_only", "note", {"value": str(value)}))
    return month_index(found[0], found[1] or 1)


_RANGE = re.compile(r"\s*(.+?)\s*(?:—+|–|~|～|至|到|-{2,}| - )\s*(.+?)\s*")


def span(value: Value, unit: str, remarks: list[Remark]) -> tuple[int, int] | int | None:
    """First and last month of a term such as 2026.10—2029.09, or its length in months (36, 36个月, 3年)."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1200:
        return value
    if isinstance(value, str):
        text = narrow(value)
        if text in EMPTY_WORDS:
            return None
        if length := re.fullmatch(r"(\d{1,3})(个月|月|年)?", text):
            return int(length[1]) * (12 if length[2] == "年" else 1)
        if match := _RANGE.fullmatch(text):
            ends = month(match[1], unit, remarks), month(match[2], unit, remarks)
            if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1]:
                return ends[0], ends[1]
    raise Unfit("intake.bad_span", value=str(value))


def day(value: Value, unit: str, remarks: list[Remark]) -> date | None:
    """A calendar day."""
    found = year_month_day(value)
    if found is None:
        return None
    if found[1] is None or found[2] is None:
        raise Unfit("intake.day_missing", value=str(value))
    return date(found[0], found[1], found[2])
