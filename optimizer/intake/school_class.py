"""Names of classes in one spelling: 七(1)班, 七年级1班, 7.1班, 初一(1)班 and 701 are 七年级1班."""

from __future__ import annotations

import re

from optimizer.intake import parsers
from optimizer.intake.column import Remark
from optimizer.intake.raw import Value
from optimizer.intake.text import narrow

_CHINESE = "一二三四五六七八九"
_GRADES = {**dict(zip(_CHINESE, _CHINESE, strict=True)), **dict(zip("123456789", _CHINESE, strict=True))}
_JUNIOR = {"一": "七", "二": "八", "三": "九", "1": "七", "2": "八", "3": "九"}
_SENIOR = {"1": "一", "2": "二", "3": "三"}
_GRADE = r"(?P<stage>初|高|小|小学)?(?P<grade>[一二三四五六七八九1-9])(?P<word>年级|年)?"
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]?)"
_CLASS = re.compile(
    r"(?P<year>\d{4}届)?" + _GRADE + r"[\s.\-_]*(?P<open>\()?" + _NUMBER + r"(?P<inside>班)?(?(open)\))(?P<after>班)?"
)
_CODE = re.compile(r"(?P<grade>[1-9])(?P<number>[0-9]{2})(?:班)?")
_ONLY_GRADE = re.compile(_GRADE)
_ONLY_NUMBER = re.compile(r"\(?" + _NUMBER + r"\)?班?")
_BETWEEN = re.compile(r"[、,;/\s]+")


def _counted(number: str) -> int:
    """12 for 12 and for 十二; 0 for nothing."""
    if number.isdigit() or not number:
        return int(number or 0)
    tens, ten, ones = number.rpartition("十")
    worth = (_CHINESE.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return worth + (_CHINESE.index(ones) + 1 if ones else 0)


def _grade_words(stage: str | None, grade: str) -> str:
    if stage == "初":
        return f"{_JUNIOR.get(grade, _GRADES[grade])}年级"
    if stage == "高":
        return f"高{_SENIOR.get(grade, grade)}"
    return f"{_GRADES[grade]}年级"


def tidy_class(text: str) -> str:
    """The class in the one spelling; a text that is no usual class name stays as it is."""
    plain = narrow(text).replace(" ", "").replace("（", "(").replace("）", ")")
    found = _CLASS.fullmatch(plain)
    if found and (found["inside"] or found["after"] or found["open"] or found["word"]) and _counted(found["number"]):
        return f"{found['year'] or ''}{_grade_words(found['stage'], found['grade'])}{_counted(found['number'])}班"
    code = _CODE.fullmatch(plain)
    if code and code["number"] != "00":
        return f"{_GRADES[code['grade']]}年级{int(code['number'])}班"
    return plain


def within_grade(school_class: str, grade: str | None) -> str:
    """七年级1班 for 1班 of 七年级; a class that names its grade, and one without a known grade, stay as they are."""
    found = _ONLY_NUMBER.fullmatch(school_class)
    if not grade or not found or not _counted(found["number"]):
        return school_class
    return f"{grade}{_counted(found['number'])}班"


def tidy_grade(text: str) -> str:
    """七年级 for 七, 7年级, 初一; a text that is no usual grade stays as it is."""
    plain = narrow(text).replace(" ", "").replace("（", "(").replace("）", ")")
    found = _ONLY_GRADE.fullmatch(plain)
    return _grade_words(found["stage"], found["grade"]) if found else plain


def grade_of(school_class: str) -> str:
    """The grade in a tidy class name; empty for graduated classes (2026届...) and unusual names."""
    found = re.match(r"[一二三四五六七八九]年级|高[一二三]", school_class)
    return found[0] if found else ""


def class_name(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """One class, tidy. 7.1 as a number may once have been 7.10."""
    if isinstance(value, float) and str(value).endswith(".1"):
        remarks.append(Remark("intake.class_decimal", "warning"))
    if isinstance(value, float) and value == int(value):
        value = int(value)
    found = parsers.text(value, unit, remarks)
    return tidy_class(found) if found else None


def grade_name(value: Value, unit: str, remarks: list[Remark]) -> str | None:
    """One grade, tidy."""
    found = parsers.text(value, unit, remarks)
    return tidy_grade(found) if found else None


def several(value: Value, unit: str, remarks: list[Remark]) -> tuple[str, ...] | None:
    """Words of a list, each once, in the order written."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    found = parsers.prose(value, unit, remarks)
    if not found:
        return None
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(found) if word))


def several_classes(value: Value, unit: str, remarks: list[Remark]) -> tuple[str, ...] | None:
    """Classes of a list, tidy."""
    found = several(value, unit, remarks)
    return tuple(dict.fromkeys(tidy_class(word) for word in found)) if found else None


def several_grades(value: Value, unit: str, remarks: list[Remark]) -> tuple[str, ...] | None:
    """Grades of a list, tidy."""
    found = several(value, unit, remarks)
    return tuple(dict.fromkeys(tidy_grade(word) for word in found)) if found else None
