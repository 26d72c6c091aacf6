"""Many scenarios side by side: applied, solved in worker processes, judged, kept by content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from optimizer.domain import Answer, Finding, Programme, Status
from optimizer.errors import JieduiError
from optimizer.planning import Options, plan
from scenarios.cache import Cache, cache_key
from scenarios.changes import Scenario, findings_of
from scenarios.pool import Dead, run_all

WORKER = "scenarios.runs:solve_one"


@dataclass(frozen=True)
class Run:
    """One scenario and what came of it.

    programme, answer: None when the changes, or the rules they make, are not accepted (``findings`` hold every problem) or
    when the solve failed (``failure``). seconds: for this scenario alone; from_cache: nothing was solved.
    """

    scenario: Scenario
    programme: Programme | None = None
    answer: Answer | None = None
    findings: tuple[Finding, ...] = ()
    failure: JieduiError | None = None
    seconds: float = 0.0
    from_cache: bool = False

    @property
    def has_roster(self) -> bool:
        return self.answer is not None and self.answer.roster is not None

    @property
    def optimal(self) -> bool:
        return self.answer is not None and self.answer.status is Status.OPTIMAL


def run_scenarios(
    base: Programme,
    scenarios: Sequence[Scenario],
    options: Options | None = None,
    *,
    cache: Cache | None = None,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Run]:
    """One run a scenario, in order. A scenario that is not accepted, or whose worker died, is a run that says so.

    ``progress(done, total)`` counts the scenarios that had to be solved.
    """
    options = options or Options()
    runs: list[Run | None] = []
    waiting: list[tuple[int, Programme, str]] = []
    for number, scenario in enumerate(scenarios):
        programme, findings = findings_of(base, scenario)
        if programme is None:
            runs.append(Run(scenario, findings=findings))
            continue
        key = cache_key(programme, options) if cache is not None else ""
        kept = cache.get(key) if cache is not None else None
        runs.append(Run(scenario, programme, kept, findings, from_cache=True) if kept is not None else None)
        if kept is None:
            waiting.append((number, programme, key))
    solved = run_all(WORKER, options, [item[1] for item in waiting], processes=processes, progress=progress)
    for (number, programme, key), result in zip(waiting, solved, strict=True):
        runs[number] = _run(scenarios[number], programme, result)
        answer = runs[number].answer  # type: ignore[union-attr]
        if cache is not None and answer is not None and options.time_limit_seconds is None:
            cache.put(key, answer, programme)
    return [run for run in runs if run is not None]


def solve_one(options: Options, programme: Programme) -> tuple[Answer | JieduiError, tuple[Finding, ...], float]:
    """In a worker: plan, with the judge's word; errors of ours come back as values."""
    begin = perf_counter()
    try:
        planned = plan(programme, options)
    except JieduiError as error:
        return error, error.findings, perf_counter() - begin
    return planned.answer, planned.findings, perf_counter() - begin


def _run(scenario: Scenario, programme: Programme, result: Any) -> Run:
    if isinstance(result, Dead):
        from optimizer.errors import ContainedError

        return Run(scenario, programme, failure=ContainedError(code="scenarios.worker_died", tries=result.tries))
    answer, findings, seconds = result
    if isinstance(answer, JieduiError):
        return Run(scenario, programme, findings=findings, failure=answer, seconds=seconds)
    return Run(scenario, programme, answer, findings, seconds=seconds)
