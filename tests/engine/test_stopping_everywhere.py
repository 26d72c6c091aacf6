"""Every route, stopped at its first look, soon after or later: what comes back is judged sound and says why it ended."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from optimizer import AssignmentModel, Blocks, Limit, Pairs, Rows, Spread, Tier
from optimizer.domain import Status, StopReason
from optimizer.engine.budget import Budget
from optimizer.engine.portfolio import ROUTES, choose
from optimizer.model.result import ModelResult, TraceEntry
from optimizer.verify import verify_model

HELPERS, RECIPIENTS = 80, 800


class Town:
    """80 helpers and 800 recipients in 16 villages on a plane, 12 places each, and what rules are made of."""

    def __init__(self) -> None:
        rng = np.random.default_rng(4)
        helper, recipient = rng.random((HELPERS, 2)) * 1e5, rng.random((RECIPIENTS, 2)) * 1e5
        self.metres = np.hypot(*(helper[:, None, :] - recipient[None, :, :]).transpose(2, 0, 1)).astype(np.int64)
        self.village = (recipient[:, 0] * 16 / 1e5).astype(np.int64)
        weight = rng.integers(1, 20, RECIPIENTS)
        everyone, each = np.arange(RECIPIENTS), np.arange(HELPERS)
        self.need = Limit("need", recipient_key=everyone, least=1, most=1)
        self.may = Limit("need", recipient_key=everyone, least=1, most=1, missing=1)
        self.quota = Limit("quota", helper_key=each, most=12)
        self.load = Limit("load", each, weight=weight, most=int(weight.sum() * 1.1 / HELPERS), weight_by="recipient")
        self.one_village = Spread("villages", each, self.village, most=1)
        self.few_villages = Spread("villages", each, self.village, most=3)
        kept = np.sort(everyone % HELPERS * RECIPIENTS + everyone)
        self.kept = Rows("kept", (np.ones(RECIPIENTS, np.int64), kept, [0, RECIPIENTS]), 400, RECIPIENTS)

    def blocks(self, tiers: int = 1) -> Blocks:
        return Blocks(lambda h, r: np.repeat(self.metres[h, r][:, :, None], tiers, axis=2))

    def listed(self) -> Pairs:
        return Pairs(*np.divmod(np.arange(HELPERS * RECIPIENTS), RECIPIENTS))

    def models(self) -> dict[str, dict[str, Any]]:
        near, covered = Tier("metres", pair_cost=None), Tier("covered", pair_cost=0, missing_cost=1)
        listed = Tier("metres", pair_cost=self.metres.ravel())
        even = Tier("even", form="leximin", on="quota", pair_cost=0)
        return {
            "network": {"pairs": self.listed(), "limits": [self.need, self.quota], "tiers": [listed, even]},
            "load": {"pairs": self.blocks(), "limits": [self.need, self.load], "tiers": [near]},
            "stacked": {"pairs": self.blocks(2), "limits": [self.may, self.load], "tiers": [covered, near]},
            "cohesion": {
                "pairs": self.blocks(), "limits": [self.may, self.quota], "spreads": [self.one_village],
                "tiers": [Tier("metres", pair_cost=None, missing_cost=10**6)],
            },
            "coupling": {"pairs": self.blocks(), "limits": [self.need, self.quota], "rows": [self.kept], "tiers": [near]},
            "side": {
                "pairs": self.listed(), "limits": [self.need, self.quota, self.load], "spreads": [self.few_villages],
                "tiers": [listed, even],
            },
        }  # fmt: skip


TOWN = Town()


@pytest.mark.parametrize("name", ["network", "load", "stacked", "cohesion", "coupling", "side", "wide"])
def test_stopped_at_any_time_what_is_there_is_sound(name: str) -> None:
    """Asked 1, 4, 40 or 400 times before it says stop; the wide route, which takes what no other does, by the side's model."""
    model = AssignmentModel(HELPERS, RECIPIENTS, **TOWN.models()["side" if name == "wide" else name])
    route = next(route for route in ROUTES if route.name == name)
    assert name == "wide" or choose(model)[0].name == name
    for patience in (0, 3, 39, 399):
        seen: list[TraceEntry] = []
        result = route.run(model, Budget(progress=seen.append, cancel=after(patience)), 0, None)
        verdict = verify_model(model, result)
        assert verdict.accepted, (patience, [finding.say("en") for finding in verdict.findings])
        assert result.stopped_by is StopReason.CANCELLED or complete(result), patience
        assert result.trace == tuple(seen)
        assert falls_and_rises(seen)


def after(times: int) -> Callable[[], bool]:
    """A caller who wants to stop once asked so many times."""
    left = [times]

    def cancel() -> bool:
        left[0] -= 1
        return left[0] < 0

    return cancel


def complete(result: ModelResult) -> bool:
    """Ended by itself before the wish: with a proof of every tier, or of the impossibility."""
    if result.status is Status.UNDECIDED:
        return result.certificate is not None
    return all(tier.bound_scaled == tier.value_scaled for tier in result.tiers)


def falls_and_rises(steps: list[TraceEntry]) -> bool:
    for earlier, later in pairwise(steps):
        if earlier.tier != later.tier:
            continue
        if None not in (earlier.incumbent, later.incumbent) and later.incumbent > earlier.incumbent:  # type: ignore[operator]
            return False
        if None not in (earlier.bound, later.bound) and later.bound < earlier.bound:  # type: ignore[operator]
            return False
    return True
