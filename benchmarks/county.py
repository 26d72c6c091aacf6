"""County sizes: the tiers from bureau to student with their coverage proof, and households by quotas of rank 8-7-6-5-4.

    python -m benchmarks.county [--seed 1] [--jointly] [--json FILE]

Goals: 1 bureau, 20 townships, 200 schools, 2,000 classes and 40,000 students with 3,500 mentors in under 10 s in the
engine, every level proved and every student covered (--jointly: the whole proved too, whatever is tied over levels as one);
11,785 households and 3,134 cadres in under 5 s, proved. All data are drawn here.
"""

from __future__ import annotations

import argparse
from datetime import date
from random import Random

import numpy as np

from benchmarks.common import report, timed
from optimizer.domain import Helper, Leg, Programme, Recipient, RuleEntry, Term
from optimizer.planning import Options, plan
from scenarios.chain import PARENT, SERVES, SUPERIOR, Chain, Level, solve_chain

TERM = Term(start=2026 * 12 + 8, months=36)
DAY = date(2026, 9, 1)
RANKS = (("正处级", 8, 20), ("副处级", 7, 60), ("正科级", 6, 400), ("副科级", 5, 700), ("一般干部", 4, 1954))
"""Rank, households at most, cadres: 3,134 of them."""
HOUSEHOLDS, TOWNSHIPS = 11_785, 9


def county(
    seed: int,
    *,
    townships: int = 20,
    schools: int = 200,
    classes: int = 2_000,
    students: int = 40_000,
    mentors: int = 3_500,
) -> Chain:
    """Bureau -> townships and county schools -> village schools -> classes -> students, every tenth school the county's.

    A bureau leader answers for up to 6 nodes; a township has two heads, each under one bureau leader; a school three
    leaders; a class its teachers, of whom some work under one leader of the school. One student in twenty is a school leaver
    and hangs on the school.
    """
    random = Random(f"county:{seed}")
    direct = schools // 10
    town = [f"乡镇{n:03d}" for n in range(townships)]
    school = [f"学校{n:04d}" for n in range(schools)]
    room = [f"班级{n:05d}" for n in range(classes)]
    first = Level(
        "1",
        "局领导包保乡镇和县直学校",
        _programme(
            "1",
            _nodes([(t, "") for t in town] + [(s, "") for s in school[:direct]]),
            [_owner(f"局领导{n:02d}", "", "", 6) for n in range((townships + direct) // 4 + 1)],
        ),
    )
    heads = [_owner(f"{t}负责人{n}", t, "", (schools - direct) // townships + 1) for t in town for n in range(2)]
    second = Level(
        "2",
        "中心校包保村小",
        _programme("2", _nodes([(s, town[n % townships]) for n, s in enumerate(school[direct:])]), heads),
    )
    leaders = [_owner(f"{s}领导{n}", s, "", classes // schools // 2 + 1) for s in school for n in range(3)]
    third = Level(
        "3",
        "学校领导包保班级",
        _programme("3", _nodes([(c, school[n % schools]) for n, c in enumerate(room)]), leaders),
    )
    teachers = []
    for n in range(mentors):
        own = room[n % classes]
        boss = (
            f"{school[(n % classes) % schools]}领导{random.randrange(3)}"
            if n >= classes and random.random() < 0.3
            else ""
        )
        also = school[(n % classes) % schools] if n < schools else ""
        teachers.append(_owner(f"教师{n:05d}", "、".join(filter(None, (own, also))), boss, 2 * students // classes))
    below = []
    for n in range(students):
        own = n % classes
        below.append((f"学生{n:06d}", school[own % schools] if random.random() < 0.05 else room[own]))
    fourth = Level("4", "教师包保学生", _programme("4", _nodes(below), teachers))
    return Chain("county", "分级包保", "教育局", (first, second, third, fourth))


def _nodes(named: list[tuple[str, str]]) -> tuple[Recipient, ...]:
    return tuple(Recipient(id=name, name=name, traits={PARENT: (parent,)} if parent else {}) for name, parent in named)


def _owner(name: str, serves: str, boss: str, most: int) -> Helper:
    words = {SERVES: serves, SUPERIOR: boss}
    return Helper(
        id=name, name=name, most=most, traits={key: tuple(text.split("、")) for key, text in words.items() if text}
    )


def _programme(identity: str, recipients: tuple[Recipient, ...], helpers: list[Helper]) -> Programme:
    rules = (
        RuleEntry(id="R1", kind="quota", parameters={"rows": [{"by": "any", "most": 1}]}),
        RuleEntry(id="R2", kind="fairness", mode=1, parameters={"form": "squares"}),
        RuleEntry(id="R3", kind="lottery", mode=2),
    )
    return Programme(
        id=identity,
        title=identity,
        kind="tiers",
        reference_day=DAY,
        term=TERM,
        seed="1",
        helpers=tuple(helpers),
        recipients=recipients,
        rules=rules,
    )


def ranks(seed: int) -> Programme:
    """11,785 households in 9 townships of 10 villages, 3,134 cadres in 60 units at 9 seats, quotas by rank, kilometres least."""
    random = np.random.default_rng(seed)
    villages = [f"村{n:03d}" for n in range(TOWNSHIPS * 10)]
    seats = [f"驻地{n}" for n in range(TOWNSHIPS)]
    metres = random.integers(500, 60_000, (len(seats), len(villages)))
    legs = tuple(
        Leg(start=s, end=v, metres=int(metres[i, j])) for i, s in enumerate(seats) for j, v in enumerate(villages)
    )
    rank = [name for name, _, count in RANKS for _ in range(count)]
    helpers = tuple(
        Helper(
            id=f"h{n:05d}", name=f"h{n:05d}", unit=f"单位{n % 60:02d}", role_group=name, start=seats[n % 60 % TOWNSHIPS]
        )
        for n, name in enumerate(rank)
    )
    home = random.integers(0, len(villages), HOUSEHOLDS)
    recipients = tuple(
        Recipient(id=f"r{n:06d}", name=f"r{n:06d}", area=villages[v]) for n, v in enumerate(home.tolist())
    )
    rows = [{"by": "role_group", "value": name, "least": 1, "most": most} for name, most, _ in RANKS]
    rules = (
        RuleEntry(id="R1", kind="quota", parameters={"rows": rows}),
        RuleEntry(id="R2", kind="distance", mode=1, parameters={"source": "legs"}),
        RuleEntry(id="R3", kind="lottery", mode=2),
    )
    return Programme(
        id="ranks",
        title="ranks",
        reference_day=DAY,
        term=TERM,
        seed="1",
        helpers=helpers,
        recipients=recipients,
        legs=legs,
        rules=rules,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure county sizes.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default=None, help="append one JSON line a case to this file")
    parser.add_argument("--jointly", action="store_true", help="solve whatever is tied over levels as one")
    options = parser.parse_args()
    chain, built = timed(lambda: county(options.seed))
    found, seconds = timed(lambda: solve_chain(chain))
    steps = {step: sum(level.plan.seconds[step] for level in found.levels) for step in found.levels[0].plan.seconds}
    report(
        options,
        "tiers",
        whole=found.whole,
        complete=found.coverage.complete,
        students=found.coverage.covered,
        engine=steps["compile"] + steps["solve"],
        all=seconds,
        build=built,
        **steps,
    )
    if options.jointly:
        found, seconds = timed(lambda: solve_chain(chain, jointly=True))
        proved = sum(joint.proved for joint in found.joint)
        facts = {"parts": len(found.joint), "proved": proved, "complete": found.coverage.complete}
        report(options, "tiers jointly", whole=found.whole, all=seconds, **facts)
    programme = ranks(options.seed)
    planned, seconds = timed(lambda: plan(programme, Options()))
    report(
        options,
        "ranks",
        status=planned.answer.status.value,
        all=seconds,
        value=planned.answer.tiers[0].value,
        **planned.seconds,
    )


if __name__ == "__main__":
    main()
