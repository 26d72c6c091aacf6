"""What a command starts from: an office's tables, or the folder of an earlier run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Answer, Finding, Programme, Roster
from optimizer.errors import InputError
from optimizer.intake import read_programme
from optimizer.runs.folder import PROGRAMME_FILE, read_run


@dataclass(frozen=True)
class Source:
    """``answer``: of the run, when it is one."""

    programme: Programme
    findings: tuple[Finding, ...] = ()
    answer: Answer | None = None

    def standing(self) -> Roster:
        """The roster in force: the run's, else the incumbent of the tables. Raises InputError when there is none."""
        roster = self.answer.roster if self.answer is not None else self.programme.incumbent
        if roster is None:
            raise InputError(findings=[Finding("scenarios.no_standing_roster")])
        return roster


def open_source(path: Path) -> Source:
    """Raises InputError, FormatError, UsageError as the readers do."""
    if (path / PROGRAMME_FILE).is_file():
        run = read_run(path)
        return Source(run.programme, run.findings, run.answer)
    intake = read_programme(path)
    return Source(intake.require(), intake.findings)
