"""Blocks, metrics and lists of the same pairs give the same optima, whatever the tiers, however their pairs are met."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.domain import Status
from optimizer.engine import block_source, pricing, tiles
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Blocks, Limit, Metric, Pairs, Tier
from optimizer.verify import verify_model

FORMS = ("sum", "sum", "cover", "worst", "worst on", "convex", "leximin", "totals")

UNITS = {"worst on": 1, "totals": 3}


def limits(rng: np.random.Generator, helpers: int, recipients: int) -> list[Limit]:
    """A quota, a need that may stay open or not, areas or units with totals."""
    found = [
        Limit("quota", helper_key=np.arange(helpers), least=int(rng.random() < 0.2), most=int(rng.integers(1, 4))),
        Limit(
            "need",
            recipient_key=np.arange(recipients),
            least=1,
            most=int(rng.integers(1, 3)),
            missing=1 if rng.random() < 0.7 else None,
        ),
    ]
    if rng.random() < 0.4:
        found.append(Limit("area", recipient_key=np.arange(recipients) % 3, most=int(rng.integers(2, recipients + 2))))
    if rng.random() < 0.3:
        found.append(Limit("unit", helper_key=np.arange(helpers) % 3 - 1, least=1, most=int(rng.integers(2, 9))))
    if rng.random() < 0.2:
        found.append(Limit("each", np.arange(helpers), np.arange(recipients), most=int(rng.integers(0, 2))))
    return found


def tier(rng: np.random.Generator, number: int, form: str, optional: bool) -> dict[str, object]:
    """Everything of a tier but its pair costs; "own" marks tiers with costs of their own, others cost "unit" a pair."""
    sense = "max" if rng.random() < 0.3 and form not in ("convex", "cover") else "min"
    price = int(rng.integers(1, 40)) if optional and form in ("sum", "convex", "cover") else 0
    kind = {"cover": "sum", "worst on": "worst", "totals": "leximin"}.get(form, form)
    on = "quota" if form in ("convex", "leximin", "worst on", "totals") else None
    own = form in ("sum", "worst", "convex")
    return {
        "name": f"t{number}",
        "sense": sense,
        "missing_cost": price,
        "form": kind,
        "on": on,
        "own": own,
        "unit": UNITS.get(form, 0),
    }


def with_costs(tiers: list[dict[str, object]], costs: list[object]) -> list[Tier]:
    """costs[k]: the pair costs of tier k where it has its own."""
    made = []
    for given, cost in zip(tiers, costs, strict=True):
        kept = {name: value for name, value in given.items() if name not in ("own", "unit")}
        made.append(Tier(pair_cost=cost if given["own"] else given["unit"], **kept))  # type: ignore[arg-type]
    return made


def few_tiles(monkeypatch: pytest.MonkeyPatch, tight: int) -> None:
    """Pairs are priced, not listed; few points make many tiles."""
    monkeypatch.setattr(block_source, "LISTED", -1)
    monkeypatch.setattr(tiles, "TILE", 3)
    monkeypatch.setattr(tiles, "NEAR", 1)
    monkeypatch.setattr(pricing, "NEAREST", 1)
    monkeypatch.setattr(pricing, "EACH", 1)
    monkeypatch.setattr(pricing, "SHORT", 2)
    monkeypatch.setattr(pricing, "TIGHT", tight)


def agree(listed: AssignmentModel, dense: AssignmentModel, seed: int) -> bool:
    """Both have the same values and are proved; whether there is a roster."""
    expected, result = solve(listed), solve(dense)
    verdict = verify_model(dense, result)
    assert result.route == expected.route == "network", seed
    assert verdict.accepted, (seed, verdict.findings)
    assert [t.value for t in result.tiers] == [t.value for t in expected.tiers], seed
    infeasible = expected.certificate.impossibility is not None
    assert verdict.status is (Status.INFEASIBLE if infeasible else Status.OPTIMAL), (seed, verdict)
    for one in dense.tiers:
        if one.form == "leximin" and not infeasible:
            loads = [
                np.sort(np.bincount(m.pair_ends(r.chosen)[0], r.amount, m.helper_count))
                for m, r in ((listed, expected), (dense, result))
            ]
            assert (loads[0] == loads[1]).all(), seed
    return not infeasible


@pytest.mark.parametrize(("tight", "first"), [(0, 0), (10**6, 60)])
def test_blocks_agree_with_the_list(tight: int, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every mixture of forms, both senses, pairs forbidden or not, proved over all pairs without listing them."""
    few_tiles(monkeypatch, tight)
    solved = 0
    for seed in range(first, first + 60):
        rng = np.random.default_rng([seed, 1])
        helpers, recipients = int(rng.integers(2, 12)), int(rng.integers(2, 14))
        rules = limits(rng, helpers, recipients)
        optional = any(limit.missing is not None for limit in rules)
        forms = rng.choice(FORMS, int(rng.integers(1, 4)))
        tiers = [tier(rng, k, str(form), optional) for k, form in enumerate(forms)]
        cost = rng.integers(-5, 30, (helpers, recipients, len(tiers)))
        allowed = rng.random((helpers, recipients)) < (0.7 if rng.random() < 0.5 else 1.1)
        helper, recipient = np.nonzero(allowed)
        if not len(helper):
            continue
        pairs = Pairs(helper, recipient)
        listed = AssignmentModel(
            helpers, recipients, pairs, rules,
            tiers=with_costs(tiers, [cost[helper, recipient, k] for k in range(len(tiers))]),
        )  # fmt: skip
        source = Blocks(
            lambda h, r, cost=cost: cost[h, r],
            None if allowed.all() else lambda h, r, allowed=allowed: allowed[h, r],
            rows=int(rng.integers(1, 5)),
        )
        dense = AssignmentModel(helpers, recipients, source, rules, tiers=with_costs(tiers, [None] * len(tiers)))
        solved += agree(listed, dense, seed)
    assert 15 < solved < 60


@pytest.mark.parametrize(("tight", "first"), [(0, 0), (10**6, 60)])
def test_metrics_agree_with_the_list(tight: int, first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points in towns, some at one place: bounds between tiles leave nothing out, for every form."""
    few_tiles(monkeypatch, tight)
    solved = 0
    for seed in range(first, first + 60):
        rng = np.random.default_rng([seed, 2])
        helpers, recipients = int(rng.integers(2, 20)), int(rng.integers(2, 24))
        town = rng.uniform(-900, 900, (5, 2))
        here = town[rng.integers(0, 5, helpers)] + rng.integers(-1, 2, (helpers, 2)) * 40.0
        there = town[rng.integers(0, 5, recipients)] + rng.integers(-2, 3, (recipients, 2)) * 30.5
        rules = limits(rng, helpers, recipients)
        optional = any(limit.missing is not None for limit in rules)
        forms = rng.choice(FORMS, int(rng.integers(1, 4)))
        tiers = [tier(rng, k, str(form), optional) for k, form in enumerate(forms)]
        factor = None
        if seed % 4 == 3:
            stretch = rng.uniform(1, 1.5, (helpers, recipients))
            factor = lambda h, r, stretch=stretch: stretch[h, r]  # noqa: E731
        metres = np.hypot(here[:, None, 0] - there[None, :, 0], here[:, None, 1] - there[None, :, 1])
        metres = np.floor(metres * (1 if factor is None else stretch)).astype(np.int64).ravel()
        helper, recipient = np.divmod(np.arange(helpers * recipients), recipients)
        listed = AssignmentModel(
            helpers, recipients, Pairs(helper, recipient), rules, tiers=with_costs(tiers, [metres] * len(tiers))
        )
        dense = AssignmentModel(
            helpers, recipients, Metric(here, there, factor), rules, tiers=with_costs(tiers, [None] * len(tiers))
        )
        solved += agree(listed, dense, seed)
    assert 15 < solved < 60
