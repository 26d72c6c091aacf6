"""Write marked copies of the office's tables, and say what was written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from optimizer.messages import Finding
from optimizer.screen.terminal import Terminal


def mark_tables(terminal: Terminal, source: Path, findings: Iterable[Finding], folder: Path, *, force: bool) -> None:
    """The copies of :func:`optimizer.intake.mark_copy`; names stand in full, for the copy holds them anyway."""
    from optimizer.intake import mark_copy

    copies = mark_copy(source, findings, folder, lang=terminal.lang, force=force)
    files = [path.name for path in (copies.listed, *copies.written) if path is not None]
    if files:
        terminal.remark("cli.marked", folder=str(folder), names=files)
    elif not copies.refused:
        terminal.remark("cli.marked_none")
    if copies.refused:
        terminal.remark("cli.marked_refused", names=copies.refused)
