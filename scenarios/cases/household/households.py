"""The poor households of the six villages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from scenarios.cases.household.numbers import Numbers, proportional
from scenarios.cases.household.places import VILLAGES, Village
from scenarios.cases.synthetic.people import Registry

_CATEGORIES = (("一般贫困户", 58), ("低保贫困户", 33), ("五保贫困户", 9))
_CAUSES = (
    ("因病", 38),
    ("因残", 14),
    ("因学", 9),
    ("因灾", 3),
    ("缺劳力", 9),
    ("缺技术", 12),
    ("缺资金", 8),
    ("缺土地", 2),
    ("交通条件落后", 2),
    ("自身发展动力不足", 3),
)
_REMARKS = ("常年在外务工", "户主耳聋,请到户面谈", "危房改造户", "独居老人", "有在校学生")


@dataclass(frozen=True)
class Household:
    """One line of a village's roster."""

    number: str
    head: str
    id_number: str
    village: Village
    group: int
    people: int
    labour: int
    category: str
    cause: str
    identified: date
    phone: str
    remark: str


def _drawn(random: Random, table: tuple[tuple[str, int], ...]) -> str:
    return random.choices([word for word, _ in table], [weight for _, weight in table])[0]


def household(village: Village, serial: int, random: Random, names: Iterator[str], registry: Registry) -> Household:
    """One made-up household; ``serial`` makes its number."""
    category = _drawn(random, _CATEGORIES)
    people = 1 if category == "五保贫困户" else random.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6))
    sex = "男" if random.random() < 0.82 else "女"
    return Household(
        number=f"{village.code}{serial:04d}" if village.code != "YJ" else f"03{serial:04d}",
        head=next(names),
        id_number=registry.id_number(random.randint(1938, 1992), random.randint(1, 12), sex),
        village=village,
        group=random.randint(1, 8),
        people=people,
        labour=0 if category == "五保贫困户" else random.randint(0, min(3, people)),
        category=category,
        cause=_drawn(random, _CAUSES),
        identified=date(
            random.choice((2013, 2014, 2014, 2014, 2015, 2016)), random.randint(1, 12), random.randint(1, 28)
        ),
        phone=registry.phone() if random.random() < 0.93 else "",
        remark=random.choice(_REMARKS) if random.random() < 0.06 else "",
    )


def households(numbers: Numbers, random: Random, names: Iterator[str], registry: Registry) -> list[Household]:
    """All households, village by village; one head's name stands in two villages, for two different people."""
    sizes = proportional(numbers.households, [v.households for v in VILLAGES], least=1)
    made = [
        household(village, serial, random, names, registry)
        for village, size in zip(VILLAGES, sizes, strict=True)
        for serial in range(1, size + 1)
    ]
    made[-1] = replace(made[-1], head=made[0].head)
    rare = next(i for i, h in enumerate(made) if h.village.code == "XZ")
    made[rare] = replace(made[rare], head=made[rare].head[:2] + "䶮")
    return made
