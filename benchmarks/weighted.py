"""Weighted load at size: synthetic households with workloads 1 to 5, all pairs, gap against the bound over all pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.model import AssignmentModel, Blocks, Limit, Tier
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--cases", default="2000:30,10000:60", help="households:seconds, ...")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    synthetic = load(options.data, "synthetic")
    for case in options.cases.split(","):
        households, seconds = case.split(":")
        instance = synthetic.weighted(int(households), options.seed)
        model = weighted_model(instance)
        result, wall = timed(lambda m=model, s=seconds: solve_model(m, time_limit=float(s)))
        tier = result.tiers[0]
        report(
            options, f"weighted {households}", value=tier.value, bound=tier.bound, gap=tier.gap,
            uncovered=int(result.missing["need"].sum()), label=tier.label, seconds=wall, route=result.route,
        )  # fmt: skip


def weighted_model(instance: dict[str, Any]) -> AssignmentModel:
    """All pairs in blocks; each household once or uncovered at the instance's price."""
    households, helpers = instance["households"], len(instance["load_max"])

    def cost(rows: slice, columns: slice) -> Any:
        i, j = np.arange(rows.start, rows.stop), np.arange(columns.start, columns.stop)
        return instance["cost"](i[:, None], j[None, :])[:, :, None]

    return AssignmentModel(
        helpers,
        households,
        Blocks(cost),
        [
            Limit("need", recipient_key=np.arange(households), least=1, most=1, missing=1),
            Limit("load", helper_key=np.arange(helpers), weight=instance["weight"], most=instance["load_max"]),
        ],
        tiers=[Tier("cost", pair_cost=None, missing_cost=instance["uncovered"])],
    )


if __name__ == "__main__":
    main()
