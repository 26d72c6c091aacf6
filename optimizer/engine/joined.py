"""Two routes' answers to one model in one: the better roster under the better proof."""

from __future__ import annotations

from dataclasses import replace

from optimizer.engine.outcome import tier_outcome
from optimizer.model.assignment import AssignmentModel
from optimizer.model.result import ModelResult


def joined(model: AssignmentModel, roster: ModelResult, other: ModelResult) -> ModelResult:
    """``roster``, under the certificate of ``other`` where that proves more of the last tier and the tiers before have the same
    values in both, so that what they hold is the same. Only for tiers of form "sum", whose proofs speak of no roster.
    """
    if not roster.tiers or len(other.tiers) != len(roster.tiers) or any(tier.form != "sum" for tier in model.tiers):
        return roster
    if any(mine.value_scaled != its.value_scaled for mine, its in zip(roster.tiers[:-1], other.tiers, strict=False)):
        return roster
    sign, mine, its = model.tiers[-1].sign, roster.tiers[-1].bound_scaled, other.tiers[-1].bound_scaled
    if its is None or (mine is not None and sign * mine >= sign * its):
        return roster
    outcomes = zip(model.tiers, roster.tiers, other.tiers, strict=True)
    return replace(
        roster,
        tiers=tuple(
            tier_outcome(
                tier, tier.sign * own.value_scaled, None if b.bound_scaled is None else tier.sign * b.bound_scaled
            )
            for tier, own, b in outcomes
        ),
        certificate=other.certificate,
        prices=other.prices,
    )
