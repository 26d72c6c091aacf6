"""``jiedui scenario ...`` and ``jiedui rebalance``: handlers of a few lines; everything heavy is imported when it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optimizer.messages.outcomes import DONE, ERRORS
from optimizer.screen.terminal import Terminal

if TYPE_CHECKING:
    from optimizer.output.document import Document

app = typer.Typer(help="scenarios.help_scenario", no_args_is_help=True)

Base = Annotated[Path, typer.Argument(help="scenarios.argument_base", show_default=False)]
Out = Annotated[Path, typer.Option("-o", "--out", help="cli.option_out", metavar="DIR", show_default=False)]
Documents = Annotated[Path | None, typer.Option("-o", "--out", help="scenarios.option_documents", metavar="DIR")]
Force = Annotated[bool, typer.Option("--force", help="cli.option_force")]
Processes = Annotated[int | None, typer.Option("--processes", help="scenarios.option_processes", min=1, metavar="N")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="scenarios.option_no_cache")]
STEPS = ("cli.step_read", "cli.step_solve", "cli.step_write")


def mount(main: typer.Typer) -> None:
    """Put ``scenario`` and ``rebalance`` among the commands of the program."""
    main.add_typer(app, name="scenario")
    main.command("rebalance", help="scenarios.help_rebalance")(rebalance)


@app.command("run", help="scenarios.help_run")
def run(
    context: typer.Context,
    source: Base,
    files: Annotated[list[Path] | None, typer.Argument(help="scenarios.argument_scenarios")] = None,
    out: Documents = None,
    processes: Processes = None,
    no_cache: NoCache = False,
    force: Force = False,
) -> int:
    from scenarios.commands.work import as_it_is, refused, show_named_plans, solved, without_collector
    from scenarios.comparing import Entry, compare, comparison_document
    from scenarios.comparing.documents import measures_table
    from scenarios.pool import warm_up
    from scenarios.sources import open_source

    terminal: Terminal = context.obj
    warm_up()
    with without_collector(), terminal.progress(*STEPS) as step:
        step("cli.step_read")
        base = open_source(source)
        if not files:
            return show_named_plans(terminal, base.programme, processes)
        runs = solved(terminal, base.programme, files, processes, cached=not no_cache, step=step)
        entries = [as_it_is(base.programme, runs[0], terminal.lang)]
        entries += [
            Entry(r.scenario.title, r.programme, r.answer, r.scenario.reason, r.measures)
            for r in runs[1:]
            if r.programme is not None and r.answer is not None
        ]
        comparison = compare(entries)
        step("cli.step_write")
        _documents(terminal, comparison_document(comparison, terminal.lang, masked=terminal.masked), out, force)
    terminal.show("comparison", measures_table(comparison, terminal.lang))
    return refused(terminal, runs)


@app.command("compare", help="scenarios.help_compare")
def compare_runs(
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(help="scenarios.argument_runs", show_default=False)],
    out: Documents = None,
    force: Force = False,
) -> int:
    from optimizer.runs import read_run
    from scenarios.comparing import Entry, compare, comparison_document
    from scenarios.comparing.documents import measures_table

    terminal: Terminal = context.obj
    runs = [read_run(folder) for folder in folders]
    comparison = compare([Entry(f.name, r.programme, r.answer) for f, r in zip(folders, runs, strict=True)])
    _documents(terminal, comparison_document(comparison, terminal.lang, masked=terminal.masked), out, force)
    terminal.show("comparison", measures_table(comparison, terminal.lang))
    return DONE


@app.command("sweep", help="scenarios.help_sweep")
def sweep_values(
    context: typer.Context,
    source: Base,
    axes: Annotated[list[str], typer.Argument(help="scenarios.argument_axes", show_default=False)],
    out: Documents = None,
    processes: Processes = None,
    no_cache: NoCache = False,
    force: Force = False,
) -> int:
    from scenarios.commands.work import axis_of, cache_of
    from scenarios.pool import warm_up
    from scenarios.sources import open_source
    from scenarios.sweep import sweep, sweep_document, sweep_table

    terminal: Terminal = context.obj
    warm_up()
    with terminal.progress(*STEPS) as step:
        step("cli.step_read")
        programme = open_source(source).programme
        step("cli.step_solve")
        with terminal.cancellable() as cancel:
            found = sweep(programme, axis_of(axes), cache=cache_of(not no_cache), processes=processes, cancel=cancel)
        step("cli.step_write")
        _documents(terminal, sweep_document(programme, found, terminal.lang), out, force)
    terminal.show("sweep", sweep_table(found, terminal.lang))
    return ERRORS["Interrupted"].exit_code if found.stopped else DONE


@app.command("tradeoff", help="scenarios.help_tradeoff")
def trade(
    context: typer.Context,
    source: Base,
    first: Annotated[str, typer.Argument(help="scenarios.argument_first", show_default=False)],
    second: Annotated[str, typer.Argument(help="scenarios.argument_second", show_default=False)],
    out: Documents = None,
    force: Force = False,
) -> int:
    from scenarios.apart import call_apart
    from scenarios.pool import warm_up
    from scenarios.sources import open_source
    from scenarios.tradeoff_document import tradeoff_document, tradeoff_table

    terminal: Terminal = context.obj
    warm_up()
    with terminal.progress(*STEPS) as step:
        step("cli.step_read")
        programme = open_source(source).programme
        step("cli.step_solve")
        curve = call_apart("scenarios.tradeoff:in_worker", programme, (first, second))
        step("cli.step_write")
        document = tradeoff_document(programme, curve, terminal.lang)
        _documents(terminal, document, out, force)
    terminal.show("tradeoff", tradeoff_table(programme, curve, terminal.lang))
    terminal.line("" if terminal.settings.quiet else document.headline)
    return DONE


@app.command("adopt", help="scenarios.help_adopt")
def adopt(
    context: typer.Context,
    source: Base,
    scenario: Annotated[str, typer.Argument(help="scenarios.argument_scenario", show_default=False)],
    out: Out,
    reason: Annotated[str, typer.Option("--reason", help="scenarios.option_reason", show_default=False)] = "",
    author: Annotated[str, typer.Option("--author", help="scenarios.option_author", show_default=False)] = "",
    force: Force = False,
) -> int:
    from optimizer.output.run_files import refuse_existing
    from optimizer.planning import Options
    from optimizer.runs import write_plan
    from optimizer.screen.answer import exit_code_of, payload, summary
    from scenarios.commands.adopting import adopted
    from scenarios.pool import warm_up
    from scenarios.sources import open_source

    terminal: Terminal = context.obj
    warm_up()
    refuse_existing(out, force=force)
    with terminal.progress(*STEPS) as step:
        step("cli.step_read")
        base = open_source(source)
        step("cli.step_solve")
        made = adopted(terminal, base, scenario, reason, author)
        step("cli.step_write")
        files = write_plan(out, made, Options(), lang=terminal.lang, masked=terminal.masked, force=force)
    code = exit_code_of(made.answer, terminal.settings)
    sentence, aims = summary(made.programme, made.answer, made.findings, terminal.lang, masked=terminal.masked)
    terminal.show("run", aims, payload(made.answer, out, files, sentence, code))
    terminal.line(sentence)
    return code


def rebalance(
    context: typer.Context,
    source: Base,
    events: Annotated[Path, typer.Argument(help="scenarios.argument_events", show_default=False)],
    out: Out,
    budget: Annotated[int | None, typer.Option("--budget", help="scenarios.option_budget", min=0, metavar="K")] = None,
    freeze: Annotated[list[str] | None, typer.Option("--freeze", help="scenarios.option_freeze")] = None,
    effective: Annotated[
        str | None, typer.Option("--effective", help="scenarios.option_effective", metavar="YYYY-MM")
    ] = None,
    force: Force = False,
) -> int:
    from optimizer.screen.answer import exit_code_of
    from scenarios.apart import plan_in_worker
    from scenarios.commands.work import happened, month_said, write_rebalanced
    from scenarios.pool import warm_up
    from scenarios.rebalancing import rebalance as rebalanced
    from scenarios.rebalancing.documents import change_table, proof_sentences
    from scenarios.sources import open_source

    terminal: Terminal = context.obj
    warm_up()
    with terminal.progress(*STEPS) as step:
        step("cli.step_read")
        base = open_source(source)
        listed = happened(base, events)
        step("cli.step_solve")
        month = month_said(effective)
        done = rebalanced(
            base.programme,
            base.standing(),
            listed,
            effective=month,
            budget=budget,
            frozen=freeze or (),
            planner=plan_in_worker,
        )
        step("cli.step_write")
        write_rebalanced(terminal, done, out, force=force)
    terminal.show("changes", change_table(done, terminal.lang, masked=terminal.masked))
    for sentence in proof_sentences(done, terminal.lang):
        terminal.line(sentence)
    return exit_code_of(done.plan.answer, terminal.settings)


def _documents(terminal: Terminal, document: Document, out: Path | None, force: bool) -> None:
    """The document as page and workbook, when a folder was named."""
    if out is None:
        return
    from optimizer.output.files import write_folder
    from optimizer.output.html import page_bytes
    from optimizer.output.xlsx import workbook_bytes

    name = document.sections[0].key
    files = {f"{name}.html": page_bytes(document), f"{name}.xlsx": workbook_bytes(document)}
    write_folder(out, files, force=force)
    terminal.remark("scenarios.documents_written", folder=str(out))
