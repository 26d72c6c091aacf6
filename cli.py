"""The command line: ``jiedui``. Handlers of a few lines over the library; data on stdout, the rest on stderr.

Heavy libraries are imported inside the handlers that need them: ``--help`` and ``check`` load no solver.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from optimizer.messages.outcomes import DONE, ERRORS
from optimizer.screen.entry import enter
from optimizer.screen.terminal import Terminal

app = typer.Typer(help="cli.help", epilog="cli.help_end")

RunFolder = Annotated[Path, typer.Argument(help="cli.argument_run", show_default=False)]
Source = Annotated[Path, typer.Argument(help="cli.argument_source", show_default=False)]
Out = Annotated[Path, typer.Option("-o", "--out", help="cli.option_out", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="cli.option_force")]
Seed = Annotated[str | None, typer.Option("--seed", help="cli.option_seed")]
TimeLimit = Annotated[float | None, typer.Option("--time-limit", help="cli.option_time_limit", min=0.001)]
Gap = Annotated[float | None, typer.Option("--gap", help="cli.option_gap", min=0)]
RequireOptimal = Annotated[bool, typer.Option("--require-optimal", help="cli.option_require_optimal")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"jiedui {version('jiedui')}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help="cli.option_lang")] = None,
    form: Annotated[
        Literal["table", "json", "csv"] | None, typer.Option("--format", "-f", help="cli.option_format")
    ] = None,
    mask: Annotated[bool | None, typer.Option("--mask/--no-mask", help="cli.option_mask")] = None,
    quiet: Annotated[bool | None, typer.Option("--quiet", "-q", help="cli.option_quiet")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="cli.option_version")
    ] = False,
) -> None:
    context.obj.set(lang=lang, format=form, mask=mask, quiet=quiet)


@app.command(help="cli.help_check")
def check(context: typer.Context, source: Source) -> int:
    from optimizer.intake import read_programme
    from optimizer.planning import check as check_rules
    from optimizer.screen.findings import findings_table, tally

    terminal: Terminal = context.obj
    with terminal.progress("cli.step_read", "cli.step_rules") as step:
        step("cli.step_read")
        intake = read_programme(source)
        step("cli.step_rules")
        findings = (*intake.findings, *(check_rules(intake.programme) if intake.programme else ()))
    terminal.show("check", findings_table(findings, terminal.lang, masked=terminal.masked))
    counts = tally(findings)
    parts = {part: intake.receipt.counts.get(part, 0) for part in ("helpers", "recipients", "rules")}
    terminal.remark("cli.check_summary", **parts, **counts)
    return ERRORS["InputError"].exit_code if counts["errors"] else DONE


@app.command(help="cli.help_doctor")
def doctor(context: typer.Context) -> int:
    from optimizer.doctor import examine
    from optimizer.screen.doctor import checks_table

    terminal: Terminal = context.obj
    checks = examine(Path.cwd())
    terminal.show("doctor", checks_table(checks, terminal.lang))
    levels = [check.level for check in checks]
    terminal.remark(
        "cli.doctor_summary", total=len(levels), **{level: levels.count(level) for level in ("ok", "warning", "bad")}
    )
    return ERRORS["ResourceError"].exit_code if "bad" in levels else DONE


def main() -> None:
    sys.exit(enter(app, sys.argv[1:]))


if __name__ == "__main__":
    main()
