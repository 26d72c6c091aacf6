"""A parameter over several values, or two of them over a grid: each point is a scenario."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.domain import Finding, Programme
from optimizer.errors import InputError, Interrupted
from optimizer.messages import Lang, label, say
from optimizer.output.cells import kilometres
from optimizer.output.document import Block, Chart, Column, Document, Meta, Section, Series, Table, Value
from optimizer.planning import Options
from scenarios.cache import Cache
from scenarios.changes import CHANGES, Placed, Scenario
from scenarios.runs import Run, run_scenarios

OWN = ("mode", "weight")


@dataclass(frozen=True)
class Sweep:
    """axes: (path, values); runs in the order of the grid, the last axis fastest."""

    axes: tuple[tuple[str, tuple[Any, ...]], ...]
    runs: tuple[Run, ...]

    @property
    def stopped(self) -> bool:
        """The user stopped before every point was done."""
        return any(isinstance(run.failure, Interrupted) for run in self.runs)


def sweep(
    programme: Programme,
    axes: Sequence[tuple[str, Sequence[Any]]],
    options: Options | None = None,
    *,
    cache: Cache | None = None,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Sweep:
    """One or two axes. A path is ``rule.mode``, ``rule.weight``, ``rule.parameter`` (rule by id or kind), or
    ``quota.VALUE`` for the most of the quota row with that value (``quota.any``: everybody else).

    Raises InputError when a path names nothing.
    """
    findings = [finding for path, _ in axes for finding in _unknown(programme, path)]
    if findings:
        raise InputError(findings=findings)
    grid = list(itertools.product(*(values for _, values in axes)))
    paths = [path for path, _ in axes]
    scenarios = [_scenario(programme, list(zip(paths, point, strict=True))) for point in grid]
    runs = run_scenarios(
        programme, scenarios, options, cache=cache, processes=processes, progress=progress, cancel=cancel
    )
    return Sweep(tuple((path, tuple(values)) for path, values in axes), tuple(runs))


def _unknown(programme: Programme, path: str) -> list[Finding]:
    rule, _, parameter = path.partition(".")
    there = any(rule in (entry.id, entry.kind) for entry in programme.rules)
    if there and parameter and (rule != "quota" or _row(programme, parameter) is not None):
        return []
    return [Finding("scenarios.sweep_parameter", facts={"path": path})]


def _row(programme: Programme, value: str) -> dict[str, Any] | None:
    for entry in programme.rules:
        if entry.kind == "quota":
            for row in entry.parameters.get("rows", ()):
                if row.get("value") == value or (row.get("by") == "any" and value == "any"):
                    return dict(row)
    return None


def _scenario(programme: Programme, point: list[tuple[str, Any]]) -> Scenario:
    changes = []
    for path, value in point:
        rule, _, parameter = path.partition(".")
        if rule == "quota":
            row = _row(programme, parameter) or {}
            kept = {name: row[name] for name in ("by", "value", "role", "least") if row.get(name)}
            given: dict[str, Any] = {"change": "set_quota", **kept, "most": value}
        elif parameter in OWN:
            given = {"change": "set_rule", "rule": rule, parameter: value}
        else:
            given = {"change": "set_rule", "rule": rule, "parameters": {parameter: value}}
        changes.append(Placed(change=CHANGES[given["change"]].model_validate(given), file=path, address=str(value)))
    return Scenario(title=" ".join(f"{path}={value}" for path, value in point), changes=tuple(changes))


def sweep_table(found: Sweep, lang: Lang = "zh") -> Table:
    """One row a point: the values, status, uncovered, places missing, kilometres, most for one helper, each tier."""
    names = ("status", "uncovered", "missing", "km", "most_load")
    columns = [Column(f"a{n}", path, width=16) for n, (path, _) in enumerate(found.axes)]
    columns += [Column(name, label(f"scenarios.measure_{name}", lang), width=14) for name in names]
    rows: list[tuple[Value, ...]] = []
    for point, run in zip(itertools.product(*(values for _, values in found.axes)), found.runs, strict=True):
        rows.append((*(str(value) for value in point), *_outcome(run, lang)))
    return Table(tuple(columns), tuple(rows))


def _outcome(run: Run, lang: Lang) -> tuple[Value, ...]:
    if run.answer is None or run.measures is None:
        told = next((finding.say(lang) for finding in run.findings if finding.severity == "error"), "")
        return (run.failure.say(lang) if run.failure is not None and not told else told, None, None, None, None)
    measures = run.measures
    km = "" if measures.metres is None else kilometres(measures.metres)
    status = label(f"scenarios.status_{measures.status.value}", lang)
    return (status, measures.uncovered, measures.missing, km, max(measures.loads, default=0))


def sweep_document(programme: Programme, found: Sweep, lang: Lang = "zh") -> Document:
    """The table, and the kilometres of every point that has a roster as a chart."""
    blocks: list[Block] = [sweep_table(found, lang)]
    measured = [
        (run.scenario.title, sum(pair.metres or 0 for pair in run.answer.pairs))
        for run in found.runs
        if run.answer is not None and run.answer.roster is not None
    ]
    if measured:
        series = (Series(label("scenarios.measure_km", lang), tuple(value for _, value in measured)),)
        titles = tuple(title for title, _ in measured)
        form = "line" if len(found.axes) == 1 else "bar"
        chart = Chart(label("scenarios.measure_km", lang), titles, series, form=form, kind="km")  # type: ignore[arg-type]
        blocks.append(chart)
    title = say("scenarios.title_sweep", {"title": programme.title}, lang)
    section = Section("sweep", label("scenarios.sheet_measures", lang), tuple(blocks))
    return Document(title, lang, Meta(programme.reference_day), (section,))
