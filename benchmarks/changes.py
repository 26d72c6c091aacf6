"""At most K changes after 5 % of the helpers left, from the stored pairs of a solved roster; and the whole frontier."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer import frontier
from optimizer.model import AssignmentModel, Blocks, Limit, Pairs, Tier
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--cases", default="412:5,5000:5,20000:20", help="households:seconds, ...")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.03, help="changes allowed beyond the forced ones")
    parser.add_argument("--near", action="store_true", help="a roster over the nearest pairs, not over all")
    parser.add_argument("--frontier", action="store_true")
    options = parser.parse_args()
    synthetic = load(options.data, "synthetic")
    for case in options.cases.split(","):
        households, seconds = case.split(":")
        _case(options, synthetic, int(households), float(seconds))


def _case(options: argparse.Namespace, synthetic: Any, households: int, seconds: float) -> None:
    instance = synthetic.pairing("points", households, options.seed)
    (helper, recipient, chosen), wall = timed(
        lambda: near_roster(instance) if options.near else stored_roster(instance)
    )
    cost = instance["cost"](helper, recipient)
    report(options, f"roster {households}", pairs=len(helper), value=int(cost[chosen].sum()), seconds=wall)
    model, forced, most = changed_model(
        instance, helper, recipient, cost, chosen, synthetic.leavers(instance), options.share
    )
    result, wall = timed(lambda: solve_model(model, time_limit=seconds))
    tier = result.tiers[0]
    report(
        options, f"changes {households} in {seconds:g} s", forced=forced, most=most, value=tier.value, bound=tier.bound,
        gap=tier.gap, status=result.status, seconds=wall,
    )  # fmt: skip
    if options.frontier:
        points, wall = timed(lambda: frontier(model, "kept", toward="more", time_limit=60))
        report(options, f"frontier {households}", points=len(points), seconds=wall)


def stored_roster(instance: dict[str, Any]) -> tuple[Any, Any, Any]:
    """(helper, recipient) of the arcs that the roster over all pairs was proved with, and which of them it uses."""
    result = solve_model(points_model(instance))
    cells = np.union1d(np.asarray(result.warm_start["arcs"], np.int64), result.chosen)
    households = instance["households"]
    return cells // households, cells % households, np.searchsorted(cells, result.chosen)


def near_roster(instance: dict[str, Any]) -> tuple[Any, Any, Any]:
    """The same over the nearest pairs alone."""
    helper, recipient = nearest_pairs(instance)
    cost = instance["cost"](helper, recipient)
    return helper, recipient, solve_model(roster_model(instance, helper, recipient, cost, instance["capacity"])).chosen


def points_model(instance: dict[str, Any]) -> AssignmentModel:
    """All pairs in blocks, costs as a function; each household once or uncovered at the instance's price."""
    households, helpers = instance["households"], instance["capacity"].size
    ids = np.arange(max(helpers, households))
    return AssignmentModel(
        helpers,
        households,
        Blocks(lambda h, r: instance["cost"](ids[h][:, None], ids[r][None, :])[:, :, None]),
        [
            Limit("quota", helper_key=np.arange(helpers), most=instance["capacity"]),
            Limit("need", recipient_key=np.arange(households), least=1, most=1, missing=1),
        ],
        tiers=[Tier("cost", pair_cost=None, missing_cost=instance["uncovered"])],
    )


def nearest_pairs(instance: dict[str, Any], near: int = 24, back: int = 12) -> tuple[Any, Any]:
    """The nearest helpers of each household and the nearest households of each helper."""
    households, helpers = instance["households"], instance["capacity"].size
    open_helper = instance["capacity"] > 0
    found = []
    for first in range(0, households, 400):
        j = np.arange(first, min(households, first + 400))
        cost = np.where(open_helper[:, None], instance["cost"](np.arange(helpers)[:, None], j[None, :]), 2**40)
        i = np.argpartition(cost, near, axis=0)[:near]
        found.append((i * households + j[None, :]).ravel())
    for first in range(0, helpers, 400):
        i = np.arange(first, min(helpers, first + 400))
        j = np.argpartition(instance["cost"](i[:, None], np.arange(households)[None, :]), back, axis=1)[:, :back]
        found.append((i[:, None] * households + j)[open_helper[i]].ravel())
    cells = np.unique(np.concatenate(found))
    return cells // households, cells % households


def roster_model(
    instance: dict[str, Any], helper: Any, recipient: Any, cost: Any, capacity: Any, limits: tuple[Limit, ...] = ()
) -> AssignmentModel:
    """Each household once or uncovered at the instance's price, helpers within capacity."""
    households = instance["households"]
    return AssignmentModel(
        capacity.size,
        households,
        Pairs(helper, recipient),
        [
            Limit("quota", helper_key=np.arange(capacity.size), most=capacity),
            Limit("need", recipient_key=np.arange(households), least=1, most=1, missing=1),
            *limits,
        ],
        tiers=[Tier("cost", pair_cost=cost, missing_cost=instance["uncovered"])],
    )


def changed_model(
    instance: dict[str, Any], helper: Any, recipient: Any, cost: Any, chosen: Any, gone: Any, share: float
) -> tuple[AssignmentModel, int, int]:
    """(the model without the leavers and with at most K households changed, forced changes, K)."""
    left = np.zeros(instance["capacity"].size, np.bool_)
    left[gone] = True
    was = np.zeros(len(helper), np.bool_)
    was[chosen] = True
    forced = int((was & left[helper]).sum())
    most = forced + round(share * instance["households"])
    stays = ~left[helper]
    kept = Limit("kept", weight=was[stays].astype(int), least=len(chosen) - most)
    capacity = np.where(left, 0, instance["capacity"])
    model = roster_model(instance, helper[stays], recipient[stays], cost[stays], capacity, (kept,))
    return model, forced, most


if __name__ == "__main__":
    main()
