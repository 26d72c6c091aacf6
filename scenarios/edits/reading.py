"""The sheet by recipient of a roster workbook, row by row: pair id, helper and department as written, lock, reason, author."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from optimizer.domain import Finding
from optimizer.errors import ContainedError, InputError, UsageError
from optimizer.intake.programme import parse
from optimizer.intake.raw import RawSheet, address, sheet_of
from optimizer.intake.text import squeeze
from optimizer.messages import Cell, Lang, label

_OURS = {"pair": "report.column.pair", "helper": "report.column.helper", "unit": "report.column.unit"}
_OURS |= {"locked": "report.column.locked"}
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
YES = frozenset(
    ("是", "有", "对", "锁", "锁定", "已锁", "已锁定", "√", "✓", "✔", "☑", "v", "1", "y", "yes", "true", "t", "locked")
)
NO = frozenset(
    ("", "否", "无", "不", "不锁", "未锁", "未锁定", "×", "✗", "☐", "x", "0", "n", "no", "false", "f", "-", "/")
)
"""What people write into the column of locks."""
_MORE = {
    "改动原因": "reason",
    "原因": "reason",
    "Reason": "reason",
    "决定人": "author",
    "Decided by": "author",
    "Author": "author",
}


@dataclass(frozen=True)
class Row:
    """One row; empty text where nothing is written. ``cell``: of the helper's name. locked: None for a mark that says neither
    yes nor no, which stands in ``lock_cell``.
    """

    pair: str
    helper: str
    unit: str
    locked: bool | None
    reason: str
    author: str
    cell: Cell
    lock_cell: Cell = field(default_factory=lambda: Cell(""))


def read_edited_rows(path: Path) -> tuple[Row, ...]:
    """Every row with a pair id. Raises UsageError without a file, InputError when no sheet carries pair ids."""
    if not path.is_file():
        raise UsageError(code="intake.no_such_path", path=path.name)
    try:
        (answer,) = parse([(path.name, path)])
    except ContainedError as error:
        facts = {"detail": error.say("zh")}
        raise InputError(
            findings=[Finding("scenarios.file_unreadable", facts=facts, cells=(Cell(path.name),))]
        ) from error
    if answer["refusal"]:
        refusal = answer["refusal"]
        facts = {key: value for key, value in refusal["facts"].items() if value is not None}
        raise InputError(findings=[Finding(refusal["code"], "error", facts, (Cell(path.name, refusal["sheet"]),))])
    words = {label(code, lang): name for name, code in _OURS.items() for lang in LANGUAGES} | _MORE
    for data in answer["sheets"]:
        sheet = sheet_of(data)
        for number, row in enumerate(sheet.rows):
            columns = {words[text]: place for place, value in enumerate(row) if (text := _text(value)) in words}
            if "pair" in columns and "helper" in columns:
                return _rows(sheet, number, columns)
    raise InputError(findings=[Finding("scenarios.no_pair_ids", cells=(Cell(path.name),))])


def _rows(sheet: RawSheet, header: int, columns: dict[str, int]) -> tuple[Row, ...]:
    found = []
    for number in range(header + 1, len(sheet.rows)):
        values = sheet.rows[number]

        def at(name: str, values: list = values) -> str:  # type: ignore[type-arg]
            place = columns.get(name)
            return _text(values[place]) if place is not None and place < len(values) else ""

        if at("pair"):
            cell = Cell(sheet.file, sheet.name, address(number, columns["helper"]))
            locked = _mark(at("locked"))
            lock_cell = Cell(sheet.file, sheet.name, address(number, columns.get("locked", 0)))
            who = at("reason"), at("author")
            found.append(Row(at("pair"), _name(at("helper")), _name(at("unit")), locked, *who, cell, lock_cell))
    return tuple(found)


def _mark(said: str) -> bool | None:
    word = squeeze(said).casefold()
    return True if word in YES else False if word in NO else None


def _name(said: str) -> str:
    """As typed by hand: no space inside a Chinese name, one between other words."""
    return " ".join(said.split()) if said.isascii() else squeeze(said)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
