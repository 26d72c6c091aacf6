"""Generalised assignment by questions of yes or no, against exhaustive tables, HiGHS and the judge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from optimizer.engine.joined import joined
from optimizer.engine.side import deciding
from optimizer.engine.side.generalised_kernels import choose, regrets
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.solve import solve_model
from optimizer.verify import verify_model


def least(cost: np.ndarray, weight: np.ndarray, room: int) -> int:
    """Least total cost of some items within the room, by a table over the load."""
    best = np.zeros(room + 1, np.int64)
    for c, w in zip(cost, weight, strict=True):
        if w <= room:
            best[w:] = np.minimum(best[w:], best[: room + 1 - w] + c)
    return int(best[room])


@pytest.mark.parametrize(
    ("things", "heaviest", "dearest"), [(90, 4, 20), (90, 40, 5_000), (90, 100, 4_000_000), (200, 300, 900_000)]
)
def test_knapsacks_equal_full_tables(things: int, heaviest: int, dearest: int) -> None:
    """The core of a knapsack settles only what cannot matter: its value is that of the table over all items."""
    rng = np.random.default_rng(heaviest)
    for _ in range(150):
        n = int(rng.integers(1, things))
        start, job = np.arange(4) * n, np.tile(np.arange(n), 3)
        weight, cost = rng.integers(0, heaviest, 3 * n), rng.integers(0, dearest, 3 * n)
        y, room = rng.integers(0, dearest, n), rng.integers(0, 1 + weight.sum() // 3, 3)
        take = np.zeros(3 * n, np.uint8)
        value = choose(start, job, weight, cost, room, y, take)
        gain = cost - y[job]
        own = [slice(h * n, h * n + n) for h in range(3)]
        assert value == sum(least(gain[s], weight[s], int(r)) for s, r in zip(own, room, strict=True))
        assert value == int(gain[take == 1].sum())
        assert all(weight[s][take[s] == 1].sum() <= r for s, r in zip(own, room, strict=True))


def test_regrets_are_exact() -> None:
    """Turning one decision round costs a helper exactly what the regret says."""
    rng = np.random.default_rng(5)
    for _ in range(60):
        n = int(rng.integers(2, 9))
        start, job = np.array([0, n]), np.arange(n)
        weight, cost, y = rng.integers(1, 9, n), rng.integers(0, 30, n), rng.integers(0, 30, n)
        room = np.array([int(rng.integers(0, 25))])
        take, rise = np.zeros(n, np.uint8), np.zeros(n, np.int64)
        value = choose(start, job, weight, cost, room, y, take)
        regrets(start, job, weight, cost, room, y, take, rise)
        for k in range(n):
            rest = np.arange(n) != k
            without = least((cost - y)[rest], weight[rest], int(room[0]))
            if take[k]:
                turned = without
            elif weight[k] > room[0]:
                continue
            else:
                turned = int(cost[k] - y[k]) + least((cost - y)[rest], weight[rest], int(room[0] - weight[k]))
            assert rise[k] == turned - value


def drawn(rng: np.random.Generator) -> tuple[AssignmentModel, float | None]:
    """A model of the family (pairs missing, some recipients optional, costs of any sign), and HiGHS's optimum or None."""
    helpers, recipients = int(rng.integers(5, 11)), int(rng.integers(60, 75))
    allowed = rng.random((helpers, recipients)) < 0.9
    helper, recipient = np.nonzero(allowed)
    weight = rng.integers(1, 26, len(helper))
    cost = rng.integers(-40, 60, len(helper))
    most = (rng.uniform(0.7, 1.1) * np.bincount(helper, weights=weight, minlength=helpers) / helpers).astype(int)
    optional = rng.random() < 0.5
    price = rng.integers(20, 200, recipients)
    sense = "max" if rng.random() < 0.3 else "min"
    sign = -1 if sense == "max" else 1
    model = AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if optional else None),
            Limit("load", helper_key=np.arange(helpers), weight=weight, most=most),
        ],
        tiers=[Tier("cost", sense, pair_cost=cost, missing_cost=sign * price if optional else 0)],
    )
    n = len(helper)
    width = n + (recipients if optional else 0)
    rows = np.concatenate([recipient, np.arange(width - n), recipients + helper])
    columns = np.concatenate([np.arange(width), np.arange(n)])
    matrix = coo_matrix(
        (np.concatenate([np.ones(width), weight]), (rows, columns)), shape=(recipients + helpers, width)
    )
    lo = np.concatenate([np.ones(recipients), np.full(helpers, -np.inf)])
    answer = milp(
        np.concatenate([sign * cost, price])[:width],
        constraints=LinearConstraint(matrix.tocsr(), lo, np.concatenate([np.ones(recipients), most])),
        bounds=Bounds(0, 1),
        integrality=np.ones(width),
    )
    return model, None if answer.x is None else sign * round(answer.fun)


def test_family_equals_second_solver() -> None:
    """Values are those of HiGHS and every one is proved; what HiGHS calls impossible is never given a roster."""
    rng = np.random.default_rng(17)
    for _ in range(8):
        model, expected = drawn(rng)
        result = solve_model(model)
        if expected is None:
            assert not result.tiers
        else:
            assert result.tiers[0].value == expected
            assert result.status == "optimal"


def test_certificates_hold_when_settled_items_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the climb that spares branches the proof leans on settled items alone, and the judge accepts it all the same."""
    monkeypatch.setattr(deciding.SettledProof, "_lifted", lambda *_: False)
    rng = np.random.default_rng(0)
    weight = np.floor(1 - 10 * np.log(1 - rng.random((6, 60)))).astype(np.int64)
    cost = np.floor(1000 / weight - 10 * rng.random((6, 60))).astype(np.int64)
    most = (0.8 * weight.sum(axis=1) / 6).astype(int)
    helper, recipient = np.repeat(np.arange(6), 60), np.tile(np.arange(60), 6)
    limits = [
        Limit("need", recipient_key=np.arange(60), least=1, most=1),
        Limit("load", helper_key=np.arange(6), weight=weight.ravel(), most=most),
    ]
    model = AssignmentModel(6, 60, Pairs(helper, recipient), limits, tiers=[Tier("cost", pair_cost=cost.ravel())])
    result = solve_model(model)
    assert result.status == "optimal"
    assert len(result.certificate.tiers[0].nodes) > 30


def test_start_is_never_made_worse() -> None:
    """A roster of an earlier solve is the first incumbent, so a repeated solve has the same value and needs no search."""
    model, expected = drawn(np.random.default_rng(29))
    first = solve_model(model)
    assert expected is not None
    again = solve_model(model, warm_start=first.warm_start, work_limit=1)
    assert again.tiers[0].value == first.tiers[0].value


def test_two_searches_at_once_agree_with_one() -> None:
    """With a time limit refuting runs in a thread of its own; the value and its proof are those of the quiet search."""
    model, expected = drawn(np.random.default_rng(29))
    result = solve_model(model, time_limit=30.0)
    assert result.tiers[0].value == expected
    assert result.status == "optimal"


def test_a_better_roster_keeps_the_better_proof() -> None:
    """When a second route finds a better roster with a worse bound, the answer has the best of both, and the judge agrees."""
    model, _ = drawn(np.random.default_rng(29))
    good = solve_model(model)
    poor = solve_model(model, work_limit=1)
    tier = good.tiers[0]
    weak = replace(good, tiers=(replace(tier, bound=None, gap=None, bound_scaled=None),), certificate=poor.certificate)
    one = joined(model, weak, good)
    assert one.tiers[0].bound == tier.bound
    assert verify_model(model, one).status == "optimal"
    assert joined(model, good, weak) is good
