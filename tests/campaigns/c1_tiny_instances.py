"""C1: tiny instances against an oracle that shares no code: dynamic programming over what is left of each quota."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Tiny:
    """quota: (least, most) by helper; pairs: (helper, recipient) -> cost by tier; missing: price of an open need by
    recipient and tier, None when every need must be met; locked: pairs that must be used."""

    recipients: int
    quota: tuple[tuple[int, int], ...]
    pairs: dict[tuple[int, int], Vector]
    missing: tuple[Vector, ...] | None
    locked: frozenset[tuple[int, int]]
    tiers: int


def tiny(rng: random.Random) -> Tiny:
    helpers, recipients, tiers = rng.randint(1, 5), rng.randint(1, 6), rng.randint(1, 3)
    share = rng.choice((0.5, 0.8, 1.0))
    top = rng.choice((2, 9, 1000))
    pairs = {
        (h, r): tuple(rng.randint(-top // 4, top) for _ in range(tiers))
        for h in range(helpers)
        for r in range(recipients)
        if rng.random() < share
    }
    quota = tuple((int(rng.random() < 0.2), rng.randint(1, 3)) for _ in range(helpers))
    missing = None
    if rng.random() < 0.5:
        missing = tuple(tuple(rng.randint(0, 2 * top) for _ in range(tiers)) for _ in range(recipients))
    locked = frozenset([rng.choice(sorted(pairs))]) if pairs and rng.random() < 0.2 else frozenset()
    return Tiny(recipients, quota, pairs, missing, locked, tiers)


def oracle(case: Tiny) -> Vector | None:
    """The lexicographically least cost, recipient by recipient; a state is what each helper already has."""
    states: dict[Vector, Vector] = {(0,) * len(case.quota): (0,) * case.tiers}
    for r in range(case.recipients):
        following: dict[Vector, Vector] = {}
        held = [h for h, other in case.locked if other == r]
        for used, cost in states.items():
            ways: list[tuple[Vector, Vector]] = []
            for h, (_, most) in enumerate(case.quota):
                if (h, r) in case.pairs and used[h] < most and held in ([], [h]):
                    ways.append(((*used[:h], used[h] + 1, *used[h + 1 :]), case.pairs[h, r]))
            if case.missing is not None and not held:
                ways.append((used, case.missing[r]))
            for state, more in ways:
                value = tuple(a + b for a, b in zip(cost, more, strict=True))
                if state not in following or value < following[state]:
                    following[state] = value
        states = following
    ends = [c for used, c in states.items() if all(n >= least for n, (least, _) in zip(used, case.quota, strict=True))]
    return min(ends, default=None)


def model_of(case: Tiny) -> AssignmentModel:
    keys = sorted(case.pairs)
    helper, recipient = np.array([k[0] for k in keys], np.int64), np.array([k[1] for k in keys], np.int64)
    least = np.array([key in case.locked for key in keys], np.int64)
    open_needs = case.missing is not None
    return AssignmentModel(
        len(case.quota),
        case.recipients,
        Pairs(helper, recipient, least=least),
        [
            Limit(
                "quota", np.arange(len(case.quota)), least=[q[0] for q in case.quota], most=[q[1] for q in case.quota]
            ),
            Limit("need", None, np.arange(case.recipients), least=1, most=1, missing=1 if open_needs else None),
        ],
        tiers=[
            Tier(
                f"tier {k}",
                pair_cost=np.array([case.pairs[key][k] for key in keys], np.int64),
                missing_cost=np.array([price[k] for price in case.missing], np.int64)
                if case.missing is not None
                else 0,
            )
            for k in range(case.tiers)
        ],
    )


def agrees(case: Tiny, expected: Vector | None) -> bool:
    """``solve_model`` says what the oracle says, and the judge (inside) accepted the certificate for it."""
    result = solve_model(model_of(case))
    if expected is None:
        return result.status is Status.INFEASIBLE
    return result.status is Status.OPTIMAL and tuple(int(t.value) for t in result.tiers) == expected


def run(size: int = 100_000, seed: int = 1) -> dict[str, Any]:
    """Pass bar: no difference. Control: an oracle with one quota off by one must differ."""
    differences: list[int] = []
    infeasible = control = 0
    for number in range(size):
        case = tiny(random.Random(f"{seed}/{number}"))
        if not case.pairs:
            continue
        expected = oracle(case)
        infeasible += expected is None
        if not agrees(case, expected):
            differences.append(number)
        wrong = replace(case, quota=((case.quota[0][0], case.quota[0][1] - 1), *case.quota[1:]))
        control += oracle(wrong) != expected
    return {
        "campaign": "C1",
        "seed": seed,
        "size": size,
        "infeasible": infeasible,
        "differences": differences,
        "control_differences": control,
        "passed": not differences and control > 0,
    }
