"""Months as integers: year * 12 + (month - 1). Written as ``YYYY-MM`` in files."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


def month_index(year: int, month: int) -> int:
    """Months since year 0; ``month`` runs 1..12."""
    if not 1 <= month <= 12:
        raise ValueError(f"month {month} is not 1..12")
    return year * 12 + month - 1


def month_text(index: int) -> str:
    """24309 -> ``2025-10``."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def parse_month(value: object) -> int:
    """``2025-10`` or the integer itself."""
    if isinstance(value, bool):
        raise ValueError("a month is YYYY-MM")
    if isinstance(value, int):
        return value
    match = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a month is YYYY-MM")
    return month_index(int(match[1]), int(match[2]))


Month = Annotated[
    int,
    BeforeValidator(parse_month),
    PlainSerializer(month_text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}),
]
"""In memory an integer that can be added and compared; in JSON ``YYYY-MM``."""
