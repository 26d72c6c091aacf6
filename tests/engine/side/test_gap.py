"""Weighted load: small generalised assignments, against every roster and against the judge."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model


def _model(seed: int, helpers: int, recipients: int, sense: str, tightness: float) -> AssignmentModel:
    rng = np.random.default_rng(seed)
    weight = rng.integers(5, 26, (helpers, recipients))
    cost = rng.integers(10, 51, (helpers, recipients))
    capacity = np.floor(tightness * weight.sum(axis=1) / helpers).astype(int)
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(np.repeat(np.arange(helpers), recipients), np.tile(np.arange(recipients), helpers)),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
            Limit("load", helper_key=np.arange(helpers), weight=weight.ravel(), most=capacity),
        ],
        tiers=[Tier("cost", sense, pair_cost=cost.ravel())],
    )


def _best_by_tables(model: AssignmentModel) -> int | None:
    """Least minimised cost by dynamic programming over the loads of all helpers: no solver, no bound."""
    pairs, limit = model.pair_list, model.limit("load")
    assert pairs is not None
    weight = np.asarray(limit.weight)
    states = {tuple([0] * model.helper_count): 0}
    for recipient in range(model.recipient_count):
        after: dict[tuple[int, ...], int] = {}
        for load, cost in states.items():
            for pair in np.flatnonzero(pairs.recipient == recipient):
                helper = int(pairs.helper[pair])
                new = list(load)
                new[helper] += int(weight[pair])
                if new[helper] > limit.most[helper]:
                    continue
                value = cost + int(model.tiers[0].pair_cost[pair])
                if value < after.get(tuple(new), value + 1):
                    after[tuple(new)] = value
        states = after
    return min(states.values()) if states else None


@pytest.mark.parametrize("sense", ["min", "max"])
def test_weighted_load_is_solved_and_proved(sense: str) -> None:
    """The bound by knapsacks must meet the true optimum, found here by tables over all loads."""
    for seed in range(12):
        model = _model(seed, 3, 8, sense, 0.85)
        best = _best_by_tables(model)
        result = solve_model(model)
        if best is None:
            assert result.status is Status.INFEASIBLE
            continue
        assert result.status is Status.OPTIMAL
        assert result.tiers[0].value == model.tiers[0].sign * best
        assert result.route == "side"


def test_a_work_limit_stops_and_repeats() -> None:
    """Stopped by counted work, two runs must give the same roster and the same bound."""
    first, second = (solve_model(_model(5, 6, 40, "min", 0.8), work_limit=450) for _ in range(2))
    assert first.chosen.tolist() == second.chosen.tolist()
    assert first.tiers[0].bound == second.tiers[0].bound


def test_cancelling_keeps_the_best_so_far() -> None:
    """Whoever cancels gets a roster back if there was one, never an error."""
    model = _model(3, 6, 40, "min", 0.8)
    roster = solve_model(model)
    result = solve_model(model, warm_start=roster.warm_start, cancel=lambda: True)
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert result.tiers[0].value == roster.tiers[0].value
