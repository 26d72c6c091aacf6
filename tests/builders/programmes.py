"""Seeded random programmes: quotas with lower bounds, exclusions, open needs at a price, two or three tiers, locks."""

from __future__ import annotations

import random
from datetime import date

from optimizer.domain import Helper, Leg, Pairing, Programme, Recipient, Roster, RuleEntry, Term

UNITS = ("教务处", "后勤处", "图书馆")
AREAS = ("甲村", "乙村", "丙村")
STARTS = ("东校区", "西校区")
SUBJECTS = ("语文", "数学", "英语")
TERM = Term(start="2026-09", months=36)


def random_programme(seed: int, *, helpers: int | None = None, recipients: int | None = None) -> Programme:
    """A small programme that uses most rules at once; may have no roster."""
    rng = random.Random(seed)
    people = helpers or rng.randint(2, 4)
    households = recipients or rng.randint(2, 4)
    served = [_recipient(rng, index) for index in range(households)]
    areas = sorted({recipient.area for recipient in served})
    staff = [_helper(rng, index, areas) for index in range(people)]
    legs = [Leg(start=s, end=a, metres=rng.randint(1, 9) * 500) for s in STARTS for a in AREAS]
    return Programme(
        id=f"random-{seed}",
        title="随机样例",
        label_set="2014",
        reference_day=date(2026, 9, 1),
        term=TERM,
        seed=str(seed),
        helpers=tuple(staff),
        recipients=tuple(served),
        legs=tuple(legs),
        rules=tuple(_rules(rng, staff, served)),
        incumbent=_incumbent(rng, staff, served),
    )


def _helper(rng: random.Random, index: int, areas: list[str]) -> Helper:
    return Helper(
        id=f"h-{index:03d}",
        name=f"样{index:03d}",
        unit=rng.choice(UNITS),
        role_group=rng.choice(("领导", "职工")),
        employment=rng.choice(("在编", "在编", "在编", "编外合同")),
        hardship=rng.random() < 0.1,
        start=rng.choice(STARTS),
        liaison_area=rng.choice(areas) if rng.random() < 0.3 else "",
        most=rng.choice((1, 2, 3)) if rng.random() < 0.15 else None,
        traits={"subject": tuple(sorted(rng.sample(SUBJECTS, rng.randint(1, 3))))},
    )


def _recipient(rng: random.Random, index: int) -> Recipient:
    return Recipient(
        id=f"r-{index:03d}",
        name=f"例{index:03d}",
        area=AREAS[index % len(AREAS)],
        priority=rng.randint(0, 2),
        traits={"subject": (rng.choice(SUBJECTS),)} if rng.random() < 0.5 else {},
    )


def _rules(rng: random.Random, staff: list[Helper], served: list[Recipient]) -> list[RuleEntry]:
    least = rng.choice((0, 0, 1))
    rows = [
        {"by": "role_group", "value": "领导", "least": least, "most": rng.randint(max(1, least), 3)},
        {"by": "any", "least": rng.choice((0, 0, 0, 1)), "most": rng.randint(1, 2)},
    ]
    rules = [
        RuleEntry(id="participation", kind="participation", parameters={"employment": ["在编"]}),
        RuleEntry(id="hardship", kind="exclusion", parameters={"basis": "hardship"}),
        RuleEntry(id="quota", kind="quota", parameters={"rows": rows}),
        RuleEntry(id="lock", kind="term_lock"),
    ]
    coverage = rng.choice(("hard", "tier", "price"))
    if coverage == "hard":
        rules.append(RuleEntry(id="coverage", kind="coverage"))
    elif coverage == "tier":
        rules.append(RuleEntry(id="coverage", kind="coverage", mode=1))
    else:
        rules.append(RuleEntry(id="coverage", kind="coverage", mode=2, parameters={"price": rng.choice((1000, 9000))}))
    rules.append(RuleEntry(id="liaison", kind="liaison", mode=rng.choice((1, 2, 3, "hard", "report"))))
    rules.append(RuleEntry(id="distance", kind="distance", mode=rng.choice((2, 2, 3)), weight=rng.choice((1, 2))))
    if rng.random() < 0.5:
        rows = [{"unit": "教务处", "area": rng.choice(AREAS)}, {"unit": "图书馆", "area": rng.choice(AREAS)}]
        used = {helper.unit for helper in staff}
        areas = {recipient.area for recipient in served}
        rows = [row for row in rows if row["unit"] in used and row["area"] in areas]
        if rows:
            rules.append(RuleEntry(id="unit", kind="unit_area", mode=rng.choice((1, 3)), parameters={"rows": rows}))
    if rng.random() < 0.4:
        mode = rng.choice(("hard", 2))
        rules.append(RuleEntry(id="subject", kind="eligibility", mode=mode, parameters={"match": ["subject"]}))
    if rng.random() < 0.3:
        pair = {"helper": rng.choice(staff).id, "recipient": rng.choice(served).id}
        rules.append(RuleEntry(id="forbid", kind="forbid", mode=rng.choice(("hard", 1)), parameters={"pairs": [pair]}))
    return rules


def _incumbent(rng: random.Random, staff: list[Helper], served: list[Recipient]) -> Roster | None:
    if rng.random() < 0.4:
        return None
    pairings = []
    for recipient in served:
        if rng.random() < 0.4:
            start = "2024-09" if rng.random() < 0.6 else "2022-09"
            helper = rng.choice([helper.id for helper in staff] + ["h-gone"])
            pairings.append(Pairing(helper=helper, recipient=recipient.id, term=Term(start=start, months=36)))
    return Roster(programme="last", pairings=tuple(pairings))
