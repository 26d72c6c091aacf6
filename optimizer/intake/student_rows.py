"""From the lists of students to rows of the programme: one a (student, subject), one lead row a student or family.

The three lists (学困生, 控辍保学, 两后生) may name one student several times. Siblings of one 家庭编号 share their lead
row, so that they share the lead person; each student stands in exactly one lead row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.domain.student_traits import LEAD, label
from optimizer.intake.areas import nearest
from optimizer.intake.gathered import Gathered
from optimizer.intake.id_number import sex_of
from optimizer.intake.people import REGISTRY_DIGITS
from optimizer.intake.records import Record, missing_cells
from optimizer.intake.school_class import grade_of, within_grade
from optimizer.intake.student_people import taught_classes
from optimizer.intake.supplied_class import supply_classes
from optimizer.messages import Cell, Finding, Private

_NEED = {"at_risk": 0, "leavers": 1, "struggling": 1}
"""Priority of a lead row by list, 0 the neediest; the column 优先次序 beats it for the rows of its line."""

LESSON_PRIORITY = 2
"""Priority of a (student, subject) row that names none."""


@dataclass
class _Student:
    """One student with all lines that speak of him or her."""

    key: tuple[str, ...]
    records: list[Record]

    def first(self, name: str) -> Any:
        return next((r.get(name) for r in self.records if r.get(name) is not None), None)

    @property
    def label(self) -> str:
        return label(self.first("class"), self.first("name"), self.first("number") or "")

    @property
    def grade(self) -> str:
        return "" if self.leaver else (self.first("grade") or grade_of(self.first("class")))

    @property
    def leaver(self) -> bool:
        return all(record.kind.name == "leavers" for record in self.records)

    @property
    def sex(self) -> str | None:
        number = self.first("id_number")
        return self.first("sex") or (sex_of(number) if number else None)

    @property
    def wants_same_sex(self) -> bool:
        return any(record.get("same_sex") for record in self.records)

    @property
    def urgency(self) -> int:
        return min(_lead_priority(record) for record in self.records)


def arrange_students(gathered: Gathered) -> None:
    """Put the rows of all student lists into the part ``recipients``; every contradiction is a finding with its cells."""
    records = gathered.records("students")
    if not records:
        return
    supply_classes(gathered)
    gathered.findings += missing_cells(records)
    for record in records:
        if record.get("class") and record.kind.name != "leavers":
            record.values["class"] = within_grade(record.get("class"), record.get("grade"))
    whole = [record for record in records if record.get("name") and record.get("class")]
    students = _students(whole, gathered.findings)
    rows = [row for student in students for row in _lessons(student, gathered.findings)]
    rows += [_lead(family) for family in _families(students, gathered.findings)]
    _untaught(gathered, rows)
    _strange_classes(gathered, whole)
    _strange_relatives(gathered, records)
    gathered.parts.setdefault("recipients", []).extend(rows)


def _students(records: Sequence[Record], findings: list[Finding]) -> list[_Student]:
    """By 学号 (a short one counts within its class), else by class and name.

    A line without 学号 joins the one student of that class and name.
    """
    by_name: dict[tuple[str, str], set[str]] = {}
    for record in records:
        if record.get("number"):
            by_name.setdefault((record.get("class"), record.get("name")), set()).add(record.get("number"))
    found: dict[tuple[str, ...], _Student] = {}
    for record in records:
        who = (record.get("class"), record.get("name"))
        known = by_name.get(who, set())
        number = record.get("number") or (next(iter(known)) if len(known) == 1 else "")
        if not number and len(known) > 1:
            facts = {"name": Private(who[1]), "class": who[0], "count": len(known)}
            findings.append(Finding("students.unclear", "error", facts, (record.cell("name"),)))
            continue
        key: tuple[str, ...] = ("person", *who)
        if number:
            key = ("number", number) if len(number) >= REGISTRY_DIGITS else ("number", who[0], number)
        found.setdefault(key, _Student(key, [])).records.append(record)
    for student in found.values():
        _contradictions(student, findings)
    return list(found.values())


def _contradictions(student: _Student, findings: list[Finding]) -> None:
    """One number, two names; one student, two classes, sexes or families."""
    for field, code in (
        ("name", "students.two_names"),
        ("class", "students.two_classes"),
        ("sex", "students.two_sexes"),
        ("family", "students.two_families"),
    ):
        cells: dict[str, Cell] = {}
        for record in student.records:
            if record.get(field):
                cells.setdefault(record.get(field), record.cell(field))
        if len(cells) > 1:
            values = tuple(Private(value) if field == "name" else value for value in cells)
            facts = {"name": Private(student.first("name")), "values": values}
            findings.append(Finding(code, "error", facts, tuple(cells.values())))


def _lessons(student: _Student, findings: list[Finding]) -> list[Record]:
    """A row for every weak subject; the same subject twice is an error."""
    seen: dict[str, Record] = {}
    rows = []
    for record in student.records:
        for subject in record.get("subjects") or ():
            if subject in seen:
                facts = {"name": Private(student.first("name")), "subject": subject}
                cells = (seen[subject].cell("subjects"), record.cell("subjects"))
                findings.append(Finding("students.subject_twice", "error", facts, cells))
                continue
            seen[subject] = record
            rows.append(_row(record, [student], subject))
    return rows


def _families(students: Sequence[_Student], findings: list[Finding]) -> list[list[_Student]]:
    """Students who share their lead person: siblings, unless what they ask for cannot be one person."""
    found: dict[tuple[str, ...], list[_Student]] = {}
    for student in students:
        family = student.first("family")
        found.setdefault(("family", family) if family else student.key, []).append(student)
    families = []
    for members in found.values():
        sexes = {member.sex for member in members if member.wants_same_sex}
        if len(sexes) > 1:
            names = tuple(Private(member.first("name")) for member in members)
            cells = tuple(member.records[0].cell("same_sex") for member in members)
            findings.append(Finding("students.siblings_apart", "ask", {"names": names}, cells))
            families += [[member] for member in members]
        else:
            families.append(members)
    return families


def _lead(members: Sequence[_Student]) -> Record:
    """The lead row of one student, or of siblings."""
    first = min(members, key=lambda member: member.urgency)
    return _row(first.records[0], members, LEAD)


def _row(record: Record, members: Sequence[_Student], task: str) -> Record:
    """The record that ``build_student`` reads."""
    lead, one = task == LEAD, members[0]
    family = one.first("family") if len(members) > 1 else None
    asking = sorted({member.sex or "" for member in members if member.wants_same_sex} - {""})
    avoid = {word for member in members for r in member.records for word in r.get("avoid") or ()}
    causes = [r.get("risk") or r.get("direction") for member in members for r in member.records]
    number = "、".join(member.first("number") or "" for member in members).strip("、")
    lessons = record.get("lessons")
    priority = record.get("priority")
    values: dict[str, Any] = {
        "key": ("family", family) if family else one.key,
        "task": task,
        "name": "及".join(dict.fromkeys(member.first("name") for member in members)),
        "number": number if lead else f"{number}-{task}" if number else "",
        "classes": tuple(dict.fromkeys(member.first("class") for member in members)),
        "grades": tuple(dict.fromkeys(member.grade for member in members if member.grade)),
        "students": tuple(member.label for member in members),
        "sexes": tuple(asking) if lead else (),
        "sex": one.sex if len({member.sex for member in members}) == 1 else None,
        "avoid": tuple(sorted(avoid)),
        "lists": tuple(sorted({r.kind.zh for member in members for r in member.records})),
        "cause": next((cause for cause in causes if cause), None) if lead else record.get("cause"),
        "lessons": 1 if lead or lessons is None else lessons,
        "priority": min(member.urgency for member in members)
        if lead
        else (LESSON_PRIORITY if priority is None else priority),
        "id_number": one.first("id_number") if len(members) == 1 else None,
        "phone": one.first("phone"),
        "remark": record.get("remark"),
    }
    return replace(record, values=values)


def _lead_priority(record: Record) -> int:
    usual = _NEED[record.kind.name]
    given = record.get("priority")
    return usual if given is None or record.kind.name == "struggling" else int(given)


def _strange_classes(gathered: Gathered, records: Sequence[Record]) -> None:
    """A class without a grade that no mentor has: the rule about grades cannot look at it."""
    known = {name for mentor in gathered.records("helpers") for name in taught_classes(mentor)}
    cells: dict[str, list[Cell]] = {}
    for record in records:
        school_class = record.get("class")
        bare = not grade_of(school_class) and not record.get("grade")
        if bare and record.kind.name != "leavers" and known and school_class not in known:
            cells.setdefault(school_class, []).append(record.cell("class"))
    for school_class, where in sorted(cells.items()):
        facts = {"class": school_class, "near": nearest(school_class, known)}
        gathered.findings.append(Finding("students.class_without_grade", "ask", facts, tuple(where)))


def _strange_relatives(gathered: Gathered, records: Sequence[Record]) -> None:
    """Somebody to be kept away from a student whom no table of mentors knows."""
    known = {str(mentor.get("name")) for mentor in gathered.records("helpers") if mentor.get("name")}
    for record in records if known else ():
        for word in record.get("avoid") or ():
            if word not in known:
                cells = (record.cell("avoid"),)
                gathered.findings.append(Finding("students.avoid_unknown", "ask", {"name": Private(word)}, cells))


def _untaught(gathered: Gathered, rows: Sequence[Record]) -> None:
    """Name every class with a weak subject that nobody teaches there, or nobody teaches in the grade at all."""
    taught: set[tuple[str, str]] = set()
    in_grade: set[tuple[str, str]] = set()
    mentors = [record for record in gathered.records("helpers") if record.kind.name == "mentors"]
    for mentor in mentors:
        subjects, classes = mentor.get("subjects") or (), taught_classes(mentor)
        grades = {*(mentor.get("grades") or ()), *(grade_of(name) for name in classes)}
        taught.update((name, subject) for name in classes for subject in subjects)
        in_grade.update((grade, subject) for grade in grades for subject in subjects)
    cells: dict[tuple[str, str, bool], list[Cell]] = {}
    for row in rows if mentors else ():
        school_class, subject, grades = row.get("classes")[0], row.get("task"), row.get("grades")
        if subject == LEAD or (school_class, subject) in taught:
            continue
        nobody = bool(grades) and (grades[0], subject) not in in_grade
        cells.setdefault((school_class, subject, nobody), []).append(row.cell("subjects"))
    for (school_class, subject, nobody), where in sorted(cells.items()):
        code = "students.subject_without_teacher" if nobody else "students.class_without_teacher"
        facts = {"class": school_class, "subject": subject, "count": len(where)}
        gathered.findings.append(Finding(code, "warning" if nobody else "note", facts, tuple(where)))
