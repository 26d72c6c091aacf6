"""``jiedui chain ...``: handlers of a few lines; everything heavy is imported when it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.errors import InputError, UsageError
from optimizer.messages import say
from optimizer.messages.outcomes import DONE, ERRORS
from optimizer.screen.terminal import Terminal

app = typer.Typer(help="chain.help", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(help="chain.argument_folder", show_default=False)]
Result = Annotated[Path, typer.Argument(help="chain.argument_result", show_default=False)]
Out = Annotated[Path, typer.Option("-o", "--out", help="cli.option_out", metavar="DIR", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="cli.option_force")]


def mount(main: typer.Typer) -> None:
    """Put ``chain`` among the commands of the program."""
    main.add_typer(app, name="chain")


@app.command("check", help="chain.help_check")
def check(context: typer.Context, folder: Folder) -> int:
    from optimizer.screen.findings import findings_table, tally
    from scenarios.chain import check_chain
    from scenarios.chain.reading import read_chain

    terminal: Terminal = context.obj
    with terminal.progress("cli.step_read", "cli.step_rules") as step:
        step("cli.step_read")
        intake = read_chain(folder)
        step("cli.step_rules")
        findings = (*intake.findings, *(() if intake.chain is None else check_chain(intake.chain)))
    terminal.show("check", findings_table(findings, terminal.lang, masked=terminal.masked))
    counts = tally(findings)
    terminal.remark("cli.check_summary", **intake.counts, **counts)
    return ERRORS["InputError"].exit_code if counts["errors"] else DONE


@app.command("solve", help="chain.help_solve")
def solve(
    context: typer.Context,
    folder: Folder,
    out: Out,
    jointly: Annotated[bool, typer.Option("--jointly", help="chain.option_jointly")] = False,
    share: Annotated[int, typer.Option("--share", help="chain.option_share", min=0, max=100, metavar="P")] = 10,
    least: Annotated[int, typer.Option("--least", help="chain.option_least", min=0, metavar="N")] = 2,
    seed: Annotated[str | None, typer.Option("--seed", help="cli.option_seed", metavar="TEXT")] = None,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", help="cli.option_time_limit", min=0.001, metavar="S")
    ] = None,
    require_optimal: Annotated[bool, typer.Option("--require-optimal", help="cli.option_require_optimal")] = False,
    force: Force = False,
) -> int:
    from optimizer.planning import Options
    from scenarios.chain import solve_chain
    from scenarios.chain.counter_check import Draw
    from scenarios.chain.documents import levels_table
    from scenarios.chain.reading import read_chain
    from scenarios.chain.writing import refuse_chain, write_chain
    from scenarios.commands.chain_answer import exit_code_of, payload

    terminal: Terminal = context.obj
    terminal.set(seed=seed, time_limit=time_limit, require_optimal=require_optimal or None)
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(code="chain.out_inside", out=str(out))
    refuse_chain(out, force=force)
    intake = read_chain(folder)
    chain = intake.require().seeded(terminal.settings.seed)
    options = Options(time_limit_seconds=terminal.settings.time_limit)

    def progress(code: str, facts: object) -> None:
        assert isinstance(facts, dict)
        terminal.remark(code, **facts)

    found = solve_chain(chain, options, jointly=jointly, progress=progress)
    files = write_chain(
        out,
        found,
        options,
        lang=terminal.lang,
        masked=terminal.masked,
        force=force,
        draw=Draw(share, least),
        noticed=intake.findings,
    )
    code = exit_code_of(found, jointly=jointly, require_optimal=terminal.settings.require_optimal)
    sentence = say(f"chain.word_whole_{found.whole}", None, terminal.lang)
    terminal.show("chain", levels_table(found, terminal.lang), payload(found, out, files, sentence, code))
    terminal.list_findings((*intake.findings, *found.to_look_at))
    terminal.line(sentence)
    terminal.remark("cli.written", folder=str(out), first="report.html")
    return code


@app.command("verify", help="chain.help_verify")
def verify(context: typer.Context, result: Result) -> int:
    from scenarios.chain.judging import judge_chain
    from scenarios.commands.chain_answer import verdict_table

    terminal: Terminal = context.obj
    with terminal.progress("cli.step_verify") as step:
        step("cli.step_verify")
        judged = judge_chain(result)
    terminal.show("chain_verdict", verdict_table(judged, terminal.lang))
    terminal.remark(
        "chain.verified",
        levels=len(judged.levels),
        covered=judged.coverage.covered,
        leaves=judged.coverage.leaves,
        joint=len(judged.joint),
        whole=say(f"chain.word_whole_{judged.whole}", None, terminal.lang),
    )
    return DONE


@app.command("counter-check", help="chain.help_counter")
def counter_check(
    context: typer.Context,
    result: Result,
    form: Annotated[Path, typer.Argument(help="chain.argument_form", show_default=False)],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="chain.option_results", metavar="DIR")] = None,
    force: Force = False,
) -> int:
    from optimizer.output.files import write_folder
    from optimizer.output.html import page_bytes
    from optimizer.output.xlsx import workbook_bytes
    from scenarios.chain.check_document import results_document, results_table
    from scenarios.chain.check_form import read_check_form
    from scenarios.chain.judging import judge_chain
    from scenarios.chain.writing import draw_of

    terminal: Terminal = context.obj
    judged = judge_chain(result)
    if not judged.coverage.complete:
        raise UsageError(code="chain.not_complete", folder=str(result))
    chain, tree = judged.chain, judged.tree
    read = read_check_form(chain, tree, draw_of(result), form)
    errors = sum(finding.severity == "error" for finding in read.findings)
    if errors:
        raise InputError(findings=read.findings)
    terminal.show("counter_check", results_table(chain, tree, read, terminal.lang))
    terminal.list_findings(read.findings)
    if out is not None:
        document = results_document(chain, tree, read, terminal.lang, masked=terminal.masked)
        files = {"results.html": page_bytes(document), "results.xlsx": workbook_bytes(document)}
        write_folder(out, files, force=force)
        terminal.remark("cli.written", folder=str(out), first="results.html")
    facts = {"drawn": sum(map(len, read.drawn.values())), "checked": len(read.checked), "errors": errors}
    terminal.remark("chain.sample_read", agreeing=sum(one.agrees for one in read.checked), **facts)
    return DONE


@app.command("what-if", help="chain.help_what_if")
def try_out(
    context: typer.Context,
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(help="scenarios.argument_scenarios", show_default=False)],
    jointly: Annotated[bool, typer.Option("--jointly", help="chain.option_jointly")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="scenarios.option_documents", metavar="DIR")] = None,
    force: Force = False,
) -> int:
    from optimizer.output.files import write_folder
    from optimizer.output.html import page_bytes
    from optimizer.output.xlsx import workbook_bytes
    from scenarios.chain import solve_chain
    from scenarios.chain.reading import read_chain
    from scenarios.chain.what_if import Tried, what_if, what_if_document, what_if_table
    from scenarios.commands.chain_answer import scenarios_of

    terminal: Terminal = context.obj
    chain = read_chain(folder).require().seeded(terminal.settings.seed)
    scenarios = scenarios_of(files)
    before = solve_chain(chain, jointly=jointly)
    tried: list[Tried] = []
    for scenario in scenarios:
        terminal.remark("chain.step_what_if", title=scenario.title)
        tried += what_if(chain, [scenario], jointly=jointly)
    if out is not None:
        document = what_if_document(before, tried, terminal.lang)
        pages = {"what_if.html": page_bytes(document), "what_if.xlsx": workbook_bytes(document)}
        write_folder(out, pages, force=force)
        terminal.remark("cli.written", folder=str(out), first="what_if.html")
    terminal.show("what_if", what_if_table(before, tried, terminal.lang))
    failures = [one.failure for one in tried if one.failure is not None]
    for failure in failures:
        terminal.list_findings(failure.findings)
    return ERRORS["InputError"].exit_code if failures else DONE


@app.command("pass", help="chain.help_pass")
def pass_to(
    context: typer.Context,
    result: Result,
    source: Annotated[Path, typer.Argument(help="chain.argument_programme", show_default=False)],
    out: Out,
    unit_mode: Annotated[str, typer.Option("--unit-mode", help="chain.option_unit_mode", metavar="MODE")] = "report",
    force: Force = False,
) -> int:
    from optimizer.output.run_files import refuse_existing
    from optimizer.planning import Options
    from optimizer.planning_apart import plan_apart
    from optimizer.runs import write_plan
    from optimizer.screen import answer as told
    from scenarios.commands.chain_answer import passed_programme

    terminal: Terminal = context.obj
    refuse_existing(out, force=force)
    with terminal.progress("cli.step_read", "cli.step_solve", "cli.step_write") as step:
        step("cli.step_read")
        passed = passed_programme(result, source, unit_mode)
        step("cli.step_solve")
        made = plan_apart(passed.programme, Options(seed=terminal.settings.seed))
        step("cli.step_write")
        findings = passed.findings
        files = write_plan(
            out, made, Options(), None, findings, lang=terminal.lang, masked=terminal.masked, force=force
        )
    code = told.exit_code_of(made.answer, terminal.settings)
    noticed = (*findings, *made.findings)
    sentence, aims = told.summary(made.programme, made.answer, noticed, terminal.lang, masked=terminal.masked)
    terminal.show("run", aims, told.payload(made.answer, out, files, sentence, code))
    terminal.line(sentence)
    return code
