"""Everybody has coordinates of their own (a metric): total, worst pair, coverage first; proved over all pairs, never listed.

Needs no data folder: ``python -m benchmarks.metric --cases 5000,20000 --aims total,worst``.
"""

from __future__ import annotations

import argparse
import resource

import numpy as np

from benchmarks.common import report, timed
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Limit, Metric, Tier
from optimizer.verify import verify_model

AIMS = {
    "total": [Tier("coverage", missing_cost=1), Tier("metres", pair_cost=None)],
    "worst": [
        Tier("coverage", missing_cost=1),
        Tier("furthest", pair_cost=None, form="worst"),
        Tier("metres", pair_cost=None),
    ],
    "even": [
        Tier("coverage", missing_cost=1),
        Tier("loads", form="leximin", on="quota"),
        Tier("metres", pair_cost=None),
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default="5000,20000", help="households, ...")
    parser.add_argument("--aims", default="total,worst", help=", ".join(AIMS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default=None, help="append one JSON line a case to this file")
    options = parser.parse_args()
    for households in map(int, options.cases.split(",")):
        for aim in options.aims.split(","):
            _case(options, households, aim)


def _case(options: argparse.Namespace, households: int, aim: str) -> None:
    model = towns(households, options.seed, aim)
    result, searching = timed(lambda: solve(model))
    verdict, judging = timed(lambda: verify_model(model, result))
    report(
        options,
        f"{aim} {model.helper_count} x {households}",
        status=verdict.status,
        values=[tier.value for tier in verdict.tiers],
        search=searching,
        judge=judging,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def towns(households: int, seed: int, aim: str) -> AssignmentModel:
    """Households around villages, helpers around offices and anywhere; 8 % take two; places for 5 % more than there are."""
    rng = np.random.default_rng([seed, households])
    villages = max(6, households // 70)
    side = 3_000 * np.sqrt(villages)
    village = rng.uniform(0, side, (villages, 2))
    home = village[rng.integers(0, villages, households)] + rng.normal(0, 500, (households, 2))
    quota = np.where(rng.random(2 * households) < 0.08, 2, 1)
    quota = quota[: int(np.searchsorted(np.cumsum(quota), round(1.05 * households))) + 1]
    helpers = len(quota)
    office = village[rng.integers(0, villages, max(1, households // 400))]
    place = office[rng.integers(0, len(office), helpers)] + rng.normal(0, 3_000, (helpers, 2))
    anywhere = rng.random(helpers) < 0.3
    place[anywhere] = rng.uniform(0, side, (int(anywhere.sum()), 2))
    limits = [
        Limit("quota", helper_key=np.arange(helpers), most=quota),
        Limit("need", recipient_key=np.arange(households), least=1, most=1, missing=1),
    ]
    return AssignmentModel(helpers, households, Metric(place, home), limits, tiers=AIMS[aim])


if __name__ == "__main__":
    main()
