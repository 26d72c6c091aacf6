"""Made-up schools of a county: where they lie, what they teach well, what they lack, and last year's pairs."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from random import Random

SUBJECTS = ("音乐", "美术", "体育", "英语", "信息技术", "科学")
STAGES = ("小学", "初中")
DISTRICTS = ("城区片", "东片", "西片", "北片")
_SYLLABLES = "松柏桃柳梅兰竹菊溪泉坡岭湾坪塘桥"


@dataclass(frozen=True)
class School:
    """x, y in kilometres from the county seat; ``most`` 0 for a school that is supported."""

    code: str
    name: str
    stage: str
    district: str
    category: str
    size: str
    subjects: tuple[str, ...]
    x: float
    y: float
    most: int = 0


@dataclass(frozen=True)
class County:
    strong: list[School]
    weak: list[School]
    last_year: list[tuple[School, School]]

    def kilometres(self, a: School, b: School) -> float:
        """By road: a third longer than the straight line, one decimal."""
        return round(1.33 * hypot(a.x - b.x, a.y - b.y) + 0.5, 1)


def make_county(seed: int, weak: int) -> County:
    """``weak`` supported schools; of each stage as many places at strong schools as schools to support, and a few more.

    Raises ValueError, with the sentence for the user, for fewer than 6 schools.
    """
    if weak < 6:
        raise ValueError(f"--schools must be at least 6, not {weak}")
    random = Random(f"twinning:{seed}")
    stems = [a + b for a in _SYLLABLES for b in _SYLLABLES if a != b]
    random.shuffle(stems)
    supported = []
    for n in range(weak):
        stage = STAGES[n % 5 == 4]
        lacks = tuple(sorted(random.sample(SUBJECTS, random.choice((1, 2, 2, 3)))))
        category = "村小" if stage == "小学" and n % 3 else "乡镇学校"
        supported.append(
            School(
                f"W{n + 1:03d}", f"样{stems.pop()}{stage}", stage, random.choice(DISTRICTS[1:]), category,
                random.choice("中小小"), lacks, random.uniform(-30, 30), random.uniform(-30, 30),
            )
        )  # fmt: skip
    strong: list[School] = []
    for stage in STAGES:
        wanted = sum(school.stage == stage for school in supported) + 2
        while wanted > 0:
            most = random.choice((2, 3, 3, 4))
            town = len(strong) % 2
            best = tuple(sorted(random.sample(SUBJECTS, random.choice((2, 3, 4)))))
            reach = 25 if town else 4
            strong.append(
                School(
                    f"S{len(strong) + 1:03d}", f"例{stems.pop()}{'中心小学' if stage == '小学' and town else stage}", stage,
                    DISTRICTS[0] if not town else random.choice(DISTRICTS[1:]), "乡镇中心校" if town else "城区优质校",
                    random.choice(("中、小", "中、小", "小")), best, random.uniform(-reach, reach), random.uniform(-reach, reach), most,
                )
            )  # fmt: skip
            wanted -= most
    return County(strong, supported, _last_year(random, strong, supported))


def _last_year(random: Random, strong: list[School], weak: list[School]) -> list[tuple[School, School]]:
    """A third of the schools had a partner of the same stage, within what the partner may take."""
    left = {school.code: school.most for school in strong}
    pairs = []
    for school in random.sample(weak, len(weak) // 3):
        open_ = [other for other in strong if other.stage == school.stage and left[other.code]]
        if open_:
            partner = random.choice(open_)
            left[partner.code] -= 1
            pairs.append((partner, school))
    return sorted(pairs, key=lambda pair: pair[1].code)
