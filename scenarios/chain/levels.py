"""What was found for one level of a chain."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain import Answer
from optimizer.planning import Plan


@dataclass(frozen=True)
class LevelAnswer:
    """A level's plan given the levels ``given`` (ids); ``jointly``: ids of the levels that parts of it were decided together with.

    ``alone``: proved impossible whatever is decided above: superiors were not asked for.
    """

    level: str
    title: str
    plan: Plan
    given: tuple[str, ...]
    jointly: tuple[str, ...] = ()
    alone: bool = False

    @property
    def answer(self) -> Answer:
        return self.plan.answer
