"""Whole villages a helper at a hundred recipients: the size of one school."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from optimizer import AssignmentModel, Limit, Pairs, Spread, Tier, solve_model

HELPERS, RECIPIENTS, VILLAGES = 20, 120, 6


def _instance(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(metres [helpers, recipients], village of each recipient, places of each helper)."""
    rng = np.random.default_rng(seed)
    village = np.sort(rng.integers(0, VILLAGES, RECIPIENTS))
    centre, home = rng.uniform(0, 2e4, (VILLAGES, 2)), rng.uniform(0, 2e4, (HELPERS, 2))
    place = centre[village] + rng.normal(0, 500, (RECIPIENTS, 2))
    return (
        np.hypot(*(home[:, None] - place[None]).transpose(2, 0, 1)).astype(int),
        village,
        rng.choice([6, 8, 10], HELPERS),
    )


def _highs(metres: np.ndarray, village: np.ndarray, places: np.ndarray, price: int) -> int:
    """x pairs, u uncovered, y helper in village: needs; loads within y's village; one village a helper."""
    helper, recipient = np.divmod(np.arange(HELPERS * RECIPIENTS), RECIPIENTS)
    pairs, cells = len(helper), HELPERS * VILLAGES
    width = pairs + RECIPIENTS + cells
    at = pairs + RECIPIENTS + np.arange(cells)
    ones = np.ones(pairs + RECIPIENTS)
    need = csr_array((ones, (np.r_[recipient, np.arange(RECIPIENTS)], np.arange(len(ones)))), (RECIPIENTS, width))
    cell = helper * VILLAGES + village[recipient]
    load = csr_array(
        (
            np.r_[np.ones(pairs), -np.repeat(places, VILLAGES)],
            (np.r_[cell, np.arange(cells)], np.r_[np.arange(pairs), at]),
        ),
        (cells, width),
    )
    once = csr_array((np.ones(cells), (np.repeat(np.arange(HELPERS), VILLAGES), at)), (HELPERS, width))
    found = milp(
        np.r_[metres.ravel(), np.full(RECIPIENTS, price), np.zeros(cells)],
        constraints=[LinearConstraint(need, 1, 1), LinearConstraint(load, -np.inf, 0), LinearConstraint(once, 0, 1)],
        integrality=np.ones(width),
        bounds=Bounds(0, 1),
    )
    return round(found.fun)


@pytest.mark.parametrize("seed", [1, 4])
def test_a_school_with_whole_villages_has_its_best_roster(seed: int) -> None:
    """Branching over pairs stood 30 % off after half a minute; classes and counts find the best roster in little work."""
    metres, village, places = _instance(seed)
    limits = [
        Limit("quota", helper_key=np.arange(HELPERS), most=places),
        Limit("need", recipient_key=np.arange(RECIPIENTS), least=1, most=1, missing=1),
    ]
    model = AssignmentModel(
        HELPERS,
        RECIPIENTS,
        Pairs(*np.divmod(np.arange(HELPERS * RECIPIENTS), RECIPIENTS)),
        limits,
        [Spread("one village", np.arange(HELPERS), village)],
        tiers=[Tier("metres", pair_cost=metres.ravel(), missing_cost=60_000)],
    )
    result = solve_model(model, work_limit=300)
    assert result.route == "cohesion"
    assert result.tiers[0].value == _highs(metres, village, places, 60_000)
    assert result.tiers[0].gap is not None and result.tiers[0].gap < 0.02
