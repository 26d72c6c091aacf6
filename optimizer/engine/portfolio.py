"""The engine's front door: looks at the structure of a model and sends it down the first route that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from numbers import Integral, Real
from typing import Any, Protocol

from optimizer.domain.status import Status, StopReason
from optimizer.engine.budget import Budget, Cancel, Progress
from optimizer.engine.equals import fewer
from optimizer.engine.joined import joined
from optimizer.engine.loose import by_loosening
from optimizer.engine.network import NetworkRoute
from optimizer.engine.side.bulk_route import BulkRoute
from optimizer.engine.side.cohesive_route import CohesiveRoute
from optimizer.engine.side.coupling_route import CouplingRoute
from optimizer.engine.side.route import SideRoute
from optimizer.engine.side.stacked_route import StackedRoute
from optimizer.engine.side.wide_route import WideRoute
from optimizer.engine.wishes import by_wishes
from optimizer.errors import UsageError
from optimizer.model.assignment import AssignmentModel
from optimizer.model.normal import as_array
from optimizer.model.result import ModelResult

WarmStart = Mapping[str, Any]


class Route(Protocol):
    """One way of solving. ``name`` is what results call it."""

    name: str

    def fits(self, model: AssignmentModel) -> str | None:
        """The message code of the reason for taking this model, or None when the route cannot do it."""

    def run(self, model: AssignmentModel, budget: Budget, seed: int, warm_start: WarmStart | None) -> ModelResult:
        """Solves. Values and bounds are claims until the judge has checked the certificate; keeps to the budget."""


ROUTES: tuple[Route, ...] = (
    NetworkRoute(),
    BulkRoute(),
    CohesiveRoute(),
    StackedRoute(),
    CouplingRoute(),
    SideRoute(),
    WideRoute(),
)
"""In order of preference; the first that fits is taken. The last one fits every model."""


SMALL = 20_000
"""Pairs up to which a roster without a whole proof is tried by the next route too."""


LAST_SHARE = 0.25
"""Of a time limit: with less than this left no further route begins."""


def choose(model: AssignmentModel) -> tuple[Route, str]:
    """The route for a model and the code of the reason."""
    return next(_fitting(model))


def _fitting(model: AssignmentModel) -> Iterator[tuple[Route, str]]:
    for route in ROUTES:
        reason = route.fits(model)
        if reason is not None:
            yield route, reason


def solve(
    model: AssignmentModel,
    *,
    work_limit: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    warm_start: WarmStart | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ModelResult:
    """Solves a model by the first route that fits it; by the next one where that ends without roster and without proof.

    work_limit: units of work (flow solves, branching nodes, rounds: the route says which), reproducible; time_limit:
    seconds, not reproducible; ``cancel`` is asked between steps. When one of them stops the run, the best roster so far
    comes back with ``stopped_by``. progress: called with every TraceEntry. warm_start: ``ModelResult.warm_start`` of an
    earlier, similar solve. The status is FEASIBLE or UNDECIDED: only the judge makes it more.

    Raises NoRouteError when the model's numbers are too large for exact 64-bit arithmetic, UsageError for an argument
    that is none.
    """
    _check_arguments(work_limit, time_limit, seed, warm_start, progress, cancel)
    budget = Budget(work_limit, time_limit, progress, cancel)
    if model.wishes:
        return by_wishes(model, budget, seed, warm_start, _by_routes)
    return _by_routes(model, budget, seed, warm_start)


def _by_routes(model: AssignmentModel, budget: Budget, seed: int, warm_start: WarmStart | None) -> ModelResult:
    """The first route that fits, and the next where that ends without roster and without proof."""
    loose = by_loosening(model, budget, seed, warm_start)
    if loose is not None:
        return replace(loose, route=NetworkRoute.name, route_reason="engine.reason_loose")
    some = None if NetworkRoute().fits(model) is not None else fewer(model)
    if some is not None:
        return some.result(_by_routes(some.model, budget, seed, some.start(warm_start)))
    best: ModelResult | None = None
    for route, reason in _fitting(model):
        result = replace(route.run(model, budget, seed, warm_start), route=route.name, route_reason=reason)
        if best is None:
            best = result
        elif _rank(model, result) > _rank(model, best):
            best = joined(model, result, best)
        else:
            best = joined(model, best, result)
        if _settled(model, best) or budget.stop() is not None or budget.late(LAST_SHARE):
            break
    if best is None or best.tiers or best.certificate is not None or not budget.late(LAST_SHARE):
        return ModelResult() if best is None else best
    return replace(best, stopped_by=budget.stop() or StopReason.TIME_LIMIT)


def _settled(model: AssignmentModel, result: ModelResult) -> bool:
    """Whether there is nothing left for another route: proved, or found at a size where proof is not all that counts."""
    if result.status is Status.UNDECIDED:
        return result.certificate is not None
    return model.pair_count > SMALL or all(tier.bound_scaled == tier.value_scaled for tier in result.tiers)


def _rank(model: AssignmentModel, result: ModelResult) -> tuple[bool, bool, list[int], int]:
    """Larger is better: a roster; all of it proved (``within`` may give up what another has more of); its values in order."""
    values = [-tier.sign * outcome.value_scaled for tier, outcome in zip(model.tiers, result.tiers, strict=False)]
    met = sum(outcome.bound_scaled == outcome.value_scaled for outcome in result.tiers)
    some = bool(result.tiers) or result.certificate is not None
    return some, some and met == len(result.tiers), values, met


def _check_arguments(
    work_limit: object, time_limit: object, seed: object, warm_start: object, progress: object, cancel: object
) -> None:
    """Raises UsageError with all that is wrong: a slip must not be read as "no limit"."""
    wrong = []
    if work_limit is not None and not _number(work_limit, Integral):
        wrong.append("work_limit: a whole number >= 0")
    if time_limit is not None and not _number(time_limit, Real):
        wrong.append("time_limit: seconds >= 0")
    if not isinstance(seed, Integral):
        wrong.append("seed: a whole number")
    if warm_start is not None and not isinstance(warm_start, Mapping):
        wrong.append("warm_start: what ModelResult.warm_start holds")
    elif warm_start is not None:
        wrong += _unreadable(warm_start)
    wrong += [
        f"{name}: a function" for name, given in (("progress", progress), ("cancel", cancel)) if not _function(given)
    ]
    if wrong:
        raise UsageError(detail="; ".join(wrong))


def _number(given: object, sort: type) -> bool:
    return isinstance(given, sort) and not isinstance(given, bool) and bool(given >= 0)  # type: ignore[operator]


def _function(given: object) -> bool:
    return given is None or callable(given)


def _unreadable(warm_start: WarmStart) -> list[str]:
    """Entries that are no flat arrays of whole numbers. Numbers of pairs that are not here, and other entries, mean nothing."""
    wrong = []
    for name, given in warm_start.items():
        if given is None or not (name in ("pairs", "arcs", "chosen") or str(name).startswith("price.")):
            continue
        array = as_array(given)
        if array is None or array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
            wrong.append(f"warm_start[{name!r}]: a flat array of whole numbers")
    return wrong
