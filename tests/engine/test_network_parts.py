"""The pieces of the network route by themselves: structure, flows, potentials, functions of load, groups."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain import Status, StopReason
from optimizer.engine.coarse import groups
from optimizer.engine.exact import dot, total
from optimizer.engine.network import obstacles
from optimizer.engine.network_flow import Arcs, circulation, shortage
from optimizer.engine.network_load import LoadCost, split_price
from optimizer.engine.network_potentials import potentials
from optimizer.engine.network_sides import HELPER_SIDE, RECIPIENT_SIDE, crossing_limits, sides
from optimizer.engine.portfolio import solve
from optimizer.errors import InternalError, NoRouteError
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.verify import verify_model


def grid(helpers: int, recipients: int, limits: list[Limit], tiers: tuple[Tier, ...] = ()) -> AssignmentModel:
    """All pairs of helpers and recipients."""
    helper, recipient = (a.ravel() for a in np.indices((helpers, recipients)))
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, tiers=tiers)


def test_nested_limits_stand_on_one_side() -> None:
    """Person, unit and county nest on the helper side; need and village on the recipient side."""
    model = grid(
        4,
        4,
        [
            Limit("quota", helper_key=[0, 1, 2, 3]),
            Limit("unit", helper_key=[0, 0, 1, 1]),
            Limit("need", recipient_key=[0, 1, 2, 3]),
            Limit("village", recipient_key=[0, 0, 0, 1]),
            Limit("all", helper_key=[0, 0, 0, 0]),
        ],
    )
    found = sides(model)
    assert found is not None
    assert found[:4] == (HELPER_SIDE, HELPER_SIDE, RECIPIENT_SIDE, RECIPIENT_SIDE)


def test_unit_by_village_totals_cross_both_sides() -> None:
    """A total over a unit's helpers and a village's recipients crosses quota and need, which cross each other."""
    model = grid(
        4,
        4,
        [
            Limit("quota", helper_key=[0, 1, 2, 3]),
            Limit("need", recipient_key=[0, 1, 2, 3]),
            Limit("total", helper_key=[0, 0, 1, 1], recipient_key=[0, 0, 1, 1]),
        ],
    )
    assert sides(model) is None
    assert [finding.code for finding in obstacles(model)] == ["engine.crossing"]


def test_keys_that_cross_may_nest_on_the_pairs_that_exist() -> None:
    """Units and departments cross by key, but nobody of the crossing part has a pair: a network all the same."""
    limits = [
        Limit("unit", helper_key=[0, 0, 1]),
        Limit("department", helper_key=[0, 1, 1]),
        Limit("need", recipient_key=[0]),
    ]
    pairs = Pairs([0, 2], [0, 0])
    model = AssignmentModel(3, 1, pairs, limits)
    assert crossing_limits(model, on_pairs=False)
    assert sides(model) is not None


def test_potentials_make_every_residual_arc_non_negative() -> None:
    """Shortest labels from a virtual source: arcs 0->1 (-5) and 1->2 (2) give 0, -5, -3."""
    label = potentials(3, np.array([0, 1]), np.array([1, 2]), np.array([-5, 2]))
    assert label.tolist() == [0, -5, -3]


def test_a_negative_cycle_is_our_bug_not_an_endless_loop() -> None:
    """A flow that is not optimal leaves a negative cycle; it must be noticed."""
    with pytest.raises(InternalError):
        potentials(2, np.array([0, 1]), np.array([1, 0]), np.array([1, -2]))


def arcs(rng: np.random.Generator) -> Arcs:
    """A random circulation with bounds of both signs and a loop now and then."""
    nodes, count = int(rng.integers(2, 6)), int(rng.integers(1, 12))
    lower = rng.integers(-2, 2, count)
    ends = rng.integers(0, nodes, (2, count))
    return Arcs(nodes, ends[0], ends[1], lower, lower + rng.integers(0, 4, count), rng.integers(-5, 6, count))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_circulations_carry_their_proof(seed: int) -> None:
    """Weak duality with the potentials: cost = sum of min(r * lower, r * upper); or a positive bound with costs 0."""
    a = arcs(np.random.default_rng(seed))
    found = circulation(a)
    if found is None:
        short, label = shortage(a)
        r = label[a.tail] - label[a.head]
        assert short > 0
        assert int(np.minimum(r * a.lower, r * a.upper).sum()) > 0
        return
    flow, label = found
    balance = np.zeros(a.nodes, np.int64)
    np.add.at(balance, a.head, flow)
    np.subtract.at(balance, a.tail, flow)
    r = a.cost + label[a.tail] - label[a.head]
    assert not balance.any()
    assert ((flow >= a.lower) & (flow <= a.upper)).all()
    assert int((a.cost * flow).sum()) == int(np.minimum(r * a.lower, r * a.upper).sum())


def test_bad_arcs_never_reach_the_native_solver() -> None:
    """A node that is not there would crash the process, and a cost near the end of 64 bits would overflow."""
    one = np.array([0])
    with pytest.raises(InternalError):
        circulation(Arcs(1, one, np.array([5]), one, one + 1, one))
    with pytest.raises(NoRouteError, match="64-bit"):
        circulation(
            Arcs(2, np.array([0, 1]), np.array([1, 0]), np.array([0, 0]), np.array([1, 1]), np.array([2**61 + 1, 2]))
        )


@given(st.sampled_from(["square", "over", "under"]), st.integers(0, 6), st.integers(1, 3), st.integers(-9, 9))
def test_minimisers_of_load_costs(kind: str, at: int, scale: int, price: int) -> None:
    """The interval of loads where F(t) - price * t is least, against trying t = 0 .. 40."""
    first, last = {"square": (-99, 99), "over": (-99, scale), "under": (-99, 0)}[kind]
    price = int(np.clip(price, first, last))
    cost = LoadCost("on", kind, at=at, scale=scale)
    worth = [cost.value(np.array([t])) - price * t for t in range(41)]
    best = [t for t in range(41) if worth[t] == min(worth)]
    low, high = cost.minimisers(np.array([price]))
    assert (int(low[0]), min(40, int(high[0]))) == (best[0], best[-1])


@given(st.integers(0, 8), st.integers(-40, 40))
def test_prices_of_load_leave_a_multiplier_of_the_right_sign(load: int, difference: int) -> None:
    """F(t) - price * t is least at the load, and y = difference + price is 0 unless a bound of the row holds it."""
    cost = LoadCost("on", "square")
    y, price = split_price(cost, np.array([difference]), np.array([load]), np.array([0]))
    low, high = cost.minimisers(price)
    assert low[0] <= load <= high[0]
    free = 2 * load - 1 <= -difference <= 2 * load + 1 or (load == 0 and -difference <= 1)
    assert (y[0] == 0) == free


def test_sums_of_products_are_exact_beyond_64_bits() -> None:
    """2^60 * 2^20 twice is 2^81, which int64 cannot hold."""
    assert dot(np.array([2**60, 2**60]), np.array([2**20, 2**20])) == 2**81
    assert dot(np.array([-(2**60), 3]), np.array([2**20, -7])) == -(2**80) - 21
    assert total(np.full(4, 2**62)) == 2**64


def test_groups_are_near_and_few() -> None:
    """Eight points on a line in at most four groups: neighbours by twos, each led by its smallest member."""
    place = np.array([[0], [1], [10], [11], [20], [21], [30], [31]])
    assert groups(place, 4).tolist() == [0, 0, 2, 2, 4, 4, 6, 6]


def test_a_search_for_the_worst_pair_that_is_cut_short_claims_nothing() -> None:
    """One flow of work finds a roster; its worst pair is stated without a bound, later tiers too."""
    rng = np.random.default_rng(5)
    tiers = (
        Tier("worst", form="worst", pair_cost=rng.integers(0, 99, 64)),
        Tier("sum", pair_cost=rng.integers(0, 9, 64)),
    )
    limits = [Limit("quota", helper_key=np.arange(8), most=1), Limit("need", recipient_key=np.arange(8), least=1)]
    model = grid(8, 8, limits, tiers)
    stopped = solve(model, work_limit=3)
    assert stopped.stopped_by is StopReason.WORK_LIMIT
    assert [tier.bound for tier in stopped.tiers] == [None, None]
    verdict = verify_model(model, stopped)
    assert verdict.accepted
    assert verdict.status is Status.FEASIBLE
    assert stopped.tiers[0].value >= solve(model).tiers[0].value
