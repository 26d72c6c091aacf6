"""What may be adopted as the roster: a scenario, one of the three plans, or a roster workbook that was edited by hand."""

from __future__ import annotations

from pathlib import Path

from optimizer.errors import InputError, UsageError
from optimizer.planning import Options, Plan
from optimizer.screen.terminal import Terminal
from scenarios.apart import plan_in_worker
from scenarios.changes import apply, read_scenario
from scenarios.edits import complete, edited_roster, read_edited_rows, score
from scenarios.edits.reading import Row
from scenarios.named_plans import WORDS, programme_of
from scenarios.sources import Source

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")


def adopted(terminal: Terminal, base: Source, said: str, reason: str, author: str) -> Plan:
    """Solve and judge what ``said`` names. Raises InputError with every problem, UsageError when it names nothing."""
    file = Path(said)
    if said in WORDS:
        programme = programme_of(base.programme, WORDS[said])
        if programme is not None:
            return plan_in_worker(programme, Options())
    elif file.is_file():
        rows = _edited(file)
        if rows is not None:
            return _completed(terminal, base, rows, reason, author)
        return plan_in_worker(apply(base.programme, read_scenario(file)), Options())
    raise UsageError(code="scenarios.plan_unknown", name=said)


def _edited(file: Path) -> tuple[Row, ...] | None:
    """The rows of a roster workbook of ours, as whatever spreadsheet it came back; None when the file is something else."""
    if file.suffix.lower() not in WORKBOOKS:
        return None
    try:
        return read_edited_rows(file)
    except InputError as error:
        if [finding.code for finding in error.findings] == ["scenarios.no_pair_ids"]:
            return None
        raise


def _completed(terminal: Terminal, base: Source, rows: tuple[Row, ...], reason: str, author: str) -> Plan:
    """The edited roster, completed; says how many overrides there are and what broke as it came back."""
    edited = edited_roster(base.programme, base.standing(), rows, reason=reason, author=author)
    done = complete(base.programme, edited, planner=plan_in_worker)
    terminal.list_findings(done.findings)
    broken = sum(entry.broken for entry in score(base.programme, edited.roster))
    terminal.remark("scenarios.edit_summary", overrides=len(done.overrides), broken=broken, further=done.further)
    return done.plan
