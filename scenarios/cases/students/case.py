"""One students case in memory: everything the files will say, drawn from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from scenarios.cases.students.numbers import Numbers
from scenarios.cases.students.school import Class, Teacher, classes, teachers
from scenarios.cases.students.students import Student, students
from scenarios.cases.synthetic.people import Registry, names

SEED = 24


@dataclass(frozen=True)
class Case:
    """Teachers in the order of the workbook, students in the order of the lists."""

    seed: int
    numbers: Numbers
    classes: list[Class]
    teachers: list[Teacher]
    students: list[Student]


def make_case(seed: int, numbers: Numbers) -> Case:
    """Draw a case; the same seed and numbers give the same case on every machine."""

    def stream(topic: str) -> Random:
        return Random(f"students:{seed}:{topic}")

    people = names(stream("names"))
    registry = Registry(stream("registry"))
    every = classes(numbers)
    staff = teachers(numbers, stream("teachers"), people, registry)
    served = students(numbers, every, stream("students"), people, registry)
    return Case(seed, numbers, every, staff, served)
