"""Coupling rows on a network: fewest changes, budgets, and the whole trade-off."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from optimizer import NoRouteError, frontier
from optimizer.domain import Status
from optimizer.engine import tiles
from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import solve
from optimizer.engine.side import broad, coupling, coupling_pairs, narrow
from optimizer.engine.side.coupling import coupling_of
from optimizer.engine.side.source import all_pairs
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.watch import Watch
from optimizer.model import AssignmentModel, Blocks, Limit, Metric, Pairs, Rows, Tier
from optimizer.solve import solve_model
from optimizer.verify import verify_model


def _network(seed: int, helpers: int, recipients: int, *, most_changes: int | None) -> AssignmentModel:
    rng = np.random.default_rng(seed)
    helper = np.repeat(np.arange(helpers), recipients)
    recipient = np.tile(np.arange(recipients), helpers)
    kept = rng.integers(0, helpers, recipients)[recipient] == helper
    limits = [
        Limit("quota", helper_key=np.arange(helpers), most=-(-recipients // helpers) + 1),
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
    ]
    if most_changes is not None:
        limits.append(Limit("changes", weight=(~kept).astype(int), most=most_changes))
    cost = rng.integers(1, 60, helpers * recipients)
    tier = Tier("cost", pair_cost=cost, missing_cost=np.full(recipients, 200))
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, tiers=[tier])


def _every_value(model: AssignmentModel) -> dict[int, int]:
    """Least cost for each number of changes, by trying every choice of one helper or none for each recipient."""
    pairs = model.pair_list
    assert pairs is not None
    quota, changed = model.limit("quota").most, np.asarray(model.limit("changes").weight)
    cost = model.tiers[0].pair_cost
    assert cost is not None
    best: dict[int, int] = {}
    for choice in product(range(-1, model.helper_count), repeat=model.recipient_count):
        used = [h * model.recipient_count + r for r, h in enumerate(choice) if h >= 0]
        if (np.bincount(pairs.helper[used], minlength=model.helper_count) > quota).any():
            continue
        changes = int(changed[used].sum())
        value = int(cost[used].sum()) + 200 * (model.recipient_count - len(used))
        best[changes] = min(value, best.get(changes, value))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_at_most_k_changes_is_exact(seed: int) -> None:
    """For every K the value must be that of the best roster with at most K changes, and proved."""
    best = _every_value(_network(seed, 3, 5, most_changes=99))
    for most in range(6):
        result = solve_model(_network(seed, 3, 5, most_changes=most))
        assert result.status is Status.OPTIMAL
        assert result.tiers[0].value == min(value for changes, value in best.items() if changes <= most)


@pytest.mark.parametrize("seed", range(6))
def test_the_frontier_has_every_extreme_supported_point(seed: int) -> None:
    """The office picks from this list, so no corner may be missing and none may be dominated."""
    best = _every_value(_network(seed, 3, 5, most_changes=99))
    points = frontier(_network(seed, 3, 5, most_changes=99), "changes")
    found = {(point.activity, point.value) for point in points}
    expected = _lower_hull(best)
    assert found == expected


def test_its_share_of_the_time_does_not_end_without_a_roster() -> None:
    """Prices go on rising until some flow keeps the row, as long as the caller's own time lasts."""
    model = _network(1, 4, 12, most_changes=2)
    stage = build_stage(model, all_pairs(model), model.tiers[0], ())
    for budget, found in ((Budget(time_limit=60), True), (Budget(time_limit=0), False)):
        coupling = coupling_of(stage, Watch(budget, 0))  # this share is over before it begins
        assert coupling is not None and coupling.climb()
        assert bool(coupling.rosters()) is found


def _lower_hull(best: dict[int, int]) -> set[tuple[int, int]]:
    """Corners of the lower left convex hull of (changes, value), from the fewest changes to the least value."""
    least = min(best.values())
    last = min(changes for changes, value in best.items() if value == least)
    points = sorted((changes, value) for changes, value in best.items() if changes <= last)
    hull: list[tuple[int, int]] = []
    for x, y in points:
        while len(hull) >= 2:
            (ax, ay), (bx, by) = hull[-2], hull[-1]
            if (by - ay) * (x - ax) >= (y - ay) * (bx - ax):
                hull.pop()
            else:
                break
        hull.append((x, y))
    return set(hull)


def test_a_larger_network_with_two_budgets_is_closed() -> None:
    """Two coupling rows at once need the master program, not a search along one line."""
    model = _network(1, 10, 60, most_changes=30)
    rng = np.random.default_rng(9)
    money = rng.integers(0, 5, model.pair_count)
    pairs = model.pair_list
    assert pairs is not None
    both = AssignmentModel(
        10,
        60,
        Pairs(pairs.helper, pairs.recipient),
        [
            Limit("quota", helper_key=np.arange(10), most=7),
            Limit("need", recipient_key=np.arange(60), least=1, most=1, missing=1),
            Limit("changes", weight=np.asarray(model.limit("changes").weight), most=30),
        ],
        rows=[Rows("money", csr_array(money[None, :]), lo=0, hi=60)],
        tiers=[Tier("cost", pair_cost=model.tiers[0].pair_cost, missing_cost=np.full(60, 200))],
    )
    result = solve_model(both)
    assert result.status is Status.OPTIMAL
    assert int(money[result.chosen].sum()) <= 60


def test_blocks_with_a_budget_of_changes_equal_the_listed_pairs() -> None:
    """Flows on few stored pairs must reach the optimum over all pairs, which the listed model knows."""
    rng = np.random.default_rng(3)
    helpers, recipients = 30, 90
    cost = rng.integers(1, 500, (helpers, recipients))
    incumbent = rng.integers(0, helpers, recipients) * recipients + np.arange(recipients)
    matrix = csr_array(
        (np.ones(recipients, int), (np.zeros(recipients, int), incumbent)), shape=(1, helpers * recipients)
    )
    common = [
        Limit("quota", helper_key=np.arange(helpers), most=4),
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
    ]
    kept = [Rows("kept", matrix, lo=55, hi=recipients)]
    blocks = AssignmentModel(
        helpers,
        recipients,
        Blocks(lambda h, r: cost[h, r][:, :, None]),
        common,
        rows=kept,
        tiers=[Tier("cost", pair_cost=None, missing_cost=9_000)],
    )
    pairs = Pairs(np.repeat(np.arange(helpers), recipients), np.tile(np.arange(recipients), helpers))
    listed = AssignmentModel(
        helpers, recipients, pairs, common, rows=kept, tiers=[Tier("cost", pair_cost=cost.ravel(), missing_cost=9_000)]
    )
    first, second = solve_model(blocks), solve_model(listed)
    assert first.route == "coupling"
    assert second.status is Status.OPTIMAL
    assert first.tiers[0].value >= second.tiers[0].value >= first.tiers[0].bound
    assert first.tiers[0].gap is not None and first.tiers[0].gap < 0.01


@pytest.mark.parametrize("stored", [12, 1])
def test_metrics_with_few_changes_equal_the_listed_pairs(stored: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the stored pairs of a solved roster (all of them, or the best), tile by tile: the optimum over all pairs."""
    monkeypatch.setattr(tiles, "TILE", 8)
    monkeypatch.setattr(coupling_pairs, "STORED", stored)
    rng = np.random.default_rng(5)
    helper, recipient = rng.uniform(0, 9_000, (50, 2)), rng.uniform(0, 9_000, (60, 2))
    limits = [
        Limit("quota", helper_key=np.arange(50), most=np.where(np.arange(50) % 9, 2, 1)),
        Limit("need", recipient_key=np.arange(60), least=1, most=1, missing=1),
    ]
    tiers = [Tier("metres", pair_cost=None, missing_cost=30_000)]
    metric = Metric(helper, recipient)
    before = solve(AssignmentModel(50, 60, metric, limits, tiers=tiers))
    gone = np.arange(50) % 9 == 1
    kept = before.chosen[~gone[before.chosen // 60]]
    rows = [Rows("kept", (np.ones(len(kept), int), kept, np.array([0, len(kept)])), len(kept) - 3, len(kept))]
    left = [Limit("quota", helper_key=np.arange(50), most=np.where(gone, 0, limits[0].most)), limits[1]]
    model = AssignmentModel(50, 60, metric, left, rows=rows, tiers=tiers)
    result = solve(model, warm_start=before.warm_start)
    assert result.route == "coupling"
    ends = np.divmod(np.arange(50 * 60), 60)
    metres = np.floor(np.hypot(*(helper[ends[0]] - recipient[ends[1]]).T)).astype(int)
    listed = [Tier("metres", pair_cost=metres, missing_cost=30_000)]
    expected = solve(AssignmentModel(50, 60, Pairs(*ends), left, rows=rows, tiers=listed))
    assert expected.tiers[0].gap == 0
    assert verify_model(model, result).accepted
    assert result.tiers[0].bound <= expected.tiers[0].value <= result.tiers[0].value
    assert result.tiers[0].gap <= 0.001


def test_the_frontier_wants_listed_pairs() -> None:
    """A model of blocks is refused with what to do instead, not with a remark about networks."""
    model = AssignmentModel(2, 2, Blocks(lambda h, r: np.ones((2, 2, 1), np.int64)), tiers=[Tier("d", pair_cost=None)])
    with pytest.raises(NoRouteError, match="listed"):
        frontier(model, "changes")


def test_gaps_between_breakpoints_are_closed_by_few_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large models close what flows leave open over few of their columns; made to do so, small ones must say the same."""
    models = [_network(seed, 6, 40, most_changes=5 + seed % 20) for seed in range(40)]
    expected = [solve_model(model) for model in models]
    monkeypatch.setattr(broad, "LARGE", 0)
    monkeypatch.setattr(coupling, "LARGEST_TREE", 0)
    asked: list[int] = []
    honest = narrow.narrow_tree
    monkeypatch.setattr(narrow, "narrow_tree", lambda *a: (asked.append(1), honest(*a))[1])
    for model, known in zip(models, expected, strict=True):
        result = solve_model(model)
        assert result.status is known.status is Status.OPTIMAL
        assert result.tiers[0].value == known.tiers[0].value
    assert len(asked) > 5  # without a gap nothing was compared
