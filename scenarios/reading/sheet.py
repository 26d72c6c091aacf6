"""A table of changes or events: one item a row under the first row of known headers; ``标题 | ...`` lines above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from optimizer.errors import ContainedError
from optimizer.intake.programme import parse
from optimizer.intake.raw import Broken, RawSheet, address, sheet_of
from optimizer.intake.text import squeeze
from optimizer.messages import Cell, Finding
from scenarios.reading.lines import Line, Lines

FEWEST_HEADERS = 2
TOTALS = ("合计", "小计", "总计", "共计", "Total")
"""A row with such a word sums up others."""
ALIKE = 0.6
"""From here on an unknown header is taken for a misspelt one."""
LARGEST = 2**31 - 1
"""No number of a change or event may be larger."""
_PAIR = re.compile(r"\s*([^=＝:：]+?)\s*[=＝:：]\s*(.*)")


def read_sheet(path: Path, words: Mapping[str, str]) -> Lines:
    """The first sheet that has a header row. Cells of the columns ``where`` and ``set`` are read as ``字段=值；字段=值``."""
    cell = Cell(path.name)
    try:
        (answer,) = parse([(path.name, path)])
    except ContainedError as error:
        facts: dict[str, Any] = {"detail": error.say("zh")}
        return Lines(findings=(Finding("scenarios.file_unreadable", facts=facts, cells=(cell,)),))
    if answer["refusal"]:
        refusal = answer["refusal"]
        facts = {key: value for key, value in refusal["facts"].items() if value is not None}
        return Lines(findings=(Finding(refusal["code"], "error", facts, (Cell(path.name, refusal["sheet"]),)),))
    words = {squeeze(word): key for word, key in words.items()}
    for data in answer["sheets"]:
        sheet = sheet_of(data)
        header = next((row for row in range(len(sheet.rows)) if _known(sheet, row, words) >= FEWEST_HEADERS), None)
        if header is not None:
            return _read(sheet, header, words)
    facts = {"headers": tuple(word for word in words if not word.isascii())[:12]}
    return Lines(findings=(Finding("scenarios.no_header", facts=facts, cells=(cell,)),))


def _known(sheet: RawSheet, row: int, words: Mapping[str, str]) -> int:
    return sum(_word(value) in words for value in sheet.rows[row])


def _word(value: Any) -> str:
    """A header as it is compared: 事 件, ＵＮＩＴ."""
    return squeeze(value) if isinstance(value, str) else ""


def _read(sheet: RawSheet, header: int, words: Mapping[str, str]) -> Lines:
    head: dict[str, Any] = {}
    for row in sheet.rows[:header]:
        filled = [value for value in row if value is not None]
        if len(filled) == 2 and _word(filled[0]) in words:
            head[words[_word(filled[0])]] = _text(filled[1])
    columns: dict[int, str] = {}
    items: list[Line] = []
    findings: list[Finding] = []
    for column, value in enumerate(sheet.rows[header]):
        place = Cell(sheet.file, sheet.name, address(header, column))
        key, near = words.get(_word(value)), get_close_matches(_word(value), words, n=1, cutoff=ALIKE)
        if key is not None and key in columns.values():
            findings.append(Finding("scenarios.header_twice", facts={"header": value}, cells=(place,)))
        elif key is not None:
            columns[column] = key
        elif near and words[near[0]] not in [words.get(_word(other)) for other in sheet.rows[header]]:
            findings.append(Finding("scenarios.header_near", facts={"header": value, "near": near[0]}, cells=(place,)))
    for number in range(header + 1, len(sheet.rows)):
        if any(_word(value) in TOTALS for value in sheet.rows[number]):
            continue
        values: dict[str, Any] = {}
        for column, key in columns.items():
            value = sheet.rows[number][column] if column < len(sheet.rows[number]) else None
            place = Cell(sheet.file, sheet.name, address(number, column))
            if isinstance(value, Broken):
                findings.append(Finding("scenarios.cell_broken", facts={"kind": value.kind}, cells=(place,)))
            elif value is not None and _text(value) != "":
                values[key] = pairs_of(_text(value)) if key in ("where", "set", "parameters") else _text(value)
        place = Cell(sheet.file, sheet.name, address(number, min(columns)))
        if any(isinstance(value, int | float) and not abs(value) <= LARGEST for value in values.values()):
            findings.append(Finding("scenarios.number_large", facts={"most": LARGEST}, cells=(place,)))
        elif values:
            items.append(Line(values, place))
    return Lines(head, tuple(items), tuple(findings))


def _text(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.strip() if isinstance(value, str) else value


def pairs_of(text: Any) -> Any:
    """``名额=2；部门=教务处`` -> {名额: 2, 部门: 教务处}; text without an equals sign stays what it is."""
    parts = [part for part in re.split(r"[;；\n]", str(text)) if part.strip()]
    matches = [_PAIR.fullmatch(part) for part in parts]
    if not matches or None in matches:
        return text
    return {match[1]: _number(match[2].strip()) for match in matches if match is not None}


def _number(text: str) -> str | int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text
