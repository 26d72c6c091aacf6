"""C3: what must stay the same, or move in one direction only, when a programme is rewritten.

shuffle: rows in another order give the same answer. rename: other ids keep every value. useless: a helper who takes no part
changes nothing. split: an `any` quota row written once a role group keeps the roster. scale: metres times seven keep the
roster. tighten: one eligible pair forbidden never improves the first tier. Control: with the draw left to row numbers
instead of ids, shuffled rows must give another roster somewhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from optimizer.domain import Answer, Helper, Programme, RuleEntry, Status
from optimizer.errors import InputError
from optimizer.planning import plan
from tests.builders.programmes import random_programme
from tests.campaigns.c11_determinism import shuffled

Relation = Callable[[Programme, Answer, random.Random], bool | None]


def solved(programme: Programme) -> Answer | None:
    """The answer, or None when the programme is refused."""
    try:
        return plan(programme).answer
    except InputError:
        return None


def aims(answer: Answer | None) -> list[int] | str:
    """Tier values without the lottery's, or the status."""
    if answer is None or answer.status is not Status.OPTIMAL:
        return "refused" if answer is None else str(answer.status)
    return [tier.value for tier in answer.tiers if tier.name != "lottery"]


def shuffle(programme: Programme, answer: Answer, rng: random.Random) -> bool:
    return solved(shuffled(programme, rng.randrange(10**6))) == answer


def renamed(programme: Programme, tag: Callable[[int, int], str]) -> Programme | None:
    """Ids replaced by ``tag(position, count)``; None when ids are spoken of elsewhere."""
    if programme.incumbent is not None or any(rule.kind == "forbid" for rule in programme.rules):
        return None
    count = len(programme.helpers)
    return programme.altered(
        helpers=tuple(h.altered(id="h" + tag(i, count)) for i, h in enumerate(programme.helpers)),
        recipients=tuple(r.altered(id="r" + tag(i, count)) for i, r in enumerate(programme.recipients)),
    )


def rename(programme: Programme, answer: Answer, rng: random.Random) -> bool | None:
    other = renamed(programme, lambda i, n: f"{(i * 7919 + 13) % 1009:04d}-{i}")
    return None if other is None else aims(solved(other)) == aims(answer)


def useless(programme: Programme, answer: Answer, rng: random.Random) -> bool:
    extra = Helper(
        id="h-zzz", name="无关者", employment="劳务派遣", role_group="职工", start=programme.helpers[0].start
    )
    other = solved(programme.altered(helpers=(*programme.helpers, extra)))
    return other is not None and (other.roster, aims(other)) == (answer.roster, aims(answer))


def split(programme: Programme, answer: Answer, rng: random.Random) -> bool:
    rules = []
    for rule in programme.rules:
        if rule.kind == "quota":
            first, rest = rule.parameters["rows"]
            groups = sorted({helper.role_group for helper in programme.helpers})
            rows = [first, *({**rest, "by": "role_group", "value": group} for group in groups)]
            rules.append(rule.altered(parameters={"rows": rows}))
        else:
            rules.append(rule)
    other = solved(programme.altered(rules=tuple(rules)))
    return other is not None and other.roster == answer.roster


def scale(programme: Programme, answer: Answer, rng: random.Random) -> bool | None:
    distance = next(rule for rule in programme.rules if rule.kind == "distance")
    if sum(rule.mode == distance.mode for rule in programme.rules) > 1:
        return None
    other = solved(programme.altered(legs=tuple(leg.altered(metres=leg.metres * 7) for leg in programme.legs)))
    return other is not None and other.roster == answer.roster


def tighten(programme: Programme, answer: Answer, rng: random.Random) -> bool | None:
    if answer.roster is None or not answer.roster.pairings or any(rule.kind == "forbid" for rule in programme.rules):
        return None
    pairing = rng.choice(answer.roster.pairings)
    pairs = [{"helper": pairing.helper, "recipient": pairing.recipient}]
    rule = RuleEntry(id="tightened", kind="forbid", parameters={"pairs": pairs})
    other = aims(solved(programme.altered(rules=(*programme.rules, rule))))
    return isinstance(other, str) or other >= aims(answer)  # type: ignore[operator]


RELATIONS: tuple[Relation, ...] = (shuffle, rename, useless, split, scale, tighten)


def drawn_by_row(seed: int) -> bool:
    """The control: ids are row numbers, so the draw depends on the order. True when the shuffled rows moved somebody."""
    programme = random_programme(seed, helpers=8, recipients=8)
    first = renamed(programme, lambda i, n: f"{i:03d}")
    if first is None:
        return False
    mixed = programme.altered(
        helpers=tuple(h.altered(id=f"h{(i * 5) % 8:03d}") for i, h in enumerate(programme.helpers)),
        recipients=tuple(r.altered(id=f"r{(i * 3) % 8:03d}") for i, r in enumerate(programme.recipients)),
    )
    one, two = solved(first), solved(mixed)
    if one is None or two is None or one.roster is None or two.roster is None:
        return False
    names = {p.id: p.name for p in (*first.helpers, *first.recipients)}
    others = {p.id: p.name for p in (*mixed.helpers, *mixed.recipients)}
    return {(names[p.helper], names[p.recipient]) for p in one.roster.pairings} != {
        (others[p.helper], others[p.recipient]) for p in two.roster.pairings
    }


def run(size: int = 2000, seed: int = 3) -> dict[str, Any]:
    """About ``size`` relations tried on random programmes. ``broken`` must be empty; the control must move somebody."""
    tried = dict.fromkeys((relation.__name__ for relation in RELATIONS), 0)
    broken: list[str] = []
    number = seed * 10_000
    while sum(tried.values()) < size:
        number += 1
        rng = random.Random(number)
        people = rng.randint(4, 9)
        programme = random_programme(number, helpers=people, recipients=people)
        answer = solved(programme)
        if answer is None:
            continue
        for relation in RELATIONS:
            held = relation(programme, answer, rng)
            if held is not None:
                tried[relation.__name__] += 1
                if not held:
                    broken.append(f"{relation.__name__} {number}")
    control = sum(drawn_by_row(number) for number in range(seed, seed + 40))
    return {
        "campaign": "C3",
        "seed": seed,
        "tried": tried,
        "broken": broken,
        "control_moved": control,
        "passed": not broken and control > 0 and all(tried.values()),
    }
