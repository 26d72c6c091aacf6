"""What may change in a model without changing its answer: order, names, units, constants, and asking twice."""

from __future__ import annotations

import pickle

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.engine.network import obstacles
from optimizer.engine.portfolio import solve
from optimizer.model import AssignmentModel, Limit, ModelResult, Pairs, Tier
from tests.engine.medium import medium_model

seeds = st.integers(0, 10_000)
quick = settings(max_examples=40, deadline=None, derandomize=True)


def model_of(seed: int, forms: tuple[str, ...] = ("sum",)) -> AssignmentModel | None:
    """A medium model that is a network with a roster, or None."""
    model = medium_model(np.random.default_rng(seed))
    if obstacles(model) or any(tier.form not in forms for tier in model.tiers):
        return None
    return model


def rebuilt(
    model: AssignmentModel, order: np.ndarray, helper: np.ndarray, recipient: np.ndarray, times: int = 1, more: int = 0
) -> AssignmentModel:
    """Pairs in another order, helper h renamed helper[h], recipient r recipient[r]; costs * times + more."""
    pairs = model.pair_list
    limits = []
    for limit in model.limits:
        keys = {}
        groups = {}
        for name, key, new in (("helper", limit.helper_key, helper), ("recipient", limit.recipient_key, recipient)):
            if key is None:
                continue
            alone = (np.bincount(key[key >= 0]) == 1).all() and (key >= 0).all()
            moved = np.empty_like(key)
            moved[new] = new if alone else key
            groups[name] = np.argsort(new) if alone else None
            keys[name] = moved
        bounds = {}
        for field in ("least", "most", "missing"):
            values = getattr(limit, field)
            if values is None:
                continue
            table = values.reshape(-1, limit.recipient_groups, limit.role_groups)
            if groups.get("helper") is not None:
                table = table[groups["helper"]]
            if groups.get("recipient") is not None:
                table = table[:, groups["recipient"]]
            bounds[field] = table.reshape(-1)
        limits.append(
            Limit(
                limit.name,
                keys.get("helper"),
                keys.get("recipient"),
                limit.role_key,
                least=bounds["least"],
                most=bounds["most"],
                missing=bounds.get("missing"),
            )
        )
    back = np.argsort(recipient)
    tiers = [
        Tier(
            tier.name,
            sense="max" if tier.sign < 0 else "min",
            pair_cost=tier.sign * tier.pair_cost[order] * times + more,
            missing_cost=tier.sign * tier.missing_cost[back] * times if tier.missing_cost.size else 0,
            form=tier.form,
            on=tier.on,
        )
        for tier in model.tiers
    ]
    new = Pairs(
        helper[pairs.helper[order]],
        recipient[pairs.recipient[order]],
        pairs.role[order],
        pairs.least[order],
        pairs.most[order],
    )
    return AssignmentModel(model.helper_count, model.recipient_count, new, limits, tiers=tiers)


def used(model: AssignmentModel, result: ModelResult) -> list[tuple[int, ...]]:
    """The roster as (helper, recipient, role, amount), sorted."""
    helper, recipient, role = model.pair_ends(result.chosen)
    return sorted(zip(helper.tolist(), recipient.tolist(), role.tolist(), result.amount.tolist(), strict=True))


def values(result: ModelResult) -> list[object]:
    return [tier.value for tier in result.tiers]


@quick
@given(seeds)
def test_the_order_of_pairs_does_not_matter(seed: int) -> None:
    """The same pairs in another order give the same roster, not only the same values."""
    model = model_of(seed, ("sum", "convex"))
    if model is None:
        return
    order = np.random.default_rng(seed).permutation(model.pair_count)
    same = np.arange(model.helper_count), np.arange(model.recipient_count)
    other = rebuilt(model, order, *same)
    first, second = solve(model), solve(other)
    assert used(model, first) == used(other, second)
    assert values(first) == values(second)


@quick
@given(seeds)
def test_renaming_people_keeps_all_values(seed: int) -> None:
    """Helpers and recipients under other numbers: every tier is worth the same, or it is impossible in both."""
    model = model_of(seed, ("sum", "convex"))
    if model is None:
        return
    rng = np.random.default_rng(seed)
    helper, recipient = rng.permutation(model.helper_count), rng.permutation(model.recipient_count)
    other = rebuilt(model, np.arange(model.pair_count), helper, recipient)
    assert values(solve(model)) == values(solve(other))


@quick
@given(seeds, st.sampled_from([2, 7, 1000, 10**9]))
def test_another_unit_of_cost_keeps_the_roster(seed: int, times: int) -> None:
    """Metres or kilometres: the same roster, values multiplied."""
    model = model_of(seed)
    if model is None:
        return
    same = np.arange(model.pair_count), np.arange(model.helper_count), np.arange(model.recipient_count)
    other = rebuilt(model, *same, times=times)
    first, second = solve(model), solve(other)
    assert used(model, first) == used(other, second)
    assert [v * times for v in values(first)] == values(second)


@quick
@given(seeds, st.integers(-5, 5))
def test_a_constant_on_every_pair_counts_the_pairs(seed: int, more: int) -> None:
    """Where the number of pairs is fixed, adding a constant to each adds that number times the constant."""
    model = model_of(seed)
    if model is None or model.limit("need").missing is not None:
        return
    same = np.arange(model.pair_count), np.arange(model.helper_count), np.arange(model.recipient_count)
    other = rebuilt(model, *same, more=more)
    count = int(model.limit("need").least.sum())
    assert [v + more * count for v in values(solve(model))] == values(solve(other))


@quick
@given(seeds)
def test_asking_twice_gives_the_same_bytes(seed: int) -> None:
    """Roster, values, prices and certificate are byte for byte the same."""
    model = model_of(seed, ("sum", "convex"))
    if model is None:
        return
    assert pickle.dumps(solve(model)) == pickle.dumps(solve(model))
