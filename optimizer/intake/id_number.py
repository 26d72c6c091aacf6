"""The citizen's identity number, GB 11643-1999: six digits of region, birth day, sequence, check character."""

from __future__ import annotations

import re
from datetime import date

from optimizer.intake.column import Remark, Unfit
from optimizer.intake.raw import Broken, Value
from optimizer.intake.text import EMPTY_WORDS, narrow
from optimizer.messages import Private

_FORM = re.compile(r"\d{17}[\dXx]")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_character(first_seventeen: str) -> str:
    """ISO 7064 MOD 11-2."""
    return _CHECKS[sum(factor * int(digit) for factor, digit in zip(_FACTORS, first_seventeen, strict=True)) % 11]


def id_number(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """18 characters with a true birth day and check character. Nothing is repaired: digits may be lost for good."""
    if value is None:
        return None
    if isinstance(value, str):
        text = "".join(narrow(value).split()).upper().strip("'’‘`\"")
        if text in EMPTY_WORDS:
            return None
        if "*" in text or "×" in text[:-1]:
            remarks.append(Remark("intake.id_masked", "warning"))
            return None
        if _EXPONENT.fullmatch(text):
            raise Unfit("intake.id_as_number")
    elif isinstance(value, bool | Broken | date):
        raise Unfit("intake.id_form", value=Private(str(value), "id_number"))
    else:
        raise Unfit("intake.id_as_number")
    shown = Private(text, "id_number")
    if len(text) == 15 and text.isdigit():
        raise Unfit("intake.id_fifteen", value=shown)
    if not _FORM.fullmatch(text) or not text.isascii():
        raise Unfit("intake.id_form", value=shown, length=len(text))
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise Unfit("intake.id_birth", value=shown) from None
    if check_character(text[:17]) != text[17]:
        raise Unfit("intake.id_check", value=shown)
    return text


def sex_of(number: str) -> str:
    """The 17th digit is odd for men."""
    return "男" if int(number[16]) % 2 else "女"


def birth_month_of(number: str) -> int:
    """Month index of the birth day inside a checked number."""
    return int(number[6:10]) * 12 + int(number[10:12]) - 1
