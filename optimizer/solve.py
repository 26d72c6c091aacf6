"""The facade: the engine proposes, the judge disposes. Only here does a result get the label "optimal"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from optimizer.domain.status import Status
from optimizer.errors import InputError, VerificationError
from optimizer.model.guarded import unsteady

if TYPE_CHECKING:
    from optimizer.model.assignment import AssignmentModel
    from optimizer.model.result import ModelResult, TierOutcome, TraceEntry
    from optimizer.verify.verdict import TierVerdict


def solve_model(
    model: AssignmentModel,
    *,
    work_limit: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    warm_start: Mapping[str, Any] | None = None,
    progress: Callable[[TraceEntry], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> ModelResult:
    """Solve every tier in order and have the judge check the result.

    work_limit: in the route's own unit (nodes, rounds, iterations): reproducible. time_limit: wall seconds: valid, but not
    reproducible. cancel() returning True stops and keeps the best so far. The result's status is OPTIMAL or INFEASIBLE
    only when the judge accepted the certificate.

    Raises ModelError (bad arrays, at construction), InputError (a function of blocks or of a metric that raises, returns
    something else than promised, or not always the same), NoRouteError (no route can do it) and VerificationError (the judge
    rejected what the engine returned: a bug of ours or of a solver, never stored as a roster).
    """
    from optimizer.engine.portfolio import solve
    from optimizer.verify import verify_model

    try:
        result = solve(
            model,
            work_limit=work_limit,
            time_limit=time_limit,
            seed=seed,
            warm_start=warm_start,
            progress=progress,
            cancel=cancel,
        )
        verdict = verify_model(model, result)
        if not verdict.accepted:
            detail = "; ".join(finding.say("en") for finding in verdict.findings)
            raise VerificationError(findings=verdict.findings, detail=detail)
    except InputError:
        raise
    except Exception:
        _answer_alike(model)
        raise
    if verdict.status is Status.INFEASIBLE or not result.tiers:
        return replace(result, status=verdict.status)
    tiers = tuple(_judged(tier, judged) for tier, judged in zip(result.tiers, verdict.tiers, strict=True))
    return replace(result, status=verdict.status, tiers=tiers)


def _answer_alike(model: AssignmentModel) -> None:
    """Raises InputError where the model's own functions are to blame: they answer differently each time."""
    name = unsteady(model.pairs, model.helper_count, model.recipient_count)
    if name is not None:
        raise InputError(code="model.unsteady", name=name)


def _judged(tier: TierOutcome, verdict: TierVerdict) -> TierOutcome:
    """The tier with the bound, gap and label that the judge proved: what the engine only believes is not said."""
    bound = verdict.bound
    shown = bound if bound is None or tier.scale == 1 else bound / tier.scale
    unit = tier.scale
    levels = verdict.levels
    if unit != 1:
        levels = tuple((v / unit, None if b is None else b / unit) for v, b in levels)  # type: ignore[misc]
    return replace(tier, bound=shown, bound_scaled=bound, gap=verdict.gap, label=verdict.label, levels=levels)
