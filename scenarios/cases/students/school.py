"""The teachers of a made-up school: what they teach, in which classes, what they are good at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from scenarios.cases.household.numbers import proportional
from scenarios.cases.students.numbers import GRADES, SUBJECTS, Numbers
from scenarios.cases.synthetic.people import Registry

LEADER, MIDDLE, TEACHER = "校级领导", "中层干部", "教师"
STRENGTHS = ("基础讲解", "学法指导", "习惯养成", "家校沟通", "心理疏导")


@dataclass(frozen=True)
class Class:
    """``number`` counts within the grade, from 1."""

    grade: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.grade}{self.number}班"


@dataclass(frozen=True)
class Teacher:
    """One line of the teachers' table."""

    name: str
    sex: str
    group: str
    post: str
    role: str
    subjects: tuple[str, ...]
    classes: tuple[Class, ...]
    grades: tuple[str, ...]
    former: str
    strengths: tuple[str, ...]
    may_lead: bool
    phone: str
    remark: str = ""


def classes(numbers: Numbers) -> list[Class]:
    """All classes, grade by grade, as even as can be."""
    sizes = proportional(numbers.classes, [1] * len(GRADES), least=1)
    return [Class(grade, n + 1) for grade, size in zip(GRADES, sizes, strict=True) for n in range(size)]


def teachers(numbers: Numbers, random: Random, names: Iterator[str], registry: Registry) -> list[Teacher]:
    """Every subject of every grade is taught; one class has no teacher of one subject in the table (see README)."""
    posts = [(grade, subject) for grade in GRADES for subject in SUBJECTS[grade]]
    leaders = max(2, numbers.teachers // 15)
    need = [60 // len(SUBJECTS[grade]) for grade, _ in posts]
    sizes = proportional(numbers.teachers - leaders, need, least=2)
    made: list[Teacher] = []
    every = classes(numbers)
    for (grade, subject), size in zip(posts, sizes, strict=True):
        own = [c for c in every if c.grade == grade]
        for n in range(size):
            taught = tuple(c for k, c in enumerate(own) if k % size == n) or (random.choice(own),)
            made.append(_teacher(random, names, registry, (subject,), taught, f"{subject}组", len(made)))
    made = [_second_subject(random, teacher) if n % 7 == 3 else teacher for n, teacher in enumerate(made)]
    made += [_leader(random, names, registry, every, n) for n in range(leaders)]
    return _gap(made)


def _teacher(
    random: Random,
    names: Iterator[str],
    registry: Registry,
    subjects: tuple[str, ...],
    taught: tuple[Class, ...],
    group: str,
    serial: int,
) -> Teacher:
    middle = serial % 8 == 5
    return Teacher(
        name=next(names),
        sex=random.choice("男女女"),
        group=group,
        post="年级组长" if middle else "班主任" if serial % 3 == 0 else "",
        role=MIDDLE if middle else TEACHER,
        subjects=subjects,
        classes=taught,
        grades=(taught[0].grade,),
        former=f"2026届九年级{random.randint(1, 8)}班" if random.random() < 0.25 else "",
        strengths=tuple(sorted(random.sample(STRENGTHS, random.choice((1, 1, 2))))),
        may_lead=serial % 11 != 4,
        phone=registry.phone(),
        remark="哺乳期" if serial % 23 == 9 else "",
    )


def _second_subject(random: Random, teacher: Teacher) -> Teacher:
    others = [s for s in SUBJECTS[teacher.grades[0]] if s not in teacher.subjects]
    return replace(teacher, subjects=(*teacher.subjects, random.choice(others)))


def _leader(random: Random, names: Iterator[str], registry: Registry, every: list[Class], n: int) -> Teacher:
    taught = (random.choice(every),)
    made = _teacher(random, names, registry, (random.choice(SUBJECTS[taught[0].grade]),), taught, "校长室", 1)
    return replace(made, role=LEADER, post="校长" if n == 0 else "副校长", may_lead=True, grades=GRADES)


def _gap(made: list[Teacher]) -> list[Teacher]:
    """The last class of the second grade loses its English teacher: a colleague of the grade has to help there."""
    last = max((c.number for t in made for c in t.classes if c.grade == GRADES[1]), default=0)
    found = []
    for teacher in made:
        if "英语" in teacher.subjects and Class(GRADES[1], last) in teacher.classes:
            kept = tuple(c for c in teacher.classes if c != Class(GRADES[1], last))
            teacher = replace(teacher, classes=kept or (Class(GRADES[1], 1),))
        found.append(teacher)
    return found
