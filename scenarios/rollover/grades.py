"""Students move up a grade; those of the last grade leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from optimizer.domain import Recipient

GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")
SENIOR = ("高一", "高二", "高三")
JUNIOR = ("初一", "初二", "初三")
LADDERS = (GRADES, JUNIOR, SENIOR)
_NUMBERS = "一二三四五六七八九"
GRADE_TRAITS = ("年级", "grade")
CLASS_TRAITS = ("班级", "class")
_CLASS = re.compile(rf"([{_NUMBERS}]|初[一二三]|高[一二三])(年级)?(.*班.*)")


def grade_of(recipient: Recipient) -> str:
    """The grade as a rung of a ladder; empty when none can be read. From the trait 年级, else the trait 班级, else the area."""
    for text in (*_words(recipient, GRADE_TRAITS), *_words(recipient, CLASS_TRAITS), recipient.area):
        if any(text in ladder for ladder in LADDERS):
            return text
        match = _CLASS.fullmatch(text)
        if match:
            return match[1] if match[1][0] in "初高" else f"{match[1]}年级"
    return ""


def next_grade(grade: str, present: Iterable[str]) -> str | None:
    """One rung up; None: leaves. 六年级 goes on only where there is a 七年级."""
    ladder = next(ladder for ladder in LADDERS if grade in ladder)
    place = ladder.index(grade) + 1
    if place == len(ladder) or (grade == "六年级" and "七年级" not in set(present)):
        return None
    return ladder[place]


def moved_up(recipients: Sequence[Recipient]) -> tuple[list[Recipient], list[Recipient], list[Recipient]]:
    """(a grade up, leavers, those whose grade cannot be read); class names follow: 三(2)班 becomes 四(2)班."""
    grades = {recipient.id: grade_of(recipient) for recipient in recipients}
    present = {grade for grade in grades.values() if grade}
    up, leavers, unknown = [], [], []
    for recipient in recipients:
        grade = grades[recipient.id]
        if not grade:
            unknown.append(recipient)
            continue
        following = next_grade(grade, present)
        if following is None:
            leavers.append(recipient)
            continue
        traits = {
            name: tuple(_renamed(word, grade, following) for word in words)
            if name in (*GRADE_TRAITS, *CLASS_TRAITS)
            else words
            for name, words in recipient.traits.items()
        }
        up.append(recipient.altered(traits=traits, area=_renamed(recipient.area, grade, following)))
    return up, leavers, unknown


def _renamed(text: str, grade: str, following: str) -> str:
    if text == grade:
        return following
    match = _CLASS.fullmatch(text)
    if match is None:
        return text
    short = following if following[0] in "初高" else following[0]
    return f"{short}{match[2] or ''}{match[3]}"


def _words(recipient: Recipient, names: Sequence[str]) -> list[str]:
    return [word for name in names for word in recipient.traits.get(name, ())]
