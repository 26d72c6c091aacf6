"""C11: the same programme gives the same bytes, whatever the order of rows and the seed of Python's hashes."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from typing import Any

from optimizer.domain import Programme
from optimizer.errors import InputError
from optimizer.planning import plan
from tests.builders.programmes import random_programme

_CHILD = """
import sys, json
from tests.campaigns.c11_determinism import digest, shuffled
from tests.builders.programmes import random_programme
seed, orders = int(sys.argv[1]), int(sys.argv[2])
print(json.dumps([digest(shuffled(random_programme(seed, helpers=12, recipients=12), order)) for order in range(orders)]))
"""


def shuffled(programme: Programme, order: int) -> Programme:
    """The same programme with rows in another order."""
    rng = random.Random(order)
    fields = {name: getattr(programme, name) for name in Programme.model_fields}
    for name in ("helpers", "recipients", "legs", "rules"):
        rows = list(fields[name])
        rng.shuffle(rows)
        fields[name] = tuple(rows)
    return Programme(**fields)


def digest(programme: Programme) -> str:
    """SHA-256 of the answer, or "refused"."""
    try:
        answer = plan(programme).answer
    except InputError:
        return "refused"
    roster = "" if answer.roster is None else answer.roster.model_dump_json()
    return hashlib.sha256((roster + "".join(tier.model_dump_json() for tier in answer.tiers)).encode()).hexdigest()


def run(size: int = 20, seed: int = 11) -> dict[str, Any]:
    """``size`` orders of rows x 5 hash seeds for one programme; ``plans`` must be 1. Control: another lottery seed."""
    import json

    while digest(random_programme(seed, helpers=12, recipients=12)) == "refused":
        seed += 1
    found: set[str] = set()
    for hash_seed in range(5):
        command = [sys.executable, "-c", _CHILD, str(seed), str(size)]
        environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
        done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
        found.update(json.loads(done.stdout))
    programme = random_programme(seed, helpers=12, recipients=12)
    draws = {digest(programme.altered(seed=str(draw))) for draw in range(5)}
    return {
        "campaign": "C11",
        "seed": seed,
        "runs": 5 * size,
        "plans": len(found),
        "control_plans_with_other_draws": len(draws),
        "passed": len(found) == 1 and len(draws) > 1,
    }
