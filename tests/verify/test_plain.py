"""Two judges, written apart, agree on every result; and what they call optimal is what trying everything finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from optimizer.domain.status import Status
from optimizer.model import AssignmentModel, ModelResult
from optimizer.verify import verify_model
from tests.verify.certify import certify
from tests.verify.models import random_model
from tests.verify.plain import Facts, judge, value


def agree(model: AssignmentModel, result: ModelResult) -> bool:
    """Same acceptance, same values, same bounds."""
    first, second = verify_model(model, result), judge(model, result)
    assert first.accepted == (second is not None), [f.say("en") for f in first.findings]
    if second:
        signs = [tier.sign for tier in model.tiers]
        assert [
            (s * t.value, None if t.bound is None else s * t.bound) for s, t in zip(signs, first.tiers, strict=True)
        ] == second
    return first.accepted


def everything(model: AssignmentModel) -> list[int] | None:
    """The best values by trying every assignment; None when none is allowed."""
    facts = Facts(model)
    best = None
    keys = list(facts.lack)
    lacks = list(product(*(range(facts.lack[key] + 1) for key in keys)))
    for x in product(*(range(a, b + 1) for a, b in facts.box)):
        loads = {key: sum(w * x[p] for p, w in terms.items()) for key, terms in facts.terms.items()}
        if any(
            not facts.range[key][0] <= load <= facts.range[key][1]
            for key, load in loads.items()
            if key not in facts.lack
        ):
            continue
        for lack in lacks:
            m = dict(zip(keys, lack, strict=True))
            if all(facts.range[key][0] <= loads[key] + m[key] <= facts.range[key][1] for key in keys):
                own = [value(facts, list(x), m, k) for k in range(len(model.tiers))]
                best = own if best is None or own < best else best
    return best


@pytest.mark.parametrize("seed", range(40))
def test_judges_and_enumeration_agree(seed: int) -> None:
    """Optimal by certificate is optimal by enumeration; impossible is impossible; both judges say the same."""
    model = random_model(seed, helpers=2, recipients=3)
    result = certify(model)
    assert agree(model, result)
    verdict = verify_model(model, result)
    best = everything(model)
    if best is None:
        assert verdict.status is Status.INFEASIBLE
    else:
        assert verdict.status is Status.OPTIMAL
        assert [t.sign * v.value for t, v in zip(model.tiers, verdict.tiers, strict=True)] == best


@pytest.mark.parametrize("seed", range(40))
def test_judges_agree_on_falsified_results(seed: int) -> None:
    """A changed amount or stated value is refused or accepted by both."""
    model = random_model(seed)
    result = certify(model)
    rng = np.random.default_rng(seed)
    if not len(result.chosen):
        return
    for _ in range(4):
        chosen = result.chosen.copy()
        chosen[rng.integers(len(chosen))] = rng.integers(model.pair_count)
        if len(np.unique(chosen)) == len(chosen):
            agree(model, replace(result, chosen=np.sort(chosen)))
    tiers = (replace(result.tiers[0], value=result.tiers[0].value - 1, value_scaled=result.tiers[0].value_scaled - 1),)
    assert not agree(model, replace(result, tiers=tiers + result.tiers[1:]))
