"""Students and mentors as the lists an office keeps: told back from the rows (one a subject, one a lead person) of a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.domain import Helper, Programme, Recipient
from optimizer.domain.student_traits import COURSE, GRADE, LEAD, LISTS, SEX, STUDENT, TASK, parts
from optimizer.intake.registered import AT_RISK, LEAVERS, STRUGGLING

LESSON_PRIORITY = 2
RISK_UNKNOWN = "待核实"
LEAD_LISTS = {AT_RISK.zh: "risk", LEAVERS.zh: "direction"}
"""Lists whose students have a lead person only, and the column in which the cause of the lead row stands."""

Records = list[dict[str, Any]]


@dataclass
class _Student:
    label: str
    lead: Recipient
    family: str
    lessons: list[Recipient] = field(default_factory=list)


def student_records(programme: Programme) -> Mapping[str, Records]:
    """List (学困生, 控辍保学, 两后生) -> its rows. Of siblings it is not kept who was on which list: whoever has a weak subject is a
    struggling student, the others are on the other lists.
    """
    students: dict[str, _Student] = {}
    families = 0
    for row in programme.recipients:
        if LEAD in row.traits.get(TASK, ()):
            labels = row.traits.get(STUDENT, ())
            families += len(labels) > 1
            for label in labels:
                students[label] = _Student(label, row, f"家庭{families}" if len(labels) > 1 else "")
    for row in programme.recipients:
        if LEAD not in row.traits.get(TASK, ()):
            for label in row.traits.get(STUDENT, ()):
                if label in students:
                    students[label].lessons.append(row)
    found: dict[str, Records] = {STRUGGLING.zh: [], AT_RISK.zh: [], LEAVERS.zh: []}
    for student in students.values():
        for lesson in student.lessons:
            subject = next(iter(lesson.traits.get(TASK, ())), "")
            own = {"subjects": subject, "cause": lesson.cause, "lessons": lesson.weight if lesson.weight != 1 else None}
            own["priority"] = lesson.priority if lesson.priority != LESSON_PRIORITY else None
            found[STRUGGLING.zh].append(_person(student) | own)
        lists = [name for name in student.lead.traits.get(LISTS, ()) if name in LEAD_LISTS]
        alone = len(student.lead.traits.get(STUDENT, ())) == 1
        for name in lists:
            if alone or not student.lessons:
                column = LEAD_LISTS[name]
                told = student.lead.cause or (RISK_UNKNOWN if column == "risk" else None)
                found[name].append(_person(student) | {column: told})
    return found


def mentor_records(helpers: Iterable[Helper]) -> Records:
    """The columns of a list of mentors that a helper's traits came from; the common ones are the caller's."""
    records: Records = []
    for helper in helpers:
        taught = helper.traits.get("班级", ())
        former = [word for word in helper.traits.get(COURSE, ()) if word.endswith("班") and word not in taught]
        records.append(
            {
                "subjects": "、".join(helper.traits.get("学科", ())),
                "classes": "、".join(taught),
                "grades": "、".join(helper.traits.get(GRADE, ())),
                "former_classes": "、".join(former),
                "strengths": "、".join(helper.traits.get("特长", ())),
                "may_lead": None if LEAD in helper.traits.get(TASK, ()) else "否",
            }
        )
    return records


def _person(student: _Student) -> dict[str, Any]:
    school_class, name, number = parts(student.label)
    known = [*student.lessons, *([student.lead] if len(student.lead.traits.get(STUDENT, ())) == 1 else [])]

    def first(column: str) -> Any:
        return next((getattr(row, column) for row in known if getattr(row, column)), None)

    return {
        "name": name,
        "number": number,
        "class": school_class,
        "sex": first("sex"),
        "id_number": first("id_number"),
        "phone": first("phone") or student.lead.phone,
        "remark": first("remark"),
        "family": student.family,
        "same_sex": "是" if student.lead.traits.get(SEX) else None,
        "avoid": "、".join(student.lead.traits.get("avoid", ())),
    }
