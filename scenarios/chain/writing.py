"""A chain's files: report, workbook, the proof of coverage, and a run folder a level that ``jiedui verify`` reads."""

from __future__ import annotations

from pathlib import Path

from optimizer.domain import Status
from optimizer.messages import Lang
from optimizer.output.canonical import canonical_bytes
from optimizer.output.files import write_folder
from optimizer.output.html import page_bytes
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import Options
from optimizer.runs import write_plan
from scenarios.chain.documents import report, workbook
from scenarios.chain.solving import ChainAnswer

FILES = ("report.html", "tiers.xlsx", "coverage.json")


def write_chain(
    folder: Path,
    found: ChainAnswer,
    options: Options,
    *,
    lang: Lang = "zh",
    masked: bool = True,
    force: bool = False,
) -> tuple[str, ...]:
    """Write report.html, tiers.xlsx and coverage.json, and each level's run into a folder named by its id; returns the names.

    Raises ExistsError, ResourceError. A level's certificate proves it given the levels above, whose rosters are part of its
    programme; coverage.json says how the whole was proved and never calls it optimal unless it was solved jointly.
    """
    files = {
        "report.html": page_bytes(report(found, lang, masked=masked)),
        "tiers.xlsx": workbook_bytes(workbook(found, lang)),
        "coverage.json": canonical_bytes(_content(found)),
    }
    write_folder(folder, files, last="coverage.json", owned=FILES, force=force)
    for entry in found.levels:
        write_plan(folder / entry.level, entry.plan, options, lang=lang, masked=masked, force=force)
    return (*FILES, *(entry.level for entry in found.levels))


def _content(found: ChainAnswer) -> dict[str, object]:
    return {
        "format": "jiedui.chain",
        "version": 1,
        "title": found.chain.title,
        "whole": found.whole,
        "coverage": found.coverage.as_json(),
        "levels": [
            {
                "level": entry.level,
                "status": entry.answer.status.value,
                "given": list(entry.given),
                "jointly": list(entry.jointly),
            }
            for entry in found.levels
        ],
        "joint": [
            {
                "levels": [found.chain.levels[number].id for number in joint.levels],
                "status": joint.status.value,
                "tiers": [{"name": name, "value": value, "label": label} for name, value, label in joint.values],
                "proved": joint.status in (Status.OPTIMAL, Status.INFEASIBLE),
                "route": joint.route,
            }
            for joint in found.joint
        ],
    }
