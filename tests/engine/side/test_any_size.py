"""The ways of solving that size forces, made to solve small models whose optimum is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import choose
from optimizer.engine.side import broad, bulk_route, cohesive_route, walk
from optimizer.engine.side.ascent import of_program, sifted
from optimizer.engine.side.driver import solve_tiers
from optimizer.engine.side.source import all_pairs
from optimizer.engine.side.stacked_route import StackedRoute
from optimizer.engine.side.stage import build_stage
from optimizer.engine.side.task import Task
from optimizer.engine.side.watch import Watch
from optimizer.engine.side.wide_route import WideRoute
from optimizer.model import AssignmentModel, Blocks, Limit, Metric, ModelResult, Pairs, Rows, Spread, Tier
from optimizer.solve import solve_model
from optimizer.verify import verify_model

FORMS = ("sum", "worst", "total", "convex", "leximin")


def _mixed(seed: int, *, dense: bool) -> AssignmentModel:
    """Needs, quotas, a weighted load, cohesion, group totals and a row with even odds; coverage first, then one more tier."""
    rng = np.random.default_rng([5, seed])
    helpers, recipients = int(rng.integers(3, 5)), int(rng.integers(5, 8))
    cost = rng.integers(1, 60, (helpers, recipients))
    every = np.arange(helpers * recipients)
    pairs: Pairs | Blocks = Pairs(every // recipients, every % recipients)
    if dense:
        pairs = Blocks(lambda h, r: np.stack([0 * cost[h, r], cost[h, r]], axis=2))
    village = rng.integers(0, 3, recipients)
    limits = [
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
        Limit("quota", helper_key=np.arange(helpers), least=int(rng.integers(0, 2)), most=4),
    ]
    if rng.random() < 0.6:
        limits.append(
            Limit(
                "load",
                helper_key=np.arange(helpers),
                weight=rng.integers(1, 5, recipients),
                most=int(rng.integers(5, 9)),
            )
        )
    if rng.random() < 0.4:
        limits.append(Limit("totals", helper_key=np.arange(helpers) % 2, recipient_key=village, most=3))
    spreads = [Spread("few", np.arange(helpers), village, int(rng.integers(1, 3)))] if rng.random() < 0.5 else []
    rows = []
    if rng.random() < 0.4:
        data = (np.ones(recipients, int), rng.permutation(helpers * recipients)[:recipients], [0, recipients])
        rows.append(Rows("few", csr_array(data, shape=(1, helpers * recipients)), 0, 2))
    form = str(rng.choice(FORMS[:1] if dense else FORMS))
    then = Tier(
        "then",
        pair_cost=None if dense else cost.ravel() * int(form not in ("convex", "leximin")),
        form="worst" if form == "total" else form,
        on="quota" if form in ("total", "convex", "leximin") else None,
    )
    tiers = [Tier("covered", missing_cost=rng.integers(1, 4, recipients)), then]
    return AssignmentModel(helpers, recipients, pairs, limits, spreads, rows, tiers)


def _sound(model: AssignmentModel, result: ModelResult, exact: ModelResult) -> None:
    """Accepted; no bound above, no value below what is optimal."""
    verdict = verify_model(model, result)
    assert verdict.accepted, verdict.findings
    assert len(result.chosen)
    assert exact.tiers[0].value <= result.tiers[0].value
    for mine, best, tier in zip(result.tiers, exact.tiers, model.tiers, strict=True):
        if mine.bound is not None and tier.number == 0:
            assert mine.bound <= best.value
    if result.tiers[0].value == exact.tiers[0].value and exact.tiers[1].label == "optimal":
        assert result.tiers[1].value >= exact.tiers[1].value
        assert result.tiers[1].bound is None or result.tiers[1].bound <= exact.tiers[1].value


def test_walks_and_prices_never_say_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond branching every mixture still gets a roster, and a bound that is none too good."""
    pytest.importorskip("numba")
    monkeypatch.setattr(walk, "FROM_PAIRS", 1)
    covered = 0
    for seed in range(10):
        model = _mixed(seed, dense=False)
        exact = solve_model(model, work_limit=400)
        with monkeypatch.context() as patch:
            patch.setattr(broad, "LARGE", 0)
            result = solve_tiers(model, Budget(), 0, None)
        _sound(model, result, exact)
        covered += result.tiers[0].value == exact.tiers[0].value
    assert covered >= 9


def test_the_wide_route_holds_its_bounds_over_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some pairs are listed; the rest must be priced, and the judge looks at every one."""
    monkeypatch.setattr("optimizer.engine.side.wide_route.NEAR", 2)
    monkeypatch.setattr("optimizer.engine.side.wide_route.BACK", 1)
    monkeypatch.setattr("optimizer.engine.side.wide_route.SPARE", 2)
    for seed in range(10):
        model = _mixed(seed, dense=True)
        _sound(model, WideRoute().run(model, Budget(400), 0, None), solve_model(model, work_limit=400))


@pytest.mark.parametrize("kind", ["load", "cohesion"])
def test_coverage_comes_before_distance_at_size_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights that join the two aims are part of the proof, so that neither the order nor a bound can be wrong."""
    monkeypatch.setattr(bulk_route, "FROM_PAIRS", 1)
    monkeypatch.setattr(cohesive_route, "FROM_PAIRS", 1)
    for seed in range(5):
        rng = np.random.default_rng([8, seed])
        helpers, recipients = 4, 8
        cost = rng.integers(1, 90, (helpers, recipients, 3))
        limits = [Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1)]
        spreads: list[Spread] = []
        if kind == "load":
            weight = rng.integers(1, 5, recipients)
            limits.append(Limit("load", helper_key=np.arange(helpers), weight=weight, most=7))
        else:
            limits.append(Limit("quota", helper_key=np.arange(helpers), most=3))
            spreads.append(Spread("village", np.arange(helpers), rng.integers(0, 3, recipients)))
        tiers = [
            Tier("covered", pair_cost=0, missing_cost=rng.integers(1, 4, recipients)),
            Tier("near", pair_cost=None),
            Tier("last", "max", pair_cost=None),
        ]
        model = AssignmentModel(helpers, recipients, Blocks(_costs(cost)), limits, spreads, tiers=tiers)
        route = choose(model)[0]
        assert isinstance(route, StackedRoute)
        result = route.run(model, Budget(), 0, None)
        exact = solve_tiers(model, Budget(400), 0, None)
        _sound(model, result, exact)
        assert result.tiers[0].value == exact.tiers[0].value


def _costs(cost: Any) -> Callable[[slice, slice], Any]:
    return lambda h, r: cost[h, r]


def test_every_valid_model_has_a_route() -> None:
    """Forms that no list can hold are solved on the pairs worth having, never refused."""
    points = np.random.default_rng(2).uniform(0, 1e4, (3, 2)), np.random.default_rng(3).uniform(0, 1e4, (9, 2))
    model = AssignmentModel(
        3,
        9,
        Metric(*points),
        [
            Limit("need", recipient_key=np.arange(9), least=1, most=1),
            Limit("load", helper_key=np.arange(3), weight=np.arange(1, 10), most=20),
        ],
        tiers=[Tier("far", pair_cost=None, form="worst"), Tier("fair", pair_cost=0, form="leximin", on="load")],
    )
    result = WideRoute().run(model, Budget(), 0, None)
    assert verify_model(model, result).accepted
    exact = solve_model(model, work_limit=400)
    assert exact.tiers[0].bound is not None and result.tiers[0].value >= exact.tiers[0].bound


def test_a_linear_program_taken_in_parts_has_the_value_of_the_whole() -> None:
    """Group totals that cross make no network; the parts must end at the bound that the whole program gives."""
    rng = np.random.default_rng(6)
    helpers, recipients = 12, 60
    every = np.arange(helpers * recipients)
    model = AssignmentModel(
        helpers,
        recipients,
        Pairs(every // recipients, every % recipients),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
            Limit("quota", helper_key=np.arange(helpers), most=6),
            Limit(
                "totals",
                helper_key=np.arange(helpers) % 3,
                recipient_key=rng.integers(0, 4, recipients),
                least=2,
                most=9,
            ),
        ],
        tiers=[Tier("cost", pair_cost=rng.integers(1, 500, helpers * recipients))],
    )
    stage = build_stage(model, all_pairs(model), model.tiers[0], ())
    task, watch = Task(stage, ()), Watch(Budget())
    whole, parts = of_program(task, watch), sifted(task, watch)
    assert whole is not None and parts is not None
    assert whole.bound * 0.995 <= parts.bound <= whole.bound + 1
