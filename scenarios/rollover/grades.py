"""Students move up a grade; those of the last grade leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from optimizer.domain import Recipient
from optimizer.domain.student_traits import COURSE, LISTS, MENTORED, STUDENT, parts

GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")
SENIOR = ("高一", "高二", "高三")
JUNIOR = ("初一", "初二", "初三")
LADDERS = (GRADES, JUNIOR, SENIOR)
_NUMBERS = "一二三四五六七八九"
GRADE_TRAITS = ("年级", "grade")
CLASS_TRAITS = ("班级", "class")
MOVING = (*GRADE_TRAITS, *CLASS_TRAITS, COURSE, STUDENT, MENTORED)
SCHOOL_LEAVERS = "两后生"
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
    """(a grade up, leavers, those whose grade cannot be read); class names follow: 三(2)班 becomes 四(2)班.

    A row of several students (siblings) loses those who leave and goes on for the others. School leavers (两后生) have left
    already: they stay as they are.
    """
    grades = {recipient.id: grade_of(recipient) for recipient in recipients}
    present = {grade for grade in grades.values() if grade}
    up, leavers, unknown = [], [], []
    for recipient in recipients:
        if recipient.traits.get(LISTS) == (SCHOOL_LEAVERS,):
            up.append(recipient)
        elif not grades[recipient.id]:
            unknown.append(recipient)
        else:
            area = word_up(recipient.area, present)
            traits = {
                name: tuple(new for word in words if (new := word_up(word, present)) is not None)
                if name in MOVING
                else words
                for name, words in recipient.traits.items()
            }
            gone = any(words and not traits[name] for name, words in recipient.traits.items() if name in MOVING)
            if gone or (area is None and not traits.get("班级")):
                leavers.append(recipient)
            else:
                up.append(_of_those_left(recipient.altered(traits=traits, area=area or traits["班级"][0]), recipient))
    return up, leavers, unknown


def _of_those_left(row: Recipient, before: Recipient) -> Recipient:
    """A lead row of siblings, when some have left: named and numbered after the others."""
    labels = row.traits.get(STUDENT, ())
    if len(labels) == len(before.traits.get(STUDENT, ())):
        return row
    told = [parts(label) for label in labels]
    return row.altered(
        name="及".join(dict.fromkeys(name for _, name, _ in told)),
        number="、".join(number for _, _, number in told).strip("、"),
        people=len(labels),
    )


def word_up(word: str, present: Iterable[str]) -> str | None:
    """A grade, a class, or a word that begins with a class, one grade up; other words as they are; None: has left."""
    match = _CLASS.fullmatch(word)
    ladder = next((ladder for ladder in LADDERS if word in ladder), None)
    if match is None and ladder is None:
        return word
    grade = word if match is None else match[1] if match[1][0] in "初高" else f"{match[1]}年级"
    following = next_grade(grade, present)
    if following is None or match is None:
        return following
    short = following if following[0] in "初高" else following[0]
    return f"{short}{match[2] or ''}{match[3]}"


def _words(recipient: Recipient, names: Sequence[str]) -> list[str]:
    return [word for name in names for word in recipient.traits.get(name, ())]
