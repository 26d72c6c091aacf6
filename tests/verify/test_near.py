"""Bounds between cells of a metric leave out only pairs that add nothing: the verdict is that of all pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Certificate, Dual, Flow, Leaf, Limit, Metric, Rows, Tier, Tree
from optimizer.verify import near, verify_model


def places(seed: int, sense: str = "min") -> AssignmentModel:
    """Two needs tiers over points in few clusters, some at one place, distances of 0 and ties included."""
    rng = np.random.default_rng([seed, 8])
    helpers, recipients = int(rng.integers(4, 40)), int(rng.integers(4, 40))
    centre = rng.uniform(-5000, 5000, (4, 2))
    helper = centre[rng.integers(0, 4, helpers)] + rng.integers(-3, 4, (helpers, 2)) * 10
    recipient = centre[rng.integers(0, 4, recipients)] + rng.normal(0, 200, (recipients, 2))
    recipient[0] = helper[0]
    return AssignmentModel(
        helpers,
        recipients,
        Metric(helper, recipient),
        [
            Limit("quota", helper_key=np.arange(helpers), most=2),
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
        ],
        tiers=[
            Tier("covered", missing_cost=1),
            Tier("metres", sense=sense, pair_cost=None, missing_cost=3_000),
        ],
    )


@pytest.mark.parametrize("seed", range(20))
def test_linear_rows_count_where_their_pairs_lie(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows over some pairs with random prices, as root, face and impossibility: what cells leave out is added pair by pair."""
    rng = np.random.default_rng([seed, 9])
    plain = places(seed, "min" if seed % 3 else "max")
    count = plain.pair_count
    entries = np.sort(rng.choice(count, min(count, 30), replace=False))
    rows = [
        Rows("few", (rng.integers(-3, 4, 20), entries[:20], np.array([0, 8, min(20, len(entries))])), -400, 400),
        Rows("kept", (np.ones(len(entries), int), entries, np.array([0, len(entries)])), 0, len(entries)),
    ]
    limits = [
        Limit("quota", helper_key=np.arange(plain.helper_count), most=2),
        Limit("need", recipient_key=np.arange(plain.recipient_count), least=1, most=1, missing=1),
    ]
    tiers = [Tier("covered", missing_cost=1), Tier("metres", pair_cost=None, missing_cost=3_000)]
    model = AssignmentModel(plain.helper_count, plain.recipient_count, plain.pairs, limits, rows=rows, tiers=tiers)
    result = solve(model, time_limit=5)

    def dual(fixed: tuple[int, ...]) -> Dual:
        return Dual(
            {
                "need": rng.integers(-300, 3_000, plain.recipient_count),
                "quota": -rng.integers(0, 900, plain.helper_count),
            },
            {"few": rng.integers(-500, 500, 2), "kept": rng.integers(-500, 500, 1)},
            fixed=fixed,
        )

    certificates = [
        Certificate((Tree((Leaf(dual(())),)), Tree((Leaf(dual((0,))),)))),
        Certificate((Flow(Dual()), Tree((Leaf(dual((0,))),)))),
    ]
    monkeypatch.setattr(near, "PEOPLE", 3)
    for certificate in certificates:
        stated = replace(result, certificate=certificate, tiers=())
        by_cells = verify_model(model, stated)
        with monkeypatch.context() as patch:
            patch.setattr("optimizer.verify.relaxation.near_of", lambda pairs: None)
            assert by_cells == verify_model(model, stated)
        assert by_cells.accepted


@pytest.mark.parametrize("seed", range(30))
def test_the_verdict_is_that_of_all_pairs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Optimal proofs, and proofs with random prices (bounds far below, faces with slack), both senses."""
    model = places(seed, "min" if seed % 3 else "max")
    result = solve(model)
    rng = np.random.default_rng(seed)

    def prices(size: int) -> np.ndarray:
        return rng.integers(-300, 3_000, size)

    shaken = tuple(
        Tree((Leaf(Dual({"need": prices(model.recipient_count), "quota": -prices(model.helper_count)}, fixed=fixed)),))
        for fixed in ((), (0,))
    )
    for certificate in (result.certificate, Certificate(shaken), Certificate((Flow(Dual()), shaken[1]))):
        stated = replace(
            result, certificate=certificate, tiers=result.tiers if certificate is result.certificate else ()
        )
        monkeypatch.setattr(near, "PEOPLE", 3)
        by_cells = verify_model(model, stated)
        with monkeypatch.context() as patch:
            patch.setattr("optimizer.verify.relaxation.near_of", lambda pairs: None)
            assert by_cells == verify_model(model, stated)
        assert by_cells.accepted
    assert verify_model(model, result).status == "optimal"


def test_most_pairs_of_far_clusters_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two towns 100 km apart, 500 people on each side of each: only pairs within a town are evaluated for the proof."""
    rng = np.random.default_rng(1)
    town = np.array([[0.0, 0.0], [100_000.0, 0.0]])
    helper, recipient = (town[np.arange(1000) % 2] + rng.normal(0, 500, (1000, 2)) for _ in range(2))
    model = AssignmentModel(1000, 1000, Metric(helper, recipient), tiers=[Tier("m", pair_cost=None)], quota=1, need=1)
    result = solve(model)
    seen = []
    patch = near.Patch.__init__

    def counted(self: near.Patch, *given: object) -> None:
        patch(self, *given)  # type: ignore[arg-type]
        seen.append(self.count)

    monkeypatch.setattr(near.Patch, "__init__", counted)
    assert verify_model(model, result).status == "optimal"
    assert 0 < sum(seen) <= 2 * 500 * 500
