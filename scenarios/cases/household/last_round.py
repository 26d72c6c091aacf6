"""The roster of the last round: pairs still inside their term, three helpers gone, and pairs long expired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from scenarios.cases.household.households import Household, household
from scenarios.cases.household.numbers import Numbers
from scenarios.cases.household.places import VILLAGES
from scenarios.cases.household.staff import DEPARTMENTS, LEADER, RETIRING, SECRETARY, TAKES_PART, Member, Recruiter
from scenarios.cases.synthetic.people import Registry

RUNNING, GONE, EXPIRED = "在帮", "已调离", "期满"

_RUNNING_STARTS = tuple(2023 * 12 + 11 + k for k in (0, 3, 5, 10, 15, 17, 22))  # 2023-12 .. 2025-10
_EXPIRED_STARTS = tuple(2020 * 12 + 2 + k for k in (0, 6, 12, 18, 24, 35, 41))  # 2020-03 .. 2023-08


@dataclass(frozen=True)
class OldPair:
    """One line of last round's roster; ``start`` is a month index."""

    helper: Member
    household: Household
    start: int
    state: str
    remark: str = ""


def last_round(
    numbers: Numbers,
    members: list[Member],
    homes: list[Household],
    random: Random,
    names: Iterator[str],
    registry: Registry,
) -> list[OldPair]:
    """Thirty running pairs and some expired ones, by start month.

    Of the running ones three have helpers who left the college and one a helper who retires inside the new term.
    """
    recruit = Recruiter(random, names, registry)
    running = numbers.scaled(30, least=5)
    gone = max(1, running // 10)
    expired = numbers.scaled(26, least=3)

    secretary = next(m for m in members if m.role == SECRETARY)
    leader = next(m for m in members if m.role == LEADER and m.out == TAKES_PART)
    at_home = random.choice([h for h in homes if h.village.name == secretary.liaison])
    elsewhere = random.choice([h for h in homes if h.village.name != leader.liaison and h is not at_home])
    others = [h for h in homes if h is not at_home and h is not elsewhere]
    drawn = random.sample(others, running - 2 + expired)
    free, ended = drawn[: running - 2], drawn[running - 2 :]
    ordinary = [m for m in members if m.out == TAKES_PART and not m.liaison]

    pairs = [(secretary, at_home, RUNNING, ""), (leader, elsewhere, RUNNING, "")]
    kept = running - 2 - gone
    leaving = [m for m in members if m.out == RETIRING and not m.liaison][:1]
    standing = random.sample(ordinary, kept - len(leaving)) + leaving
    pairs += [(m, h, RUNNING, "") for m, h in zip(standing, free[:kept], strict=True)]
    for home in free[kept:]:
        left = recruit.member(random.choice(DEPARTMENTS[:3]), TAKES_PART)
        pairs.append((left, home, GONE, "帮扶人已调离,未明确接替人"))
    old = [OldPair(m, h, random.choice(_RUNNING_STARTS), state, remark) for m, h, state, remark in pairs]

    for i in range(expired):
        helper = random.choice(members[8:])
        if i % 3 == 0:
            home = household(random.choice(VILLAGES), 9000 + i, random, names, registry)
            old.append(OldPair(helper, home, random.choice(_EXPIRED_STARTS), EXPIRED, "该户已脱贫销号"))
        else:
            old.append(OldPair(helper, ended[i], random.choice(_EXPIRED_STARTS), EXPIRED))
    return sorted(old, key=lambda p: (p.start, p.household.number, p.helper.id_number))
