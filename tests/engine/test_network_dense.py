"""Dense models (Blocks, Metric): listed after merging or priced pair by pair, always the optimum over all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status, StopReason
from optimizer.engine import block_source, blocks, tiles
from optimizer.engine.portfolio import solve
from optimizer.errors import InputError, ModelError
from optimizer.model import AssignmentModel, Blocks, Limit, Metric, Pairs, Tier
from optimizer.verify import verify_model


def both(rng: np.random.Generator, clustered: bool) -> tuple[AssignmentModel, AssignmentModel]:
    """The same instance with explicit pairs and as blocks."""
    helpers, recipients, tiers = int(rng.integers(3, 30)), int(rng.integers(3, 40)), int(rng.integers(1, 4))
    cost = rng.integers(0, 50, (helpers, recipients, tiers))
    allowed = rng.random((helpers, recipients)) < 0.8 if rng.random() < 0.5 else None
    if clustered:
        site, village = rng.integers(0, 4, helpers), rng.integers(0, 4, recipients)
        cost = rng.integers(0, 6, (4, 4, tiers))[site][:, village]
        allowed = None if allowed is None else (rng.random((4, 4)) < 0.8)[site][:, village]
    limits = [
        Limit("quota", helper_key=np.arange(helpers), least=int(rng.random() < 0.3), most=3),
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
        Limit("area", recipient_key=np.arange(recipients) % 3, most=int(rng.integers(2, recipients + 2))),
    ]
    price = int(rng.integers(5, 90))
    forms = ["sum" if rng.random() < 0.8 else "convex" for _ in range(tiers)]

    def tier(k: int, pair_cost: np.ndarray | None) -> Tier:
        on = "quota" if forms[k] == "convex" else None
        return Tier(f"t{k}", pair_cost=pair_cost, missing_cost=price, form=forms[k], on=on)

    mask = np.ones((helpers, recipients), bool) if allowed is None else allowed
    helper, recipient = np.nonzero(mask)
    listed = AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        limits,
        tiers=[tier(k, cost[helper, recipient, k]) for k in range(tiers)],
    )
    source = Blocks(lambda h, r: cost[h, r], None if allowed is None else lambda h, r: allowed[h, r], rows=5)
    return listed, AssignmentModel(helpers, recipients, source, limits, tiers=[tier(k, None) for k in range(tiers)])


@pytest.mark.parametrize("listable", [True, False])
def test_blocks_have_the_optimum_of_the_full_list(listable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the pairs are listed after merging or priced in blocks, every tier is the same and proved over all pairs."""
    if not listable:
        monkeypatch.setattr(block_source, "LISTED", -1)
    solved = 0
    for seed in range(80):
        listed, dense = both(np.random.default_rng(seed), clustered=seed % 2 == 0)
        expected, result = solve(listed), solve(dense)
        verdict = verify_model(dense, result)
        assert verdict.accepted, (seed, verdict.findings)
        assert [t.value for t in result.tiers] == [t.value for t in expected.tiers], seed
        infeasible = expected.certificate.impossibility is not None
        assert verdict.status is (Status.INFEASIBLE if infeasible else Status.OPTIMAL), seed
        solved += not infeasible
    assert 20 < solved < 80


def test_metric_costs_are_floored_distances() -> None:
    """A metric is a dense model whose cost is floor(metres * factor): 3-4-5 triangles give 5, doubled 10."""
    metric = Metric([[0.0, 0.0]], [[3.0, 4.0], [6.0, 8.0]], factor=lambda h, r: np.full((1, 2), 2.0))
    model = AssignmentModel(1, 2, metric, tiers=[Tier("d", pair_cost=None)], quota=2, need=1)
    result = solve(model)
    assert result.tiers[0].value == 10 + 20
    assert verify_model(model, result).status is Status.OPTIMAL


def points(size: int) -> AssignmentModel:
    """One helper a point, one recipient a point, jittered around few centres, where near pairs alone are a bad list."""
    rng = np.random.default_rng(7)
    centre = rng.uniform(0, 9000, (5, 2))
    helper = rng.uniform(0, 9000, (size, 2))
    recipient = centre[np.arange(size) % 5] + rng.normal(0, 300, (size, 2))
    return AssignmentModel(
        size,
        size,
        Metric(helper, recipient),
        tiers=[Tier("d", pair_cost=None, missing_cost=60_000)],
        limits=[
            Limit("quota", helper_key=np.arange(size), most=1),
            Limit("need", recipient_key=np.arange(size), least=1, most=1, missing=1),
        ],
    )


def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many tiles for few points as there would be for many."""
    monkeypatch.setattr(tiles, "TILE", 4)
    monkeypatch.setattr(tiles, "NEAR", 1)


def test_a_stopped_pricing_run_keeps_its_roster_with_an_honest_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """One flow in, the roster is feasible and the stated bound is what the multipliers prove over all pairs."""
    monkeypatch.setattr(block_source, "LISTED", -1)
    small_tiles(monkeypatch)
    model = points(120)
    best = solve(model)
    assert verify_model(model, best).status is Status.OPTIMAL
    stopped = solve(model, work_limit=1)
    assert stopped.stopped_by is StopReason.WORK_LIMIT
    verdict = verify_model(model, stopped)
    assert verdict.accepted
    assert verdict.status is Status.FEASIBLE
    assert stopped.tiers[0].bound <= best.tiers[0].value <= stopped.tiers[0].value
    assert stopped.tiers[0].bound < stopped.tiers[0].value


def test_a_warm_start_needs_fewer_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of the last run holds all pairs that matter: one flow proves the same value again."""
    monkeypatch.setattr(block_source, "LISTED", -1)
    small_tiles(monkeypatch)
    model = points(120)
    first = solve(model)
    again = solve(model, warm_start=first.warm_start)
    assert again.work == 1 < first.work
    assert again.tiers[0].value == first.tiers[0].value


def test_memory_stays_with_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No block is larger than asked for, and blocks beyond KEPT cells are evaluated again instead of kept."""
    seen = []

    def cost(h: slice, r: slice) -> np.ndarray:
        seen.append((h.stop - h.start) * (r.stop - r.start))
        return np.abs(np.arange(h.start, h.stop)[:, None] * 7 - np.arange(r.start, r.stop) * 5)[:, :, None]

    monkeypatch.setattr(block_source, "LISTED", -1)
    monkeypatch.setattr(blocks, "KEPT", 10)
    model = AssignmentModel(40, 40, Blocks(cost, rows=4), tiers=[Tier("d", pair_cost=None)], quota=1, need=1)
    solve(model)
    assert max(seen) == 4 * 40
    assert len(seen) > 2 * 10


def test_callables_that_break_their_promise_are_refused() -> None:
    """A block of the wrong shape or with reals is an input error, never a crash of the flow solver."""
    for bad in (np.zeros((1, 1, 1), np.int64), np.zeros((2, 2, 1)), np.full((2, 2, 1), 2**60)):
        with pytest.raises(ModelError):
            AssignmentModel(2, 2, Blocks(lambda h, r, bad=bad: bad), tiers=[Tier("d", pair_cost=None)], need=1)

        def later(h: slice, r: slice, bad: np.ndarray = bad) -> np.ndarray:
            return np.zeros((1, 2, 1), np.int64) if h.start == 0 else bad

        model = AssignmentModel(2, 2, Blocks(later, rows=1), tiers=[Tier("d", pair_cost=None)], need=1)
        with pytest.raises(InputError):
            solve(model)


def test_a_worst_pair_needs_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers at 0 and 10, recipients at 1 and 5 and 9, two places each: 5 is 4 from 9's helper, so 5 m is the least worst."""
    monkeypatch.setattr(block_source, "LISTED", -1)
    helper, recipient = [[0.0, 0.0], [10.0, 0.0]], [[1.0, 0.0], [5.0, 0.0], [9.0, 0.0]]
    tiers = [Tier("far", pair_cost=None, form="worst"), Tier("total", pair_cost=None)]
    model = AssignmentModel(2, 3, Metric(helper, recipient), tiers=tiers, quota=2, need=1)
    result = solve(model)
    assert result.route == "network" and [tier.value for tier in result.tiers] == [5, 1 + 5 + 1]
    assert verify_model(model, result).status is Status.OPTIMAL


def test_a_threshold_search_that_is_stopped_says_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """However early it stops, there is a roster, and a bound below the optimum that the judge accepts."""
    monkeypatch.setattr(block_source, "LISTED", -1)
    small_tiles(monkeypatch)
    model = points(120)
    limits = [limit for limit in model.limits if limit.name == "quota"]
    need = Limit("need", recipient_key=np.arange(120), least=1, most=1)
    kept = [Limit(quota.name, helper_key=np.arange(120), most=1) for quota in limits]
    tiers = [Tier("far", pair_cost=None, form="worst"), Tier("total", pair_cost=None)]
    model = AssignmentModel(120, 120, model.pairs, [*kept, need], tiers=tiers)
    best = solve(model)
    assert verify_model(model, best).status is Status.OPTIMAL
    seen = set()
    for work in range(1, best.work, 3):
        stopped = solve(model, work_limit=work)
        assert verify_model(model, stopped).accepted
        if stopped.tiers:
            assert stopped.tiers[0].value >= best.tiers[0].value
            assert stopped.tiers[0].bound is None or stopped.tiers[0].bound <= best.tiers[0].value
            seen.add(stopped.tiers[0].bound)
    assert len(seen) > 2
