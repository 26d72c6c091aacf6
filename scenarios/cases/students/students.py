"""The students of a made-up school who need help, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from scenarios.cases.household.numbers import proportional
from scenarios.cases.students.numbers import GRADES, MOST_SUBJECTS, SUBJECTS, Numbers
from scenarios.cases.students.school import Class
from scenarios.cases.synthetic.people import Registry

CAUSES = ("基础不扎实", "记忆力弱", "家长不重视", "作业不认真", "不预习复习", "上课不专心")
RISKS = ("厌学", "家庭变故", "随父母外出", "沉迷网络", "家庭经济困难")
DIRECTIONS = ("在家待业", "外出务工", "未报名中职", "复读未定")


@dataclass(frozen=True)
class Student:
    """One student in whichever lists; ``school_class`` is None for school leavers, who keep ``former``."""

    number: str
    name: str
    sex: str
    id_number: str
    school_class: Class | None
    former: str
    weak: tuple[tuple[str, str], ...]
    risk: str
    direction: str
    family: str
    same_sex: bool
    phone: str
    remark: str = ""


def students(
    numbers: Numbers, every: list[Class], random: Random, names: Iterator[str], registry: Registry
) -> list[Student]:
    """Struggling students class by class, then those only at risk, then the leavers; siblings across classes."""
    counts = _subjects_each(numbers, random)
    sizes = proportional(numbers.struggling, [random.randint(2, 6) for _ in every], least=1)
    places = [c for c, size in zip(every, sizes, strict=True) for _ in range(size)]
    made = [
        _student(random, names, registry, serial, place, _weak(random, place, count))
        for serial, (place, count) in enumerate(zip(places, counts, strict=True))
    ]
    risky = set(random.sample(range(len(made)), numbers.at_risk_too))
    made = [replace(s, risk=random.choice(RISKS)) if n in risky else s for n, s in enumerate(made)]
    for _ in range(numbers.only_at_risk):
        student = _student(random, names, registry, len(made), random.choice(every), ())
        made.append(replace(student, risk=random.choice(RISKS)))
    for _ in range(numbers.leavers):
        student = _student(random, names, registry, len(made), None, ())
        former = f"2026届九年级{random.randint(1, 8)}班"
        made.append(replace(student, former=former, direction=random.choice(DIRECTIONS)))
    return _siblings(made, random, numbers)


def _subjects_each(numbers: Numbers, random: Random) -> list[int]:
    """How many weak subjects each struggling student has: 1 to 3, ``rows`` together."""
    counts = [1] * numbers.struggling
    while sum(counts) < numbers.rows:
        place = random.randrange(len(counts))
        if counts[place] < MOST_SUBJECTS:
            counts[place] += 1
    return counts


def _weak(random: Random, place: Class, count: int) -> tuple[tuple[str, str], ...]:
    subjects = SUBJECTS[place.grade]
    chosen = random.sample(subjects, count)
    return tuple((s, random.choice(CAUSES)) for s in subjects if s in chosen)


def _student(
    random: Random,
    names: Iterator[str],
    registry: Registry,
    serial: int,
    place: Class | None,
    weak: tuple[tuple[str, str], ...],
) -> Student:
    age = 16 if place is None else 13 + GRADES.index(place.grade)
    sex = random.choice("男女")
    return Student(
        number=f"{2039 - age:04d}{serial + 1:04d}",
        name=next(names),
        sex=sex,
        id_number=registry.id_number(2026 - age, random.randint(1, 12), sex),
        school_class=place,
        former="",
        weak=weak,
        risk="",
        direction="",
        family="",
        same_sex=sex == "女" and random.random() < 0.12,
        phone=registry.phone() if random.random() < 0.9 else "",
        remark="留守儿童" if random.random() < 0.1 else "",
    )


def _siblings(made: list[Student], random: Random, numbers: Numbers) -> list[Student]:
    """Pairs of students of one family, across classes and lists."""
    chosen = random.sample([n for n, s in enumerate(made) if s.school_class], 2 * (numbers.students // 22))
    found = list(made)
    for pair in range(len(chosen) // 2):
        for place in chosen[2 * pair : 2 * pair + 2]:
            found[place] = replace(found[place], family=f"JT{pair + 1:03d}")
    return found
