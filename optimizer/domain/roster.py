"""Pairings and rosters."""

from __future__ import annotations

from pydantic import Field, model_validator

from optimizer.domain.base import Fact
from optimizer.domain.calendar import Month


class Term(Fact):
    """How long a pairing stands: ``months`` from the month in which it began."""

    start: Month
    months: int = Field(ge=1)

    @property
    def end(self) -> int:
        """The last month of the term."""
        return self.start + self.months - 1

    def covers(self, month: int) -> bool:
        return self.start <= month <= self.end


class Pairing(Fact):
    """Helper ``helper`` is responsible for recipient ``recipient`` in role number ``role``."""

    helper: str
    recipient: str
    role: int = Field(default=0, ge=0)
    term: Term | None = None
    locked: bool = Field(default=False, description="somebody set the 锁定 mark")
    note: str = ""

    @property
    def key(self) -> str:
        """``recipient:role:helper``: names the pairing in an edited workbook, whatever names stand beside it."""
        return f"{self.recipient}:{self.role}:{self.helper}"


class Roster(Fact):
    """All pairings of one programme, sorted by (recipient, role, helper); ids may name people who have left."""

    programme: str
    pairings: tuple[Pairing, ...] = ()

    @model_validator(mode="after")
    def _sorted_and_unique(self) -> Roster:
        keys = [(p.recipient, p.role, p.helper) for p in self.pairings]
        if len(set(keys)) != len(keys):
            raise ValueError("a pairing stands twice")
        if keys != sorted(keys):
            ordered = sorted(self.pairings, key=lambda p: (p.recipient, p.role, p.helper))
            object.__setattr__(self, "pairings", tuple(ordered))
        return self
