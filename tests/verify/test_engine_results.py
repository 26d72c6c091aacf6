"""What the engine hands over is judged optimal, agrees with enumeration, and both judges say so: every form of tier."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer.domain.status import Status
from optimizer.engine.portfolio import solve
from optimizer.errors import NoRouteError
from optimizer.model import AssignmentModel, Limit, Pairs, Tier
from optimizer.verify import verify_model
from tests.verify.plain import Facts, judge, value


def layered(seed: int) -> AssignmentModel:
    """A network with tiers of every form: sum, worst, convex and leximin, in random order and sense."""
    rng = np.random.default_rng([seed, 17])
    helpers, recipients = 3, 4
    keep = np.flatnonzero(rng.random(helpers * recipients) < 0.85)
    helper, recipient = keep // recipients, keep % recipients
    count = len(keep)
    each = np.arange(helpers)
    open_needs = rng.random() < 0.5
    limits = [
        Limit(
            "quota",
            helper_key=each,
            least=rng.integers(0, 2, helpers) * (rng.random() < 0.3),
            most=rng.integers(1, 4, helpers),
        ),
        Limit("need", recipient_key=np.arange(recipients), least=1, most=1, missing=1 if open_needs else None),
    ]
    tiers: list[Tier] = []
    if open_needs:
        tiers.append(Tier("open", missing_cost=np.ones(recipients, np.int64)))
    for number in range(int(rng.integers(1, 4))):
        form = str(rng.choice(["sum", "worst", "convex", "leximin"]))
        sense = "max" if rng.random() < 0.3 and form != "convex" else "min"
        cost = rng.integers(0, 6, count) if form in ("sum", "worst") else 0
        tiers.append(
            Tier(
                f"{form} {number}",
                sense,
                pair_cost=cost,
                form=form,
                on="quota" if form in ("convex", "leximin") else None,
            )
        )  # type: ignore[arg-type]
    return AssignmentModel(helpers, recipients, Pairs(helper, recipient), limits, tiers=tiers)


def best_of(model: AssignmentModel) -> list[tuple[int, ...]] | None:
    """Lexicographic optimum by trying everything; a leximin tier counts as its sorted totals."""
    facts = Facts(model)
    keys = list(facts.lack)
    best = None
    for x in product(*(range(a, b + 1) for a, b in facts.box)):
        loads = {key: sum(w * x[p] for p, w in terms.items()) for key, terms in facts.terms.items()}
        m = {key: facts.range[key][0] - loads[key] for key in keys}
        if any(not 0 <= m[key] <= facts.lack[key] for key in keys):
            continue
        if any(not facts.range[key][0] <= load <= facts.range[key][1] for key, load in loads.items() if key not in m):
            continue
        own: list[tuple[int, ...]] = []
        for k, tier in enumerate(model.tiers):
            if tier.form == "leximin":
                own.append(tuple(sorted((sum(a * x[p] for p, a in g.items()) for g in facts.groups(k)), reverse=True)))
            else:
                own.append((value(facts, list(x), m, k),))
        best = own if best is None or own < best else best
    return best


@pytest.mark.parametrize("seed", range(60))
def test_engine_and_judges_and_enumeration_agree(seed: int) -> None:
    """Faces, links, thresholds and levels: what the judge calls optimal is the optimum."""
    model = layered(seed)
    best = best_of(model)
    try:
        result = solve(model)
    except NoRouteError:
        return
    verdict = verify_model(model, result)
    assert verdict.accepted, [f.say("en") for f in verdict.findings]
    assert judge(model, result) is not None
    if best is None:
        assert verdict.status is Status.INFEASIBLE
        return
    assert verdict.status is Status.OPTIMAL, (verdict.tiers, [f.say("en") for f in verdict.findings])
    values = [t.sign * v.value for t, v in zip(model.tiers, verdict.tiers, strict=True)]
    assert values == [v[0] for v in best]
