"""Models in blocks and metrics are judged like lists: the same verdicts, block by block, locks and sizes included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, Blocks, Certificate, Dual, Flow, Limit, Metric, Pairs, Tier
from optimizer.verify import blocks, verify_model
from tests.verify.certify import certify


def twins(seed: int) -> tuple[AssignmentModel, AssignmentModel]:
    """The same model as a list of allowed pairs and in blocks; two tiers, needs may stay open."""
    rng = np.random.default_rng([seed, 3])
    helpers, recipients = 4, 6
    cost = rng.integers(0, 20, (helpers, recipients, 2))
    good = rng.random((helpers, recipients)) < 0.8
    limits = [
        Limit("quota", np.arange(helpers), most=2),
        Limit("need", None, np.arange(recipients), least=1, most=1, missing=1),
        Limit("load", np.arange(helpers), weight=rng.integers(1, 4, recipients), most=5),
        Limit("unit", np.arange(helpers) // 2, np.arange(recipients) % 2, most=3),
    ]
    helper, recipient = np.nonzero(good)
    listed = AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient),
        limits,
        tiers=[Tier(f"t{k}", pair_cost=cost[helper, recipient, k], missing_cost=30) for k in range(2)],
    )
    dense = AssignmentModel(
        helpers,
        recipients,
        Blocks(lambda h, r: cost[h, r], lambda h, r: good[h, r]),
        limits,
        tiers=[Tier(f"t{k}", pair_cost=None, missing_cost=30) for k in range(2)],
    )
    return listed, dense


@pytest.mark.parametrize("seed", range(20))
def test_blocks_are_judged_like_lists(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One leaf with real prices: same value, same bound, in one block and in blocks of one helper."""
    listed, dense = twins(seed)
    result = certify(listed)
    assert result.certificate is not None
    roots = tuple(
        Flow(Dual({"need": np.arange(6) * k, "quota": -np.arange(4)}, tiers={0: 1} if k else {})) for k in range(2)
    )
    chosen = listed.pair_list.helper[result.chosen] * 6 + listed.pair_list.recipient[result.chosen]  # type: ignore[union-attr]
    plain = replace(result, certificate=Certificate(roots), tiers=())
    expected = verify_model(listed, plain)
    for at_once in (blocks.AT_ONCE, 1):
        monkeypatch.setattr(blocks, "AT_ONCE", at_once)
        verdict = verify_model(dense, replace(plain, chosen=chosen))
        assert verdict.accepted
        assert verdict == expected


def test_a_pair_not_allowed_in_blocks_is_refused() -> None:
    """A forbidden pair has an upper bound of 0."""
    listed, dense = twins(1)
    result = certify(listed)
    forbidden = int(np.flatnonzero(~dense.pairs.allowed(slice(0, 4), slice(0, 6)).ravel())[0])  # type: ignore[union-attr]
    verdict = verify_model(dense, replace(result, chosen=np.array([forbidden]), amount=np.array([1]), tiers=()))
    assert "verify.pair_bounds" in [finding.code for finding in verdict.findings]


def test_blocks_that_do_not_hold_integers_are_refused() -> None:
    """Float costs from a callable that gave integers when it was first asked are named, not rounded."""
    given = [np.full((2, 2, 1), 0.5), np.ones((2, 2, 1), np.int64)]
    model = AssignmentModel(
        2,
        2,
        Blocks(lambda h, r: given.pop() if len(given) > 1 else given[0]),
        [Limit("need", None, [0, 1], least=1, most=1)],
        tiers=[Tier("t", pair_cost=None)],
    )
    result = replace(certify(AssignmentModel(2, 2, cost=[[1, 1], [1, 1]], need=1)), tiers=())
    verdict = verify_model(model, result)
    assert [finding.code for finding in verdict.findings] == ["verify.not_exact"]


def test_a_metric_is_proved_over_all_pairs() -> None:
    """Helpers at 0 and 10 km, recipients at 1 and 9 km: 1000 m each, proved with the prices of the LP."""
    helper, recipient = np.array([[0.0, 0.0], [10_000.0, 0.0]]), np.array([[1000.0, 0.0], [9000.0, 0.0]])
    metric = AssignmentModel(2, 2, Metric(helper, recipient), tiers=[Tier("m", pair_cost=None)], quota=1, need=1)
    listed = AssignmentModel(2, 2, cost=[[1000, 9000], [9000, 1000]], quota=1, need=1)
    result = replace(certify(listed), tiers=())
    verdict = verify_model(metric, result)
    assert verdict.status is Status.OPTIMAL
    assert verdict.tiers[0].value == 2000
