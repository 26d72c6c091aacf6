"""Findings as a table: how grave, where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.messages import Finding, Lang, label
from optimizer.output.document import Column, Table

GRAVITY = ("error", "ask", "warning", "note")


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then what must be decided, then the rest; inside by place."""
    return sorted(findings, key=lambda f: (GRAVITY.index(f.severity), f.cells, f.code))


def findings_table(findings: Sequence[Finding], lang: Lang, *, masked: bool) -> Table:
    """One row a finding, in order of gravity."""
    keys = ("severity", "place", "message", "advice")
    columns = (*(Column(key, label(f"cli.column_{key}", lang)) for key in keys), Column("code", "code", hidden=True))
    rows = tuple(
        (
            label(f"cli.severity_{finding.severity}", lang),
            finding.where(),
            finding.say(lang, masked=masked),
            finding.advice(lang, masked=masked),
            finding.code,
        )
        for finding in ordered(findings)
    )
    return Table(columns, rows)


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each gravity: errors, asks, warnings, notes."""
    severities: list[str] = [finding.severity for finding in findings]
    return {f"{gravity}s": severities.count(gravity) for gravity in GRAVITY}
