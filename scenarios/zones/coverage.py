"""Proof of coverage over both steps: no area without staff, no household or student without somebody of its own area."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

from optimizer.domain import Programme, Roster
from scenarios.zones.dividing import DUTY, area_of


@dataclass(frozen=True)
class AreaCoverage:
    """visits: households and students there; served: those with everybody they need; least, most: visits of one of its staff."""

    area: str
    staff: int
    visits: int
    served: int
    outsiders: int
    least: int
    most: int

    @property
    def complete(self) -> bool:
        """Nobody is left out, nobody of another area goes there."""
        return self.served == self.visits and not self.outsiders and (self.staff > 0 or not self.visits)


@dataclass(frozen=True)
class Coverage:
    """Read off the finished rosters in plain Python, pair by pair."""

    areas: tuple[AreaCoverage, ...]

    @property
    def complete(self) -> bool:
        return all(area.complete for area in self.areas)

    def as_json(self) -> dict[str, object]:
        return {"complete": self.complete, "areas": [asdict(area) | {"complete": area.complete} for area in self.areas]}


def covered(visits: Programme, roster: Roster | None) -> Coverage:
    """``visits``: the second programme with its duties; roster: who visits whom, None where there is none."""
    duty = {helper.id: helper.traits.get(DUTY, ()) for helper in visits.helpers}
    place = {recipient.id: area_of(recipient) for recipient in visits.recipients}
    got: Counter[str] = Counter()
    load: Counter[str] = Counter()
    outsiders: Counter[str] = Counter()
    for pairing in roster.pairings if roster is not None else ():
        got[pairing.recipient] += 1
        load[pairing.helper] += 1
        outsiders[place[pairing.recipient]] += place[pairing.recipient] not in duty[pairing.helper]
    names = sorted({*place.values(), *(area for areas in duty.values() for area in areas)})
    members: dict[str, list[int]] = {name: [] for name in names}
    for helper, areas in duty.items():
        for area in areas:
            members[area].append(load[helper])
    found = []
    for name in names:
        own = [r for r in visits.recipients if place[r.id] == name]
        served = sum(got[r.id] >= sum(r.needs) for r in own)
        loads = members[name] or [0]
        found.append(AreaCoverage(name, len(members[name]), len(own), served, outsiders[name], min(loads), max(loads)))
    return Coverage(tuple(found))
