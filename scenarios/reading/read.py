"""Read a list of items with their places from YAML, JSON or a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from optimizer.errors import UsageError
from optimizer.messages import Cell, Finding
from scenarios.reading.lines import Line, Lines
from scenarios.reading.sheet import LARGEST, read_sheet

MOST_BYTES = 4 << 20


def read_lines(path: Path, key: str, words: Mapping[str, str]) -> Lines:
    """The items under ``key`` (changes, events) of a YAML or JSON file, or the rows of a table.

    ``words``: accepted column headers and keys -> key. Never raises for what the file says: findings (error) with file
    and line. Raises UsageError when there is no such file.
    """
    if not path.is_file():
        raise UsageError(code="intake.no_such_path", path=path.name)
    if path.stat().st_size > MOST_BYTES:
        return _refused(path, "scenarios.file_large", megabytes=MOST_BYTES >> 20)
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return _structured(path, *_yaml(path), key, words)
    if ending == ".json":
        return _structured(path, *_json(path), key, words)
    return read_sheet(path, words)


def _yaml(path: Path) -> tuple[Any, str]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.events import AliasEvent

    try:
        if any(isinstance(event, AliasEvent) for event in YAML(pure=True).parse(path.read_text("utf-8-sig"))):
            return None, "* (alias)"
        return YAML(typ="rt", pure=True).load(path.read_text("utf-8-sig")), ""
    except (YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return None, " ".join(str(error).split())[:200]


def _json(path: Path) -> tuple[Any, str]:
    import json

    try:
        return json.loads(path.read_text("utf-8-sig")), ""
    except (ValueError, RecursionError) as error:
        return None, str(error)[:200]


def _structured(path: Path, data: Any, problem: str, key: str, words: Mapping[str, str]) -> Lines:
    if problem:
        return _refused(path, "scenarios.file_unreadable", detail=problem)
    if isinstance(data, list):
        data = {key: data}
    if not isinstance(data, Mapping):
        return _refused(path, "scenarios.file_shape", key=key)
    named = {words.get(str(name), str(name)): value for name, value in data.items()}
    listed = named.pop(key, None)
    if not isinstance(listed, list):
        return _refused(path, "scenarios.file_shape", key=key)
    items: list[Line] = []
    findings: list[Finding] = []
    for number, item in enumerate(listed):
        cell = _place(path, listed, number, key)
        if too_large(plain(item)):
            findings.append(Finding("scenarios.number_large", facts={"most": LARGEST}, cells=(cell,)))
        elif isinstance(item, Mapping):
            values = {words.get(str(name), str(name)): plain(value) for name, value in item.items()}
            items.append(Line(values, cell))
        else:
            findings.append(Finding("scenarios.item_shape", facts={"key": key}, cells=(cell,)))
    return Lines({name: plain(value) for name, value in named.items()}, tuple(items), tuple(findings))


def _place(path: Path, listed: Any, number: int, key: str) -> Cell:
    marks = getattr(listed, "lc", None)
    if marks is None:
        return Cell(path.name, "", f"{key}[{number + 1}]")
    return Cell(path.name, "", f"L{marks.item(number)[0] + 1}")


def too_large(value: Any) -> bool:
    """Whether a number in ``value`` is larger than any that makes sense."""
    if isinstance(value, Mapping):
        return any(too_large(inner) for inner in value.values())
    if isinstance(value, list):
        return any(too_large(inner) for inner in value)
    return isinstance(value, int | float) and not abs(value) <= LARGEST


def plain(value: Any) -> Any:
    """Without the reader's own types: dicts, lists, text, numbers; dates as text."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    return str(value) if not isinstance(value, float) else float(value)


def _refused(path: Path, code: str, **facts: Any) -> Lines:
    return Lines(findings=(Finding(code, facts=facts, cells=(Cell(path.name),)),))
