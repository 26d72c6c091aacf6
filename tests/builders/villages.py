"""A small household programme that one can reckon by hand, and its standing roster."""

from __future__ import annotations

import random
from datetime import date

from optimizer.domain import Helper, Leg, Pairing, Programme, Recipient, Roster, RuleEntry, Term

TERM = Term(start="2026-10", months=36)
RUNNING = Term(start="2025-10", months=36)
UNITS = ("教务处", "后勤处", "图书馆")
AREAS = ("甲村", "乙村", "丙村")
METRES = {("东校区", "甲村"): 3000, ("东校区", "乙村"): 8000, ("东校区", "丙村"): 5000} | {
    ("西校区", "甲村"): 9000,
    ("西校区", "乙村"): 2000,
    ("西校区", "丙村"): 5500,
}


def village_programme(
    seed: int = 0, *, helpers: int = 8, recipients: int = 6, standing: bool = True, running: float = 0.6, most: int = 1
) -> Programme:
    """Helpers of three units at two starts, recipients of three villages; ``running``: share of pairs inside their term."""
    rng = random.Random(seed)
    staff = [
        Helper(
            id=f"h-{i:03d}",
            name=f"样{i:03d}",
            unit=UNITS[i % 3],
            role_group="领导" if i == 0 else "职工",
            start=("东校区", "西校区")[rng.randrange(2)],
            liaison_area=AREAS[0] if i == 0 else "",
        )
        for i in range(helpers)
    ]
    served = [Recipient(id=f"r-{i:03d}", name=f"例{i:03d}", area=AREAS[i % 3]) for i in range(recipients)]
    rows = [{"by": "role_group", "value": "领导", "most": 2}, {"by": "any", "most": most}]
    rules = (
        RuleEntry(id="R1", kind="term_lock"),
        RuleEntry(id="R2", kind="quota", parameters={"rows": rows}),
        RuleEntry(id="R3", kind="coverage"),
        RuleEntry(id="R4", kind="distance", mode=1),
    )
    pairings = []
    if standing:
        order = list(range(helpers))
        rng.shuffle(order)
        places = (order * most)[:recipients]
        for recipient, helper in zip(served, places, strict=False):
            term = RUNNING if rng.random() < running else Term(start="2022-10", months=36)
            pairings.append(Pairing(helper=staff[helper].id, recipient=recipient.id, term=term))
    return Programme(
        id="villages",
        title="样例项目",
        label_set="2014",
        reference_day=date(2026, 9, 20),
        term=TERM,
        seed="7",
        helpers=tuple(staff),
        recipients=tuple(served),
        legs=tuple(Leg(start=s, end=a, metres=m) for (s, a), m in METRES.items()),
        rules=rules,
        incumbent=Roster(programme="last", pairings=tuple(pairings)) if standing else None,
    )
