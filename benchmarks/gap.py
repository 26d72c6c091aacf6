"""Generalised assignment: gap1-12 (min and max), types a and b, and larger c, e against plain HiGHS in the same seconds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--family", default="all", choices=["all", "classic", "ab", "ce"])
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each c, d, e case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", default="5x100,10x100,20x100,10x200,20x200,20x400,40x400")
    parser.add_argument("--types", default="ce")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    parsers = load(options.data, "parsers")
    if options.family in ("all", "classic"):
        total, proved = 0.0, 0
        names = parsers.gap_names(("cattrysse1994",))
        for sense in ("min", "max"):
            for name in names:
                seconds, optimal = _known(options, parsers.gap(name, sense), quiet=True)
                total += seconds
                proved += optimal
        report(options, "gap1-12, min and max", files=2 * len(names), proved=proved, seconds=total)
    if options.family in ("all", "ab"):
        for name in parsers.gap_names(("chu1997",)):
            _known(options, parsers.gap(name, "min"))
        for kind in "ab":
            for size in ("5x100", "20x100", "10x200", "20x200"):
                agents, jobs = map(int, size.split("x"))
                data = generated(kind, agents, jobs, options.seed)
                result, seconds = timed(lambda d=data: solve_model(gap_model(*d)))
                report(
                    options, f"made {kind}-{size}", value=result.tiers[0].value, status=result.status, seconds=seconds
                )
    if options.family in ("all", "ce"):
        for kind in options.types:
            for size in options.sizes.split(","):
                agents, jobs = map(int, size.split("x"))
                _against(options, kind, agents, jobs)


def gap_model(cost: Any, weight: Any, capacity: Any, sense: str = "min") -> AssignmentModel:
    """cost, weight: int [agents, jobs]; capacity: int [agents]."""
    agents, jobs = cost.shape
    return AssignmentModel(
        agents,
        jobs,
        Pairs(np.repeat(np.arange(agents), jobs), np.tile(np.arange(jobs), agents)),
        [
            Limit("need", recipient_key=np.arange(jobs), least=1, most=1),
            Limit("load", helper_key=np.arange(agents), weight=weight.ravel(), most=capacity),
        ],
        tiers=[Tier("cost", sense, pair_cost=cost.ravel())],
    )


def generated(kind: str, agents: int, jobs: int, seed: int) -> tuple[Any, Any, Any]:
    """The usual random types a to e (Chu and Beasley 1997; Laguna et al. 1995)."""
    rng = np.random.default_rng([ord(kind), agents, jobs, seed])
    if kind == "e":
        weight = np.floor(1 - 10 * np.log(1 - rng.random((agents, jobs)))).astype(np.int64)
        cost = np.floor(1000 / weight - 10 * rng.random((agents, jobs))).astype(np.int64)
    elif kind == "d":
        weight = rng.integers(1, 101, (agents, jobs))
        cost = 111 - weight + rng.integers(-10, 11, (agents, jobs))
    else:
        weight = rng.integers(5, 26, (agents, jobs))
        cost = rng.integers(10, 51, (agents, jobs))
    if kind in "ab":
        least = np.argmin(cost, axis=0)
        heaviest = np.bincount(least, weights=weight[least, np.arange(jobs)], minlength=agents).max()
        capacity = np.full(agents, math.floor(0.6 * (jobs / agents) * 15 + 0.4 * heaviest))
        if kind == "b":
            capacity = np.floor(0.7 * capacity).astype(np.int64)
    else:
        capacity = np.floor(0.8 * weight.sum(axis=1) / agents).astype(np.int64)
    return cost, weight, capacity.astype(np.int64)


def _known(options: Any, case: dict[str, Any], *, quiet: bool = False) -> tuple[float, bool]:
    model = gap_model(
        case["cost"].T.astype(int), case["weights"].T.astype(int), case["capacity"].astype(int), case["sense"]
    )
    result, seconds = timed(lambda: solve_model(model))
    tier = result.tiers[0]
    optimal = result.status == "optimal" and tier.value == case["optimum"]
    if not quiet or not optimal or seconds > 2:
        report(
            options, f"{case['name']} {case['sense']}", value=tier.value, known=case["optimum"], status=result.status,
            seconds=seconds,
        )  # fmt: skip
    return seconds, optimal


def _against(options: Any, kind: str, agents: int, jobs: int) -> None:
    cost, weight, capacity = generated(kind, agents, jobs, options.seed)
    result, seconds = timed(lambda: solve_model(gap_model(cost, weight, capacity), time_limit=options.seconds))
    facts: dict[str, Any] = {"seconds": seconds, "status": str(result.status)}
    if result.tiers:
        facts |= {"value": result.tiers[0].value, "bound": result.tiers[0].bound, "gap": result.tiers[0].gap}
    if not options.no_peers:
        (value, bound), peer_seconds = timed(
            lambda: plain_highs(cost, weight, capacity, options.seconds, options.threads)
        )
        facts |= {"highs_value": value, "highs_bound": bound, "highs_seconds": peer_seconds}
        facts["highs_gap"] = (value - bound) / max(1.0, abs(value))
    report(options, f"made {kind}-{agents}x{jobs}", **facts)


def plain_highs(cost: Any, weight: Any, capacity: Any, seconds: float, threads: int) -> tuple[float, float]:
    """(value, bound) of HiGHS on the plain model, gap 0, in a process of its own (threads are set once a process)."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_highs, (cost, weight, capacity, seconds, threads))


def _highs(cost: Any, weight: Any, capacity: Any, seconds: float, threads: int) -> tuple[float, float]:
    import highspy

    agents, jobs = cost.shape
    count = agents * jobs
    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False), ("threads", threads), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("time_limit", seconds),
    ):  # fmt: skip
        solver.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count, agents + jobs
    lp.col_cost_ = cost.ravel().astype(float)
    lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
    lp.row_lower_ = np.concatenate([np.full(agents, -np.inf), np.ones(jobs)])
    lp.row_upper_ = np.concatenate([capacity.astype(float), np.ones(jobs)])
    index, value = np.empty((count, 2), np.int32), np.ones((count, 2))
    index[:, 0], index[:, 1] = np.repeat(np.arange(agents), jobs), agents + np.tile(np.arange(jobs), agents)
    value[:, 0] = weight.ravel()
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.arange(count + 1) * 2
    lp.a_matrix_.index_, lp.a_matrix_.value_ = index.ravel(), value.ravel()
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver.passModel(lp)
    solver.run()
    info = solver.getInfo()
    return float(info.objective_function_value), float(info.mip_dual_bound)


if __name__ == "__main__":
    main()
