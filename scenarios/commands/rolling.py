"""``jiedui new --from``: this year's tables from last year's programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from optimizer.errors import InputError, UsageError
from optimizer.messages.outcomes import DONE
from optimizer.runs.begin import KEY_FILE
from optimizer.screen.terminal import Terminal
from scenarios.commands.work import month_said
from scenarios.rollover import begin_from, roll_over
from scenarios.sources import open_source

YEAR_MONTHS = 12


def new_from(
    terminal: Terminal,
    folder: Path,
    previous: Path,
    now: Path | None,
    start: str | None,
    confirm: Sequence[str],
    *,
    force: bool,
) -> int:
    """Write workbook and key, and list what is to be confirmed and collected again."""
    last = open_source(previous)
    try:
        standing = last.standing()
    except InputError:
        standing = None
    month = month_said(start)
    day = last.programme.reference_day
    rolled = roll_over(
        last.programme,
        standing,
        reference_day=date(day.year + 1, day.month, min(day.day, 28)),
        start=last.programme.term.start + YEAR_MONTHS if month is None else month,
        now=None if now is None else open_source(now).programme,
        confirmed=_decisions(confirm),
    )
    key_file = previous / KEY_FILE
    key = key_file.read_text("utf-8") if key_file.is_file() else None
    workbook, key_file = begin_from(folder, rolled, key, terminal.lang, force=force)
    terminal.write(f"{workbook}\n{key_file}\n")
    terminal.list_findings(rolled.findings)
    terminal.remark("scenarios.rolled_over", folder=str(folder))
    return DONE


def _decisions(confirm: Sequence[str]) -> dict[str, str]:
    decided = {}
    for text in confirm:
        new, sign, old = text.partition("=")
        if not sign or not new:
            raise UsageError(code="scenarios.confirm_shape", text=text)
        decided[new] = old
    return decided
