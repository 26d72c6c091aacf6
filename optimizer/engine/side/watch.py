"""A part of a budget: the whole's work and wishes, perhaps with an earlier end."""

from __future__ import annotations

from time import monotonic

from optimizer.domain.status import StopReason
from optimizer.engine.budget import Budget


class Watch:
    """Asked between steps whether to stop. No clock is read unless the budget has a time limit."""

    def __init__(self, budget: Budget, seconds: float | None = None, *, judge: float | None = None) -> None:
        """``judge``: seconds that are left for checking the proof."""
        self.budget = budget
        self.judge = judge
        self.tier: int | None = None
        left = budget.seconds_left()
        self._deadline: float | None = None
        if left is not None:
            self._deadline = monotonic() + (left if seconds is None else min(left, seconds))

    @property
    def timed(self) -> bool:
        return self._deadline is not None

    @property
    def stoppable(self) -> bool:
        """Something beside counted work may end it: a time limit, or the caller."""
        return self.timed or self.budget.cancellable

    def spend(self, work: int = 1) -> None:
        self.budget.spend(work)

    def seconds(self) -> float | None:
        """Wall seconds left of this part, None without a time limit."""
        return None if self._deadline is None else max(0.0, self._deadline - monotonic())

    def stop(self) -> StopReason | None:
        reason = self.budget.stop()
        if reason is None and self._deadline is not None and monotonic() >= self._deadline:
            return StopReason.TIME_LIMIT
        return reason

    def stopped(self) -> bool:
        return self.stop() is not None

    def part(self, share: float) -> Watch:
        """Ends after this share of the time that is left here."""
        left = self.seconds()
        return self._made(None if left is None else share * left)

    def at_most(self, seconds: float) -> Watch:
        """Ends after so many seconds, if there is a time limit at all."""
        left = self.seconds()
        return self._made(None if left is None else min(left, seconds))

    def telling(self, tier: int | None) -> Watch:
        """The same watch, whose notes are steps of this tier (None: of none)."""
        made = self._made(self.seconds())
        made.tier = tier
        return made

    def note(self, incumbent: int | None, bound: int | None = None) -> None:
        """A step of the tier that this watch tells of, if it tells of one."""
        if self.tier is not None and (incumbent is not None or bound is not None):
            self.budget.report(self.tier, incumbent, bound)

    def _made(self, seconds: float | None) -> Watch:
        made = Watch(self.budget, seconds, judge=self.judge)
        made.tier = self.tier
        return made
