"""A finding: something noticed about the input or a roster, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from optimizer.messages.text import Lang, advice, say

Severity = Literal["error", "warning", "ask", "note"]
"""error: the input is refused; warning: look at it; ask: somebody must decide (待确认); note: for the record."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place in an input: file, sheet (empty for CSV) and an address such as ``C5`` (empty: the whole sheet)."""

    file: str
    sheet: str = ""
    address: str = ""

    def __str__(self) -> str:
        place = self.file + (f"[{self.sheet}]" if self.sheet else "")
        return f"{place}!{self.address}" if self.address else place


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` names the message, ``facts`` fill it, ``cells`` say where (several for duplicates)."""

    code: str
    severity: Severity = "error"
    facts: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()

    def say(self, lang: Lang = "zh", *, masked: bool = True) -> str:
        return say(self.code, self.facts, lang, masked=masked)

    def advice(self, lang: Lang = "zh", *, masked: bool = True) -> str:
        return advice(self.code, self.facts, lang, masked=masked)

    def where(self) -> str:
        return ", ".join(str(cell) for cell in self.cells)


GIVES_WAY: Mapping[str, tuple[str, ...]] = {
    "intake.track_asked": ("rules.track_unconfirmed", "rules.track_unknown"),
    "intake.track_open": ("rules.track_unconfirmed", "rules.track_unknown"),
}
"""A question that reading the tables puts, and those of the rules that put the same one and say what hangs on it."""


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those that another one at the same cell says better, in their order."""
    every = tuple(findings)
    said = {(finding.code, cell) for finding in every for cell in finding.cells}
    return tuple(
        finding
        for finding in every
        if not any((better, cell) in said for better in GIVES_WAY.get(finding.code, ()) for cell in finding.cells)
    )
