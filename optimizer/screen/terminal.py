"""The two streams of a command: data go to stdout in the form asked for, remarks and progress to stderr."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from optimizer.errors import JieduiError
from optimizer.messages import Finding, Lang, say
from optimizer.messages.outcomes import outcome_of
from optimizer.output.document import Table
from optimizer.screen.findings import findings_table, ordered
from optimizer.screen.tables import as_csv, as_json, for_screen, records
from optimizer.settings import Settings, load

PIPE_WIDTH = 160
"""Columns of a table that does not go to a terminal."""
PATIENCE_SECONDS = 1.0
"""Work that takes longer shows its progress."""


class Step(Protocol):
    """Says that the step of a code begins, or, with a note, how far it is."""

    def __call__(self, code: str, note: str = "") -> None: ...


class Terminal:
    """Made once a command. Speaks by the defaults until :meth:`set` has read the settings in force."""

    def __init__(self) -> None:
        self.flags: dict[str, Any] = {}
        self.settings = Settings.model_construct()
        self._beside: Path | None = None

    def set(self, **flags: Any) -> Settings:
        """Add flags (None: not given) and read the settings again. Raises InputError."""
        self.flags |= {name: value for name, value in flags.items() if value is not None}
        self.settings = load(self.flags, self._beside)
        return self.settings

    def beside(self, tables: Path) -> None:
        """Let the jiedui.toml beside a programme's tables count, before that of the current folder. Raises InputError."""
        self._beside = tables if tables.is_dir() else tables.parent
        self.set()

    @property
    def lang(self) -> Lang:
        return self.settings.lang

    @property
    def masked(self) -> bool:
        return self.settings.mask

    def show(self, name: str, table: Table, payload: Mapping[str, Any] | None = None) -> None:
        """The result: the table, or as JSON the payload (without one, the rows under ``rows``)."""
        form = self.settings.format
        if form == "json":
            self.write(as_json(name, {"rows": records(table)} if payload is None else payload))
        elif form == "csv":
            self.write(as_csv(table, self.lang))
        elif table.rows:
            self._print(table, stderr=False)

    def write(self, text: str) -> None:
        """Data as they are, in UTF-8 whatever the locale; half a character of a damaged file name becomes a question mark."""
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()

    def remark(self, code: str, **facts: object) -> None:
        """A sentence for the reader; not with ``--quiet``."""
        if not self.settings.quiet:
            self.line(say(code, facts, self.lang, masked=self.masked))

    def line(self, text: str) -> None:
        """One line to stderr."""
        if text:
            _console(stderr=True).print(text, markup=False, highlight=False, soft_wrap=True)

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked: keyboard and screen, and no program that reads the answer."""
        there = sys.stdin.isatty() and sys.stderr.isatty()
        return there and self.settings.format == "table" and not self.settings.quiet

    def ask(self, text: str) -> str:
        """What the person types, without blanks at the ends; empty for a mere Enter."""
        import typer

        return str(typer.prompt(text, default="", show_default=False, err=True)).strip()

    def list_findings(self, findings: Sequence[Finding]) -> None:
        """Findings beside another result: on stderr, errors and questions first; not with ``--quiet``."""
        if findings:
            self.list_table(findings_table(findings, self.lang, masked=self.masked))

    def list_table(self, table: Table) -> None:
        """A table beside another result, on stderr; not with ``--quiet``."""
        if table.rows and not self.settings.quiet:
            self._print(table, stderr=True)

    def fail(self, error: JieduiError) -> int:
        """Say what went wrong, cell by cell, and return the exit code; with ``--format json`` also as a problem object."""
        outcome = outcome_of(error)
        text, advice = error.say(self.lang, masked=self.masked), error.advice(self.lang, masked=self.masked)
        self.line(text)
        if error.findings:
            self._print(findings_table(error.findings, self.lang, masked=self.masked), stderr=True)
        self.line(advice)
        if self.settings.format == "json":
            problem = {
                "type": outcome.problem_type,
                "title": text,
                "code": error.code,
                "exit_code": outcome.exit_code,
                "advice": advice,
                "errors": [self._problem(finding) for finding in ordered(error.findings)],
            }
            self.write(as_json("problem", problem))
        return outcome.exit_code

    def _print(self, table: Table, *, stderr: bool) -> None:
        console = _console(stderr=stderr)
        console.print(for_screen(table, self.lang, console.width))

    def _problem(self, finding: Finding) -> dict[str, Any]:
        return {
            "code": finding.code,
            "severity": finding.severity,
            "cells": [str(cell) for cell in finding.cells],
            "message": finding.say(self.lang, masked=self.masked),
            "advice": finding.advice(self.lang, masked=self.masked),
        }

    @contextmanager
    def progress(self, *codes: str) -> Iterator[Step]:
        """A bar over the steps ``codes``; the value called with a code says that this step begins.

        It appears after a second, on a terminal only, and goes away at the end.
        """
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = _console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        bar = Progress(*columns, console=console, transient=True)
        task = bar.add_task("", total=len(codes))
        shown = not self.settings.quiet and console.is_terminal
        late = threading.Timer(PATIENCE_SECONDS, bar.start)
        late.daemon = True
        if shown:
            late.start()

        def step(code: str, note: str = "") -> None:
            description = f"{say(code, {}, self.lang)} {note}".rstrip()
            bar.update(task, completed=codes.index(code), description=description)

        try:
            yield step
        finally:
            late.cancel()
            if shown:
                late.join()
                bar.stop()

    @contextmanager
    def cancellable(self) -> Iterator[Callable[[], bool]]:
        """While this lasts the first Ctrl-C only asks to stop (the value becomes true); a second one interrupts."""
        asked = threading.Event()

        def ask(_signal: int, _frame: FrameType | None) -> None:
            if asked.is_set():
                raise KeyboardInterrupt
            asked.set()
            self.remark("cli.stopping")

        if threading.current_thread() is not threading.main_thread():
            yield asked.is_set
            return
        before = signal.signal(signal.SIGINT, ask)
        try:
            yield asked.is_set
        finally:
            signal.signal(signal.SIGINT, before)


def _console(*, stderr: bool) -> Any:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PIPE_WIDTH, highlight=False)
