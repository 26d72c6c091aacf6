"""What the commands of this room do beyond reading, solving and showing."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.domain import Cell, Finding, Programme
from optimizer.errors import InputError, Interrupted, UsageError
from optimizer.messages import Lang, label
from optimizer.messages.outcomes import DONE, ERRORS, outcome_of
from optimizer.output.document import Column, Table
from optimizer.planning import Options
from optimizer.screen.terminal import Terminal
from scenarios.cache import Cache, default_folder
from scenarios.changes import Scenario, problems_of
from scenarios.changes.reading import as_far_as_read
from scenarios.comparing import Entry
from scenarios.named_plans import cost_sentence, named_plans
from scenarios.rebalancing.events import TITLES, EventBase
from scenarios.rebalancing.prepare import prepare
from scenarios.rebalancing.reading import as_far_as_read as events_as_far_as_read
from scenarios.rebalancing.rebalance import Rebalanced
from scenarios.runs import Run, run_scenarios
from scenarios.sources import Source

BRINGING = tuple(TITLES[kind] for kind in ("transfer_in", "newly_found", "household_split", "new_head"))
UNKNOWN_PERSON = "scenarios.nobody"


def cache_of(wanted: bool) -> Cache | None:
    return Cache(default_folder()) if wanted else None


def solved(
    terminal: Terminal,
    programme: Programme,
    files: Sequence[Path],
    processes: int | None,
    *,
    cached: bool,
    step: Callable[[str], None],
) -> list[Run]:
    """The programme as it is, then every file's scenario.

    Raises InputError with the problems of all files at once: what cannot be read, what does not fit the programme, and what
    the rules find wrong with a changed programme.
    """
    scenarios, findings = [Scenario(title=label("scenarios.as_it_is", terminal.lang))], list[Finding]()
    named: dict[str, list[Cell]] = {scenarios[0].title: []}
    for file in files:
        scenario, problems = as_far_as_read(file)
        findings += [*problems, *problems_of(programme, scenario)]
        named.setdefault(scenario.title, []).append(Cell(file.name))
        scenarios.append(scenario)
    for title, cells in named.items():
        if len(cells) > (title != scenarios[0].title):
            findings.append(Finding("scenarios.title_twice", facts={"title": title}, cells=tuple(sorted(set(cells)))))
    if findings:
        raise InputError(findings=findings)
    step("cli.step_solve")
    options = Options(seed=terminal.settings.seed)
    with terminal.cancellable() as cancel:
        runs = run_scenarios(programme, scenarios, options, cache=cache_of(cached), processes=processes, cancel=cancel)
    refused = [finding for run, file in zip(runs[1:], files, strict=True) for finding in _refused(run, file.name)]
    if refused:
        raise InputError(findings=refused)
    return runs


def _refused(run: Run, file: str) -> list[Finding]:
    """Why a scenario's programme is not accepted, each finding with the file that asked for it."""
    if run.answer is not None or run.failure is not None:
        return []
    errors = [finding for finding in run.findings if finding.severity == "error"]
    return [f if any(c.file == file for c in f.cells) else replace(f, cells=(Cell(file), *f.cells)) for f in errors]


def happened(base: Source, file: Path) -> tuple[EventBase, ...]:
    """The events of a file. Raises InputError with what cannot be read and what does not fit the standing roster, at once.

    An unread line may be the one that brings somebody; then those whom nobody knows are not held against the others.
    """
    events, problems = events_as_far_as_read(file)
    if not problems:
        return events
    found = prepare(base.programme, base.standing(), events).findings
    brings = any(f.facts.get("event", f.facts.get("what")) in (None, *BRINGING) for f in problems)
    raise InputError(findings=[*problems, *(f for f in found if not (brings and f.code.startswith(UNKNOWN_PERSON)))])


def as_it_is(programme: Programme, run: Run, lang: Lang) -> Entry:
    """What the scenarios are compared with. Raises InputError, or the failure of its solve, when there is no answer."""
    if run.failure is not None:
        raise run.failure
    if run.answer is None:
        raise InputError(findings=run.findings)
    return Entry(label("scenarios.as_it_is", lang), programme, run.answer, measures=run.measures)


def refused(terminal: Terminal, runs: Sequence[Run]) -> int:
    """Says which scenarios gave no answer and why; the exit code of the failure when there are any, of an interruption when
    the user stopped before all were done.
    """
    code = DONE
    for run in runs:
        if isinstance(run.failure, Interrupted):
            terminal.remark("scenarios.not_run", title=run.scenario.title)
            continue
        if run.failure is not None:
            terminal.remark("scenarios.not_accepted", title=run.scenario.title)
            terminal.line(run.failure.say(terminal.lang, masked=terminal.masked))
            terminal.list_findings([finding for finding in run.failure.findings if finding.severity == "error"])
            code = outcome_of(run.failure).exit_code
        else:
            own = [f for f in run.findings if f.code.startswith("scenarios.")]
            terminal.list_findings(own)
    stopped = any(isinstance(run.failure, Interrupted) for run in runs)
    return ERRORS["Interrupted"].exit_code if stopped else code


@contextmanager
def without_collector() -> Iterator[None]:
    """Fifty programmes are a million small objects without a cycle; looking for cycles among them takes longer than they do."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def show_named_plans(terminal: Terminal, programme: Programme, processes: int | None) -> int:
    """The three plans, each with what it costs."""
    plans = named_plans(programme, processes=processes)
    keys = ("plan", "cost")
    columns = tuple(Column(key, label(f"scenarios.column_{key}", terminal.lang)) for key in keys)
    rows = tuple((plan.title(terminal.lang), cost_sentence(plan, plans, terminal.lang)) for plan in plans)
    terminal.show("plans", Table(columns, rows))
    return DONE


def axis_of(texts: Sequence[str]) -> list[tuple[str, list[Any]]]:
    """``R8.weight=1,5`` -> ("R8.weight", [1, 5]). Raises UsageError."""
    if not 1 <= len(texts) <= 2:
        raise UsageError(code="scenarios.axes_count")
    axes: list[tuple[str, list[Any]]] = []
    for text in texts:
        path, sign, values = text.partition("=")
        words = [word.strip() for word in re.split(r"[,，]", values) if word.strip()]
        if not sign or not path.strip() or not words:
            raise UsageError(code="scenarios.axis_shape", text=text)
        axes.append((path.strip(), [int(w) if re.fullmatch(r"-?\d+", w) else w for w in words]))
    return axes


def month_said(text: str | None) -> int | None:
    """A month of the command line. Raises UsageError."""
    if text is None:
        return None
    from optimizer.domain import parse_month

    try:
        return parse_month(text)
    except ValueError as error:
        raise UsageError(code="scenarios.month_shape", text=text) from error


def write_rebalanced(terminal: Terminal, done: Rebalanced, out: Path, *, force: bool) -> None:
    """The run folder of the new roster, and beside it changes, handover sheets, delta list and history. Without a roster the
    folder holds the reasons only.
    """
    from optimizer.output.canonical import canonical_bytes
    from optimizer.output.csv_writer import table_csv
    from optimizer.output.files import write_file
    from optimizer.output.html import page_bytes
    from optimizer.output.xlsx import workbook_bytes
    from optimizer.runs import write_plan
    from scenarios.apart import call_apart, plan_in_worker
    from scenarios.rebalancing.documents import delta_table, rebalancing_document
    from scenarios.rebalancing.due import coming_due, planned_ahead
    from scenarios.rebalancing.history import entry_of

    write_plan(out, done.plan, Options(), lang=terminal.lang, masked=terminal.masked, force=force)
    if done.roster is None:
        return
    programme = done.plan.programme
    due, _ = planned_ahead(
        programme, done.roster, coming_due(programme, done.roster, programme.term.start), plan_in_worker
    )
    curve = call_apart("scenarios.rebalancing.frontier:in_worker", done.prepared, programme.term.start)
    paper = rebalancing_document(done, due, terminal.lang, curve=curve)
    page = rebalancing_document(done, due, terminal.lang, masked=terminal.masked, curve=curve)
    files = {
        "rebalancing.xlsx": workbook_bytes(paper),
        "rebalancing.html": page_bytes(page),
        "delta.csv": table_csv(delta_table(done, terminal.lang), terminal.lang),
        "history.json": canonical_bytes(
            {"format": "jiedui.history", "version": 1, **entry_of(done).model_dump(mode="json")}
        ),
    }
    for name, content in files.items():
        write_file(out / name, content, force=force)
