"""What the judge says."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.status import Status
from optimizer.messages import Finding
from optimizer.model.result import Label


@dataclass(frozen=True)
class TierVerdict:
    """One tier: value and bound recomputed, exact integers in the tier's sense (scaled, if its costs were reals).

    gap = |value - bound| / max(1, |value|). label: optimal (value = bound, proved), within (the gap is proved), feasible
    (no bound). Both speak of rosters whose earlier tiers are at their achieved values (+ what ``within`` gives up).
    ``levels`` of a leximin tier: (distinct total, what is proved of it given the totals before, None: nothing), first level first.
    """

    name: str
    value: int
    bound: int | None
    gap: float | None
    label: Label
    levels: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """``accepted``: nothing that the result states was found false. ``status``: what is proved.

    findings: every falsehood found (severity error), and remarks (severity note) such as a proof too large to walk.
    """

    accepted: bool
    status: Status
    tiers: tuple[TierVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()


class Rejected(Exception):
    """A statement of the result is false or cannot be read; carries the finding."""

    def __init__(self, code: str, /, **facts: object) -> None:
        self.finding = Finding(code=f"verify.{code}", facts=facts)
        super().__init__(self.finding.say("en"))


class Unproved(Rejected):
    """A proof that is not wrong, but that the judge cannot or will not check: the tier then has no bound."""
