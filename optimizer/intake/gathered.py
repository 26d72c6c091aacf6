"""All that the files of a programme hold, sorted by what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.intake.grids import Matrix, Pairs
from optimizer.intake.records import Record
from optimizer.messages import Finding


@dataclass
class Gathered:
    """Records by part of the programme; grids; findings so far. ``key`` makes the stable ids."""

    key: str
    parts: dict[str, list[Record]] = field(default_factory=dict)
    matrices: list[Matrix] = field(default_factory=list)
    settings: list[Pairs] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ended: list[Record] = field(default_factory=list)
    """Pairs of the old roster that are over."""
    open_pairs: list[Record] = field(default_factory=list)
    """Rows of the old roster that name nobody who helps."""
    copies: list[Record] = field(default_factory=list)
    """Pairs that stand a second time, word for word."""

    def records(self, part: str) -> list[Record]:
        return self.parts.get(part, [])

    def error(self, code: str, record: Record, field: str, /, **facts: object) -> None:
        self.findings.append(Finding(code, "error", facts, (record.cell(field),)))

    @property
    def failed(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)
