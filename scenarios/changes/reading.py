"""From a file to a scenario: every change typed, every problem with its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optimizer.domain import Cell, Finding
from optimizer.errors import InputError
from scenarios.changes.catalogue import CHANGES, KEYS, TITLES
from scenarios.changes.scenario import Placed, Scenario
from scenarios.directory import HELPER_WORDS, RECIPIENT_WORDS
from scenarios.reading import Line, read_lines, unfit

_KIND_OF = {title: kind for kind, title in TITLES.items()}
_LISTED = ("areas", "units")


def read_scenario(path: Path) -> Scenario:
    """A scenario from YAML, JSON or a sheet. Raises InputError with every problem, UsageError when there is no file."""
    scenario, findings = as_far_as_read(path)
    if findings:
        raise InputError(findings=findings)
    return scenario


def as_far_as_read(path: Path) -> tuple[Scenario, list[Finding]]:
    """The scenario with the changes that could be read, and an error for each that could not."""
    lines = read_lines(path, "changes", KEYS)
    findings = list(lines.findings)
    placed = []
    for line in lines.items:
        found = typed(line)
        if isinstance(found, Placed):
            placed.append(found)
        else:
            findings += found
    if not lines.items and not findings:
        findings.append(Finding("scenarios.empty", facts={"file": path.name}, cells=(Cell(path.name),)))
    head: dict[str, Any] = {"title": path.stem}
    for name in ("title", "reason", "base"):
        said = lines.head.get(name)
        if isinstance(said, list | dict):
            findings.append(Finding("scenarios.head_text", facts={"key": name}, cells=(Cell(path.name),)))
        elif said is not None and str(said).strip():
            head[name] = str(said).strip()
    return Scenario(**head, changes=tuple(placed)), [finding for finding in findings if finding.severity == "error"]


def typed(line: Line) -> Placed | list[Finding]:
    """One change, or everything that is wrong with it."""
    values = dict(line.values)
    word = str(values.get("change", ""))
    kind = CHANGES.get(_KIND_OF.get(word, word))
    if not word:
        facts: dict[str, Any] = {"keys": tuple(line.values)}
        return [Finding("scenarios.no_change_said", facts=facts, cells=(line.cell,))]
    if kind is None:
        near = get_close_matches(word, [*CHANGES, *_KIND_OF], n=1, cutoff=0.0)[0]
        facts = {"word": word, "near": near, "known": tuple(_KIND_OF)}
        return [Finding("scenarios.unknown_change", facts=facts, cells=(line.cell,))]
    values["change"] = _KIND_OF.get(word, word)
    if values["change"] in ("add_helpers", "add_recipients") and "set" in values:
        values["people"] = [values.pop("set")]
    if values["change"] == "merge_units" and "areas" in values:
        values["units"] = values.pop("areas")
    for name in _LISTED:
        if isinstance(values.get(name), str):
            values[name] = [part for part in re.split(r"[、,，;；\s]+", values[name]) if part]
    if isinstance(values.get("select"), str):
        values["select"] = [part for part in re.split(r"[、,，;；\n]+", values["select"]) if part]
    try:
        change = kind.model_validate(values)
    except ValidationError as error:
        return [_problem(line, str(values["change"]), kind, problem) for problem in error.errors(include_url=False)]
    cell = line.cell
    return Placed(change=change, file=cell.file, sheet=cell.sheet, address=cell.address)


def _problem(line: Line, word: str, kind: Any, problem: Any) -> Finding:
    if problem["type"] == "extra_forbidden":
        where = ".".join(str(part) for part in problem["loc"]) or "-"
        known = [name for name in kind.model_fields if name != "change"]
        near = get_close_matches(where, [*known, *HELPER_WORDS, *RECIPIENT_WORDS], n=1, cutoff=0.0)[0]
        facts = {"change": TITLES[word], "column": where, "near": near, "known": known}
        return Finding("scenarios.unknown_key", facts=facts, cells=(line.cell,))
    return unfit(TITLES[word], problem, line.cell)
