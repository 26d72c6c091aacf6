"""The college's staff: who they are and what makes each of them take part or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from scenarios.cases.household.numbers import LEADERS, REFERENCE_MONTH, TERM_END, Numbers, proportional
from scenarios.cases.household.places import VILLAGES
from scenarios.cases.household.retirement import FEMALE_50, FEMALE_55, MALE, last_birth_month, retirement_month
from scenarios.cases.synthetic.people import Registry

TAKES_PART, NOT_ESTABLISHED, RETIRING, HARDSHIP, RULED_OUT = "", "编制", "退休", "登记困难", "本人情况"

SECRETARY, PRESIDENT, LEADER, MIDDLE, GENERAL = "党委书记", "院长", "校级领导", "中层干部", "一般教职工"

COLLEGE = "校领导"

DEPARTMENTS = (  # name, weight, 岗位类别, campus
    ("基础教学部", 61, "专技", "主校区"),
    ("机电工程系", 52, "专技", "主校区"),
    ("农业工程系", 47, "专技", "南校区"),
    ("经济管理系", 41, "专技", "主校区"),
    ("学前教育系", 38, "专技", "南校区"),
    ("电子信息系", 33, "专技", "主校区"),
    ("后勤保障处", 29, "工勤", "主校区"),
    ("建筑工程系", 27, "专技", "南校区"),
    ("学生工作处", 23, "管理", "主校区"),
    ("思想政治教学部", 21, "专技", "主校区"),
    ("教务处", 17, "管理", "主校区"),
    ("图书馆", 15, "专技", "主校区"),
    ("保卫处", 13, "工勤", "主校区"),
    ("招生就业处", 11, "管理", "主校区"),
    ("党政办公室", 10, "管理", "主校区"),
    ("计划财务处", 9, "管理", "主校区"),
    ("实训中心", 8, "工勤", "南校区"),
    ("信息中心", 7, "专技", "主校区"),
    ("组织宣传部", 6, "管理", "主校区"),
    ("人事处", 5, "管理", "主校区"),
    ("纪检监察室", 4, "管理", "主校区"),
    ("科研处", 3, "专技", "主校区"),
    ("离退休工作处", 2, "管理", "主校区"),
)

_TITLES = {
    "专技": ("助教", "讲师", "讲师", "副教授", "实验师"),
    "管理": ("科员", "干事", "副科级干事"),
    "工勤": ("技工", "驾驶员", "工人"),
}
_NOT_ESTABLISHED = ("人事代理", "编外合同", "劳务派遣")


@dataclass(frozen=True)
class Member:
    """One line of the staff workbook. Months are year * 12 + month - 1; ``out`` is why this one takes no part."""

    name: str
    sex: str
    id_number: str
    department: str
    post: str
    role: str
    post_category: str
    employment: str
    birth: int
    track: str
    given_retirement: int | None
    hardship: bool
    liaison: str
    campus: str
    days: int
    phone: str
    remark: str = ""
    ruling: str = ""
    reason: str = ""
    decided_by: str = ""
    out: str = TAKES_PART


class Recruiter:
    """Makes one member at a time from the random stream of the case."""

    def __init__(self, random: Random, names: Iterator[str], registry: Registry) -> None:
        self._random, self._names, self._registry = random, names, registry
        youngest, oldest = REFERENCE_MONTH - 24 * 12, REFERENCE_MONTH - 62 * 12
        self._staying: dict[str, Sequence[int]] = {}
        self._retiring: dict[str, Sequence[int]] = {}
        for track in (MALE, FEMALE_55, FEMALE_50):
            months = [(birth, retirement_month(birth, track)) for birth in range(oldest, youngest)]
            self._staying[track] = [b for b, r in months if r > TERM_END + 3]
            self._retiring[track] = [b for b, r in months if REFERENCE_MONTH < r < TERM_END]

    def member(self, department: tuple[str, int, str, str], out: str, *, born_before: int = REFERENCE_MONTH) -> Member:
        """An ordinary member of the department who takes part, or does not for the reason ``out``."""
        random = self._random
        name, _, category, campus = department
        sex = random.choice("男女")
        track = MALE if sex == "男" else FEMALE_50 if category == "工勤" else FEMALE_55
        births = (self._retiring if out == RETIRING else self._staying)[track]
        birth = random.choice([b for b in births if b < born_before])
        if random.random() < 0.1:
            campus = "南校区" if campus == "主校区" else "主校区"
        return Member(
            name=next(self._names),
            sex=sex,
            id_number=self._registry.id_number(birth // 12, birth % 12 + 1, sex),
            department=name,
            post=random.choice(_TITLES[category]),
            role=GENERAL,
            post_category=category,
            employment=random.choice(_NOT_ESTABLISHED) if out == NOT_ESTABLISHED else "在编",
            birth=birth,
            track=track,
            given_retirement=None,
            hardship=out == HARDSHIP,
            liaison="",
            campus=campus,
            days=random.choice((10, 15, 15, 18, 20, 20, 24, 30, 36)),
            phone=self._registry.phone(),
            out=out,
        )

    def reborn(self, member: Member, sex: str, track: str, birth: int, *, on_card: int | None = None) -> Member:
        """The member with another sex, track and birth month; ``on_card`` is the month inside the ID number."""
        card = birth if on_card is None else on_card
        number = self._registry.id_number(card // 12, card % 12 + 1, sex)
        category = "工勤" if track == FEMALE_50 else member.post_category
        category = "专技" if track == FEMALE_55 and category == "工勤" else category
        return replace(member, sex=sex, track=track, birth=birth, id_number=number, post_category=category)


def _leaders(recruit: Recruiter) -> list[Member]:
    """Eight college-level leaders; the last retires inside the term, a woman before that has a later date given."""
    posts = ("党委书记", "院长", "党委副书记", "纪委书记", "副院长", "副院长", "副院长", "副院长")
    villages = [v.name for v in VILLAGES] + ["跃进村", "平桥村"]
    leaders = []
    for i in range(LEADERS):
        out = RETIRING if i == LEADERS - 1 else TAKES_PART
        base = recruit.member((COLLEGE, 0, "管理", "主校区"), out, born_before=1982 * 12)
        base = replace(
            base, post=posts[i], role={0: SECRETARY, 1: PRESIDENT}.get(i, LEADER), liaison=villages[i], days=30
        )
        leaders.append(base)
    leaders[6] = recruit.reborn(leaders[6], "女", FEMALE_55, last_birth_month(FEMALE_55, TERM_END) - 7)
    leaders[6] = replace(leaders[6], given_retirement=TERM_END + 20)
    leaders[7] = replace(leaders[7], remark="临近退休,是否继续定点联系待定")
    return leaders


def staff(numbers: Numbers, random: Random, names: Iterator[str], registry: Registry) -> list[Member]:
    """All staff, leaders first, then department by department, heads of departments first."""
    recruit = Recruiter(random, names, registry)
    outside, retiring, hardship, ruled_out = numbers.out
    reasons = (
        [TAKES_PART] * (numbers.helpers - LEADERS + 1)
        + [NOT_ESTABLISHED] * outside
        + [RETIRING] * (retiring - 1)
        + [HARDSHIP] * hardship
        + [RULED_OUT] * ruled_out
    )
    random.shuffle(reasons)
    departments = DEPARTMENTS[: max(3, min(len(DEPARTMENTS), len(reasons) // 4))]
    weights = [weight * random.uniform(0.85, 1.2) for _, weight, _, _ in departments]
    sizes = proportional(len(reasons), weights, least=1)
    members = _leaders(recruit)
    queue = iter(reasons)
    for department, size in zip(departments, sizes, strict=True):
        people = [recruit.member(department, next(queue)) for _ in range(size)]
        people.sort(key=lambda m: (m.out == NOT_ESTABLISHED, m.birth >= 1990 * 12))
        for i in range(1 + (size > 12)):
            if people[i].out != NOT_ESTABLISHED:
                people[i] = replace(people[i], role=MIDDLE, post="主要负责人" if i == 0 else "副职负责人")
        members += people
    return members
