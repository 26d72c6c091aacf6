"""The front door: limits that are kept, reports, refusals, and models with little or nothing in them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from optimizer.domain import Status, StopReason
from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import solve
from optimizer.errors import UsageError
from optimizer.model import AssignmentModel, Limit, Metric, Pairs, Tier
from optimizer.model.result import TraceEntry
from optimizer.verify import verify_model


def three_tiers() -> AssignmentModel:
    """12 helpers x 12 recipients with three sum tiers of different costs."""
    rng = np.random.default_rng(3)
    helper, recipient = (a.ravel() for a in np.meshgrid(np.arange(12), np.arange(12), indexing="ij"))
    tiers = [Tier(f"t{k}", pair_cost=rng.integers(0, 3, 144)) for k in range(3)]
    return AssignmentModel(12, 12, Pairs(helper, recipient), tiers=tiers, quota=2, need=1)


def test_the_route_and_its_reason_are_named() -> None:
    """Whoever reads a result sees which way of solving ran; the reason is a message code in both languages."""
    result = solve(three_tiers())
    assert result.route == "network"
    assert result.route_reason == "engine.reason_network"


@pytest.mark.parametrize("limit", [1, 2])
def test_a_work_limit_stops_between_tiers_and_keeps_the_roster(limit: int) -> None:
    """After k flows k tiers are proved, the others have the roster's value and no bound."""
    model = three_tiers()
    full, result = solve(model), solve(model, work_limit=limit)
    assert result.stopped_by is StopReason.WORK_LIMIT
    assert [t.bound is not None for t in result.tiers] == [k < limit for k in range(3)]
    assert [t.value for t in result.tiers[:limit]] == [t.value for t in full.tiers[:limit]]
    verdict = verify_model(model, result)
    assert verdict.accepted
    assert verdict.status is Status.FEASIBLE


def test_nothing_may_be_spent() -> None:
    """With no work or no time there is no roster, and that is said instead of an error."""
    for limits in ({"work_limit": 0}, {"time_limit": 0.0}):
        result = solve(three_tiers(), **limits)
        assert result.status is Status.UNDECIDED
        assert not len(result.chosen)
        assert result.stopped_by in (StopReason.WORK_LIMIT, StopReason.TIME_LIMIT)


def test_cancelling_keeps_the_best_so_far() -> None:
    """Cancelled after the first tier: a feasible roster, and the reason."""
    seen = []
    result = solve(three_tiers(), progress=seen.append, cancel=lambda: bool(seen))
    assert result.stopped_by is StopReason.CANCELLED
    assert len(result.chosen) == 12
    assert len(seen) == 1
    assert result.trace == tuple(seen)


@pytest.mark.parametrize(
    "given",
    [
        {"work_limit": -1}, {"work_limit": 1.5}, {"work_limit": True}, {"time_limit": -0.5}, {"time_limit": float("nan")},
        {"time_limit": "60"}, {"seed": "x"}, {"seed": None}, {"warm_start": 5}, {"progress": 1}, {"cancel": True},
    ],
    ids=str,
)  # fmt: skip
def test_arguments_must_make_sense(given: dict[str, Any]) -> None:
    """A slip of the caller is named, never read as "no limit"."""
    with pytest.raises(UsageError, match=next(iter(given))):
        solve(three_tiers(), **given)


def test_numpy_numbers_are_numbers() -> None:
    """Limits often come out of arrays."""
    limits = {"work_limit": np.int64(100), "time_limit": np.float64(30), "seed": np.int32(1), "warm_start": {}}
    assert len(solve(three_tiers(), **limits).chosen) == 12


def test_without_tiers_any_roster_will_do() -> None:
    """No aim is still a question of feasibility, answered with a roster or a proof."""
    model = AssignmentModel(2, 3, Pairs([0, 0, 1], [0, 1, 2]), need=1, quota=2)
    result = solve(model)
    assert result.chosen.tolist() == [0, 1, 2]
    assert verify_model(model, result).accepted
    short = AssignmentModel(2, 3, Pairs([0, 0, 1], [0, 1, 2]), need=1, quota=1)
    assert verify_model(short, solve(short)).status is Status.INFEASIBLE


def test_no_pairs_at_all() -> None:
    """Without pairs the empty roster is best where nothing is needed, and impossible where something is."""
    none = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    free = AssignmentModel(1, 1, none, tiers=[Tier("cost"), Tier("worst", form="worst")], quota=1)
    result = solve(free)
    assert [t.value for t in result.tiers] == [0, 0]
    assert verify_model(free, result).status is Status.OPTIMAL
    needy = AssignmentModel(1, 1, none, tiers=[Tier("cost")], need=1)
    assert verify_model(needy, solve(needy)).status is Status.INFEASIBLE


def test_pairs_outside_every_limit_follow_the_sign_of_their_cost() -> None:
    """A pair that no row speaks of is used as often as it pays: cost -2 three times, cost 5 as little as allowed (1)."""
    pairs = Pairs([0, 0], [0, 1], least=[0, 1], most=[3, 2])
    model = AssignmentModel(1, 2, pairs, tiers=[Tier("cost", pair_cost=[-2, 5])])
    result = solve(model)
    assert result.amount.tolist() == [3, 1]
    assert result.tiers[0].value == -1
    assert verify_model(model, result).status is Status.OPTIMAL


def test_contradicting_rows_are_proved_impossible() -> None:
    """A lower bound above all that a row can carry is a proof of impossibility, also when a convex tier comes first."""
    limit = Limit("load", helper_key=[0], least=3, most=5)
    model = AssignmentModel(1, 2, Pairs([0, 0], [0, 1]), [limit], tiers=[Tier("fair", form="convex", on="load")])
    assert verify_model(model, solve(model)).status is Status.INFEASIBLE


def test_prices_are_what_one_more_place_is_worth() -> None:
    """Two recipients want the one place of helper 0 (cost 1 against 5): one more place saves 4."""
    model = AssignmentModel(2, 2, cost=[[1, 1], [5, 5]], quota=[1, 2], need=1)
    result = solve(model)
    assert result.prices["quota"].tolist() == [-4, 0]
    more = solve(AssignmentModel(2, 2, cost=[[1, 1], [5, 5]], quota=[2, 2], need=1))
    assert more.tiers[0].value - result.tiers[0].value == -4


def test_importing_the_engine_loads_no_solver() -> None:
    """The command line's help must not pay for solvers: they load when a model is solved."""
    code = (
        "import sys, optimizer.engine, optimizer.engine.network;"
        "print([m for m in ('ortools', 'highspy', 'scipy', 'numba') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_steps_only_get_better() -> None:
    """What listeners see of a tier: incumbents fall, bounds rise, the gap closes; an earlier tier begins the later ones anew."""
    told: list[TraceEntry] = []
    budget = Budget(progress=told.append)
    for step in ((0, 90, None), (0, 80, 10), (0, 85, 5), (0, 80, 10), (1, 7, 3), (0, 60, 60), (1, 9, None)):
        budget.report(*step)
    assert [(e.tier, e.incumbent, e.bound) for e in told] == [
        (0, 90, None), (0, 80, 10), (1, 7, 3), (0, 60, 60), (1, 9, None),
    ]  # fmt: skip
    assert [e.gap for e in told] == [None, 70 / 80, 4 / 7, 0.0, None]


@pytest.mark.parametrize(
    "given",
    [{"pairs": "abc"}, {"pairs": [1.5]}, {"pairs": [[0, 1]]}, {"arcs": ["a"]}, {"arcs": 5}, {"price.need": ["x"]}],
)
def test_a_warm_start_that_is_none_is_refused(given: dict[str, Any]) -> None:
    """What no result ever stored is a slip of the caller, told with its entry instead of a crash somewhere below."""
    with pytest.raises(UsageError, match=next(iter(given))):
        solve(three_tiers(), warm_start=given)


def test_a_warm_start_of_another_model_does_no_harm() -> None:
    """Pairs that are not here, prices of other rows and unknown entries: the same optimum as without."""
    foreign = {"pairs": np.array([-4, 3, 10**12]), "arcs": None, "price.need": np.array([7]), "note": "x"}
    cold, warm = solve(three_tiers()), solve(three_tiers(), warm_start=foreign)
    assert [t.value for t in warm.tiers] == [t.value for t in cold.tiers]
    assert verify_model(three_tiers(), warm).status is Status.OPTIMAL


def test_a_wish_to_stop_amid_a_look_at_all_pairs_keeps_the_bound() -> None:
    """5.8 million pairs by price: stopped in the middle of a later pass, the roster keeps what the pass before it proved."""
    rng = np.random.default_rng(1)
    people = 2_400
    helper_xy, recipient_xy = rng.random((people, 2)) * 1e5, rng.random((people, 2)) * 1e5
    everyone = np.arange(people)
    limits = [Limit("need", recipient_key=everyone, least=1, most=1), Limit("quota", helper_key=everyone, most=1)]
    tiers = [Tier("metres", pair_cost=None)]
    model = AssignmentModel(people, people, Metric(helper_xy, recipient_xy), limits, tiers=tiers)
    seen: list[TraceEntry] = []
    asked: list[int] = []

    def stop() -> bool:
        asked.extend([1] * (len(seen) >= 2))
        return len(asked) > 2

    result = solve(model, progress=seen.append, cancel=stop)
    assert result.stopped_by is StopReason.CANCELLED
    assert len(result.chosen) == people
    assert result.tiers[0].bound == seen[-1].bound
    assert verify_model(model, result).accepted
