"""One zones case in memory: areas, their households and students, and the staff; drawn from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scenarios.cases.household.numbers import proportional
from scenarios.cases.synthetic.people import Registry, names

SEED = 8
AREAS = ("东街片区", "西街片区", "北门片区", "南桥片区", "河湾片区", "新村片区", "山脚片区", "园区片区")
UNITS = ("语文组", "数学组", "英语组", "综合组", "政教处", "教务处", "总务处")
HOUSEHOLD, STUDENT = "户", "学生"


@dataclass(frozen=True)
class Numbers:
    """Sizes of a case. Raises ValueError where they cannot be met."""

    staff: int = 90
    visits: int = 520

    def __post_init__(self) -> None:
        if self.staff < 2 * len(AREAS):
            raise ValueError(f"{len(AREAS)} areas need at least {2 * len(AREAS)} staff")
        if not self.staff <= self.visits <= 8 * self.staff:
            raise ValueError("visits must be between one and eight a person")


@dataclass(frozen=True)
class Member:
    """One line of the staff table; ``home`` is empty for those who live elsewhere, ``out`` the reason for taking no part."""

    name: str
    unit: str
    sex: str
    post: str
    home: str
    phone: str
    out: str


@dataclass(frozen=True)
class Visit:
    """A household or a student who is to have somebody."""

    number: str
    name: str
    area: str
    sort: str
    people: int
    phone: str


@dataclass(frozen=True)
class Case:
    """Kilometres between areas are one way, by pairs of names; an area is half a kilometre from itself."""

    seed: int
    numbers: Numbers
    members: list[Member]
    visits: list[Visit]
    kilometres: dict[tuple[str, str], float]

    @property
    def taking_part(self) -> list[Member]:
        return [m for m in self.members if not m.out]


def make_case(seed: int, numbers: Numbers) -> Case:
    """Draw a case; the same seed and numbers give the same case on every machine."""

    def stream(topic: str) -> Random:
        return Random(f"zones:{seed}:{topic}")

    people = names(stream("names"))
    registry = Registry(stream("registry"))
    random = stream("staff")
    members = [_member(random, people, registry, serial) for serial in range(numbers.staff)]
    return Case(seed, numbers, members, _visits(stream("visits"), people, registry, numbers), _ways(stream("ways")))


def _member(random: Random, people: Iterator[str], registry: Registry, serial: int) -> Member:
    return Member(
        name=next(people),
        unit=UNITS[serial * len(UNITS) // 97 % len(UNITS)],
        sex=random.choice("男女"),
        post="校长" if serial == 0 else "主任" if serial % 12 == 6 else "教师",
        home=random.choice(AREAS[: 3 + serial % 6]) if random.random() < 0.8 else "",
        phone=registry.phone(),
        out="长期病假,校委会研究" if serial % 41 == 17 else "",
    )


def _visits(random: Random, people: Iterator[str], registry: Registry, numbers: Numbers) -> list[Visit]:
    sizes = proportional(numbers.visits, [random.randint(3, 9) for _ in AREAS], least=2)
    made: list[Visit] = []
    for place, (area, size) in enumerate(zip(AREAS, sizes, strict=True), start=1):
        for n in range(size):
            sort = STUDENT if n % 4 == 3 else HOUSEHOLD
            number = f"{'X' if sort == STUDENT else 'H'}{place:02d}{n + 1:04d}"
            members = 1 if sort == STUDENT else random.choice((2, 3, 3, 4, 5))
            phone = registry.phone() if random.random() < 0.9 else ""
            made.append(Visit(number, next(people), area, sort, members, phone))
    return made


def _ways(random: Random) -> dict[tuple[str, str], float]:
    """Roads between areas that lie on a plane of six by six kilometres."""
    at = {area: (random.uniform(0, 6), random.uniform(0, 6)) for area in AREAS}
    ways = {(area, area): 0.5 for area in AREAS}
    for one in AREAS:
        for other in AREAS:
            if one < other:
                far = ((at[one][0] - at[other][0]) ** 2 + (at[one][1] - at[other][1]) ** 2) ** 0.5
                ways[one, other] = ways[other, one] = round(0.6 + far * random.uniform(1.2, 1.5), 1)
    return ways
