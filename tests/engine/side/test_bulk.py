"""The routes for many pairs: their bounds hold over all pairs, their rosters obey every row, whatever the size."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import choose
from optimizer.engine.side.bulk_route import BulkRoute
from optimizer.engine.side.cohesive_route import CohesiveRoute
from optimizer.engine.side.driver import solve_tiers
from optimizer.model import AssignmentModel, Blocks, Limit, Spread, Tier
from optimizer.solve import solve_model
from optimizer.verify import verify_model


def _points(seed: int, helpers: int, recipients: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    a, b = rng.uniform(0, 10_000, (helpers, 2)), rng.uniform(0, 10_000, (recipients, 2))
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1]).astype(np.int64)


def _weighted(seed: int, helpers: int, recipients: int, *, optional: bool = True) -> AssignmentModel:
    cost = _points(seed, helpers, recipients)
    weight = np.random.default_rng([seed, 1]).integers(1, 6, recipients)
    return AssignmentModel(
        helpers,
        recipients,
        Blocks(lambda h, r: cost[h, r][:, :, None]),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if optional else None),
            Limit(
                "load", helper_key=np.arange(helpers), weight=weight, most=int(np.ceil(1.1 * weight.sum() / helpers))
            ),
        ],
        tiers=[Tier("cost", pair_cost=None, missing_cost=60_000 if optional else 0)],
    )


def _cohesive(seed: int, helpers: int, recipients: int, parts: int) -> AssignmentModel:
    base = _points(seed, 4, recipients)
    rng = np.random.default_rng([seed, 2])
    site = rng.integers(0, 4, helpers)
    quota = rng.choice([2, 3, 4], helpers)
    return AssignmentModel(
        helpers,
        recipients,
        Blocks(lambda h, r: base[site[h]][:, r][:, :, None]),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
            Limit("quota", helper_key=np.arange(helpers), most=quota),
        ],
        [Spread("village", np.arange(helpers), np.sort(rng.integers(0, parts, recipients)))],
        tiers=[Tier("cost", pair_cost=None, missing_cost=60_000)],
    )


@pytest.mark.parametrize("optional", [True, False])
def test_prices_of_load_bound_all_pairs_and_the_roster_fits(optional: bool) -> None:
    """The judge prices every pair; a route that looked at near pairs only would be found out here."""
    model = _weighted(1, 250, 300, optional=optional)
    assert choose(model)[0].name == "load"
    result = solve_model(model)
    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert result.tiers[0].gap is not None and result.tiers[0].gap < 0.25


@pytest.mark.parametrize("seed", range(3))
def test_the_load_route_never_beats_the_exact_route(seed: int) -> None:
    """On instances small enough for a full proof its bound lies below and its value not below the optimum."""
    model = _weighted(seed, 5, 22)
    exact = solve_tiers(model, Budget(), 0, None).tiers[0]
    quick = BulkRoute().run(model, Budget(), 0, None)
    assert verify_model(model, quick).accepted
    assert exact.value == exact.bound
    assert quick.tiers[0].bound <= exact.value <= quick.tiers[0].value <= 1.2 * exact.value


@pytest.mark.parametrize("seed", range(3))
def test_the_cohesion_route_never_beats_the_exact_route(seed: int) -> None:
    """Classes of equal helpers must give rosters that each helper can really follow, and a true bound."""
    model = _cohesive(seed, 7, 14, 3)
    exact = solve_tiers(model, Budget(), 0, None).tiers[0]
    quick = CohesiveRoute().run(model, Budget(), 0, None)
    assert verify_model(model, quick).accepted
    assert quick.tiers[0].bound <= exact.value <= quick.tiers[0].value <= 1.05 * exact.value


def test_cohesion_at_size_is_accepted_and_repeats() -> None:
    """Neighbourhoods and annealing run without a clock, so two runs are the same roster."""
    model = _cohesive(5, 260, 800, 20)
    assert choose(model)[0].name == "cohesion"
    first, second = (solve_model(model) for _ in range(2))
    assert first.chosen.tolist() == second.chosen.tolist()
    assert first.tiers[0].gap is not None and first.tiers[0].gap < 0.1
