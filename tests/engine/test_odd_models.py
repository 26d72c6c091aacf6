"""Whatever the public interface takes: the best roster by enumeration, proved, or the proof that there is none."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer import solve_model
from tests.engine.odd_models import LARGEST, Everything, Odd


def holds(seed: int) -> None:
    """The model of this seed has the values of some best roster, and every tier is proved."""
    model = Odd(seed).model()
    every = Everything(model)
    if every.size > LARGEST:
        return
    best, result = every.best(), solve_model(model)
    if not best:
        assert result.status == "infeasible", seed
        return
    x = np.zeros(len(every.most), np.int64)
    x[result.chosen] = result.amount
    missing = {limit.name: result.missing[limit.name] for limit in model.limits if limit.missing is not None}
    assert every.values(x, missing) in best, seed
    assert result.status == "optimal", seed


@pytest.mark.parametrize("first", range(0, 250, 50))
def test_any_model_agrees_with_enumeration(first: int) -> None:
    """Limits of nobody, weights of zero, roles, blocks, spreads, rows, every form of tier and `within`, in any mixture."""
    for seed in range(first, first + 50):
        holds(seed)


@pytest.mark.parametrize("seed", [5374, 6350, 12552])
def test_models_that_were_once_left_open(seed: int) -> None:
    """What is missing under a tier that may give something up (branched on like pairs), and totals of pairs that nobody may use."""
    holds(seed)
