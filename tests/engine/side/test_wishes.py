"""Tiers of form "excess" (wishes) against every roster of tiny models, a second solver, and what must hold of any model."""

from __future__ import annotations

from pathlib import Path

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import AssignmentModel, Limit, ModelError, ModelResult, Pairs, Rows, Spread, Status, Tier, solve_model
from optimizer.exchange import read_solution, write_model
from tests.engine.tiny_wishes import every_value, plain_values, tiny_wishes


def first(value: object) -> int:
    """Of leximin the largest total."""
    return max(value, default=0) if isinstance(value, list) else value  # type: ignore[return-value]


def agrees(seed: int) -> str:
    """Compare one model with all of its rosters; says how it ended."""
    model = tiny_wishes(np.random.default_rng([seed, 11]))
    result, pool = solve_model(model), every_value(model)
    if not pool:
        assert result.status in (Status.INFEASIBLE, Status.UNDECIDED)
        return "none"
    x = np.zeros(model.pair_count, np.int64)
    x[result.chosen] = result.amount
    own = plain_values(model, x, {name: lacks.tolist() for name, lacks in result.missing.items()})
    assert [outcome.value for outcome in result.tiers] == [first(value) for value in own]
    for place, (tier, outcome) in enumerate(zip(model.tiers, result.tiers, strict=True)):
        best = min(values[place] for values in pool)
        assert outcome.bound is None or outcome.bound <= first(best)
        if outcome.label == "optimal":
            assert own[place] == best
        cap = own[place] if isinstance(best, list) else max(own[place], best + tier.allowance(best))
        pool = [values for values in pool if values[place] <= cap]
    return "optimal" if result.status is Status.OPTIMAL else "open"


@pytest.mark.parametrize("part", range(5))
def test_tiny_models_against_every_roster(part: int) -> None:
    """Values, bounds and labels are true of every roster; nearly all models are proved (a spread beside others may stay open)."""
    seen = [agrees(seed) for seed in range(50 * part, 50 * part + 50)]
    assert seen.count("open") <= 3, seen
    assert seen.count("optimal") >= 20, seen


def village_model(seed: int, helpers: int, recipients: int, most: int = 1) -> AssignmentModel:
    """Helpers with places for two or three, recipients in scattered villages, some of which some helpers cannot reach."""
    rng = np.random.default_rng([seed, 12])
    village = rng.integers(0, 6, recipients)
    far = rng.random((helpers, 6)) < 0.35
    helper, recipient = np.nonzero(~far[:, village])
    limits = [
        Limit("quota", np.arange(helpers), most=rng.integers(2, 4, helpers)),
        Limit("need", None, np.arange(recipients), least=1, most=1, missing=1),
        Limit("unit", rng.integers(0, 3, helpers), least=recipients // 3, most=recipients // 3),
    ]
    metres = rng.integers(1, 100, (helpers, 6))[helper, village[recipient]]
    tiers = [
        Tier("coverage", missing_cost=1),
        Tier("wishes", form="excess", on=("villages", "unit")),
        Tier("distance", pair_cost=metres),
    ]
    spread = Spread("villages", np.arange(helpers), village, most)
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, [spread], tiers=tiers)


@pytest.mark.parametrize(("seed", "helpers", "recipients"), [(1, 8, 20), (2, 12, 30), (3, 15, 30)])
def test_a_second_solver_agrees(seed: int, helpers: int, recipients: int, tmp_path: Path) -> None:
    """HiGHS on the written files, whose rows are written apart from ours, finds the same values, and its roster reads back."""
    model = village_model(seed, helpers, recipients)
    result = solve_model(model)
    write_model(model, tmp_path, result)
    for number, outcome in enumerate(result.tiers, start=1):
        solver = highspy.Highs()
        for name, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("threads", 1), ("time_limit", 30.0)):
            solver.setOptionValue(name, value)
        solver.readModel(str(tmp_path / f"tier-{number}.mps"))
        solver.run()
        assert round(solver.getInfo().objective_function_value) == outcome.value
        assert outcome.bound is not None and outcome.bound <= outcome.value
    solver.writeSolution(str(tmp_path / "found.sol"), 0)
    found = read_solution(model, tmp_path / "found.sol")
    assert [tier.value for tier in found.tiers] == [tier.value for tier in result.tiers]
    assert result.tiers[1].label == "optimal"


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_a_larger_most_never_raises_the_excess(seed: int) -> None:
    """Whoever may use more villages exceeds the wish by no more."""
    values = [solve_model(village_model(seed, 4, 7, most)).tiers[1] for most in (0, 1, 2)]
    assert values[0].value >= values[1].value >= values[2].value
    assert all(value.label == "optimal" for value in values)


def test_number_of_parts_used() -> None:
    """With most 0 the value is the plain number of parts: three recipients in three villages are three visits, however shared."""
    spread = Spread("villages", [0, 1], [0, 1, 2], most=0)
    tiers = [Tier("parts", form="excess", on="villages"), Tier("fair", form="convex", on="quota")]
    model = AssignmentModel(2, 3, cost=[[0] * 3] * 2, quota=3, need=1, spreads=[spread], tiers=tiers)
    result = solve_model(model)
    # 3 parts whoever serves them; then loads 2 and 1: 4 + 1
    assert [tier.value for tier in result.tiers] == [0, 3, 5]
    assert result.status is Status.OPTIMAL


def test_within_gives_up_excess_for_distance() -> None:
    """One unit of excess may be given up: the second recipient then goes to the near helper of the other village."""
    spread = Spread("villages", [0, 1], [0, 1], most=1)
    cost = [[1, 1], [50, 50]]

    def solved(within: int) -> ModelResult:
        tiers = [Tier("wish", form="excess", on="villages", within=within), Tier("distance", pair_cost=[1, 1, 50, 50])]
        return solve_model(AssignmentModel(2, 2, Pairs([0, 0, 1, 1], [0, 1, 0, 1]), [
            Limit("quota", [0, 1], most=2), Limit("need", None, [0, 1], least=1, most=1)], [spread], tiers=tiers))  # fmt: skip

    assert cost[0][0] + cost[1][1] == 51
    assert [tier.value for tier in solved(0).tiers] == [0, 51]
    assert [tier.value for tier in solved(1).tiers] == [1, 2]
    assert solved(1).status is Status.OPTIMAL


def test_what_cannot_be_a_wish_is_refused() -> None:
    """All problems at once: unknown and repeated names, costs, the wrong sense, a limit with missing."""
    with pytest.raises(ModelError) as refused:
        AssignmentModel(
            1, 1, cost=[[1]], need=1, uncovered_cost=1, quota=1,
            rows=[Rows("r", [[1]], 0, 0)],
            tiers=[
                Tier("a", form="excess", on=("r", "nothing", "need")),
                Tier("b", form="excess", on="r", pair_cost=[2], sense="max"),
                Tier("c", form="excess"),
            ],
        )  # fmt: skip
    codes = {finding.code for finding in refused.value.findings}
    assert codes >= {f"model.{code}" for code in ("unknown_wish", "wish_twice", "excess_costs", "excess_max", "needs_on",
                                                  "wish_missing")}  # fmt: skip


def test_rows_of_many_people_are_proved() -> None:
    """A pair of classes may be used 300 times, a village needs 15: rows, not the pair, tie it to its part."""
    helper, recipient = np.divmod(np.arange(6), 3)
    pairs = Pairs(helper, recipient, most=300)
    limits = [
        Limit("quota", [0, 1], least=[20, 25], most=[20, 25]),
        Limit("need", None, [0, 1, 2], least=15, most=15),
    ]
    spread = Spread("villages", [0, 1], [0, 1, 2], most=1)
    tiers = [Tier("distance", pair_cost=[1, 1, 1, 1, 1, 1]), Tier("wish", form="excess", on="villages")]
    result = solve_model(AssignmentModel(2, 3, pairs, limits, [spread], tiers=tiers))
    # 20 and 25 recipients do not fit one village of 15, but fit two: one beyond the first for each
    assert [tier.value for tier in result.tiers] == [45, 2]
    assert result.status is Status.OPTIMAL


@pytest.mark.parametrize("within", [0, 3])
def test_what_is_given_up_before_a_wish_serves_it(within: int) -> None:
    """Distance may lose 3: then the far helper of the village is taken and the wish is met, else one village too many remains."""
    spread = Spread("villages", [0, 1], [0, 1], most=1)
    tiers = [Tier("distance", pair_cost=[1, 1, 9, 3], within=within), Tier("wish", form="excess", on="villages")]
    model = AssignmentModel(2, 2, Pairs([0, 0, 1, 1], [0, 1, 0, 1]), [
        Limit("quota", [0, 1], most=2), Limit("need", None, [0, 1], least=1, most=1)], [spread], tiers=tiers)  # fmt: skip
    result = solve_model(model)
    assert [tier.value for tier in result.tiers] == ([2, 1] if within == 0 else [4, 0])
    assert result.tiers[1].label == "optimal"
