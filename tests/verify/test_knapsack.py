"""Kept limits and spreads: each group's minimum against trying every way."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.model import AssignmentModel, Dual, Limit, ModelResult, Pairs, Spread, Tier
from optimizer.verify import knapsack
from optimizer.verify.blocks import AllPairs
from optimizer.verify.core import settled
from optimizer.verify.multipliers import read_dual
from optimizer.verify.relaxation import Costs, Relaxation
from optimizer.verify.space import Space
from optimizer.verify.verdict import Unproved
from tests.verify.plain import Court, Room


def random_kept(seed: int) -> tuple[AssignmentModel, tuple[str, ...]]:
    """Two helpers with up to six pairs each; a count limit, a weighted one with a least, a spread, in any combination."""
    rng = np.random.default_rng([seed, 5])
    recipients = 6
    keep = np.flatnonzero(rng.random(2 * recipients) < 0.9)
    helper, recipient = keep // recipients, keep % recipients
    most = rng.choice([1, 1, 1, 2, 3], len(keep))
    least = np.where(rng.random(len(keep)) < 0.08, 1, 0)
    each = np.arange(2)
    limits = [
        Limit("count", helper_key=each, least=rng.integers(0, 2, 2), most=rng.integers(2, 6, 2)),
        Limit(
            "load",
            helper_key=each,
            weight=rng.integers(0, 5, recipients),
            least=rng.integers(0, 4, 2),
            most=rng.integers(6, 14, 2),
        ),
        Limit("own", helper_key=each, weight=rng.integers(1, 4, len(keep)) * 2, most=rng.integers(6, 14, 2)),
    ]
    spread = Spread("village", whole=np.array([0, 1]), part=rng.integers(-1, 3, recipients), most=rng.integers(1, 3, 2))
    names = tuple(n for n in ("count", "load", "own", "village") if rng.random() < 0.5) or ("load",)
    tier = Tier("cost", pair_cost=rng.integers(-9, 6, len(keep)))
    return AssignmentModel(
        2, recipients, Pairs(helper, recipient, 0, least, most), limits, [spread], tiers=[tier]
    ), names


def bound_of(model: AssignmentModel, dual: Dual) -> int | None:
    read = read_dual(model, dual, before=0)
    return Relaxation(AllPairs(model), Space.whole(model), read, Costs(linear=[(dual.scale, model.tiers[0])])).bound()


@pytest.mark.parametrize("seed", range(150))
def test_kept_minimum_is_exact(seed: int) -> None:
    """The dynamic program finds what enumeration finds, with repeats, leasts, locks and parts outside the spread."""
    model, names = random_kept(seed)
    dual = Dual(kept=names)
    court = Court(model, ModelResult())
    expected = court.bound(Room(court.facts), dual, court.prices(0, dual, ("sum", None)))
    found = bound_of(model, dual)
    assert found == expected if expected is not None and expected < 10**29 else found is None


def test_small_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups solved one by one give the same minimum as all side by side."""
    model, _ = random_kept(3)
    dual = Dual(kept=("load", "village"))
    together = bound_of(model, dual)
    monkeypatch.setattr(knapsack, "AT_ONCE", 1)
    assert bound_of(model, dual) == together


def test_what_cannot_be_kept_is_refused() -> None:
    """A limit on recipients is no knapsack of a helper; too much work is refused rather than begun."""
    model = AssignmentModel(2, 2, cost=[[1, 2], [3, 4]], need=1, quota=2)
    with pytest.raises(Unproved):
        bound_of(model, Dual(kept=("need",)))
    crossing = AssignmentModel(
        2,
        2,
        cost=[1, 2, 3, 4],
        pairs=Pairs([0, 0, 1, 1], [0, 1, 0, 1]),
        limits=[Limit("each", helper_key=[0, 1], most=1), Limit("unit", helper_key=[0, 0], most=1)],
    )
    with pytest.raises(Unproved):
        bound_of(crossing, Dual(kept=("each", "unit")))


def test_too_much_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a leaf's knapsacks is counted before it is done."""
    monkeypatch.setattr(knapsack, "MOST_WORK", 10)
    model, _ = random_kept(4)
    with pytest.raises(Unproved):
        bound_of(model, Dual(kept=("load", "own")))


def test_numbers_beyond_int64_stay_exact() -> None:
    """Prices near 2**62 make the program run on Python's integers."""
    model = AssignmentModel(
        1,
        3,
        cost=[0, 0, 0],
        pairs=Pairs([0, 0, 0], [0, 1, 2]),
        limits=[
            Limit("load", helper_key=[0], weight=np.array([2, 3, 4]), most=5),
            Limit("need", recipient_key=[0, 1, 2], most=1),
        ],
    )
    price = 2**61
    dual = Dual({"need": np.array([price, price + 1, price + 5])}, kept=("load",))
    # knapsack: at most weight 5 -> {0, 1} worth 2 * price + 1 beats {2}; a positive price adds min(0, price) = 0
    assert bound_of(model, dual) == -(2 * price + 1)


@pytest.mark.parametrize("seed", range(60))
def test_settled_things_leave_the_minimum_as_it_is(seed: int) -> None:
    """Things that the best rates settle are settled as in some best choice: many things, few of them fit, against a table."""
    rng = np.random.default_rng([seed, 8])
    count, things = 3, int(rng.integers(1, 60))
    group = np.sort(rng.integers(0, count, things))
    weight = rng.integers(0, int(rng.choice([3, 20, 60])), things)
    cost = -rng.integers(1, int(rng.choice([4, 50, 10**6])), things)
    most = rng.integers(0, 90, count)
    found = settled(group, cost, weight, most)
    assert found is not None
    taken, left = found
    for g in range(count):
        mine = group == g
        sure, rest = mine & taken, mine & left
        assert least(cost[mine], weight[mine], int(most[g])) == int(cost[sure].sum()) + least(
            cost[rest], weight[rest], int(most[g] - weight[sure].sum())
        )


def test_most_things_are_settled() -> None:
    """Of many things of random gains only those near the rate that just fits are left, which is what makes leaves cheap."""
    rng = np.random.default_rng(1)
    weight, cost = rng.integers(1, 40, 300), -rng.integers(1, 10**6, 300)
    found = settled(np.zeros(300, np.int64), cost, weight, np.array([100]))
    assert found is not None
    assert found[1].sum() < 100


def least(cost: np.ndarray, weight: np.ndarray, room: int) -> int:
    """Least total cost of some things within the room, by a table over the load."""
    assert room >= 0
    best = np.zeros(room + 1, np.int64)
    for c, w in zip(cost, weight, strict=True):
        if w <= room:
            best[w:] = np.minimum(best[w:], best[: room + 1 - w] + c)
    return int(best[room])
