"""Seeded tiny programmes that exercise one or several rules; small enough to list every roster."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from optimizer.domain import (
    Commitment,
    Helper,
    Leg,
    Pairing,
    Place,
    Programme,
    Recipient,
    Role,
    Roster,
    RuleEntry,
    Ruling,
    Term,
)

TERM = Term(start="2026-10", months=36)
OLD = (Term(start="2025-01", months=36), Term(start="2022-01", months=36))
UNITS, AREAS, STARTS, WORDS = ("教务处", "后勤处"), ("甲村", "乙村"), ("东门", "西门"), ("语文", "数学")
KINDS = (
    "participation", "exclusion", "term_lock", "eligibility", "unit_area", "liaison", "require", "forbid", "distance",
    "worst", "continuity", "together", "apart", "cohesion", "group_totals", "team", "reserve", "load", "minutes",
    "fairness", "fit", "seniority", "succession", "supervision",
)  # fmt: skip


def tiny(seed: int, kinds: tuple[str, ...], *, roles: int = 1, plain: bool = False) -> Programme:
    """``plain``: people differ in as little as possible, so that many are merged. Supervision is between two roles."""
    rng = random.Random(seed)
    roles = max(roles, 2) if "supervision" in kinds else roles
    served = [_recipient(rng, i, roles, plain) for i in range(rng.randint(2, 3) if roles == 1 else 2)]
    areas = sorted({recipient.area for recipient in served})
    helpers = [_helper(rng, i, plain, areas) for i in range(rng.randint(2, 3))]
    places = [
        Place(id=name, latitude_microdegrees=30_000_000 + rng.randrange(10**6),
              longitude_microdegrees=106_000_000 + rng.randrange(10**6), system=rng.choice(("wgs84", "gcj02", "bd09")))
        for name in (*STARTS, *AREAS)
    ]  # fmt: skip
    rules = [_quota(rng, roles, plain), _coverage(rng)]
    rules += [entry for kind in kinds for entry in _rule(rng, kind, helpers, served)]
    return Programme(
        id="tiny",
        title="样例",
        reference_day=date(2026, 9, 1),
        term=TERM,
        seed=str(seed),
        helpers=tuple(helpers),
        recipients=tuple(served),
        roles=tuple(Role(id=f"k{n}") for n in range(roles)),
        places=tuple(places),
        legs=tuple(
            Leg(start=s, end=e, metres=rng.randrange(9) * 100, minutes=rng.randrange(9))
            for s in STARTS
            for e in (*AREAS, "丙院")
        ),
        rules=tuple(rules),
        incumbent=_incumbent(rng, helpers, served, roles),
    )


def _helper(rng: random.Random, i: int, plain: bool, areas: list[str]) -> Helper:
    def some(chance: float) -> bool:
        return not plain and rng.random() < chance

    return Helper(
        id=f"h{i}",
        name=f"样{i}",
        unit=rng.choice(UNITS) if not plain else UNITS[0],
        post=rng.choice(("处长", "科长", "")),
        available_days=rng.randint(1, 9) if some(0.3) else None,
        commitments=(Commitment(programme="x", recipients=1, days=2),) if some(0.3) else (),
        employment=rng.choice(("在编", "在编", "外聘")),
        hardship=rng.random() < 0.2,
        sex=rng.choice(("男", "女", None)),
        start=rng.choice((*STARTS, "")) if not plain else rng.choice(STARTS),
        liaison_area=rng.choice(areas) if some(0.5) else "",
        ruling=Ruling(takes_part=rng.random() < 0.5) if rng.random() < 0.2 else None,
        least=1 if some(0.15) else None,
        most=rng.randint(1, 3) if some(0.2) else None,
        traits={"subject": tuple(sorted(rng.sample(WORDS, rng.randint(1, 2))))} if rng.random() < 0.8 else {},
    )


def _recipient(rng: random.Random, i: int, roles: int, plain: bool) -> Recipient:
    traits: dict[str, tuple[str, ...]] = {"subject": (rng.choice(WORDS),)} if rng.random() < 0.7 else {}
    if rng.random() < 0.4:
        traits["avoid"] = (rng.choice(("h0", "样1", "样2")),)
    needs = tuple(rng.choice((0, 1, 1, 2) if roles > 1 or rng.random() < 0.2 else (1,)) for _ in range(roles))
    return Recipient(
        id=f"r{i}",
        name=f"例{i}",
        area=rng.choice(AREAS),
        place=rng.choice(("", "丙院", "丁院")) if not plain else "",
        cause=rng.choice(("因病", "因学", "")),
        weight=rng.randint(0, 3),
        sex=rng.choice(("男", "女")),
        priority=rng.randint(0, 1),
        needs=(1,) * roles if plain else needs,
        traits=traits,
    )


def _quota(rng: random.Random, roles: int, plain: bool) -> RuleEntry:
    most = rng.randint(1, 3)
    rows: list[dict[str, Any]] = [{"by": "any", "least": rng.choice((0, 0, 1)), "most": most}]
    if not plain:
        rows.insert(0, {"by": rng.choice(("unit", "name")), "value": rng.choice((UNITS[0], "h0", "样1")), "most": 1})
    if roles > 1 or (not plain and rng.random() < 0.2):
        rows.append({"by": "unit", "value": UNITS[0], "most": rng.randint(0, 2), "role": "k0"})
    return RuleEntry(id="A-quota", kind="quota", parameters={"rows": rows})


def _coverage(rng: random.Random) -> RuleEntry:
    mode: Any = rng.choice(("hard", "hard", 1, "report"))
    price = {"price": rng.randint(1, 5) * 100} if mode == 1 and rng.random() < 0.5 else {}
    return RuleEntry(id="B-coverage", kind="coverage", mode=mode, weight=rng.randint(1, 2), parameters=price)


def _rule(rng: random.Random, kind: str, helpers: list[Helper], served: list[Recipient]) -> list[RuleEntry]:
    mode: Any = rng.choice(("hard", 1, 2, 2, "report"))
    weight = rng.randint(1, 3)

    def pairs() -> tuple[dict[str, str], ...]:
        return tuple({"helper": rng.choice(helpers).id, "recipient": rng.choice(served).id} for _ in range(2))

    def entry(kind: str, mode: Any = mode, **parameters: Any) -> RuleEntry:
        return RuleEntry(id=f"R-{kind}", kind=kind, mode=mode, weight=weight, parameters=parameters)

    if kind == "participation":
        return [entry(kind, "hard", employment=("在编",))]
    if kind == "exclusion":
        return [entry(kind, "hard", **rng.choice(({"basis": "hardship"}, {"basis": "name", "names": ("样0",)})))]
    if kind == "term_lock":
        released = ((helpers[0].id, served[0].id, "户主去世"),) if rng.random() < 0.3 else ()
        return [entry(kind, released=released)]
    if kind == "eligibility":
        near = {"most_metres": 400} if rng.random() < 0.5 else {}
        source = RuleEntry(id="R-source", kind="distance", mode="report", parameters={"default_start": "东门"})
        rule = entry(kind, match=("subject",), same_sex=rng.random() < 0.3, avoid=rng.random() < 0.5, **near)
        return [rule, source]
    if kind == "unit_area":
        listed = sorted({(helpers[0].unit, served[0].area), (helpers[-1].unit, served[-1].area)})
        return [entry(kind, rows=tuple({"unit": unit, "area": area} for unit, area in listed))]
    if kind in ("require", "forbid"):
        return [entry(kind, pairs=pairs())]
    if kind in ("distance", "worst"):
        source = rng.choice(("legs", "coordinates", "off"))
        far = {"most_metres": 500 if source == "legs" else 60_000} if mode == "hard" else {}
        measure = "worst" if kind == "worst" else "total"
        detour = rng.choice((1000, 1313))
        return [
            RuleEntry(id=f"R-{kind}", kind="distance", mode=mode, weight=weight, parameters={
                "source": source, "measure": measure, "default_start": "西门", "detour_permille": detour, **far})
        ]  # fmt: skip
    if kind in FURTHER:
        return _further(rng, kind, mode, weight, helpers, served)
    if kind == "continuity":
        return [entry(kind, **({"most_changes": rng.randint(0, 2)} if mode == "hard" else {}))]
    return [entry(kind)]


FURTHER = {"together", "apart", "cohesion", "group_totals", "team", "reserve", "load", "minutes", "fairness", "fit",
           "seniority", "succession", "supervision"}  # fmt: skip


WISHES = {"together", "apart", "cohesion", "group_totals", "load", "minutes"}
"""Rules whose bounds may also be wishes: a tier that adds up by how much they are exceeded."""


def _further(
    rng: random.Random, kind: str, mode: Any, weight: int, helpers: list[Helper], served: list[Recipient]
) -> list[RuleEntry]:
    chance = rng.random()
    hard: Any = "hard" if chance < 0.8 else "report"
    if kind in WISHES and 0.45 < chance < 0.9:
        hard = 1 if chance < 0.6 else 2
    tier = rng.choice((1, 2, 2, "report"))
    units, areas = sorted({h.unit for h in helpers}), sorted({r.area for r in served})

    def entry(mode: Any, rule: str = kind, **parameters: Any) -> RuleEntry:
        return RuleEntry(id=f"R-{kind}", kind=rule, mode=mode, weight=weight, parameters=parameters)

    if kind in ("together", "apart"):
        ids = [r.id for r in served]
        groups = tuple(tuple(rng.sample(ids, 2)) for _ in range(rng.randint(1, 2)))
        return [entry(hard, groups=groups, trait=rng.choice(("", "subject")))]
    if kind == "cohesion":
        return [entry(hard, by=rng.choice(("helper", "unit")), most=rng.choice((1, 1, 2)))]
    if kind == "group_totals":
        ends = {(rng.choice((*units, "")), rng.choice(areas)), (rng.choice(units), ""), ("", rng.choice(areas))}
        rows = [
            {"unit": u, "area": a, "least": rng.choice((0, 0, 1)), "most": rng.choice((None, 1, 2))}
            for u, a in sorted(ends)
        ]
        return [entry(hard, rows=rows)]
    if kind == "team":
        return [entry(hard, trait="subject", least=rng.choice((0, 0, 1)), most=rng.choice((1, 1, 2)))]
    if kind == "reserve":
        return [entry(hard, rows=[{"unit": rng.choice(units), "spare": 1}, {"unit": "", "spare": rng.randint(0, 2)}])]
    if kind == "load":
        rows = [
            {"by": "unit", "value": units[0], "least": rng.choice((0, 0, 1)), "most": rng.randint(1, 5)},
            {"by": "any", "most": 4},
        ]
        return [entry(hard, rows=rows)]
    if kind == "minutes":
        rows = [{"by": "any", "most": rng.randint(1, 6)}]
        when = [(units[0], 1, 4, "1234567"), (units[-1], 3, 9, "67"), ("", 2, 8, "135")]
        windows = [
            {"by": "unit" if unit else "any", "value": unit, "first": f"2026-09-0{first}", "last": f"2026-09-0{last}",
             "weekdays": weekdays}
            for unit, first, last, weekdays in rng.sample(when, rng.choice((0, 0, 1, 2)))
        ]  # fmt: skip
        return [
            entry(
                hard,
                "load",
                measure="minutes",
                rows=rows,
                visits=2,
                stay_minutes=3,
                minutes_per_day=10,
                default_start="西门",
                windows=windows,
            )
        ]
    if kind == "fairness":
        measure = rng.choice(("count", "share", "metres"))
        form = rng.choice(("leximin", "worst", *(("squares",) if measure == "count" else ())))
        source = RuleEntry(id="R-source-2", kind="distance", mode="report", parameters={"default_start": "东门"})
        return [entry(tier, by=rng.choice(("helper", "unit")), measure=measure, form=form), source]
    if kind == "supervision":
        names = [h.id for h in helpers]
        pair = {"supervisor": rng.choice(names), "helper": rng.choice(names)}
        said = rng.choice(
            ({"same_unit": True}, {"pairs": (pair,)}, {"ranks": ("处长",), "by": "post", "pairs": (pair,)})
        )
        back = {"supervised": "k1", "supervisor": "k0"} if rng.random() < 0.3 else {}
        return [entry(hard, **said, **back)]
    if kind == "fit":
        rows = [
            {"cause": cause, "word": rng.choice(WORDS), "points": rng.randint(0, 3)}
            for cause in ("因病", "因学", "因学")
        ]
        return [entry(tier, rows=rows, trait="subject")]
    if kind == "seniority":
        return [entry(tier, by="post", ranks=("处长", "科长"))]
    return [entry(tier, units=(("h9", UNITS[0]),) if rng.random() < 0.5 else ())]


def _incumbent(rng: random.Random, helpers: list[Helper], served: list[Recipient], roles: int) -> Roster:
    pairings = {}
    for _ in range(3):
        helper = rng.choice([*(h.id for h in helpers), "h9"])
        recipient = rng.choice([*(r.id for r in served), "r9"])
        role = rng.randrange(roles)
        pairings[helper, recipient] = Pairing(
            helper=helper, recipient=recipient, role=role, term=rng.choice(OLD), locked=rng.random() < 0.2
        )
    return Roster(programme="tiny", pairings=tuple(pairings.values()))
