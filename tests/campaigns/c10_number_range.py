"""C10: numbers of every size and type are computed exactly or refused with a reason, never rounded in silence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np

from optimizer.errors import InputError
from optimizer.model import AssignmentModel, Pairs, Tier
from optimizer.solve import solve_model

KINDS = ("int", "negative", "int32", "uint64", "float", "quarter", "decimal", "bool", "mixed")


def number(rng: random.Random, kind: str, digits: int) -> Any:
    """One cost of about ``digits`` digits."""
    top = 10**digits
    if kind == "negative":
        return -rng.randrange(top)
    if kind == "int32":
        return np.int32(rng.randrange(min(top, 2**31)))
    if kind == "uint64":
        return np.uint64(rng.randrange(min(top, 2**64)))
    if kind == "float":
        return float(rng.randrange(top))
    if kind == "quarter":
        return rng.randrange(top) / 4
    if kind == "decimal":
        return Decimal(rng.randrange(top)) / 100
    if kind == "bool":
        return bool(rng.randrange(2))
    if kind == "mixed":
        return rng.choice([rng.randrange(top), rng.randrange(top) / 8])
    return rng.randrange(top)


def best(cost: Sequence[Sequence[Any]], total: Any = Fraction) -> Any:
    """The least cost of giving every row its own column, by trying all; ``total``: the arithmetic."""
    return min(
        sum((total(cost[i][j]) if total is not Fraction else exact(cost[i][j]) for i, j in enumerate(order)), total(0))
        for order in permutations(range(len(cost)))
    )


def exact(value: Any) -> Fraction:
    """The number that was meant."""
    return Fraction(value.item() if isinstance(value, np.generic) else value)


def case(rng: random.Random) -> str:
    """One random model: "exact", "within error", "refused", or what went wrong."""
    kind, digits, size = rng.choice(KINDS), rng.randrange(1, 19), rng.randrange(1, 5)
    cost = [[number(rng, kind, digits) for _ in range(size)] for _ in range(size)]
    given = [value for row in cost for value in row]
    helper, recipient = (a.ravel() for a in np.indices((size, size)))
    try:
        quota = rng.choice([1, 10**6])
        model = AssignmentModel(
            size,
            size,
            Pairs(helper, recipient),
            tiers=[Tier("cost", pair_cost=np.array(given) if kind != "decimal" else given)],
            quota=1 if quota == 1 else np.ones(size, np.int64),
            need=1,
        )
        tier = solve_model(model).tiers[0]
    except InputError as refusal:
        return "refused" if str(refusal) else "refused without a reason"
    expected = best(cost)
    if Fraction(tier.value_scaled, tier.scale) == expected:
        return "exact"
    stated = Fraction(tier.error)
    if stated and abs(Fraction(tier.value_scaled, tier.scale) - expected) <= stated:
        return "within error"
    return f"silently wrong: {kind}, {digits} digits"


def edges() -> dict[str, str]:
    """The empty and the extreme, each with what happened."""
    none = np.zeros(0, np.int64)
    cases: dict[str, dict[str, Any]] = {
        "no helpers": {"helpers": 0, "recipients": 1, "pairs": Pairs(none, none), "need": 1},
        "no recipients": {"helpers": 1, "recipients": 0, "pairs": Pairs(none, none), "quota": 1},
        "quota 0": {"helpers": 1, "recipients": 1, "cost": [[1]], "quota": 0, "need": 1},
        "quota 10^6": {"helpers": 1, "recipients": 2, "cost": [[1, 2]], "quota": 10**6, "need": 1},
        "most 10^6": {
            "helpers": 1,
            "recipients": 1,
            "pairs": Pairs([0], [0], most=10**6),
            "need": 10**6,
            "quota": 10**6,
        },
        "cost 10^18": {"helpers": 1, "recipients": 1, "cost": [[10**18]], "quota": 1, "need": 1},
        "cost 2^70": {"helpers": 1, "recipients": 1, "cost": [[2**70]], "quota": 1, "need": 1},
        "not a number": {"helpers": 1, "recipients": 1, "cost": [[float("nan")]], "quota": 1, "need": 1},
    }
    found = {}
    for name, arguments in cases.items():
        try:
            result = solve_model(AssignmentModel(**arguments))
            found[name] = f"{result.status}: {', '.join(str(tier.value) for tier in result.tiers)}"
        except InputError as refusal:
            found[name] = "refused" if str(refusal) else "refused without a reason"
    return found


def run(size: int = 500, seed: int = 10) -> dict[str, Any]:
    """``size`` random models; ``wrong`` must be 0. Control: floating point on the same kind of numbers must go wrong."""
    rng = random.Random(seed)
    outcomes = Counter(case(rng) for _ in range(size))
    wrong = sum(count for name, count in outcomes.items() if name not in ("exact", "within error", "refused"))
    control_wrong = control(size, seed)
    return {
        "campaign": "C10",
        "seed": seed,
        "runs": size,
        "wrong": wrong,
        "outcomes": dict(sorted(outcomes.items())),
        "edges": edges(),
        "control_wrong": control_wrong,
        "passed": wrong == 0 and control_wrong > 0,
    }


def control(size: int, seed: int) -> int:
    """How often adding up in floating point picks a dearer assignment, with integers around 2^53."""
    rng = random.Random(seed)
    wrong = 0
    for _ in range(size):
        cost = [[2**53 + rng.randrange(4) for _ in range(3)] for _ in range(3)]
        orders = list(permutations(range(3)))
        chosen = min(orders, key=lambda order: sum(float(cost[i][j]) for i, j in enumerate(order)))
        wrong += sum(cost[i][j] for i, j in enumerate(chosen)) != best(cost)
    return wrong
