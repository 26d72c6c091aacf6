"""Equal recipients as one: what is proved of the merged model holds of the whole, and only equals are merged."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from optimizer import AssignmentModel, Limit, Pairs, Spread, Tier, solve_model, verify_model
from optimizer.engine.equals import fewer
from optimizer.errors import FormatError
from optimizer.verify.certificate_file import certificate_from_json, certificate_to_json
from optimizer.verify.equals import merged
from optimizer.verify.verdict import Rejected
from optimizer.verify.wellformed import well_formed

HELPERS = 3


def types(seed: int) -> AssignmentModel:
    """A few kinds of recipients, each several times in any order; loads by kind and helper, counts, places that may stay open."""
    rng = np.random.default_rng([31, seed])
    kinds = int(rng.integers(1, 4))
    kind = rng.permutation(np.repeat(np.arange(kinds), rng.integers(1, 4, kinds)))
    count = len(kind)
    helper, recipient = np.divmod(np.arange(HELPERS * count), count)
    weight = rng.integers(1, 6, (HELPERS, kinds))[helper, kind[recipient]]
    cost = rng.integers(0, 7, (HELPERS, kinds))[helper, kind[recipient]]
    missing = int(rng.random() < 0.5)
    need = int(rng.integers(1, 3))
    limits = [
        Limit("need", recipient_key=np.arange(count), least=need, most=need, missing=need if missing else None),
        Limit("count", helper_key=np.arange(HELPERS), most=rng.integers(1, 2 * count + 1, HELPERS)),
        Limit("load", np.arange(HELPERS), weight=weight, most=rng.integers(6, 25, HELPERS), weight_by="pair"),
    ]
    if rng.random() < 0.4:
        limits.append(Limit("kind", np.arange(HELPERS), kind, most=2))
    last = Tier("load", pair_cost=weight, form=str(rng.choice(["sum", "worst", "leximin"])), on="load")  # type: ignore[arg-type]
    if last.form == "sum":
        last = replace(last, on=None)
    tiers = [Tier("open", missing_cost=1)] if missing else []
    return AssignmentModel(
        HELPERS, count, Pairs(helper, recipient), limits, tiers=[*tiers, Tier("cost", pair_cost=cost), last]
    )


def best(model: AssignmentModel) -> list[int] | None:
    """The best values by trying every set of helpers for every recipient; leximin by its largest total."""
    assert model.pair_list is not None
    weight, cost = np.asarray(model.limit("load").weight), np.asarray(model.tiers[-2].pair_cost)
    need, count, load = model.limit("need"), model.limit("count").most, model.limit("load").most
    recipients = model.recipient_count
    sets = [s for s in product((0, 1), repeat=HELPERS) if sum(s) <= need.most[0]]
    if need.missing is None:
        sets = [s for s in sets if sum(s) == need.most[0]]
    kind = next((limit for limit in model.limits if limit.name == "kind"), None)
    found: tuple[int, ...] | None = None
    for chosen in product(sets, repeat=recipients):
        x = np.array(chosen).T  # [helpers, recipients]
        if (x.sum(axis=1) > count).any() or ((x * weight.reshape(x.shape)).sum(axis=1) > load).any():
            continue
        if kind is not None:
            rows = kind.row_of(np.arange(HELPERS)[:, None], np.arange(recipients)[None, :], np.zeros((1, 1), np.int64))
            if (np.bincount(rows.ravel(), x.ravel(), kind.count) > kind.most).any():
                continue
        value = [int((x * cost.reshape(x.shape)).sum())]
        if need.missing is not None:
            value.insert(0, int(need.most.sum() - x.sum()))
        form = model.tiers[-1].form
        total = (x * np.asarray(model.tiers[-1].pair_cost).reshape(x.shape)).sum(axis=1)
        totals = sorted(total.tolist(), reverse=True)
        value += [sum(totals)] if form == "sum" else totals[:1] if form == "worst" else totals
        found = tuple(value) if found is None or tuple(value) < found else found
    return None if found is None else list(found[: len(model.tiers)])


SMALL = [seed for seed in range(400) if types(seed).recipient_count <= 4][:60]


@pytest.mark.parametrize("seed", SMALL)
def test_values_are_those_of_every_roster(seed: int) -> None:
    """Merging, dealing out and the proof of the merged model, against all rosters of the whole one."""
    model = types(seed)
    result, known = solve_model(model), best(model)
    if known is None:
        assert result.status == "infeasible"
        return
    assert [tier.value for tier in result.tiers] == known
    assert result.status == "optimal"
    assert verify_model(model, result).accepted


def test_many_of_these_models_are_merged_both_ways_alike() -> None:
    """The comparison would say nothing without merged models; engine and judge must mean the same one by it."""
    alike = 0
    for seed in range(200):
        model = types(seed)
        some = fewer(model)
        if some is None:
            continue
        alike += 1
        one = merged(model)
        assert np.array_equal(one.first, some.first)
        assert one.model.pair_list is not None and some.model.pair_list is not None
        for field in ("helper", "recipient", "most"):
            assert np.array_equal(getattr(one.model.pair_list, field), getattr(some.model.pair_list, field))
        for a, b in zip(one.model.limits, some.model.limits, strict=True):
            assert all(
                np.array_equal(getattr(a, name), getattr(b, name)) for name in ("least", "most", "missing", "weight")
            )
    assert alike > 60


def flagged(model: AssignmentModel) -> str:
    """What the judge says of an honest result whose proof is said to speak of equals as one."""
    result = solve_model(model)
    assert result.certificate is not None and not result.certificate.equals
    verdict = verify_model(model, replace(result, certificate=replace(result.certificate, equals=True)))
    return "accepted" if verdict.accepted and verdict.status == result.status else "refused"


def plain(cost: np.ndarray, *, ids: bool = False, **more: object) -> AssignmentModel:
    helper, recipient = np.divmod(np.arange(cost.size), cost.shape[1])
    limits = [
        Limit("need", recipient_key=np.arange(cost.shape[1]), least=1, most=1),
        Limit("load", np.arange(cost.shape[0]), weight=1 + cost.ravel(), most=int(cost.sum()), weight_by="pair"),
    ]
    people = [f"r{n}" for n in range(cost.shape[1])] if ids else cost.shape[1]
    return AssignmentModel(
        cost.shape[0], people, Pairs(helper, recipient), limits, tiers=[Tier("cost", pair_cost=cost.ravel())], **more
    )  # type: ignore[arg-type]


def test_nobody_is_merged_who_differs_in_one_cost() -> None:
    """One unit of cost, weight or need apart is another recipient."""
    cost = np.array([[3, 3, 3], [1, 1, 1]])
    assert merged(plain(cost)).first.tolist() == [0, 0, 0]
    cost[1, 1] = 2
    assert merged(plain(cost)).first.tolist() == [0, 1, 0]


def test_what_cannot_be_merged_is_refused() -> None:
    """Spreads, and totals of each recipient alone, speak of single people."""
    cost = np.array([[3, 3, 3], [1, 1, 1]])
    spread = Spread("few", np.arange(2), np.arange(3), most=2)
    with pytest.raises(Rejected):
        merged(plain(cost, spreads=[spread]))
    model = plain(cost)
    alone = AssignmentModel(
        2, 3, model.pairs, [Limit("need", recipient_key=np.arange(3), least=1, most=2)],
        tiers=[Tier("each", pair_cost=cost.ravel(), form="worst", on="need")],
    )  # fmt: skip
    with pytest.raises(Rejected):
        merged(alone)
    assert fewer(alone) is None


def test_a_proof_of_the_whole_is_none_of_the_merged() -> None:
    """A false flag: multipliers and pair numbers mean something else there; at best they prove as much, never more."""
    model = plain(np.array([[3, 3, 3, 5], [1, 1, 1, 2]]), ids=True)
    assert flagged(model) in ("accepted", "refused")
    result = solve_model(model)
    assert result.certificate is not None
    tier = replace(result.tiers[0], value=result.tiers[0].value + 1, value_scaled=result.tiers[0].value_scaled + 1)
    worse = replace(result, tiers=(tier,), certificate=replace(result.certificate, equals=True))
    assert not verify_model(model, worse).accepted


def test_a_bound_above_the_best_roster_is_refused() -> None:
    """Negative control: the merged model proves what it proves and not one unit more."""
    model = types(next(seed for seed in range(200) if fewer(types(seed)) is not None and best_known(types(seed))))
    result = solve_model(model)
    assert result.certificate is not None and result.certificate.equals
    tier = result.tiers[0]
    assert tier.bound_scaled is not None
    raised = replace(tier, bound=tier.bound + 1, bound_scaled=tier.bound_scaled + 1, gap=None)  # type: ignore[operator]
    assert not verify_model(model, replace(result, tiers=(raised, *result.tiers[1:]))).accepted
    with pytest.raises(Rejected):
        well_formed(replace(result, certificate=replace(result.certificate, equals=1)))  # type: ignore[arg-type]


def best_known(model: AssignmentModel) -> bool:
    return bool(solve_model(model).status == "optimal")


def test_with_ids_everybody_stands_for_himself() -> None:
    """Ties are broken by id, so that equals are not interchangeable there."""
    cost = np.array([[3, 3, 3], [1, 1, 1]])
    assert fewer(plain(cost)) is not None
    assert fewer(plain(cost, ids=True)) is None


def test_the_flag_is_written_and_read_back() -> None:
    """A stored certificate without it would be read as one of the whole model, and refused."""
    model = types(next(seed for seed in range(200) if fewer(types(seed)) is not None and best_known(types(seed))))
    result = solve_model(model)
    assert result.certificate is not None
    stored = json.loads(json.dumps(certificate_to_json(result.certificate)))
    back = replace(result, certificate=certificate_from_json(stored))
    assert verify_model(model, back).status == result.status
    del stored["equals"]
    assert not certificate_from_json(stored).equals
    with pytest.raises(FormatError):
        certificate_from_json({**stored, "equals": 1})
