"""Seeded years: a programme, its standing roster, and events of all kinds against both."""

from __future__ import annotations

import random
from typing import Any

from optimizer.domain import Programme, Roster, RuleEntry
from scenarios.rebalancing.events import EVENTS, EventBase
from tests.builders.villages import AREAS, UNITS, village_programme

LEAVES = ("transfer_out", "retirement", "helper_death", "illness", "leave")
GOES = ("all_died", "moved_away", "released")


def year(seed: int) -> tuple[Programme, Roster, list[EventBase]]:
    """6-12 helpers, 5-12 recipients, up to nine events; often most pairs that do not stand are forbidden, so that chains pay."""
    rng = random.Random(seed)
    programme = village_programme(
        seed,
        helpers=rng.randint(6, 12),
        recipients=rng.randint(5, 12),
        running=rng.choice((0.0, 0.5, 1.0)),
        most=rng.choice((1, 1, 2)),
    )
    assert programme.incumbent is not None
    if rng.random() < 0.6:
        held = {(p.helper, p.recipient) for p in programme.incumbent.pairings}
        every = [(h.id, r.id) for h in programme.helpers for r in programme.recipients]
        pairs = [{"helper": h, "recipient": r} for h, r in every if (h, r) not in held and rng.random() < 0.6]
        rules = (*programme.rules, RuleEntry(id="F", kind="forbid", parameters={"pairs": pairs}))
        programme = programme.altered(rules=rules)
    return programme, programme.incumbent, random_events(programme, rng, 2026 * 12 + 11)


def random_events(programme: Programme, rng: random.Random, month: int) -> list[EventBase]:
    """Events from ``month`` on that contradict nothing: nobody twice, everybody by id, two helpers stay."""
    taking = [h.id for h in programme.helpers if h.ruling is None]
    staff = rng.sample(taking, min(max(0, len(taking) - 2), rng.randint(0, 3)))
    served = rng.sample([r.id for r in programme.recipients], min(len(programme.recipients), 3))
    found: list[dict[str, Any]] = [{"event": rng.choice(LEAVES), "helper": key} for key in staff]
    if rng.random() < 0.7:
        found.append({"event": rng.choice(GOES), "recipient": served[0]})
    if len(served) > 1 and rng.random() < 0.3:
        area = rng.choice(sorted({r.area for r in programme.recipients if r.id not in served}) or [""])
        if area:
            found.append({"event": "moved_within", "recipient": served[1], "area": area, "opens": rng.random() < 0.5})
    if len(served) > 2 and rng.random() < 0.3:
        found.append({"event": "new_head", "recipient": served[2], "name": "例继"})
    for number in range(rng.randint(0, 2)):
        person = {"name": f"例新{month}{number}", "area": rng.choice(AREAS), "number": f"N{month}{number}"}
        found.append({"event": "newly_found", "person": person})
    if rng.random() < 0.4:
        person = {"name": f"样新{month}", "unit": rng.choice(UNITS), "role_group": "职工", "start": "东校区"}
        found.append({"event": "transfer_in", "person": person})
    return [EVENTS[str(values["event"])].model_validate({"on": month + rng.randrange(3), **values}) for values in found]
