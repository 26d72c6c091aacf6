"""Mentors and students from their records: what they teach, whom they may lead, what a row asks for."""

from __future__ import annotations

from typing import Any

from optimizer.domain import stable_id
from optimizer.domain.student_traits import COURSE, GRADE, LEAD, LISTS, MENTORED, SEX, STUDENT, TASK
from optimizer.intake.id_number import sex_of
from optimizer.intake.people import build_helper, recipient_id
from optimizer.intake.records import Record
from optimizer.intake.school_class import grade_of, within_grade
from optimizer.messages import Finding


def taught_classes(record: Record) -> tuple[str, ...]:
    """A mentor's classes; mere numbers belong to the grade where the mentor has just one."""
    grades: tuple[str, ...] = record.get("grades") or ()
    classes: tuple[str, ...] = record.get("classes") or ()
    return tuple(within_grade(name, grades[0] if len(grades) == 1 else None) for name in classes)


def build_mentor(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Helper with the traits 任务, 年级, 任课, 同性别, 特长, and 学科 and 班级 for rules of an office's own."""
    get = record.get
    values = build_helper(record, key, findings)
    subjects: tuple[str, ...] = get("subjects") or ()
    taught = taught_classes(record)
    classes: tuple[str, ...] = taught + (get("former_classes") or ())
    grades = {*(get("grades") or ()), *(grade_of(name) for name in taught)} - {""}
    leads = get("may_lead") is not False
    traits: dict[str, tuple[str, ...]] = {
        **values["traits"],
        TASK: (*sorted(subjects), *((LEAD,) if leads else ())),
        GRADE: tuple(sorted(grades)),
        COURSE: tuple(sorted({*classes, *(name + subject for name in classes for subject in subjects)})),
        SEX: (values["sex"],) if values["sex"] else (),
        "学科": tuple(sorted(subjects)),
        "班级": tuple(sorted(taught)),
        "特长": tuple(sorted(get("strengths") or ())),
    }
    values["traits"] = {name: words for name, words in sorted(traits.items()) if words}
    return values


def build_student(record: Record, key: str, findings: list[Finding]) -> dict[str, Any]:
    """Fields of a Recipient from an arranged record: a lesson row (``task`` a subject) or a lead row (``task`` 责任人)."""
    get = record.get
    task: str = get("task")
    classes: tuple[str, ...] = get("classes")
    sexes: tuple[str, ...] = get("sexes")
    grades: tuple[str, ...] = get("grades")
    students: tuple[str, ...] = get("students")
    lead = task == LEAD
    traits: dict[str, tuple[str, ...]] = {
        TASK: (task,),
        GRADE: tuple(sorted(set(grades))),
        COURSE: classes if lead else (classes[0] + task,),
        SEX: sexes,
        "学科": () if lead else (task,),
        "班级": classes,
        STUDENT: students,
        MENTORED: () if lead else students,
        LISTS: get("lists") if lead else (),
        "avoid": tuple(sorted(get("avoid") or ())),
    }
    number = get("number") or ""
    return {
        "id": recipient_id(key, number, None, classes[0], get("name"))
        if number
        else stable_id("r", "student", *get("key"), task, key=key),
        "name": get("name"),
        "area": classes[0],
        "number": number,
        "category": task,
        "cause": get("cause") or "",
        "people": len(students),
        "sex": get("sex") or (sex_of(get("id_number")) if get("id_number") else None),
        "priority": get("priority"),
        "weight": get("lessons"),
        "traits": {name: words for name, words in sorted(traits.items()) if words},
        "id_number": get("id_number") or "",
        "phone": get("phone") or "",
        "remark": get("remark") or "",
        "origin": record.origin,
    }
