"""C7: a violator is named exactly where exhaustive search finds that nobody can serve all, and it is the tightest and minimal."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from time import perf_counter
from typing import Any

import numpy as np

from optimizer.domain.status import Status
from optimizer.explain.shortage import RowShortage, find_shortage
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model

PLANTED_SECONDS = 1.0


@dataclass(frozen=True)
class Small:
    """need by recipient, places by helper, who may serve whom: (helper, recipient)."""

    need: tuple[int, ...]
    places: tuple[int, ...]
    edges: frozenset[tuple[int, int]]


def small(rng: random.Random) -> Small:
    recipients, helpers = rng.randint(1, 7), rng.randint(1, 5)
    share = rng.choice((0.25, 0.5, 0.8))
    edges = {(h, r) for h in range(helpers) for r in range(recipients) if rng.random() < share} or {(0, 0)}
    need = tuple(rng.choice((0, 1, 1, 1, 2)) for _ in range(recipients))
    return Small(need, tuple(rng.choice((0, 1, 1, 2, 3)) for _ in range(helpers)), frozenset(edges))


def model_of(case: Small) -> AssignmentModel:
    edges = np.array(sorted(case.edges), np.int64)
    most = np.array(case.need, np.int64)[edges[:, 1]]
    return AssignmentModel(
        len(case.places),
        len(case.need),
        Pairs(edges[:, 0], edges[:, 1], most=np.maximum(1, most)),
        [
            Limit("quota", np.arange(len(case.places)), most=list(case.places)),
            Limit("need", None, np.arange(len(case.need)), least=list(case.need), most=list(case.need)),
        ],
        tiers=[Tier("cost", pair_cost=np.arange(len(edges)))],
    )


def shortfall(case: Small, rows: Mapping[int, int]) -> int:
    """Need of the rows (amounts given) above the places of everybody they may have."""
    around = {h for h, r in case.edges if rows.get(r, 0) > 0}
    return sum(rows.values()) - sum(case.places[h] for h in around)


def subsets(rows: list[int]) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(rows, size) for size in range(len(rows) + 1)))


def worst(case: Small, amount: Mapping[int, int]) -> tuple[int, int]:
    """(largest shortfall of any subset, smallest size of a subset that has it)."""
    best = max(
        (shortfall(case, {r: amount[r] for r in rows}), -len(rows))
        for rows in subsets([r for r in amount if amount[r]])
    )
    return best[0], -best[1]


def wrong(case: Small, found: RowShortage | None) -> str | None:
    """What is wrong with the answer; None when it is right."""
    amount = dict(enumerate(case.need))
    missing, size = worst(case, amount)
    if missing <= 0:
        return None if found is None else "a violator where everybody can be served"
    if found is None:
        return "no violator"
    rows = {int(r): case.need[int(r)] for r in found.recipients}
    if found.missing != missing or shortfall(case, rows) != missing or len(rows) != size:
        return f"shortage {found.missing} of {len(rows)}, should be {missing} of {size}"
    core = {int(r): int(n) for r, n in zip(found.core, found.core_amount, strict=True)}
    if worst(case, core)[0] <= 0:
        return "the core can be served"
    for row in core:
        if worst(case, {**core, row: core[row] - 1})[0] > 0:
            return "the core is not minimal"
    return None


def planted(rng: random.Random, helpers: int = 450, recipients: int = 400) -> tuple[AssignmentModel, set[int]]:
    """Fourteen recipients whose only nine helpers have twelve places; everybody else can choose widely."""
    chosen = set(rng.sample(range(recipients), 14))
    few = sorted(rng.sample(range(helpers), 9))
    places = [2 if rng.random() < 0.1 else 1 for _ in range(helpers)]
    for number, helper in enumerate(few):
        places[helper] = 2 if number < 3 else 1
    wide = [h for h in range(helpers) if h not in few]
    edges = set()
    for recipient in range(recipients):
        pool, count = (few, 4) if recipient in chosen else (wide, 40)
        edges |= {(h, recipient) for h in rng.sample(pool, count)}
    for number, helper in enumerate(few):
        edges |= {(helper, sorted(chosen)[(number + step) % 14]) for step in range(3)}
    return model_of(Small((1,) * recipients, tuple(places), frozenset(edges))), chosen


def run(size: int = 2000, seed: int = 7, planted_size: int = 100) -> dict[str, Any]:
    """Pass bar: nothing wrong; every planted set found within a second. Control: an answer for one more place is wrong."""
    mistakes: list[str] = []
    infeasible = control = 0
    for number in range(size):
        case = small(random.Random(f"{seed}/{number}"))
        model = model_of(case)
        found = find_shortage(model)
        mistake = wrong(case, found)
        impossible = solve_model(model).status is Status.INFEASIBLE
        infeasible += impossible
        if mistake is None and impossible != (found is not None):
            mistake = "solver and violator disagree"
        if mistake is not None:
            mistakes.append(f"{number}: {mistake}")
        more = Small(case.need, (case.places[0] + 1, *case.places[1:]), case.edges)
        control += wrong(more, found) is not None
    missed, slowest = 0, 0.0
    for number in range(planted_size):
        model, chosen = planted(random.Random(f"{seed}/planted/{number}"))
        begin = perf_counter()
        found = find_shortage(model)
        slowest = max(slowest, perf_counter() - begin)
        missed += found is None or set(found.recipients.tolist()) != chosen or found.missing != 2
    return {
        "campaign": "C7",
        "seed": seed,
        "size": size,
        "infeasible": infeasible,
        "mistakes": mistakes,
        "planted": planted_size,
        "planted_missed": missed,
        "planted_slowest_milliseconds": round(slowest * 1000),
        "control_mistakes": control,
        "passed": not mistakes and not missed and slowest <= PLANTED_SECONDS and control > 0,
    }
