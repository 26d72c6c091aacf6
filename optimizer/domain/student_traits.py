"""The traits that programmes for students use, as rule tables and printed rosters name them."""

from __future__ import annotations

LEAD = "责任人"
"""The word for being a student's lead person: in a mentor's trait 任务, and the category of a lead row."""

TASK, GRADE, COURSE, SEX = "任务", "年级", "任课", "同性别"
"""Traits that rules match: the task (a subject, or 责任人), the grade, the class (lessons: class and subject), the sex."""

STUDENT, MENTORED = "学生", "导师组"
"""Whom a row is for, as 班级 姓名(学号), siblings after each other; MENTORED only on lesson rows, for the team rule."""


LISTS = "名单"
"""On lead rows: the lists that name the student (学困生, 控辍保学, 两后生)."""


def label(school_class: str, name: str, number: str) -> str:
    """What tells one student from another in print."""
    return f"{school_class} {name}" + (f"({number})" if number else "")


def parts(said: str) -> tuple[str, str, str]:
    """Class, name and number of a label."""
    school_class, _, rest = said.partition(" ")
    name, _, number = rest.partition("(")
    return school_class, name, number.removesuffix(")")
