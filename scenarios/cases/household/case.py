"""One household case in memory: everything the files will say, drawn from one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from scenarios.cases.household.households import Household, households
from scenarios.cases.household.last_round import OldPair, last_round
from scenarios.cases.household.numbers import Numbers
from scenarios.cases.household.places import Site, road_kilometres, sites
from scenarios.cases.household.staff import Member, Recruiter, staff
from scenarios.cases.household.traps import Traps
from scenarios.cases.synthetic.people import Registry, names

SEED = 412


@dataclass(frozen=True)
class Case:
    """Staff in the order of the workbook, households village by village, and the rest."""

    seed: int
    numbers: Numbers
    members: list[Member]
    homes: list[Household]
    last_round: list[OldPair]
    sites: list[Site]
    kilometres: Mapping[tuple[str, str], float]


def make_case(seed: int, numbers: Numbers) -> Case:
    """Draw a case; the same seed and numbers give the same case on every machine."""

    def stream(topic: str) -> Random:
        return Random(f"household:{seed}:{topic}")

    people = names(stream("names"))
    registry = Registry(stream("registry"))
    random = stream("staff")
    members = staff(numbers, random, people, registry)
    traps = Traps(members, Recruiter(random, people, registry), random)
    traps.boundary()
    traps.given_dates()
    traps.overlaps()
    traps.remarks(numbers)
    traps.birth_on_cards(numbers)
    traps.missing_tracks(numbers)
    traps.equal_names()
    homes = households(numbers, stream("households"), people, registry)
    old = last_round(numbers, members, homes, stream("last round"), people, registry)
    places = sites(stream("places"))
    return Case(seed, numbers, members, homes, old, places, road_kilometres(places, stream("roads")))
