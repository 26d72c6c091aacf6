"""A chain's answer on the screen, and what its commands do beyond reading, solving and showing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from optimizer.domain import Finding, Mode, Status
from optimizer.errors import InputError, UsageError
from optimizer.messages import Lang, say
from optimizer.messages.outcomes import ANSWERS, DONE
from optimizer.output.document import Column, Table
from scenarios.chain import ChainAnswer
from scenarios.chain.judging import Judged, judge_chain
from scenarios.chain.passing_on import PassedOn, pass_on
from scenarios.changes import Scenario, read_scenario


def exit_code_of(found: ChainAnswer, *, jointly: bool, require_optimal: bool) -> int:
    """0: everybody is covered as well as was asked; 4: proved impossible; 5: no conclusion; 6: weaker than asked."""
    if found.whole in ("impossible", "impossible_given_above"):
        return ANSWERS["infeasible"].exit_code
    if not found.coverage.complete:
        return ANSWERS["undecided"].exit_code
    good = found.whole == "optimal_jointly" if jointly else found.whole != "open"
    return DONE if good or not require_optimal else ANSWERS["weaker"].exit_code


def payload(found: ChainAnswer, folder: Path, files: Sequence[str], sentence: str, exit_code: int) -> dict[str, Any]:
    """The answer for programs: no names, only numbers and stable ids."""
    return {
        "whole": found.whole,
        "exit_code": exit_code,
        "sentence": sentence,
        "coverage": found.coverage.as_json(),
        "levels": [
            {"level": entry.level, "status": entry.answer.status.value, "jointly": list(entry.jointly)}
            for entry in found.levels
        ],
        "joint": [{"levels": list(joint.levels), "proved": joint.proved} for joint in found.joint],
        "blamed": [
            list(finding.facts["pair"]) for finding in found.findings if finding.code == "chain.blocked_by_upper"
        ],
        "folder": str(folder),
        "files": list(files),
    }


def verdict_table(judged: Judged, lang: Lang) -> Table:
    """One row a level, then one a part that was solved jointly: what the judge grants it."""

    def word(name: str) -> str:
        return say(f"chain.word_{name}", None, lang)

    columns = (Column("level", word("level")), Column("nodes", word("nodes"), "int"), Column("status", word("status")))
    titles = {level.id: level.title for level in judged.chain.levels}
    counts = {level.id: len(level.programme.recipients) for level in judged.chain.levels}
    rows = [
        (titles[level], counts[level], word(f"status_{verdict.status.value}"))
        for level, verdict in judged.levels.items()
    ]
    for joint in judged.joint:
        over = "、".join(judged.chain.levels[number].title for number in joint.levels)
        said = "impossible" if joint.status is Status.INFEASIBLE else "proved" if joint.proved else "unproved"
        rows.append((f"{word('joint')}: {over}", sum(map(len, joint.part.nodes.values())), word(f"joint_{said}")))
    return Table(columns, tuple(rows))


def scenarios_of(files: Sequence[Path]) -> list[Scenario]:
    """The scenarios of all files. Raises InputError with the problems of all of them at once, UsageError for no such file."""
    scenarios, findings = [], list[Finding]()
    for file in files:
        try:
            scenarios.append(read_scenario(file))
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings=findings)
    return scenarios


def passed_programme(result: Path, source: Path, unit_mode: str) -> PassedOn:
    """The pairing programme of ``source`` with the liaison rosters of ``result`` written in, which are judged first: the first
    level's nodes are villages, the second's, if there is one, units.

    Raises InputError with every problem of the tables and of what does not fit, UsageError, VerificationError.
    """
    from optimizer.intake import read_programme
    from optimizer.runs import read_run

    if unit_mode not in ("report", "hard") and not (unit_mode.isascii() and unit_mode.isdigit() and int(unit_mode)):
        raise UsageError(detail=f"--unit-mode {unit_mode}")
    mode: Mode = int(unit_mode) if unit_mode.isdigit() else unit_mode  # type: ignore[assignment]
    judged = judge_chain(result)
    sides = []
    for level in judged.levels:
        run = read_run(result / level)
        if run.answer.roster is not None:
            sides.append((run.programme, run.answer.roster))
    if not 1 <= len(sides) <= 2 or len(sides) != len(judged.chain.levels):
        raise UsageError(code="chain.pass_levels", folder=str(result))
    intake = read_programme(source)
    units = sides[1] if len(sides) == 2 else None
    passed = pass_on(intake.require(), sides[0], units, unit_mode=mode, clause=judged.chain.clause)
    if any(finding.severity == "error" for finding in passed.findings):
        raise InputError(findings=passed.findings)
    return PassedOn(passed.programme, (*intake.findings, *passed.findings))
