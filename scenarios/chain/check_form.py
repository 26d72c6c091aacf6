"""The counter-check's form: written for the sample, read back when it is filled in, every fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.errors import ContainedError, InputError, UsageError
from optimizer.intake.programme import parse
from optimizer.intake.raw import RawSheet, address, sheet_of
from optimizer.messages import Cell, Finding, Lang, Private, label
from scenarios.chain.chain import Chain
from scenarios.chain.counter_check import ANSWERS, ASKED, GRADES, Draw, code_of, sample
from scenarios.chain.tree import Tree

COLUMNS = (
    "code",
    "top",
    "path",
    "node",
    "owner",
    "self_result",
    *ASKED,
    "agrees",
    "checked_by",
    "checked_on",
    "remark",
)
FILLED = ("self_result", *ASKED, "agrees")
"""Columns that must be filled in."""
_KNOWN = ("code", "path", "node", "owner")
_CODE = re.compile(r"[0-9A-Fa-f]{12}")
"""A line of the sample has a code, or something else where the form had one; notes and signatures below have neither."""


@dataclass(frozen=True)
class Checked:
    """One drawn leaf. grades[column]: 0 is the best of the grades; agrees: the county finds what the township said."""

    leaf: str
    top: str
    grades: Mapping[str, int]
    agrees: bool


@dataclass(frozen=True)
class CheckForm:
    """What a filled form says. drawn: all leaves of the sample by node under the root; checked: those filled in whole."""

    drawn: Mapping[str, tuple[str, ...]]
    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...] = field(default=())

    def require(self) -> CheckForm:
        """Itself. Raises InputError with every fault of the form when there is one."""
        if any(finding.severity == "error" for finding in self.findings):
            raise InputError(findings=self.findings)
        return self


def read_check_form(chain: Chain, tree: Tree, draw: Draw, path: Path) -> CheckForm:
    """Read a filled form back. The sample is drawn again: a leaf that was not drawn, one that is gone, one that stands twice or under
    another name is an error (chain.sample_*); an empty or unknown answer one with its cell; an unfilled line a warning.

    Raises UsageError without such a file.
    """
    if not path.is_file():
        raise UsageError(code="intake.no_such_path", path=path.name)
    drawn = sample(chain, tree, draw)
    reading = _Reading(chain, tree, drawn)
    try:
        (answer,) = parse([(path.name, path)])
    except ContainedError as error:
        facts = {"detail": error.say("zh")}
        return CheckForm(drawn, (), (Finding("scenarios.file_unreadable", facts=facts, cells=(Cell(path.name),)),))
    if answer["refusal"]:
        refusal = answer["refusal"]
        facts = {key: value for key, value in refusal["facts"].items() if value is not None}
        return CheckForm(drawn, (), (Finding(refusal["code"], "error", facts, (Cell(path.name, refusal["sheet"]),)),))
    for data in answer["sheets"]:
        sheet = sheet_of(data)
        for row in range(len(sheet.rows)):
            columns = _columns(sheet, row)
            if {"code", "node", *FILLED} <= set(columns):
                reading.read(sheet, row, columns)
                return CheckForm(drawn, tuple(reading.checked), tuple(reading.findings))
    headers: dict[str, object] = {"headers": [label(f"chain.word_{key}", "zh") for key in ("code", "node", *FILLED)]}
    return CheckForm(drawn, (), (Finding("chain.sample_header", facts=headers, cells=(Cell(path.name),)),))


def _columns(sheet: RawSheet, row: int) -> dict[str, int]:
    langs: tuple[Lang, ...] = ("zh", "en")
    words = {label(f"chain.word_{key}", lang): key for key in COLUMNS for lang in langs}
    found: dict[str, int] = {}
    for column, value in enumerate(sheet.rows[row]):
        if isinstance(value, str) and value.strip() in words:
            found.setdefault(words[value.strip()], column)
    return found


class _Reading:
    def __init__(self, chain: Chain, tree: Tree, drawn: Mapping[str, tuple[str, ...]]) -> None:
        self.top = {leaf: top for top, leaves in drawn.items() for leaf in leaves}
        self.leaf = {code_of(chain, leaf): leaf for leaf in self.top}
        self.name = {node.id: node.name for node in tree.levels[-1].nodes}
        self.checked: list[Checked] = []
        self.findings: list[Finding] = []
        self.seen: dict[str, Cell] = {}

    def find(self, code: str, *cells: Cell, severity: str = "error", **facts: object) -> None:
        self.findings.append(Finding(f"chain.{code}", severity, facts, cells))  # type: ignore[arg-type]

    def read(self, sheet: RawSheet, header: int, columns: Mapping[str, int]) -> None:
        for row in range(header + 1, len(sheet.rows)):
            values = {key: _text(sheet.rows[row], column) for key, column in columns.items()}
            cells = {key: Cell(sheet.file, sheet.name, address(row, column)) for key, column in columns.items()}
            if _CODE.fullmatch(values["code"]) or all(values.get(key) for key in _KNOWN):
                self.line(values, cells)
        for leaf in sorted(set(self.leaf.values()) - set(self.seen), key=lambda leaf: (self.top[leaf], leaf)):
            self.find("sample_gone", Cell(sheet.file, sheet.name), node=Private(self.name[leaf]))

    def line(self, values: Mapping[str, str], cells: Mapping[str, Cell]) -> None:
        leaf = self.leaf.get(values["code"].upper())
        if leaf is None:
            self.find("sample_strange", cells["code"], node=Private(values["node"] or "—"))
            return
        if leaf in self.seen:
            self.find("sample_twice", self.seen[leaf], cells["code"], node=Private(self.name[leaf]))
            return
        self.seen[leaf] = cells["code"]
        if values["node"] != self.name[leaf]:
            facts: dict[str, object] = {"node": Private(self.name[leaf]), "said": Private(values["node"] or "—")}
            self.find("sample_name", cells["node"], severity="error", **facts)
            return
        if not any(values[key] for key in FILLED):
            self.find("sample_unfilled", cells["self_result"], severity="warning", node=Private(self.name[leaf]))
            return
        read = {key: _place(values[key], ANSWERS if key == "agrees" else GRADES) for key in FILLED}
        for key, place in read.items():
            if place is None:
                choices = (ANSWERS if key == "agrees" else GRADES)["zh"]
                self.find("sample_answer", cells[key], said=values[key] or "—", choices=list(choices))
        grades = {key: place for key, place in read.items() if place is not None and key != "agrees"}
        if len(grades) == len(FILLED) - 1 and read["agrees"] is not None:
            self.checked.append(Checked(leaf, self.top[leaf], grades, read["agrees"] == 0))


def _text(row: Any, column: int) -> str:
    value = row[column] if column < len(row) else None
    return "" if value is None else str(value).strip()


def _place(said: str, choices: Mapping[str, tuple[str, ...]]) -> int | None:
    return next((words.index(said.lower()) for words in choices.values() if said.lower() in words), None)
