"""A chain's files: report, workbook, the proofs over levels, and a run folder a level that ``jiedui verify`` reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from optimizer.domain import Finding
from optimizer.errors import ExistsError, FormatError, ResourceError
from optimizer.messages import Lang, both
from optimizer.output.canonical import canonical_bytes, sha256_hex
from optimizer.output.files import write_folder
from optimizer.output.formats import opened
from optimizer.output.html import page_bytes
from optimizer.output.run_files import MANIFEST
from optimizer.output.xlsx import workbook_bytes
from optimizer.planning import Options
from optimizer.runs import write_plan
from scenarios.chain.book import Book
from scenarios.chain.check_document import form_document
from scenarios.chain.counter_check import Draw
from scenarios.chain.documents import report, workbook
from scenarios.chain.letters import letter_documents
from scenarios.chain.solving import ChainAnswer

COVERAGE, JOINT, REST = "coverage.json", "joint.json", "unreached.json"
FORM, LETTERS = "counter-check.xlsx", "letters"
FILES = ("report.html", "tiers.xlsx", FORM, COVERAGE, JOINT, REST)
FORMAT, VERSION = "jiedui.chain", 1


def write_chain(
    folder: Path,
    found: ChainAnswer,
    options: Options,
    *,
    lang: Lang = "zh",
    masked: bool = True,
    force: bool = False,
    draw: Draw | None = None,
    noticed: tuple[Finding, ...] = (),
) -> tuple[str, ...]:
    """Write report.html, tiers.xlsx, coverage.json and, where there is something to say, joint.json (the certificates of parts
    solved over levels) and unreached.json (levels below one that is impossible); each level's run goes into a folder named by
    its id. Returns the names.

    Raises ExistsError, ResourceError. A level's certificate proves it given the levels above, whose rosters are part of its
    programme; coverage.json says how the whole was proved and never calls it optimal unless it was solved jointly. It is written
    last, with the hashes of all that belongs to it.
    """
    draw = draw or Draw()
    files = {
        "report.html": page_bytes(*(report(found, each, masked=masked, noticed=noticed) for each in both(lang))),
        "tiers.xlsx": workbook_bytes(workbook(found, lang, draw=draw)),
    }
    book = Book(found, lang, masked=False)
    if found.coverage.complete:
        files[FORM] = workbook_bytes(form_document(book, draw))
    if found.joint:
        files[JOINT] = canonical_bytes(joint_content(found), compact=True)
    rest = found.chain.levels[len(found.levels) :]
    if rest:
        levels = [{"level": level.id, "programme": level.programme.model_dump(mode="json")} for level in rest]
        files[REST] = canonical_bytes({"format": "jiedui.unreached", "version": VERSION, "levels": levels})
    hashes = {name: sha256_hex(files[name]) for name in (JOINT, REST) if name in files}
    for entry in found.levels:
        write_plan(folder / entry.level, entry.plan, options, lang=lang, masked=masked, force=force)
        hashes[f"{entry.level}/{MANIFEST}"] = sha256_hex(folder / entry.level / MANIFEST)
    letters = {f"{name}.html": page_bytes(document) for name, document in letter_documents(book).items()}
    old = [path.name for path in (folder / LETTERS).glob("[0-9]*.html")]
    if letters or old:
        write_folder(folder / LETTERS, letters, owned=old, force=force)
    files[COVERAGE] = canonical_bytes(_content(found, hashes, draw))
    write_folder(folder, files, last=COVERAGE, owned=FILES, force=force)
    return (
        *(name for name in FILES if name in files),
        *((LETTERS,) if letters else ()),
        *(entry.level for entry in found.levels),
    )


def refuse_chain(folder: Path, *, force: bool) -> None:
    """Raises ExistsError when ``folder`` holds a chain's result already and ``force`` is not set: before anything is solved."""
    there = [name for name in (*FILES, LETTERS) if (folder / name).exists()]
    if folder.is_file() or (there and not force):
        raise ExistsError(path=str(folder / there[0]) if there else str(folder))


def draw_of(folder: Path) -> Draw:
    """How the counter-check of a stored chain was drawn. Raises FormatError, ResourceError."""
    try:
        content = opened((folder / COVERAGE).read_bytes(), FORMAT, VERSION, COVERAGE)
        return Draw(int(content["sample"]["share_percent"]), int(content["sample"]["least"]))
    except OSError as error:
        raise ResourceError(code="runs.missing", folder=str(folder), file=COVERAGE) from error
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(file=COVERAGE, format=FORMAT, detail=f"sample: {type(error).__name__}") from error


def joint_content(found: ChainAnswer) -> dict[str, object]:
    """joint.json."""
    return {
        "format": "jiedui.joint",
        "version": VERSION,
        "parts": [dict(joint.certificate) for joint in found.joint],
    }


def _content(found: ChainAnswer, hashes: Mapping[str, str], draw: Draw) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": found.chain.title,
        "root": found.chain.root,
        "clause": found.chain.clause,
        "whole": found.whole,
        "coverage": found.coverage.as_json(),
        "levels": [
            {
                "level": entry.level,
                "title": entry.title,
                "status": entry.answer.status.value,
                "given": list(entry.given),
                "jointly": list(entry.jointly),
                "alone": entry.alone,
            }
            for entry in found.levels
        ],
        "joint": [
            {
                "levels": [found.chain.levels[number].id for number in joint.levels],
                "nodes": sum(map(len, joint.part.nodes.values())),
                "status": joint.status.value,
                "tiers": [{"name": name, "value": value, "label": label} for name, value, label in joint.values],
                "proved": joint.proved,
                "route": joint.route,
            }
            for joint in found.joint
        ],
        "sample": {"share_percent": draw.share_percent, "least": draw.least},
        "files": hashes,
    }
