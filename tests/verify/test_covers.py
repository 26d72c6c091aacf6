"""Cover inequalities: whatever charges a certificate names, the judge's bound never passes the true optimum."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest

from optimizer.engine.side.covering import least_cover as engine_least_cover
from optimizer.model import AssignmentModel, Certificate, Cover, Dual, Leaf, Limit, Pairs, Spread, Tier, Tree
from optimizer.verify.blocks import AllPairs
from optimizer.verify.certificate_file import certificate_from_json, certificate_to_json
from optimizer.verify.covers import least_cover
from optimizer.verify.proofs import Proofs
from optimizer.verify.verdict import Rejected


def _model(rng: np.random.Generator) -> AssignmentModel:
    helpers, recipients = int(rng.integers(2, 4)), int(rng.integers(2, 5))
    every = np.flatnonzero(rng.random(helpers * recipients) < 0.9)
    return AssignmentModel(
        helpers,
        recipients,
        Pairs(every // recipients, every % recipients),
        [
            Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1),
            Limit("quota", helper_key=np.arange(helpers), most=rng.integers(1, 4, helpers)),
        ],
        [Spread("village", np.arange(helpers), np.sort(rng.integers(0, 2, recipients)))],
        tiers=[Tier("cost", pair_cost=rng.integers(0, 9, len(every)), missing_cost=rng.integers(5, 30, recipients))],
    )


def _optimum(model: AssignmentModel) -> int:
    """By trying every helper or none for each recipient."""
    pairs, quota = model.pair_list, model.limit("quota").most
    assert pairs is not None
    cost = model.tiers[0].pair_cost
    assert cost is not None
    at = {(int(h), int(r)): int(c) for h, r, c in zip(pairs.helper, pairs.recipient, cost, strict=True)}
    part = model.spreads[0].part
    best = 2**40
    for choice in product(range(-1, model.helper_count), repeat=model.recipient_count):
        used = [(h, r) for r, h in enumerate(choice) if h >= 0]
        if any(pair not in at for pair in used):
            continue
        if any(sum(h == g for h, _ in used) > quota[g] for g in range(model.helper_count)):
            continue
        if any(len({int(part[r]) for h, r in used if h == g}) > 1 for g in range(model.helper_count)):
            continue
        value = sum(at[pair] for pair in used)
        value += sum(int(model.tiers[0].missing_cost[r]) for r, h in enumerate(choice) if h < 0)
        best = min(best, value)
    return best


def _cover(rng: np.random.Generator, model: AssignmentModel) -> Cover:
    pairs = model.pair_list
    assert pairs is not None
    part = int(model.spreads[0].part[rng.choice(pairs.recipient)])
    here = np.flatnonzero(model.spreads[0].part[pairs.recipient] == part)
    _, first = np.unique(pairs.helper[here], return_index=True)
    named = np.sort(rng.choice(here[first], int(rng.integers(1, len(first) + 1)), replace=False))
    return Cover("need", named, rng.integers(0, 25, len(named)), int(rng.integers(0, 12)))


def _bound(model: AssignmentModel, dual: Dual) -> int | None:
    return Proofs(model, AllPairs(model), None).prove(model.tiers[0], Tree((Leaf(dual),)))[0]


def test_no_charges_prove_too_much_and_some_prove_more() -> None:
    """A false bound here would call a bad roster optimal; a bound never better than without covers would be idle."""
    better = 0
    for seed in range(60):
        rng = np.random.default_rng([11, seed])
        model = _model(rng)
        best = _optimum(model)
        for _ in range(6):
            need = {"need": rng.integers(0, 30, model.recipient_count)}
            covers = tuple(_cover(rng, model) for _ in range(int(rng.integers(1, 3))))
            plain = _bound(model, Dual(limits=need, kept=("quota", "village")))
            bound = _bound(model, Dual(limits=need, kept=("quota", "village"), covers=covers))
            assert bound is not None and plain is not None
            assert bound <= best, (seed, bound, best)
            better += bound > plain
    assert better > 5


def test_the_right_side_is_the_best_whole_cover() -> None:
    """Both halves solve the same small knapsack, written apart; enumeration knows the answer."""
    rng = np.random.default_rng(4)
    for _ in range(40):
        places, charges = rng.integers(0, 5, 4), rng.integers(0, 9, 4)
        need, unit = int(rng.integers(0, 9)), int(rng.integers(0, 6))
        best = min(
            sum(int(c) for c, z in zip(charges, chosen, strict=True) if z)
            + unit * max(0, need - sum(int(q) for q, z in zip(places, chosen, strict=True) if z))
            for chosen in product((0, 1), repeat=4)
        )
        assert least_cover(need, places, charges, unit) == best
        assert engine_least_cover(need, places, np.ones(4, np.int64), charges, unit) == best


def _wrong(cover: Cover, what: str) -> Cover:
    if what == "negative":
        return Cover(cover.need, cover.pairs, cover.charges - 100, cover.unit)
    if what == "pair":
        return Cover(cover.need, cover.pairs + 1_000, cover.charges, cover.unit)
    if what == "twice":
        both = np.repeat(cover.pairs, 2)
        return Cover(cover.need, both, np.repeat(cover.charges, 2), cover.unit)
    return Cover("quota", cover.pairs, cover.charges, cover.unit)


@pytest.mark.parametrize("what", ["negative", "pair", "twice", "need"])
def test_covers_that_make_no_sense_are_refused(what: str) -> None:
    """A charge below zero, a pair that is not there, a helper named twice, a need that is none: each would prove anything."""
    rng = np.random.default_rng(3)
    model = _model(rng)
    with pytest.raises(Rejected):
        _bound(model, Dual(kept=("quota", "village"), covers=(_wrong(_cover(rng, model), what),)))


def test_covers_survive_the_certificate_file() -> None:
    """A certificate is judged from its file, so that every number must come back."""
    rng = np.random.default_rng(5)
    model = _model(rng)
    dual = Dual(
        limits={"need": np.arange(model.recipient_count)}, kept=("quota", "village"), covers=(_cover(rng, model),)
    )
    text = json.dumps(certificate_to_json(Certificate((Tree((Leaf(dual),)),))), sort_keys=True)
    read = certificate_from_json(json.loads(text))
    assert json.dumps(certificate_to_json(read), sort_keys=True) == text
    proof = read.tiers[0]
    assert isinstance(proof, Tree) and isinstance(proof.nodes[0], Leaf)
    assert _bound(model, proof.nodes[0].dual) == _bound(model, dual)
