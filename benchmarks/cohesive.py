"""Cohesion at size: synthetic households, each helper in one village, all sites; gap against the bound over all pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.model import AssignmentModel, Blocks, Limit, Spread, Tier
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--cases", default="2000:30,10000:60,10000:180", help="households:seconds, ...")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    synthetic = load(options.data, "synthetic")
    for case in options.cases.split(","):
        households, seconds = case.split(":")
        model = cohesive_model(synthetic.cohesive(int(households), options.seed))
        result, wall = timed(lambda m=model, s=seconds: solve_model(m, time_limit=float(s)))
        tier = result.tiers[0]
        report(
            options, f"cohesive {households} in {seconds} s", value=tier.value, bound=tier.bound, gap=tier.gap,
            uncovered=int(result.missing["need"].sum()), label=tier.label, seconds=wall, route=result.route,
        )  # fmt: skip


def cohesive_model(instance: dict[str, Any]) -> AssignmentModel:
    """All pairs in blocks; each household once or uncovered at the instance's price, each helper in one village."""
    households, helpers = instance["households"], len(instance["count_max"])

    def cost(rows: slice, columns: slice) -> Any:
        i, j = np.arange(rows.start, rows.stop), np.arange(columns.start, columns.stop)
        return instance["cost"](i[:, None], j[None, :])[:, :, None]

    return AssignmentModel(
        helpers,
        households,
        Blocks(cost),
        [
            Limit("need", recipient_key=np.arange(households), least=1, most=1, missing=1),
            Limit("quota", helper_key=np.arange(helpers), most=instance["count_max"]),
        ],
        [Spread("village", np.arange(helpers), instance["household_village"])],
        tiers=[Tier("cost", pair_cost=None, missing_cost=instance["uncovered"])],
    )


if __name__ == "__main__":
    main()
