"""Read a list of items with their places from YAML, JSON or a table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
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
    if ending not in (".yaml", ".yml", ".json"):
        return read_sheet(path, words)
    try:
        data = _json(path) if ending == ".json" else _yaml(path)
    except _Unreadable as problem:
        return Lines(findings=(problem.finding,))
    return _structured(path, data, key, words)


class _Unreadable(Exception):
    """``finding``: why a file is not what its name says."""

    def __init__(self, code: str, cell: Cell, **facts: Any) -> None:
        super().__init__(code)
        self.finding = Finding(f"scenarios.{code}", facts=facts, cells=(cell,))


def _text(path: Path) -> str:
    """The text in UTF-8, UTF-16 with its mark, or GB18030, as offices save it."""
    raw = path.read_bytes()
    tried = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in tried:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise _Unreadable("file_encoding", Cell(path.name))


def _yaml(path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import AliasEvent

    text = _text(path)
    try:
        for event in YAML(pure=True).parse(text):
            if isinstance(event, AliasEvent):
                raise _Unreadable("alias", _line(path, event.start_mark.line))
        return YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        key = re.search(r'duplicate key "(.*?)"', str(error.problem))
        raise _Unreadable("key_twice", _marked(path, error), key=key[1] if key else "") from error
    except MarkedYAMLError as error:
        raise _Unreadable("file_syntax", _marked(path, error), form="YAML", detail=_plainly(error.problem)) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise _Unreadable("file_syntax", Cell(path.name), form="YAML", detail=_plainly(error)) from error


def _json(path: Path) -> Any:
    text = _text(path)
    try:
        return json.loads(text, object_pairs_hook=lambda pairs: _once(path, pairs))
    except json.JSONDecodeError as error:
        raise _Unreadable("file_syntax", _line(path, error.lineno - 1), form="JSON", detail=error.msg) from error
    except (ValueError, RecursionError) as error:
        raise _Unreadable("file_syntax", Cell(path.name), form="JSON", detail=_plainly(error)) from error


def _once(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise _Unreadable("key_twice", Cell(path.name), key=name)
    return dict(pairs)


def _marked(path: Path, error: Any) -> Cell:
    mark = error.problem_mark or error.context_mark
    return Cell(path.name) if mark is None else _line(path, mark.line)


def _line(path: Path, number: int) -> Cell:
    return Cell(path.name, "", f"L{number + 1}")


def _plainly(said: object) -> str:
    return " ".join(str(said).split())[:120]


def _structured(path: Path, data: Any, key: str, words: Mapping[str, str]) -> Lines:
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
        if not_a_number(plain(item)):
            findings.append(Finding("scenarios.number_none", cells=(cell,)))
        elif too_large(plain(item)):
            findings.append(Finding("scenarios.number_large", facts={"most": LARGEST}, cells=(cell,)))
        elif isinstance(item, Mapping):
            values: dict[str, Any] = {}
            for name, value in item.items():
                named_key = words.get(str(name), str(name))
                if named_key in values:
                    findings.append(Finding("scenarios.key_twice", facts={"key": str(name)}, cells=(cell,)))
                values[named_key] = plain(value)
            items.append(Line(values, cell))
        else:
            findings.append(Finding("scenarios.item_shape", facts={"key": key}, cells=(cell,)))
    return Lines({name: plain(value) for name, value in named.items()}, tuple(items), tuple(findings))


def _place(path: Path, listed: Any, number: int, key: str) -> Cell:
    marks = getattr(listed, "lc", None)
    if marks is None:
        return Cell(path.name, "", f"{key}[{number + 1}]")
    return _line(path, marks.item(number)[0])


def not_a_number(value: Any) -> bool:
    """Whether a NaN stands in ``value``."""
    if isinstance(value, Mapping):
        return any(not_a_number(inner) for inner in value.values())
    if isinstance(value, list):
        return any(not_a_number(inner) for inner in value)
    return isinstance(value, float) and value != value


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
