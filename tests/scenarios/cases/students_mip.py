"""An independent answer to the students case: HiGHS on a model written from the plan's sentences and the generator's people.

Shares nothing with intake, rules, engine or judge: it never sees a Programme.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from scenarios.cases.students.case import Case
from scenarios.cases.students.numbers import MOST_SUBJECTS
from scenarios.cases.students.rule_table import FITS
from scenarios.cases.students.school import Teacher
from scenarios.cases.students.students import Student

QUOTA = {"校级领导": 3, "中层干部": 5, "教师": 7}


@dataclass(frozen=True)
class Row:
    """What somebody is to be responsible for: a subject of a student, or leading the students of a family."""

    students: tuple[Student, ...]
    subject: str
    cause: str
    priority: int


def rows_of(case: Case) -> list[Row]:
    """One lead row a family; siblings who ask for lead persons of different sex are families of their own."""
    rows = [Row((s,), subject, cause, 2) for s in case.students for subject, cause in s.weak]
    families: dict[str, list[Student]] = {}
    for student in case.students:
        families.setdefault(student.family or student.number, []).append(student)
    for members in families.values():
        asked = {s.sex for s in members if s.same_sex}
        for group in [[s] for s in members] if len(asked) > 1 else [members]:
            priority = min(0 if s.risk else 1 for s in group)
            rows.append(Row(tuple(group), "", "", priority))
    return rows


def can(teacher: Teacher, row: Row) -> bool:
    """The clauses about who may: subject, grade, lead persons, sex."""
    grades = {s.school_class.grade for s in row.students if s.school_class}
    taught = {*teacher.grades, *(c.grade for c in teacher.classes)}
    if grades and not grades & taught:
        return False
    if row.subject:
        return row.subject in teacher.subjects
    asked = {s.sex for s in row.students if s.same_sex}
    return teacher.may_lead and (not asked or teacher.sex in asked)


def stranger(teacher: Teacher, row: Row) -> int:
    """1 unless the teacher has (had) a class of the row, lessons: and teaches the subject, which ``can`` saw to."""
    own = {c.name for c in teacher.classes} | {teacher.former}
    theirs = {s.school_class.name if s.school_class else s.former for s in row.students}
    return int(not own & theirs)


def lost(teacher: Teacher, row: Row, shown: dict[tuple[str, ...], str]) -> int:
    """Points lost by a pair; a lead row goes by what its first student's lists say."""
    cause = row.cause or shown[tuple(s.number for s in row.students)]
    points = [(word, value) for named, word, value in FITS if named == cause]
    best = max((value for _, value in points), default=0)
    return best - max((value for word, value in points if word in teacher.strengths), default=0)


def lead_causes(case: Case) -> dict[tuple[str, ...], str]:
    """The cause of a lead row: the first student in the order of the lists who has a risk or a direction."""
    return {
        tuple(s.number for s in row.students): next(
            (s.risk or s.direction for s in row.students if s.risk or s.direction), ""
        )
        for row in rows_of(case)
        if not row.subject
    }


def best_values(case: Case, hours: dict[str, int], mentors: int = MOST_SUBJECTS) -> list[int]:
    """Each student has at most ``mentors`` different mentors over all subjects. Least values, each among the optima of those before: uncovered at priority 0, 1, 2; strangers; points; squares."""
    rows, shown = rows_of(case), lead_causes(case)
    pairs = [(t, r) for t in range(len(case.teachers)) for r in range(len(rows)) if can(case.teachers[t], rows[r])]
    most = [min(QUOTA[t.role], hours.get(t.name, 99)) for t in case.teachers]
    steps = [(t, k) for t in range(len(most)) for k in range(most[t])]
    several = [s.number for s in case.students if len(s.weak) > mentors]
    known = {(t, rows[r].students[0].number) for t, r in pairs if rows[r].subject}
    used = sorted((t, number) for t, number in known if number in several)
    count = len(pairs) + len(steps) + len(used)
    costs = np.zeros((6, count))
    constant = [0] * 6
    for row in rows:
        constant[row.priority] += 1
    for place, (t, r) in enumerate(pairs):
        costs[rows[r].priority, place] = -1
        costs[3, place] = stranger(case.teachers[t], rows[r])
        costs[4, place] = lost(case.teachers[t], rows[r], shown)
    for place, (_, k) in enumerate(steps):
        costs[5, len(pairs) + place] = 2 * k + 1
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for _ in range(count):
        solver.addCol(0.0, 0.0, 1.0, 0, [], [])
    whole = highspy.HighsVarType.kInteger
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.array([whole] * count))

    def row_of(low: float, high: float, entries: dict[int, float]) -> None:
        solver.addRow(low, high, len(entries), np.array(list(entries), np.int32), np.array(list(entries.values())))

    for r in range(len(rows)):
        row_of(0, 1, {place: 1.0 for place, pair in enumerate(pairs) if pair[1] == r})
    for t in range(len(most)):
        own = {place: 1.0 for place, pair in enumerate(pairs) if pair[0] == t}
        row_of(0, 0, own | {len(pairs) + place: -1.0 for place, step in enumerate(steps) if step[0] == t})
    first = len(pairs) + len(steps)
    place_of = {key: first + n for n, key in enumerate(used)}
    for place, (t, r) in enumerate(pairs):
        key = (t, rows[r].students[0].number)
        if rows[r].subject and key in place_of:
            row_of(-1, 0, {place: 1.0, place_of[key]: -1.0})
    for number in several:
        row_of(0, mentors, {place: 1.0 for (_, own), place in place_of.items() if own == number})
    found = []
    for level in range(6):
        for place in range(count):
            solver.changeColCost(place, costs[level, place])
        solver.run()
        value = round(solver.getInfo().objective_function_value)
        found.append(value + constant[level])
        row_of(-highspy.kHighsInf, value, {place: costs[level, place] for place in range(count) if costs[level, place]})
    return found
