"""Fair loads in zones: equal helpers, one zone each, least sum of squared loads."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer.model import AssignmentModel, Limit, Pairs, Spread, Tier
from optimizer.solve import solve_model


def _zones(seed: int) -> tuple[AssignmentModel, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    helpers, recipients = 3, 7
    weight, zone = rng.integers(1, 20, recipients), np.sort(rng.integers(0, 2, recipients))
    model = AssignmentModel(
        helpers,
        recipients,
        Pairs(np.repeat(np.arange(helpers), recipients), np.tile(np.arange(recipients), helpers)),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1),
            Limit("count", helper_key=np.arange(helpers), least=1, most=4),
            Limit("load", helper_key=np.arange(helpers), weight=weight, most=60),
        ],
        [Spread("zone", np.arange(helpers), zone)],
        tiers=[Tier("balance", form="convex", on="load")],
    )
    return model, weight, zone


def _least_squares(weight: np.ndarray, zone: np.ndarray) -> int | None:
    """By every way of giving seven recipients to three helpers."""
    best: int | None = None
    for choice in product(range(3), repeat=len(weight)):
        helper = np.array(choice)
        load = np.bincount(helper, weights=weight, minlength=3).astype(int)
        size = np.bincount(helper, minlength=3)
        if size.min() < 1 or size.max() > 4 or load.max() > 60:
            continue
        if any(len(set(zone[helper == h].tolist())) > 1 for h in range(3)):
            continue
        value = int((load * load).sum())
        best = value if best is None else min(best, value)
    return best


@pytest.mark.parametrize("seed", range(8))
def test_balance_in_zones_is_exact(seed: int) -> None:
    """The numbers of helpers a zone and the shares inside are searched apart; together they must still be the best."""
    model, weight, zone = _zones(seed)
    best = _least_squares(weight, zone)
    result = solve_model(model)
    if best is None:
        assert not len(result.chosen)
    else:
        assert result.tiers[0].value == best
        assert result.tiers[0].bound <= best


def test_many_zones_are_proved_with_far_more_helpers_than_one_needs() -> None:
    """Five zones of nine: a zone's table has no more helpers than recipients, so that many zones stay quick; all proved."""
    rng = np.random.default_rng(5)
    zone, weight = np.repeat(np.arange(5), 9), rng.integers(5, 60, 45)
    helper, recipient = np.divmod(np.arange(20 * 45), 45)
    model = AssignmentModel(
        20,
        45,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(45), least=1, most=1),
            Limit("count", helper_key=np.arange(20), least=1, most=3),
            Limit("load", helper_key=np.arange(20), weight=weight, weight_by="recipient", most=150),
        ],
        [Spread("zone", np.arange(20), zone)],
        tiers=[Tier("balance", form="convex", on="load")],
    )
    result = solve_model(model)
    assert result.status == "optimal"
    assert result.tiers[0].value == result.tiers[0].bound


def _hospital(rng: np.random.Generator, sizes: list[int], most: int) -> AssignmentModel:
    """Zones of these sizes, at most ``most`` patients each, one nurse in seven more than are needed."""
    zone, count = np.repeat(np.arange(len(sizes)), sizes), sum(sizes)
    weight = rng.integers(10, 60, count)
    nurses = -(-count * 8 // (7 * most))
    helper, recipient = np.divmod(np.arange(nurses * count), count)
    return AssignmentModel(
        nurses,
        count,
        Pairs(helper, recipient),
        [
            Limit("need", recipient_key=np.arange(count), least=1, most=1),
            Limit("count", helper_key=np.arange(nurses), least=1, most=most),
            Limit("load", helper_key=np.arange(nurses), weight=weight, weight_by="recipient", most=60 * most),
        ],
        [Spread("zone", np.arange(nurses), zone)],
        tiers=[Tier("balance", form="convex", on="load")],
    )


@pytest.mark.parametrize(
    ("sizes", "most"), [([17, 20, 19], 3), ([24, 22], 3), ([28], 3), ([21, 18], 5), ([15] * 12, 3)]
)
def test_larger_zones_are_proved_too(sizes: list[int], most: int) -> None:
    """Zones of up to thirty, or many of them: sets that even loads rule out are never looked at, by engine and judge alike."""
    result = solve_model(_hospital(np.random.default_rng([7, *sizes]), sizes, most))
    assert result.status == "optimal"
    assert result.certificate is not None and result.certificate.tiers[0].kind == "shares"


def test_a_zone_too_large_to_share_out_has_its_even_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """When engine and judge may look at nothing, the bound is what even loads would cost, and the label says within."""
    from optimizer.engine.side import sharing
    from optimizer.verify import sharing_out

    model, weight, _ = _zones(0)
    best = solve_model(model).tiers[0].value
    monkeypatch.setattr(sharing, "MOST_STEPS", 0)
    monkeypatch.setattr(sharing_out, "MOST_WORK", 0)
    tier = solve_model(model).tiers[0]
    assert tier.value == best
    assert tier.bound is not None and sum(weight) ** 2 / 3 <= tier.bound <= best
