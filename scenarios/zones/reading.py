"""Both steps on disk: a folder with two folders of tables, the division first in order of name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.domain import Finding, Programme
from optimizer.errors import InputError, UsageError
from optimizer.intake import read_programme


@dataclass(frozen=True)
class ZonesTables:
    """``division``, ``visits``: None as soon as their tables have an error; findings of both, cells with the folder's name."""

    division: Programme | None
    visits: Programme | None
    findings: tuple[Finding, ...]

    def require(self) -> tuple[Programme, Programme]:
        """Both programmes. Raises InputError with every finding."""
        if self.division is None or self.visits is None:
            raise InputError(findings=self.findings)
        return self.division, self.visits


def read_zones(folder: Path) -> ZonesTables:
    """Bad tables never raise: they are findings. Raises UsageError unless there are exactly two folders."""
    places = sorted(place for place in folder.iterdir() if place.is_dir()) if folder.is_dir() else []
    if len(places) != 2:
        raise UsageError(detail=f"{folder.name}: two folders of tables are needed (划片, 包抓), found {len(places)}")
    intakes = [read_programme(place) for place in places]
    findings = tuple(
        replace(finding, cells=tuple(replace(cell, file=f"{place.name}/{cell.file}") for cell in finding.cells))
        for place, intake in zip(places, intakes, strict=True)
        for finding in intake.findings
    )
    return ZonesTables(intakes[0].programme, intakes[1].programme, findings)
