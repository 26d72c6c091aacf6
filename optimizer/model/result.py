"""What the engine returns and the facade labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from optimizer.domain.status import Status, StopReason
from optimizer.model.arrays import Ints
from optimizer.model.certificate import Certificate

Label = Literal["optimal", "within", "feasible"]


@dataclass(frozen=True, eq=False)
class TierOutcome:
    """Value and bound of one tier, relative to the achieved values of the tiers before.

    value, bound: in the unit and sense of the tier (integers unless its costs were reals); value_scaled, bound_scaled:
    exact integers, = value * scale. gap = |value - bound| / max(1, |value|), None without a bound. ``error``: the most
    that rounding reals may have moved the value, 0 for integers. label: set by ``solve_model`` from the judge's verdict.

    ``levels`` of a leximin tier, from the judge: (distinct group total, its bound given the totals before, None: open), in the
    tier's unit and sense, the first level first. Up to the first open level totals are proved; below it they are the best found.
    """

    name: str
    value: int | float
    bound: int | float | None
    gap: float | None
    label: Label = "feasible"
    value_scaled: int = 0
    bound_scaled: int | None = None
    scale: int = 1
    error: float = 0.0
    levels: tuple[tuple[int | float, int | float | None], ...] = ()

    def __str__(self) -> str:
        """``metres: 4120, optimal``; with the bound where that is short of the value, and the error of scaled reals."""
        said = f"{self.name}: {_plain(self.value)}, {self.label}"
        if self.bound is not None and self.gap:
            said += f" (bound {_plain(self.bound)}, gap {self.gap:.3%})"
        elif self.levels and self.label != "optimal":
            proved = next((n for n, (value, bound) in enumerate(self.levels) if value != bound), len(self.levels))
            said += f" ({proved} of {len(self.levels)} levels proved)"
        return f"{said} (rounding at most {self.error:.1g})" if self.error else said


def _plain(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:.12g}"


@dataclass(frozen=True, eq=False)
class TraceEntry:
    """One step of the search: work done so far (route's own unit), tier, incumbent and bound (minimised, scaled).

    Within a tier the incumbent never rises and the bound never falls; a step of an earlier tier begins the later ones anew.
    No clock is in it: without a time limit the same model gives the same steps.
    """

    work: int
    tier: int
    incumbent: int | None
    bound: int | None

    @property
    def gap(self) -> float | None:
        """abs(incumbent - bound) / max(1, abs(incumbent)) of these numbers; None while one of them is unknown."""
        if self.incumbent is None or self.bound is None:
            return None
        return abs(self.incumbent - self.bound) / max(1, abs(self.incumbent))


def _empty() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, eq=False)
class ModelResult:
    """chosen: int64[k], ascending indices into pairs with x > 0; amount: int64[k], their x; missing[limit]: int64[rows].

    ``status`` is UNDECIDED or FEASIBLE as it leaves the engine; only ``optimizer.solve_model`` raises it to OPTIMAL or
    INFEASIBLE after the judge accepted the certificate. ``prices[limit]``: int64[rows], what one more unit of the
    row would change the first tier that the row matters to. ``route``: which way of solving ran, and why.
    """

    status: Status = Status.UNDECIDED
    stopped_by: StopReason = StopReason.FINISHED
    chosen: Ints = field(default_factory=_empty)
    amount: Ints = field(default_factory=_empty)
    missing: Mapping[str, Ints] = field(default_factory=dict)
    tiers: tuple[TierOutcome, ...] = ()
    prices: Mapping[str, Ints] = field(default_factory=dict)
    certificate: Certificate | None = None
    warm_start: Mapping[str, Any] = field(default_factory=dict)
    route: str = ""
    route_reason: str = ""
    trace: tuple[TraceEntry, ...] = ()
    work: int = 0

    def __str__(self) -> str:
        """``optimal, finished, network, 8 pairs``, and a line for each tier."""
        head = f"{self.status}, {self.stopped_by}, {self.route or 'no route'}, {len(self.chosen)} pairs"
        return "\n".join([head, *map(str, self.tiers)])
