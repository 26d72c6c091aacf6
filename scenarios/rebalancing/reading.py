"""From a file to typed events: every problem with its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optimizer.domain import Cell, Finding
from optimizer.errors import InputError
from scenarios.directory import HELPER_WORDS, RECIPIENT_WORDS
from scenarios.reading import Line, read_lines, unfit
from scenarios.rebalancing.events import EVENTS, TITLES, EventBase

KEYS = {
    **{name: name for kind in EVENTS.values() for name in kind.model_fields},
    "title": "title",
    "events": "events",
    "标题": "title",
    "事件": "event",
    "类型": "event",
    "事件类型": "event",
    "变动事项": "event",
    "变动类型": "event",
    "变动": "event",
    "帮扶人": "helper",
    "帮扶责任人": "helper",
    "帮扶人姓名": "helper",
    "帮扶责任人姓名": "helper",
    "责任人": "helper",
    "帮扶对象": "recipient",
    "户主": "recipient",
    "户主姓名": "recipient",
    "帮扶对象姓名": "recipient",
    "对象": "recipient",
    "时间": "on",
    "日期": "on",
    "月份": "on",
    "生效时间": "on",
    "生效日期": "on",
    "发生时间": "on",
    "变动时间": "on",
    "至": "until",
    "返岗时间": "until",
    "原因": "reason",
    "说明": "reason",
    "备注": "reason",
    "理由": "reason",
    "新户主": "name",
    "依据": "ground",
    "退出依据": "ground",
    "村": "area",
    "新村": "area",
    "部门": "unit",
    "并入户": "others",
    "解除": "opens",
    "人员": "person",
    "内容": "person",
    "set": "person",
    "新户": "people",
    "定点领导": "liaison",
}
"""Accepted keys and column headers -> field."""

_KIND_OF = {title: kind for kind, title in TITLES.items()}


def read_events(path: Path) -> tuple[EventBase, ...]:
    """The events of a YAML or JSON file, or of a sheet, in its order. Raises InputError with every problem, UsageError."""
    events, findings = as_far_as_read(path)
    if findings:
        raise InputError(findings=findings)
    return events


def as_far_as_read(path: Path) -> tuple[tuple[EventBase, ...], list[Finding]]:
    """The events that could be read, and an error for each that could not."""
    lines = read_lines(path, "events", KEYS)
    findings = list(lines.findings)
    events: list[EventBase] = []
    for line in lines.items:
        found = typed(line)
        if isinstance(found, EventBase):
            events.append(found)
        else:
            findings += found
    if not lines.items and not findings:
        findings.append(Finding("scenarios.empty", facts={"file": path.name}, cells=(Cell(path.name),)))
    return tuple(events), findings


def typed(line: Line) -> EventBase | list[Finding]:
    """One event, or everything that is wrong with it."""
    values = dict(line.values)
    word = str(values.get("event", ""))
    kind = EVENTS.get(_KIND_OF.get(word, word))
    if not word:
        facts: dict[str, Any] = {"keys": tuple(line.values)}
        return [Finding("scenarios.no_event_said", facts=facts, cells=(line.cell,))]
    if kind is None:
        near = get_close_matches(word, [*EVENTS, *_KIND_OF], n=1, cutoff=0.0)[0]
        facts = {"word": word, "near": near, "known": tuple(_KIND_OF)}
        return [Finding("scenarios.unknown_event", facts=facts, cells=(line.cell,))]
    values["event"] = _KIND_OF.get(word, word)
    for name in ("on", "until"):
        if name in values:
            values[name] = month_of(values[name])
    if isinstance(values.get("others"), str):
        values["others"] = [part for part in re.split(r"[、,，;；\s]+", values["others"]) if part]
    if isinstance(values.get("person"), str):
        values["person"] = pairs(values["person"])
    if "people" in kind.model_fields and "person" in values:
        values["people"] = [values.pop("person")]
    if values.get("opens") in ("是", "否"):
        values["opens"] = values["opens"] == "是"
    cell = line.cell
    try:
        return kind.model_validate(values | {"file": cell.file, "sheet": cell.sheet, "address": cell.address})
    except ValidationError as error:
        return [_problem(line, kind, str(values["event"]), problem) for problem in error.errors(include_url=False)]


def month_of(value: Any) -> Any:
    """``2027-03``, ``2027-03-15``, ``2027.3``, ``2027年3月`` -> ``2027-03``; anything else as it is, to be refused."""
    match = re.fullmatch(r"(\d{4})[-./年](\d{1,2})(?:[-./月]\d{0,2}日?)?", str(value).strip())
    return f"{match[1]}-{int(match[2]):02d}" if match and 1 <= int(match[2]) <= 12 else str(value)


def pairs(text: str) -> Any:
    """``姓名=..；村=..`` as a mapping; what is no such list stays text, to be refused."""
    from scenarios.reading.sheet import pairs_of

    return pairs_of(text)


def _problem(line: Line, kind: Any, word: str, problem: Any) -> Finding:
    if problem["type"] == "extra_forbidden":
        where = ".".join(str(part) for part in problem["loc"]) or "-"
        known = [name for name in kind.model_fields if name not in ("event", "file", "sheet", "address")]
        near = get_close_matches(where, [*known, *HELPER_WORDS, *RECIPIENT_WORDS], n=1, cutoff=0.0)[0]
        facts = {"event": TITLES[word], "column": where, "near": near, "known": known}
        return Finding("scenarios.event_key", facts=facts, cells=(line.cell,))
    return unfit(TITLES[word], problem, line.cell)
