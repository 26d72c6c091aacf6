"""The written model, solved again by HiGHS from the files alone, has the values that we achieved."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest

from optimizer import AssignmentModel, Blocks, InputError, Limit, Metric, Pairs, Rows, Spread, Tier, solve_model
from optimizer.errors import ExistsError, UsageError
from optimizer.exchange import listing, read_solution, write_model


def solved_file(path: Path, solution: Path | None = None) -> tuple[str, float]:
    """Status and objective of HiGHS on an MPS file, read from disk."""
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("threads", 1)):
        solver.setOptionValue(name, value)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    if solution is not None:
        solver.writeSolution(str(solution), 0)
    return solver.modelStatusToString(solver.getModelStatus()), solver.getInfo().objective_function_value


def random_model(seed: int) -> AssignmentModel:
    """Every feature that a model has, mixed by the seed."""
    rng = np.random.default_rng([75, seed])
    helpers, recipients = int(rng.integers(2, 5)), int(rng.integers(2, 6))
    helper, recipient = np.divmod(np.arange(helpers * recipients), recipients)
    kept = rng.random(len(helper)) < 0.85
    helper, recipient = helper[kept], recipient[kept]
    roles = int(rng.random() < 0.3)
    role = rng.integers(0, roles + 1, len(helper))
    most = rng.integers(1, 3, len(helper)) if rng.random() < 0.3 else np.ones(len(helper), np.int64)
    count = len(helper)
    limits = [
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1 + roles, missing=1),
        Limit("quota", helper_key=np.arange(helpers), most=rng.integers(1, 4, helpers)),
    ]
    if rng.random() < 0.5:
        limits.append(Limit("load", np.arange(helpers), weight=rng.integers(0, 5, count), most=6, weight_by="pair"))
    if rng.random() < 0.4:
        unit, village = rng.integers(0, 2, helpers), rng.integers(0, 2, recipients)
        limits.append(Limit("group", unit, village, most=3))
    spreads = []
    if rng.random() < 0.4:
        spreads.append(Spread("villages", np.arange(helpers), rng.integers(0, 2, recipients), most=1))
    rows = []
    if rng.random() < 0.3:
        rows.append(Rows("tie", rng.integers(-1, 2, (1, count)), lo=-1, hi=2))
    tiers = [Tier("coverage", missing_cost=1)]
    for number in range(int(rng.integers(1, 4))):
        cost = rng.integers(0, 9, count) / (1 if rng.random() < 0.7 else 4)
        sense = "max" if rng.random() < 0.3 else "min"
        within = int(rng.integers(0, 3)) if rng.random() < 0.3 else 0
        name = f"aim {number}"
        form = rng.choice(["sum", "worst", "worst on", "convex", "leximin", "leximin cost"])
        if form == "sum":
            tiers.append(Tier(name, sense, pair_cost=cost, missing_cost=int(rng.integers(0, 3)), within=within))
        elif form == "worst":
            tiers.append(Tier(name, sense, pair_cost=cost, form="worst", within=within))
        elif form == "worst on":
            tiers.append(Tier(name, sense, pair_cost=cost, form="worst", on="quota", within=within))
        elif form == "convex":
            tiers.append(Tier(name, pair_cost=cost, form="convex", on="quota", within=within))
        elif form == "leximin":
            tiers.append(Tier(name, sense, form="leximin", on="quota"))
        else:
            tiers.append(Tier(name, sense, pair_cost=cost, form="leximin", on="quota"))
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient, role, most=most), limits, spreads, rows, tiers)


@pytest.mark.parametrize("seed", range(60))
def test_each_file_solved_again_gives_the_value_achieved(seed: int, tmp_path: Path) -> None:
    """The export is a third formulation: where it disagrees with a proved value, engine, judge or export is wrong."""
    model = random_model(seed)
    result = solve_model(model)
    if not result.tiers:
        assert result.status == "infeasible"
        write_model(model, tmp_path / "model")
        assert solved_file(tmp_path / "model" / "tier-1.mps")[0] == "Infeasible"
        return
    write_model(model, tmp_path / "model", result)
    stated = json.loads((tmp_path / "model" / "tiers.json").read_text())
    assert len({one["tier"] for one in stated["files"]}) == len(model.tiers)
    loose = False
    for one in stated["files"]:
        number = next(k for k, tier in enumerate(model.tiers) if tier.name == one["tier"])
        status, objective = solved_file(tmp_path / "model" / one["file"])
        assert status == "Optimal"
        outcome = result.tiers[number]
        if one["level"] == 0:
            assert one["value_scaled"] == outcome.value_scaled
            if outcome.bound_scaled is not None and not loose:
                # the file's optimum lies between our bound and our value; with a proof all three are one
                ends = sorted([one["sign"] * outcome.bound_scaled, one["sign"] * outcome.value_scaled])
                assert ends[0] - 1e-6 <= objective <= ends[1] + 1e-6
                if outcome.label == "optimal":
                    assert objective == pytest.approx(one["sign"] * outcome.value_scaled)
        loose = loose or model.tiers[number].within != 0


def leximin_case() -> tuple[AssignmentModel, Any]:
    cost = np.array([[3, 1, 2, 9], [2, 2, 8, 1], [7, 4, 1, 3]])
    helper, recipient = np.divmod(np.arange(12), 4)
    model = AssignmentModel(
        3,
        4,
        Pairs(helper, recipient),
        [Limit("need", recipient_key=np.arange(4), least=1, most=1), Limit("quota", np.arange(3), most=2)],
        tiers=[Tier("fair", pair_cost=cost.ravel(), form="leximin", on="quota"), Tier("cost", pair_cost=cost.ravel())],
    )
    return model, solve_model(model)


def test_levels_of_leximin_are_each_the_least(tmp_path: Path) -> None:
    """Level by level the files prove what "most loaded first, then the next" says, and the next tier holds all of them."""
    model, result = leximin_case()
    write_model(model, tmp_path / "model", result)
    names = sorted(path.name for path in (tmp_path / "model").glob("*.mps"))
    levels = [name for name in names if "level" in name]
    totals = np.bincount(model.pair_ends(result.chosen)[0], model.tiers[0].pair_cost[result.chosen], 3)
    distinct = np.unique(totals)[::-1]
    assert len(levels) == len(distinct)
    for name, top in zip(levels, distinct, strict=True):
        assert solved_file(tmp_path / "model" / name)[1] == np.maximum(totals - top + 1, 0).sum()
    assert solved_file(tmp_path / "model" / "tier-2.mps")[1] == result.tiers[1].value


def test_a_changed_cost_changes_the_files_value(tmp_path: Path) -> None:
    """Negative control: the comparison above would notice a file that is not the model."""
    model, result = leximin_case()
    dearer = AssignmentModel(3, 4, model.pairs, [Limit("need", recipient_key=np.arange(4), least=1, most=1)],
                             tiers=[Tier("cost", pair_cost=model.tiers[1].pair_cost + 1)])  # fmt: skip
    write_model(dearer, tmp_path / "model")
    assert solved_file(tmp_path / "model" / "tier-1.mps")[1] != result.tiers[1].value


@pytest.mark.parametrize("kind", ["blocks", "metric"])
def test_blocks_and_metrics_are_written_as_their_list(kind: str, tmp_path: Path) -> None:
    """What is never held whole by the engine is still the same model to others; forbidden pairs stay out."""
    rng = np.random.default_rng(4)
    a, b = rng.random((6, 2)) * 1000, rng.random((9, 2)) * 1000
    cost = np.floor(np.hypot(*(a[:, None] - b).transpose(2, 0, 1))).astype(np.int64)
    pairs: Blocks | Metric = Metric(a, b)
    if kind == "blocks":
        pairs = Blocks(
            lambda h, r: cost[h, r, None], lambda h, r: (cost[h, r] < 800) | (np.arange(9)[r] == np.arange(6)[h, None])
        )
    limits = [Limit("need", recipient_key=np.arange(9), least=1, most=1), Limit("quota", np.arange(6), most=2)]
    model = AssignmentModel(6, 9, pairs, limits, tiers=[Tier("metres", pair_cost=None)])
    result = solve_model(model)
    write_model(model, tmp_path / "model", result)
    assert solved_file(tmp_path / "model" / "tier-1.mps", tmp_path / "found.sol")[1] == result.tiers[0].value
    back = read_solution(model, tmp_path / "found.sol")
    assert back.tiers[0].value == result.tiers[0].value
    if kind == "blocks":
        text = (tmp_path / "model" / "names.csv").read_text("utf-8-sig")
        dear = [(h, r) for h, r in np.argwhere(cost >= 800).tolist() if h != r]
        assert dear and not any(f"x_{h}_{r}," in text for h, r in dear)


def test_a_solution_comes_back_with_every_tier_measured(tmp_path: Path) -> None:
    """What another solver found is a roster of ours: judged, with values, without any claim of optimality, fit to begin from."""
    model = random_model(3)
    result = solve_model(model)
    write_model(model, tmp_path / "model", result)
    last = f"tier-{len(model.tiers)}.mps"
    solved_file(tmp_path / "model" / last, tmp_path / "found.sol")
    back = read_solution(model, tmp_path / "found.sol")
    assert back.status == "feasible" and all(tier.bound is None for tier in back.tiers)
    assert [tier.value_scaled for tier in back.tiers] == [tier.value_scaled for tier in result.tiers]
    again = solve_model(model, warm_start=back.warm_start)
    assert again.status == result.status


SCIP = "solution status: optimal\nobjective value: 4\nx_0_0   1 \t(obj:1)\nx_1_1 1 (obj:1)\nx_1_2 1 (obj:2)\n"
CBC = "Optimal - objective value 4\n      0 x_0_0   1   1\n      4 x_1_1   1  1\n      5 x_1_2   1   2\n"
GUROBI = "# Solution for model tier-1\n# Objective value = 4\nx_0_0 1\nx_0_1 0\nx_1_1 0.9999999\nx_1_2 1\n"


@pytest.mark.parametrize("text", [SCIP, CBC, GUROBI])
def test_solution_files_of_other_solvers_are_read(text: str, tmp_path: Path) -> None:
    """Whoever re-solves the model uses the solver of the house; names and values are what all their files share."""
    model = AssignmentModel(helpers=2, recipients=3, cost=[[1, 2, 3], [3, 1, 2]], quota=2, need=1)
    file = tmp_path / "found.sol"
    file.write_text(text)
    assert read_solution(model, file).tiers[0].value == 4


def test_every_problem_of_a_solution_file_is_listed(tmp_path: Path) -> None:
    """All at once, each with its line; a half-read roster never comes back."""
    model = AssignmentModel(helpers=2, recipients=3, cost=[[1, 2, 3], [3, 1, 2]], quota=2, need=1)
    file = tmp_path / "found.sol"
    file.write_text("x_0_0 0.5\nx_0_1 1\nx_0_1 1\nx_7_0 1\nx_1_2 many\nx_1_1 -1\nm0_0 1\n")
    with pytest.raises(InputError) as refused:
        read_solution(model, file)
    assert [(finding.code, finding.facts["line"]) for finding in refused.value.findings] == [
        ("exchange.not_whole", 1),
        ("exchange.twice", 3),
        ("exchange.unknown", 4),
        ("exchange.no_number", 5),
        ("exchange.not_whole", 6),
        ("exchange.unknown", 7),
    ]
    file.write_text("x_0_0 1\nx_1_1 1\n")
    with pytest.raises(InputError) as broken:
        read_solution(model, file)
    assert "need" in str(broken.value)
    file.write_text("nothing here\n")
    with pytest.raises(InputError, match="names no pair"):
        read_solution(model, file)
    with pytest.raises(InputError, match=r"absent\.sol"):
        read_solution(model, tmp_path / "absent.sol")


def test_names_say_whom_a_column_stands_for(tmp_path: Path) -> None:
    """With ids the map leads from a column to helper and recipient; an id that a spreadsheet would run is written as text."""
    model = AssignmentModel(["=1+1", "zhang"], ["a", "b"], cost=[[1, 2], [2, 1]], need=1)
    write_model(model, tmp_path / "model")
    with (tmp_path / "model" / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = {line["name"]: line for line in csv.DictReader(file)}
    assert lines["x_1_0"]["helper_id"] == "zhang" and lines["x_1_0"]["recipient_id"] == "a"
    assert not lines["x_0_0"]["helper_id"].startswith("=")
    assert lines["l0_1"]["of"] == "need" and lines["l0_1"]["numbers"] == "row=1"


def test_files_are_the_same_every_time_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """An export can be compared with that of another day; an existing one is not lost by accident."""
    model, result = leximin_case()
    for name in ("one", "two"):
        write_model(model, tmp_path / name, result)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)
    with pytest.raises(ExistsError):
        write_model(model, tmp_path / "one", result)
    write_model(model, tmp_path / "one", result, force=True)


def test_a_model_too_large_for_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused with the number and the limit, before anything is written."""
    monkeypatch.setattr(listing, "MOST", 5)
    model = AssignmentModel(helpers=2, recipients=3, cost=[[1, 2, 3], [3, 1, 2]], need=1)
    with pytest.raises(UsageError, match="too large"):
        write_model(model, tmp_path / "model")
    assert not (tmp_path / "model").exists()
    assert not any(a == b for a, b in pairwise(sorted(tmp_path.iterdir())))
