"""Several loads of a helper kept at once: choices against trying all, answers against exhaustive search, leaves against the judge."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer.engine.side.several import SeveralPack, solve_several
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model


@pytest.mark.parametrize("seed", range(40))
def test_choices_equal_trying_all(seed: int) -> None:
    """Every subset of up to eight items, two or three loads with least and most, items taken and left out beforehand."""
    rng = np.random.default_rng([seed, 2])
    loads, helpers, each = int(rng.integers(1, 4)), 2, int(rng.integers(1, 9))
    weight = rng.integers(0, 5, (loads, helpers * each))
    cost = rng.integers(-9, 6, helpers * each)
    fix = rng.choice([0, 0, 0, 0, 1, -1], helpers * each)
    most = np.minimum(rng.integers(3, 12, (loads, helpers)), weight.reshape(loads, helpers, each).sum(axis=2))
    least = np.minimum(rng.integers(0, 4, (loads, helpers)) * (rng.random() < 0.5), most)
    pack = SeveralPack(np.arange(helpers + 1) * each, weight, least, most)
    value, take, stuck = solve_several(pack, cost, fix)
    for h in range(helpers):
        own = slice(h * each, h * each + each)
        best = None
        for x in product((0, 1), repeat=each):
            chosen = np.array(x)
            used = weight[:, own] @ chosen
            kept = ((fix[own] != 1) | (chosen == 1)).all() and ((fix[own] != -1) | (chosen == 0)).all()
            if kept and (used >= least[:, h]).all() and (used <= most[:, h]).all():
                total = int(cost[own] @ chosen)
                best = total if best is None else min(best, total)
        if best is None:
            assert stuck == h
            return
        assert value[h] == best == int(cost[own] @ take[own])
        assert (weight[:, own] @ take[own] <= most[:, h]).all()
        assert (weight[:, own] @ take[own] >= least[:, h]).all()
    assert stuck == -1


@pytest.mark.parametrize("seed", range(12))
def test_answers_equal_exhaustive_search(seed: int) -> None:
    """Three helpers, seven recipients, two loads by pair with least and most, some optional: every roster tried."""
    rng = np.random.default_rng([seed, 9])
    helpers, recipients = 3, 7
    weight = rng.integers(1, 6, (2, helpers, recipients))
    cost, price = rng.integers(1, 30, (helpers, recipients)), rng.integers(20, 60, recipients)
    most = rng.integers(6, 13, (2, helpers))
    least = rng.integers(0, 4, helpers)
    optional = bool(rng.random() < 0.6)
    expected = None
    for x in product(range(-1 if optional else 0, helpers), repeat=recipients):
        at, served = np.array(x), np.flatnonzero(np.array(x) >= 0)
        used = np.zeros((2, helpers), np.int64)
        np.add.at(used, (slice(None), at[served]), weight[:, at[served], served])
        if (used <= most).all() and (used[0] >= least).all():
            total = int(cost[at[served], served].sum() + price[at < 0].sum())
            expected = total if expected is None else min(expected, total)
    model = AssignmentModel(
        helpers,
        recipients,
        Pairs(np.repeat(np.arange(helpers), recipients), np.tile(np.arange(recipients), helpers)),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if optional else None),
            Limit("hours", helper_key=np.arange(helpers), weight=weight[0].ravel(), least=least, most=most[0]),
            Limit("kilometres", helper_key=np.arange(helpers), weight=weight[1].ravel(), most=most[1]),
        ],
        tiers=[Tier("cost", pair_cost=cost.ravel(), missing_cost=price if optional else 0)],
    )
    result = solve_model(model)
    if expected is None:
        assert result.status == "infeasible"
    else:
        assert (result.status, result.tiers[0].value) == ("optimal", expected)


def test_keeping_all_loads_closes_what_one_leaves_open() -> None:
    """Two tight loads by pair: leaves keep both, and the judge proves the roster best."""
    rng = np.random.default_rng(4)
    helpers, recipients = 10, 28
    weight = rng.integers(1, 20, (2, helpers * recipients))
    cost = rng.integers(10, 100, helpers * recipients)
    limits = [
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
        Limit("hours", helper_key=np.arange(helpers), weight=weight[0], weight_by="pair", most=26),
        Limit("kilometres", helper_key=np.arange(helpers), weight=weight[1], weight_by="pair", most=28),
    ]
    pairs = Pairs(np.repeat(np.arange(helpers), recipients), np.tile(np.arange(recipients), helpers))
    result = solve_model(AssignmentModel(helpers, recipients, pairs, limits, tiers=[Tier("cost", pair_cost=cost)]))
    assert result.status == "optimal"
    kept = {name for node in result.certificate.tiers[0].nodes if hasattr(node, "dual") for name in node.dual.kept}
    assert kept == {"hours", "kilometres"}
