"""Peers of the measurements: on tiny instances every one that fits finds our value, and what they return is reckoned again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.flows import flow_model
from benchmarks.gap import gap_model, generated
from benchmarks.peers import PEERS, Answer, cpsat, highs, mincostflow, peer, pot, scipy_dense, scipy_sparse
from benchmarks.plain import Plain, Unfit, plain_form, shortlisted
from optimizer.model import AssignmentModel, Blocks, Limit, Pairs, Rows, Spread, Tier
from optimizer.solve import solve_model

WHOLE = [name for name in PEERS if name != "highs_lp"]


def random_transport(seed: int) -> AssignmentModel:
    """Quotas, needs of one or two, some of them optional, pairs missing."""
    rng = np.random.default_rng(seed)
    helpers, recipients = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    helper, recipient = np.nonzero(rng.random((helpers, recipients)) < 0.8)
    need = rng.integers(1, 3, recipients)
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(helper, recipient, most=2),
        [
            Limit("quota", helper_key=np.arange(helpers), most=rng.integers(0, 4, helpers)),
            Limit("need", recipient_key=np.arange(recipients), least=need, most=need, missing=need),
        ],
        tiers=[Tier("cost", pair_cost=rng.integers(0, 20, len(helper)), missing_cost=rng.integers(10, 40, recipients))],
    )


def sided(seed: int) -> AssignmentModel:
    """Weighted loads, two villages a helper at most, a row; coverage, worst pair, squares of loads, then the total."""
    rng = np.random.default_rng(seed)
    helper, recipient = np.divmod(np.arange(3 * 5), 5)
    cost, village = rng.integers(1, 9, 15), np.array([0, 0, 1, 1, 2])
    return AssignmentModel(
        3,
        5,
        Pairs(helper, recipient),
        [
            Limit("load", helper_key=np.arange(3), weight=rng.integers(1, 4, 5), most=5),
            Limit("need", recipient_key=np.arange(5), least=1, most=1, missing=1),
        ],
        [Spread("villages", np.arange(3), village, most=1)],
        [Rows("senior", (helper == 0).astype(np.int64)[None, :], 1, 5)],
        [
            Tier("covered", missing_cost=1),
            Tier("worst", form="worst", pair_cost=cost),
            Tier("even", form="convex", on="load"),
            Tier("heaviest", form="worst", pair_cost=cost, on="load"),
            Tier("total", "max", pair_cost=cost / 4),
        ],
    )


def values_of(model: AssignmentModel) -> list[float] | None:
    result = solve_model(model)
    assert str(result.status) in ("optimal", "infeasible")
    return [tier.value for tier in result.tiers] or None


@pytest.mark.parametrize("seed", range(6))
def test_all_find_the_same_on_transportation(seed: int) -> None:
    """The flow and matching peers translate quotas, needs and what may be missing as the model means them."""
    model = random_transport(seed)
    expected, ran = values_of(model), []
    for name in WHOLE:
        try:
            answer: Answer = peer(name).solve(plain_form(model), 20, 1)
        except Unfit:
            continue
        assert answer.optimal, name
        assert answer.values == expected, name
        ran.append(name)
    assert {"highs", "cpsat", "scipy_milp", "mincostflow", "pot", "scipy_dense"} <= set(ran)


@pytest.mark.parametrize("seed", range(3))
def test_general_peers_agree_tier_by_tier(seed: int) -> None:
    """Loads, spreads, rows, worst pairs, squares and reals are written down as the model means them."""
    model = sided(seed)
    expected = values_of(model)
    for name in ("highs", "cpsat", "scipy_milp"):
        answer = peer(name).solve(plain_form(model), 20, 1)
        assert answer.optimal and answer.values == expected, name


def test_weighted_loads_agree_in_both_senses() -> None:
    """A small generalised assignment has one value, maximised or minimised."""
    for sense in ("min", "max"):
        model = gap_model(*generated("c", 3, 9, 1), sense)
        expected = values_of(model)
        for name in ("highs", "cpsat", "cpsat1", "scipy_milp"):
            assert peer(name).solve(plain_form(model), 20, 1).values == expected, name


def test_one_each_is_a_matching() -> None:
    """The sparse matching of SciPy, zero and negative costs among them."""
    row, column = np.divmod(np.arange(36), 6)
    cost = np.random.default_rng(3).integers(-4, 5, 36)
    model = AssignmentModel(6, 6, Pairs(row, column), cost=cost, quota=1, need=1)
    assert scipy_sparse.solve(plain_form(model), None, 1).values == values_of(model)


def test_quotas_nested_in_departments() -> None:
    """SimpleMinCostFlow gets least and most of helpers and of their departments."""
    cost = np.array([[1, 9, 9, 9], [9, 1, 1, 9], [5, 5, 5, 5], [6, 6, 6, 6]])
    model = AssignmentModel(
        4,
        4,
        limits=[
            Limit("quota", helper_key=np.arange(4), least=[0, 0, 0, 1], most=2),
            Limit("department", helper_key=[0, 0, 1, 1], most=[2, 3]),
        ],
        cost=cost,
        need=1,
    )
    # department 0 serves two: 1 + 1; of the others one goes to helper 3 (least 1): 6, one to helper 2: 5
    assert mincostflow.solve(plain_form(model), None, 1).values == [13] == values_of(model)


@pytest.mark.parametrize("solve", [highs.solve, cpsat.solve, mincostflow.solve, pot.solve, scipy_dense.solve])
def test_impossible_models_are_said_to_be(solve: Callable[..., Answer]) -> None:
    """Nobody for the second recipient: no peer returns a roster."""
    model = AssignmentModel(2, 2, Pairs([0, 1], [0, 0]), cost=[1, 2], quota=1, need=1)
    answer = solve(plain_form(model), 20, 1)
    assert answer.infeasible and answer.values is None and not answer.optimal


def test_a_false_answer_has_no_value() -> None:
    """Negative control: a roster that breaks a row or a bound is not measured, a fractional one is rounded first."""
    plain: Plain = plain_form(AssignmentModel(2, 2, cost=[[1, 2], [3, 4]], quota=1, need=1))
    assert plain.values(np.array([1.0, 0, 0, 1])) == [5]
    assert plain.values(np.array([0.9999999, 0, 0, 1])) == [5]
    assert plain.values(np.array([1, 1, 0, 0])) is None  # helper 0 twice
    assert plain.values(np.array([2, 0, 0, 1])) is None  # a pair twice
    assert plain.values(np.array([0, 0, 0, 0])) is None  # nobody served


def test_peers_say_what_they_cannot_take() -> None:
    """A flow peer refuses weights, the matching refuses needs of two; the reason is a sentence."""
    plain = plain_form(gap_model(*generated("c", 3, 6, 1)))
    for name in ("mincostflow", "pot", "scipy_dense", "scipy_sparse"):
        with pytest.raises(Unfit, match="weights in load"):
            peer(name).solve(plain, None, 1)
    with pytest.raises(Unfit, match="leximin"):
        plain_form(AssignmentModel(1, 1, cost=[[1]], quota=1, need=1, tiers=[Tier("even", form="leximin", on="quota")]))


def test_blocks_are_written_down_or_shortened() -> None:
    """Peers get the pairs of a model in blocks with the costs at the right places."""
    cost = np.arange(12).reshape(3, 4)
    model = AssignmentModel(
        3,
        4,
        Blocks(lambda h, r: cost[h, r][:, :, None], lambda h, r: cost[h, r] != 5),
        [Limit("need", recipient_key=np.arange(4), least=1, most=1)],
        tiers=[Tier("cost", "max", pair_cost=None)],
    )
    whole = plain_form(model)
    assert whole.pairs == 11  # 5 is not allowed
    assert highs.solve(whole, None, 1).values == [8 + 9 + 10 + 11]
    short = plain_form(shortlisted(model, np.array([0, 1, 2, 3, 6])))
    assert highs.solve(short, None, 1).values == [0 + 1 + 6 + 3]


def test_any_flow_is_an_assignment() -> None:
    """A flow with a detour over two nodes and a lower bound, by hand."""
    # 4 units from 0 to 3: 2 over 1 (cost 1 + 1, capacity 2), 2 straight (cost 5), of which at least 1
    arcs = np.array([[0, 1, 0, 2, 1], [1, 3, 0, 2, 1], [0, 3, 1, 4, 5], [2, 2, 0, 9, 1]])
    model = flow_model(arcs, np.array([4, 0, 0, -4]))
    assert values_of(model) == [2 * 2 + 2 * 5] == mincostflow.solve(plain_form(model), None, 1).values
