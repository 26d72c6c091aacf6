"""What a solve may still spend, and what it has found so far."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from optimizer.domain.status import StopReason
from optimizer.model.result import TraceEntry

Progress = Callable[[TraceEntry], None]
Cancel = Callable[[], bool]


class Halted(Exception):
    """The budget ended in the middle of a step."""

    def __init__(self, reason: StopReason) -> None:
        super().__init__(reason)
        self.reason = reason


class Budget:
    """Work (counted by the route: flow solves, nodes, rounds), seconds and the wish to cancel, asked between steps.

    Without a time limit no clock is read, so that equal input gives equal results.
    """

    def __init__(
        self,
        work_limit: int | None = None,
        time_limit: float | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self.work = 0
        self.trace: list[TraceEntry] = []
        self._reached: dict[int, tuple[int | None, int | None]] = {}
        self._work_limit = work_limit
        self._time_limit = time_limit
        self._deadline = None if time_limit is None else monotonic() + time_limit
        self._progress = progress
        self._cancel = cancel

    def part(self, share: float, work: int | None = None) -> Budget:
        """A trial of its own within this budget: it ends after this share of the time left, without a time limit after so much
        work, and nobody listens to it."""
        left = self.seconds_left()
        limits = [self._work_limit] if self._work_limit is not None else []
        limits += [self.work + work] if work is not None and left is None else []
        part = Budget(min(limits, default=None), None if left is None else share * left, None, self._cancel)
        part.work = self.work
        return part

    @property
    def cancellable(self) -> bool:
        """Whether the caller may wish an early end."""
        return self._cancel is not None

    def spend(self, work: int = 1) -> None:
        """Counts work that was done."""
        self.work += work

    def seconds_left(self) -> float | None:
        """None without a time limit, else seconds >= 0."""
        return None if self._deadline is None else max(0.0, self._deadline - monotonic())

    def reserve(self, seconds: float) -> None:
        """Ends so many seconds sooner, at most a third of what is left: time for the judge."""
        left = self.seconds_left()
        if left is not None and self._deadline is not None:
            self._deadline -= min(seconds, left / 3)

    def late(self, share: float) -> bool:
        """Whether less than this share of a time limit is left."""
        left = self.seconds_left()
        return left is not None and self._time_limit is not None and left < share * self._time_limit

    def work_left(self) -> int | None:
        """None without a work limit, else units >= 0."""
        return None if self._work_limit is None else max(0, self._work_limit - self.work)

    def stop(self) -> StopReason | None:
        """Why to stop now, or None."""
        if self._cancel is not None and self._cancel():
            return StopReason.CANCELLED
        if self._work_limit is not None and self.work >= self._work_limit:
            return StopReason.WORK_LIMIT
        if self._deadline is not None and monotonic() >= self._deadline:
            return StopReason.TIME_LIMIT
        return None

    def interrupt(self) -> None:
        """Raises Halted when time is up or the caller cancels; asked inside long passes, which count no work."""
        if self._cancel is not None and self._cancel():
            raise Halted(StopReason.CANCELLED)
        if self._deadline is not None and monotonic() >= self._deadline:
            raise Halted(StopReason.TIME_LIMIT)

    def report(self, tier: int, incumbent: int | None, bound: int | None) -> None:
        """Notes a step (minimised, scaled numbers; the best so far of its tier stand) and tells whoever listens."""
        self._reached = {number: best for number, best in self._reached.items() if number <= tier}
        values, bounds = self._reached.get(tier, (None, None))
        incumbent = min((v for v in (values, incumbent) if v is not None), default=None)
        bound = max((v for v in (bounds, bound) if v is not None), default=None)
        if incumbent is not None and bound is not None:
            bound = min(bound, incumbent)
        self._reached[tier] = incumbent, bound
        if self.trace and (self.trace[-1].tier, self.trace[-1].incumbent, self.trace[-1].bound) == (
            tier,
            incumbent,
            bound,
        ):
            return
        entry = TraceEntry(self.work, tier, incumbent, bound)
        self.trace.append(entry)
        if self._progress is not None:
            self._progress(entry)
