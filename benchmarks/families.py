"""The public families: nurses, reviewers, mentors, schools, student projects; values against proved optima."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.common import arguments, load, report, timed
from optimizer.model import AssignmentModel, Limit, Pairs, Spread, Tier
from optimizer.solve import solve_model


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--family", default="all", choices=["all", "nurse", "midl", "mentors", "schools", "projects"])
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each case")
    options = parser.parse_args()
    parsers = load(options.data, "parsers")
    for name, run in (
        ("nurse", _nurses), ("midl", _midl), ("mentors", _mentors), ("schools", _schools), ("projects", _projects),
    ):  # fmt: skip
        if options.family in ("all", name):
            run(options, parsers)


def _line(options: argparse.Namespace, case: str, model: AssignmentModel, known: Any, tier: int = 0) -> Any:
    result, seconds = timed(lambda: solve_model(model, time_limit=options.seconds))
    value = result.tiers[tier].value if result.tiers else None
    facts = {"value": value, "known": known, "status": str(result.status), "seconds": seconds, "route": result.route}
    if result.tiers:
        facts["labels"] = "/".join(t.label for t in result.tiers)
    report(options, case, **facts)
    return result


def bipartite(case: dict[str, Any], tiers: Any, *, limits: Any = ()) -> AssignmentModel:
    """A neutral case (rows to serve, cols that serve) as a model; absent pairs are not allowed."""
    cost = np.asarray(case["cost"])
    row, column = np.nonzero(np.isfinite(cost))
    need = case["row_need"]
    optional = need if case.get("row_optional") else None
    every = [
        Limit("need", recipient_key=np.arange(case["rows"]), least=need, most=need, missing=optional),
        Limit(
            "quota", helper_key=np.arange(case["cols"]),
            least=0 if case.get("col_min") is None else np.asarray(case["col_min"]).astype(int),
            most=np.asarray(case["capacity"]).astype(int),
        ),
        *limits,
    ]  # fmt: skip
    return AssignmentModel(case["cols"], case["rows"], Pairs(column, row), every, tiers=tiers(cost[row, column]))


def nurse_model(case: dict[str, Any]) -> AssignmentModel:
    """One zone a nurse, counts within limits, loads at most the largest; least sum of squared loads."""
    nurses, patients = case["cols"], case["rows"]
    helper, recipient = np.repeat(np.arange(nurses), patients), np.tile(np.arange(patients), nurses)
    return AssignmentModel(
        nurses,
        patients,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(patients), least=1, most=1),
            Limit("count", helper_key=np.arange(nurses), least=case["count_min"], most=case["count_max"]),
            Limit("load", helper_key=np.arange(nurses), weight=case["acuity"], most=case["max_load"]),
        ],
        [Spread("zone", np.arange(nurses), case["zone"])],
        tiers=[Tier("balance", form="convex", on="load")],
    )


def dependent_model(case: dict[str, Any], aim: str) -> AssignmentModel:
    """Acuity depends on the nurse; aim: least "total" load, or the "largest" load of a nurse as small as possible."""
    nurses, patients = case["cols"], case["rows"]
    weight = case["weights"].T.astype(int).ravel()
    helper, recipient = np.repeat(np.arange(nurses), patients), np.tile(np.arange(patients), nurses)
    return AssignmentModel(
        nurses,
        patients,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(patients), least=1, most=1),
            Limit("count", helper_key=np.arange(nurses), least=case["count_min"], most=case["count_max"]),
            Limit("load", helper_key=np.arange(nurses), weight=weight),
        ],
        tiers=[
            Tier(aim, pair_cost=weight, form="sum")
            if aim == "total"
            else Tier(aim, pair_cost=weight, form="worst", on="load")
        ],
    )


def _nurses(options: argparse.Namespace, parsers: ModuleType) -> None:
    for name in parsers.nurse_names():
        case = parsers.nurse_balance(name)
        if case["kind"] == "balance":
            _line(options, Path(name).name, nurse_model(case), case["optimum"])
        else:
            for tier, known in (("total", "total"), ("largest", "maxload")):
                model = dependent_model(case, tier)
                _line(options, f"{Path(name).name} {tier}", model, case["optimum"][known])


def _midl(options: argparse.Namespace, parsers: ModuleType) -> None:
    case = parsers.midl()
    total = bipartite(case, lambda score: [Tier("total", "max", pair_cost=score)])
    _line(options, "midl total", total, case["optimum"])
    fair = bipartite(
        case,
        lambda score: [
            Tier("worst paper", "max", pair_cost=score, form="worst", on="need"),
            Tier("total", "max", pair_cost=score),
        ],
    )
    _line(options, "midl worst paper", fair, case.get("maximin_row_score"))


def _mentors(options: argparse.Namespace, parsers: ModuleType) -> None:
    for most in (1, 2, 3):
        case = parsers.mentors_scored("small", most)
        model = bipartite(case, lambda score: [Tier("score", "max", pair_cost=score)])
        _line(options, f"mentors, {most} each", model, case["optimum"])


def _schools(options: argparse.Namespace, parsers: ModuleType) -> None:
    for most in (2, 3):
        case = parsers.malaysia_pairing("PERAK", most)
        total = bipartite(case, lambda km: [Tier("km", pair_cost=km)])
        _line(options, f"schools PERAK, {most} each, total", total, case["optimum"])
        worst = bipartite(case, lambda km: [Tier("worst", form="worst", pair_cost=km), Tier("km", pair_cost=km)])
        _line(options, f"schools PERAK, {most} each, worst", worst, case["minimax_km"])


def projects_model(case: dict[str, Any]) -> AssignmentModel:
    """Least sum of the students' ranks within the places of projects and the students of supervisors."""
    groups = sorted({str(group) for group in case["col_group"]})
    number = np.array([groups.index(str(group)) for group in case["col_group"]])
    most = [_places(case["group_limits"].get(group), 1) for group in groups]
    limits = [Limit("supervisor", helper_key=number, most=most)]
    return bipartite(case, lambda rank: [Tier("rank", pair_cost=rank)], limits=limits)


def _projects(options: argparse.Namespace, parsers: ModuleType) -> None:
    for path in sorted((Path(options.data) / "student_project" / "pdn").glob("*.xlsx")):
        case = parsers.pdn_project(path.name)
        _line(options, path.stem, projects_model(case), case["optimum"])


def _places(given: Any, which: int) -> int:
    """The supervisor's most students; blank = no limit."""
    number = None if given is None else given[which]
    return 10**6 if number in (None, "") else int(number)


if __name__ == "__main__":
    main()
