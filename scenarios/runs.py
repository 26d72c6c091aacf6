"""Many scenarios side by side: applied, solved, judged and measured in worker processes, kept by content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from optimizer.domain import Answer, Finding, Programme, Status
from optimizer.errors import ContainedError, InputError, Interrupted, JieduiError
from optimizer.planning import Options, judged, propose, seeded
from scenarios.cache import Cache, cache_key
from scenarios.changes import Scenario, changed_programme, findings_of, unchecked
from scenarios.comparing.comparison import Entry, Measures, measures_of
from scenarios.pool import Dead, Stopped, run_all

SOLVER = "scenarios.runs:solve_one"
WORKER = "scenarios.runs:run_one"


@dataclass(frozen=True)
class Run:
    """One scenario and what came of it.

    programme, answer: None when the changes, or the rules they make, are not accepted (``findings`` hold every problem) or
    when the solve failed (``failure``: Interrupted when the user stopped before it was done). measures: counted off the
    answer. seconds: for this scenario alone; from_cache: nothing was solved.
    """

    scenario: Scenario
    programme: Programme | None = None
    answer: Answer | None = None
    findings: tuple[Finding, ...] = ()
    failure: JieduiError | None = None
    measures: Measures | None = None
    seconds: float = 0.0
    from_cache: bool = False

    @property
    def has_roster(self) -> bool:
        return self.answer is not None and self.answer.roster is not None

    @property
    def optimal(self) -> bool:
        return self.answer is not None and self.answer.status is Status.OPTIMAL


@dataclass(frozen=True)
class Shared:
    """What every worker has: the base, and how to plan."""

    base: Programme
    options: Options
    cache: Cache | None = None


def run_scenarios(
    base: Programme,
    scenarios: Sequence[Scenario],
    options: Options | None = None,
    *,
    cache: Cache | None = None,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> list[Run]:
    """One run a scenario, in order. A scenario that is not accepted, or whose worker died, is a run that says so.

    ``progress(done, total)`` counts the scenarios. Once ``cancel()`` is true, those that are done are kept, the others failed
    with Interrupted.
    """
    shared = Shared(base, options or Options(), cache)
    made = run_all(WORKER, shared, scenarios, processes=processes, progress=progress, cancel=cancel)
    return [_seen(base, scenario, result) for scenario, result in zip(scenarios, made, strict=True)]


def run_one(shared: Shared, scenario: Scenario) -> Run:
    """In a worker: apply, look into the cache, else plan with the judge's word; measure. Errors of ours come back as values.

    ``programme`` stays behind: making it again from base and scenario is quicker than sending it.
    """
    programme, own = unchecked(shared.base, scenario)
    if programme is None:
        return Run(scenario, findings=own)
    key = cache_key(programme, shared.options) if shared.cache is not None else ""
    kept = shared.cache.get(key) if shared.cache is not None else None
    if kept is not None:
        findings = findings_of(shared.base, scenario)[1]
        measures = measures_of(Entry(scenario.title, programme, kept))
        return Run(scenario, None, kept, findings, None, measures, from_cache=True)
    answer, found, seconds = solve_one(shared.options, programme)
    findings = (*own, *found)
    if type(answer) is InputError:  # the rules refuse the programme: that is the scenario's fault, not a failed solve
        return Run(scenario, findings=findings, seconds=seconds)
    if isinstance(answer, JieduiError):
        return Run(scenario, findings=findings, failure=answer, seconds=seconds)
    if shared.cache is not None and shared.options.time_limit_seconds is None:
        shared.cache.put(key, answer, programme)
    measures = measures_of(Entry(scenario.title, programme, answer), judged=True)
    return Run(scenario, None, answer, findings, None, measures, seconds)


def solve_one(options: Options, programme: Programme) -> tuple[Answer | JieduiError, tuple[Finding, ...], float]:
    """In a worker: plan, with the judge's word, class by class (what is adopted is judged again, person by person); errors of
    ours come back as values.
    """
    begin = perf_counter()
    try:
        programme = seeded(programme, options)
        planned = judged(programme, propose(programme, options), by_class=True)
    except JieduiError as error:
        return error, error.findings, perf_counter() - begin
    return planned.answer, planned.findings, perf_counter() - begin


def _seen(base: Programme, scenario: Scenario, result: Run | Dead | Stopped) -> Run:
    """A worker's run with the programme it is about."""
    if isinstance(result, Stopped):
        return Run(scenario, failure=Interrupted())
    if isinstance(result, Dead):
        return Run(
            scenario,
            changed_programme(base, scenario),
            failure=ContainedError(code="scenarios.worker_died", tries=result.tries),
        )
    if result.answer is None and result.failure is None:
        return result
    return replace(result, programme=changed_programme(base, scenario))
