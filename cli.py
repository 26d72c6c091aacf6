"""The command line: ``jiedui``. Handlers of a few lines over the library; data on stdout, the rest on stderr.

Heavy libraries are imported inside the handlers that need them: ``--help`` and ``check`` load no solver.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

try:
    import typer

    from optimizer.errors import UsageError
    from optimizer.messages import say, without_repeats
    from optimizer.messages.outcomes import DONE, ERRORS
    from optimizer.screen.entry import enter
    from optimizer.screen.terminal import Terminal
    from scenarios.commands import mount as mount_scenarios
    from scenarios.commands.chain import mount as mount_chain
except ImportError as error:  # a package is missing, or another one has a module of our name: nothing of ours can speak
    from importlib.util import find_spec

    found = find_spec((error.name or "optimizer").partition(".")[0])
    sys.stderr.buffer.write(
        f"jiedui: {error}\n程序不完整，或模块名被占用：{found.origin if found else '-'}。请把本程序重新装进单独的虚拟环境。\n"
        "A part is missing, or another package owns the name; install this program into an environment of its own.\n".encode()
    )
    raise SystemExit(8) from None

app = typer.Typer(help="cli.help", epilog="cli.help_end")

RunFolder = Annotated[Path, typer.Argument(help="cli.argument_run", show_default=False)]
Source = Annotated[Path, typer.Argument(help="cli.argument_source", show_default=False)]
Out = Annotated[Path, typer.Option("-o", "--out", help="cli.option_out", metavar="DIR", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="cli.option_force")]
Seed = Annotated[str | None, typer.Option("--seed", help="cli.option_seed", metavar="TEXT")]
TimeLimit = Annotated[float | None, typer.Option("--time-limit", help="cli.option_time_limit", min=0.001, metavar="S")]
Gap = Annotated[float | None, typer.Option("--gap", help="cli.option_gap", min=0, metavar="GAP")]
RequireOptimal = Annotated[bool, typer.Option("--require-optimal", help="cli.option_require_optimal")]
STEPS = ("cli.step_read", "cli.step_solve", "cli.step_write")


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


@app.command(help="cli.help_solve")
def solve(
    context: typer.Context,
    source: Source,
    out: Out,
    seed: Seed = None,
    time_limit: TimeLimit = None,
    gap: Gap = None,
    require_optimal: RequireOptimal = False,
    force: Force = False,
) -> int:
    terminal: Terminal = context.obj
    terminal.set(seed=seed, time_limit=time_limit, gap=gap, require_optimal=require_optimal or None)
    terminal.beside(source)
    return _solve(terminal, source, out, force=force)


def _solve(terminal: Terminal, source: Path, out: Path, *, force: bool) -> int:
    from optimizer.intake import read_programme
    from optimizer.output.run_files import refuse_existing
    from optimizer.planning import Clock, Options
    from optimizer.planning_apart import plan_apart
    from optimizer.runs import write_plan
    from optimizer.screen.answer import exit_code_of, payload, reached, shortcomings, summary

    settings, lang, masked = terminal.settings, terminal.lang, terminal.masked
    refuse_existing(out, force=force)
    options = Options(seed=settings.seed, time_limit_seconds=settings.time_limit)
    clock = Clock()
    with terminal.progress(*STEPS) as step:
        step("cli.step_read")
        intake = read_programme(source)
        programme = intake.require()
        clock.mark("read")
        step("cli.step_solve")
        with terminal.cancellable() as cancelled:
            made = plan_apart(
                programme,
                options,
                progress=lambda e: step("cli.step_solve", reached(e.tier, e.gap, lang)),
                cancel=cancelled,
            )
        step("cli.step_write")
        noticed = intake.findings
        files = write_plan(
            out,
            made,
            options,
            intake.receipt,
            noticed,
            lang=lang,
            masked=masked,
            force=force,
            seconds=clock.seconds,
        )
    code = exit_code_of(made.answer, settings)
    sentence, aims = summary(made.programme, made.answer, (*noticed, *made.findings), lang, masked=masked)
    terminal.show("run", aims, payload(made.answer, out, files, sentence, code))
    if code or not settings.quiet:
        terminal.line(sentence)
    for asked, facts in shortcomings(made.answer, settings):
        terminal.line(say("cli.weaker", {"asked": say(asked, facts, lang)}, lang))
    terminal.remark("cli.written", folder=str(out), first=files[0] if "roster.xlsx" in files else "report.html")
    return code


@app.command(help="cli.help_demo")
def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", help="cli.option_out", metavar="DIR")] = Path("jiedui-demo"),
    force: Force = False,
) -> int:
    from optimizer.output.run_files import refuse_existing
    from scenarios.cases.household import copy_to
    from scenarios.samples import copy_samples

    terminal: Terminal = context.obj
    refuse_existing(out, force=force)
    tables = out / "tables"
    copy_to(tables, force=force)
    copy_samples(out, force=force)
    terminal.remark("cli.demo", tables=str(tables))
    return _solve(terminal, tables, out, force=force)


@app.command(help="cli.help_check")
def check(
    context: typer.Context,
    source: Source,
    mark: Annotated[Path | None, typer.Option("--mark", "-o", help="cli.option_mark", metavar="DIR")] = None,
    force: Force = False,
) -> int:
    from optimizer.intake import read_programme
    from optimizer.planning import check as check_rules
    from optimizer.screen.findings import findings_table, tally

    terminal: Terminal = context.obj
    terminal.beside(source)
    with terminal.progress("cli.step_read", "cli.step_rules") as step:
        step("cli.step_read")
        intake = read_programme(source)
        step("cli.step_rules")
        of_rules = check_rules(intake.programme) if intake.programme else ()
        findings = without_repeats((*intake.findings, *of_rules))
    terminal.show("check", findings_table(findings, terminal.lang, masked=terminal.masked))
    counts = tally(findings)
    parts = {part: intake.receipt.counts.get(part, 0) for part in ("helpers", "recipients", "rules")}
    terminal.remark("cli.check_summary", **parts, **counts)
    if mark is not None:
        from optimizer.screen.marking import mark_tables

        mark_tables(terminal, source, findings, mark, force=force)
    elif counts["errors"]:
        terminal.remark("cli.mark_hint", source=str(source))
    return ERRORS["InputError"].exit_code if counts["errors"] else DONE


@app.command(help="cli.help_verify")
def verify(
    context: typer.Context,
    folder: RunFolder,
    tables: Annotated[Path | None, typer.Option("--input", help="cli.option_input")] = None,
) -> int:
    from optimizer.runs import judge_run, judge_tables
    from optimizer.screen.answer import verdict_table

    terminal: Terminal = context.obj
    with terminal.progress("cli.step_verify", "cli.step_read") as step:
        step("cli.step_verify")
        run, verdict = judge_run(folder)
        if tables is not None:
            from optimizer.intake import read_programme

            step("cli.step_read")
            judge_tables(run, read_programme(tables).require())
    terminal.show("verdict", verdict_table(verdict, terminal.lang))
    terminal.remark(f"cli.verified_{verdict.status.value}", tiers=len(verdict.tiers))
    return DONE


@app.command(help="cli.help_report")
def report(
    context: typer.Context,
    folder: RunFolder,
    background: Annotated[Path | None, typer.Option("--background", help="cli.option_background")] = None,
    force: Force = False,
) -> int:
    from optimizer.output.geojson import read_geojson
    from optimizer.runs import read_run, write_report

    terminal: Terminal = context.obj
    outlines = () if background is None else read_geojson(background)
    place = folder / "report.html"
    write_report(read_run(folder), place, lang=terminal.lang, masked=terminal.masked, background=outlines, force=force)
    terminal.write(f"{place}\n")
    return DONE


@app.command("export", help="cli.help_export")
def export_model(
    context: typer.Context,
    source: Source,
    out: Out,
    seed: Seed = None,
    time_limit: TimeLimit = None,
    force: Force = False,
) -> int:
    from optimizer.exchange.programme import write_programme_model
    from optimizer.intake import read_programme
    from optimizer.planning import Options

    terminal: Terminal = context.obj
    terminal.set(seed=seed, time_limit=time_limit)
    terminal.beside(source)
    options = Options(seed=terminal.settings.seed, time_limit_seconds=terminal.settings.time_limit)
    programme = read_programme(source).require()
    with terminal.cancellable() as cancelled:
        files = write_programme_model(programme, out, options, force=force, cancel=cancelled)
    terminal.write("".join(f"{out / name}\n" for name in files))
    terminal.remark("cli.exported", folder=str(out))
    return DONE


@app.command("new", help="cli.help_new")
def new_programme(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="cli.argument_folder", show_default=False)],
    kind: Annotated[str, typer.Option("--kind", help="cli.option_kind")] = "household",
    previous: Annotated[Path | None, typer.Option("--from", help="scenarios.option_from", metavar="LAST_YEAR")] = None,
    now: Annotated[Path | None, typer.Option("--now", help="scenarios.option_now", metavar="TABLES")] = None,
    start: Annotated[str | None, typer.Option("--start", help="scenarios.option_start", metavar="YYYY-MM")] = None,
    confirm: Annotated[list[str] | None, typer.Option("--confirm", help="scenarios.option_confirm")] = None,
    force: Force = False,
) -> int:
    from optimizer.runs.begin import begin

    terminal: Terminal = context.obj
    if previous is None and (now or start or confirm):
        raise UsageError(code="scenarios.needs_from")
    if previous is not None:
        from scenarios.commands.rolling import new_from

        return new_from(terminal, folder, previous, now, start, confirm or (), force=force)
    workbook, key = begin(folder, kind, terminal.lang, force=force)
    terminal.write(f"{workbook}\n{key}\n")
    terminal.remark("cli.new_written", folder=str(folder), workbook=workbook.name, key=key.name)
    return DONE


@app.command("map", help="cli.help_map")
def map_columns(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="cli.argument_file", show_default=False)],
    sheet: Annotated[str | None, typer.Option("--sheet", help="cli.option_sheet")] = None,
    decisions: Annotated[
        list[str] | None, typer.Option("--set", "--accept", help="cli.option_set", metavar="HEADER=FIELD")
    ] = None,
    tables: Annotated[list[str] | None, typer.Option("--table", help="cli.option_table", metavar="SHEET=KIND")] = None,
) -> int:
    from optimizer.intake import load_mapping, read_programme, save_mapping, suggest_mapping
    from optimizer.intake.questions import questions_of
    from optimizer.screen.columns import columns_summary, columns_table, questions_table
    from optimizer.screen.decisions import asked, decided

    terminal: Terminal = context.obj
    terminal.beside(file)
    mappings, changed = load_mapping(file), bool(decisions or tables)
    if tables:
        mappings = decided(mappings, suggest_mapping(file, mappings), tables=tables)
    if decisions:
        mappings = decided(mappings, suggest_mapping(file, mappings), headers=decisions)
    if not changed and terminal.interactive:
        mappings, changed = asked(terminal, file)
    if changed:
        terminal.remark("cli.map_saved", place=str(save_mapping(file, mappings)))
    guesses = suggest_mapping(file, mappings)
    intake, questions = read_programme(file), questions_of(guesses)
    seen = {"sheets": [guess.model_dump(mode="json") for guess in guesses]}
    seen["questions"] = [question.model_dump(mode="json") for question in questions]
    table = columns_table(guesses, intake.receipt, terminal.lang, sheet)
    terminal.show("map", table, intake.receipt.model_dump(mode="json") | seen)
    terminal.list_findings([finding for finding in intake.findings if any(cell.address for cell in finding.cells)])
    if questions:
        terminal.remark("cli.map_questions", file=str(file))
        terminal.list_table(questions_table(questions, terminal.lang))
    terminal.line("" if terminal.settings.quiet else columns_summary(intake.receipt, terminal.lang))
    return DONE


@app.command(help="cli.help_schema")
def schema(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="cli.argument_schema", show_default=False)] = None,
) -> int:
    import json

    from optimizer.schemas import SCHEMAS, schema_of

    terminal: Terminal = context.obj
    text = "\n".join(SCHEMAS) if name is None else json.dumps(schema_of(name), ensure_ascii=False, indent=1)
    terminal.write(text + "\n")
    return DONE


@app.command(help="cli.help_doctor")
def doctor(context: typer.Context) -> int:
    from optimizer.doctor import examine
    from optimizer.screen.doctor import checks_table

    terminal: Terminal = context.obj
    checks = examine()
    terminal.show("doctor", checks_table(checks, terminal.lang))
    levels = [check.level for check in checks]
    counts = {level: levels.count(level) for level in ("ok", "warning", "bad")}
    terminal.remark("cli.doctor_summary", total=len(levels), **counts)
    return ERRORS["ResourceError"].exit_code if counts["bad"] else DONE


mount_scenarios(app)
mount_chain(app)


def main() -> None:
    sys.exit(enter(app, sys.argv[1:]))


if __name__ == "__main__":
    main()
