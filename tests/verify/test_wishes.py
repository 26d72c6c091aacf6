"""Certificates of tiers of form "excess": what is false is rejected, and the judge's formulas are exact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer import AssignmentModel, ModelResult, verify_model
from optimizer.engine.portfolio import solve
from optimizer.model.certificate import Dual, Leaf, Tree
from optimizer.verify.wishes import least_parts
from tests.engine.tiny_wishes import every_value, tiny_wishes


def solved(seed: int) -> tuple[AssignmentModel, ModelResult]:
    model = tiny_wishes(np.random.default_rng([seed, 13]))
    return model, solve(model)


@pytest.mark.parametrize("seed", range(60))
def test_forged_values_and_bounds_are_rejected(seed: int) -> None:
    """A value that is not the roster's, or a bound above what its proof says, is false, whatever the certificate."""
    model, result = solved(seed)
    for number, (tier, outcome) in enumerate(zip(model.tiers, result.tiers, strict=False)):
        if tier.form != "excess":
            continue
        for shift in (-1, 1):
            value = outcome.value_scaled + shift
            forged = replace(outcome, value=value, value_scaled=value, gap=None)
            assert not verify_model(model, with_tier(result, number, forged)).accepted
        if outcome.bound_scaled is not None:
            bound = outcome.bound_scaled + 1
            forged = replace(outcome, bound=bound, bound_scaled=bound, gap=None)
            assert not verify_model(model, with_tier(result, number, forged)).accepted


def with_tier(result: ModelResult, number: int, outcome: object) -> ModelResult:
    tiers = list(result.tiers)
    tiers[number] = outcome  # type: ignore[call-overload]
    return replace(result, tiers=tuple(tiers))


@pytest.mark.parametrize("seed", range(60))
def test_changed_multipliers_prove_nothing_false(seed: int) -> None:
    """Whatever the multipliers, an accepted bound is no better than the best roster given the achieved values before."""
    model, result = solved(seed)
    if result.certificate is None or not result.tiers:
        return
    rng = np.random.default_rng([seed, 14])
    pool = every_value(model)
    for number, (tier, proof) in enumerate(zip(model.tiers, result.certificate.tiers, strict=False)):
        if isinstance(proof, Tree) and tier.form in ("sum", "excess") and len(proof.nodes) == 1:
            assert isinstance(proof.nodes[0], Leaf)
            dual = disturbed(rng, model, proof.nodes[0].dual, number)
            proofs = list(result.certificate.tiers)
            proofs[number] = Tree((Leaf(dual),))
            bare = replace(result, tiers=(), certificate=replace(result.certificate, tiers=tuple(proofs)))
            verdict = verify_model(model, bare)
            if verdict.accepted and verdict.tiers[number].bound is not None:
                assert verdict.tiers[number].bound <= min(values[number] for values in pool)
        value = result.tiers[number].value
        if isinstance(pool[0][number], list):
            return
        best = min(values[number] for values in pool)
        pool = [values for values in pool if values[number] <= max(value, best + tier.allowance(best))]


def disturbed(rng: np.random.Generator, model: AssignmentModel, dual: Dual, number: int) -> Dual:
    """Random prices on every row, random weights on the tiers before, any spread kept."""
    scale = int(rng.integers(1, 5))
    limits = {one.name: rng.integers(-4, 5, one.count) for one in model.every_limit if rng.random() < 0.7}
    rows = {one.name: rng.integers(-3, 4, one.count) for one in model.every_row if rng.random() < 0.7}
    names = [one.name for one in model.every_spread]
    kept = (str(rng.choice(names)),) if names and rng.random() < 0.7 else ()
    plain = [k for k in range(number) if model.tiers[k].form in ("sum", "excess")]
    tiers = {k: int(rng.integers(0, 4)) for k in plain if rng.random() < 0.7}
    return replace(dual, limits=limits, rows=rows, tiers=tiers, kept=kept, scale=scale)


@pytest.mark.parametrize("seed", range(40))
def test_least_of_parts_is_exact(seed: int) -> None:
    """Opening parts beyond the free ones at a price, against trying every way of taking items."""
    rng = np.random.default_rng([seed, 15])
    count = int(rng.integers(1, 8))
    group, part = rng.integers(0, 2, count), rng.integers(-1, 3, count)
    cost, low = rng.integers(-6, 4, count), (rng.random(count) < 0.2).astype(np.int64)
    high = low + rng.integers(0, 2, count)
    most, price = rng.integers(-1, 3, 2), int(rng.integers(0, 5))
    best = None
    for code in range(2**count):
        x = np.array([(code >> k) & 1 for k in range(count)]) * (high - low) + low
        value = int((cost * x).sum())
        for own in range(2):
            used = {int(p) for g, p, n in zip(group, part, x, strict=False) if g == own and p >= 0 and n}
            value += price * max(0, len(used) - int(most[own])) if most[own] >= 0 else 0
        best = value if best is None else min(best, value)
    assert least_parts(group, cost, part, low, high, most, price) == best
