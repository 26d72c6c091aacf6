"""Helper knapsacks: the tables agree with enumeration, compiled or not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from optimizer.engine.side import knapsack
from optimizer.engine.side.knapsack import Pack, item_regret, solve_knapsacks


def _random_pack(seed: int) -> tuple[Pack, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    helpers = 3
    sizes = rng.integers(0, 7, helpers)
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    items = int(start[-1])
    least = rng.integers(-1, 6, helpers)
    most = np.maximum(np.maximum(least, rng.integers(0, 12, helpers)), 0)
    part = [np.sort(rng.integers(-1, 3, size)) for size in sizes]
    pack = Pack(
        start,
        rng.integers(0, 5, items),
        least,
        most,
        np.concatenate(part).astype(np.int64) if seed % 2 else None,
        rng.integers(0, 4, helpers) if seed % 2 else None,
    )
    return pack, rng.integers(-9, 6, items), rng.choice([0, 0, 0, 1, -1], items)


def _enumerated(pack: Pack, cost: np.ndarray, fix: np.ndarray, helper: int) -> int | None:
    own = slice(int(pack.start[helper]), int(pack.start[helper + 1]))
    weight, price, fixed = pack.weight[own], cost[own], fix[own]
    best: int | None = None
    for bits in itertools.product((0, 1), repeat=len(price)):
        x = np.array(bits, np.int64)
        load = int((x * weight).sum())
        if (x[fixed == 1] == 0).any() or (x[fixed == -1] == 1).any():
            continue
        if not pack.least[helper] <= load <= pack.most[helper]:
            continue
        if pack.part is not None and pack.parts_most is not None:
            used = {int(p) for p, taken in zip(pack.part[own], bits, strict=True) if taken and p >= 0}
            if len(used) > pack.parts_most[helper]:
                continue
        value = int((x * price).sum())
        best = value if best is None else min(best, value)
    return best


@pytest.mark.parametrize("compiled_from", [0, 10**9])
def test_tables_agree_with_enumeration(monkeypatch: pytest.MonkeyPatch, compiled_from: int) -> None:
    """A bound is only as good as the exactness of these tables, so every choice is listed for small ones."""
    monkeypatch.setattr(knapsack, "COMPILED_FROM", compiled_from)
    for seed in range(60):
        pack, cost, fix = _random_pack(seed)
        value, take, stuck = solve_knapsacks(pack, cost, fix)
        expected = [_enumerated(pack, cost, fix, helper) for helper in range(3)]
        if None in expected:
            assert stuck == expected.index(None)
            continue
        assert stuck == -1
        assert value.tolist() == expected
        sums = [int((take * cost)[pack.start[h] : pack.start[h + 1]].sum()) for h in range(3)]
        assert sums == expected


def test_compiled_and_plain_take_the_same_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same input must give the same bytes whether numba is installed or not, ties included."""
    for seed in range(60):
        pack, cost, fix = _random_pack(seed)
        found = []
        for compiled_from in (0, 10**9):
            monkeypatch.setattr(knapsack, "COMPILED_FROM", compiled_from)
            _, take, stuck = solve_knapsacks(pack, cost, fix)
            found.append((stuck, take.tolist() if stuck < 0 else None))
        assert found[0] == found[1]


def test_regret_is_never_above_the_true_rise() -> None:
    """Pairs are left out of a search by this number, so it must not exceed what taking the item really costs."""
    for seed in range(0, 60, 2):
        pack, cost, _ = _random_pack(seed)
        pack = Pack(pack.start, pack.weight, np.zeros(3, np.int64), pack.most)
        regret = item_regret(pack, cost)
        for helper in range(3):
            free = np.zeros(len(cost), np.int64)
            base = _enumerated(pack, cost, free, helper)
            for item in range(int(pack.start[helper]), int(pack.start[helper + 1])):
                forced = free.copy()
                forced[item] = 1
                with_item = _enumerated(pack, cost, forced, helper)
                assert base is not None
                if with_item is not None:
                    assert regret[item] <= with_item - base
