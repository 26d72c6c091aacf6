"""Writing a run: the office's documents, the machine's files, and the manifest that ties them together."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.domain import Finding
from optimizer.explain.documents import report_documents, run_documents
from optimizer.messages import Lang
from optimizer.output.canonical import canonical_bytes, sha256_hex
from optimizer.output.document import Outline
from optimizer.output.files import write_file, write_folder
from optimizer.output.run_files import MANIFEST, RUN_FILES, run_files
from optimizer.planning import Options, Plan
from optimizer.runs.folder import PROGRAMME_FILE, Run, programme_json

if TYPE_CHECKING:
    from optimizer.intake import Receipt

LIBRARIES = ("jiedui", "numpy", "ortools", "highspy", "xlsxwriter")
"""Whose versions may change the bytes of a result."""


def write_plan(
    folder: Path,
    plan: Plan,
    options: Options,
    receipt: Receipt | None = None,
    findings: tuple[Finding, ...] = (),
    *,
    lang: Lang = "zh",
    masked: bool = True,
    force: bool = False,
    seconds: Mapping[str, float] | None = None,
) -> tuple[str, ...]:
    """Write all files of the plan into ``folder``, whole or not at all; returns their names.

    ``findings``: what reading the tables found; ``seconds``: steps before planning. Raises ExistsError, ResourceError.
    """
    certificate = canonical_bytes(plan.certificate)
    everything = (*findings, *plan.findings)
    stored = programme_json(plan.programme, everything)
    documents = run_documents(
        plan.programme, plan.answer, everything, lang, masked, certificate_sha256=sha256_hex(certificate)
    )
    facts = _facts(plan, options, receipt, sha256_hex(stored), lang, masked)
    times = {**(seconds or {}), **plan.seconds}
    files = run_files(plan.answer, plan.programme, certificate, facts, plan.warm_start, times, documents, lang=lang)
    files[PROGRAMME_FILE] = stored
    write_folder(folder, files, last=MANIFEST, owned=(*RUN_FILES, PROGRAMME_FILE), force=force)
    return tuple(name for name in (*RUN_FILES, PROGRAMME_FILE) if name in files)


def write_report(
    run: Run,
    path: Path,
    *,
    lang: Lang = "zh",
    masked: bool = True,
    background: tuple[Outline, ...] = (),
    force: bool = False,
) -> None:
    """report.html of a run again, in another language, unmasked, or with a map. Raises ExistsError, ResourceError."""
    from optimizer.output.html import page_bytes

    digest = sha256_hex(canonical_bytes(run.certificate))
    documents = report_documents(
        run.programme, run.answer, run.findings, lang, masked, background=background, certificate_sha256=digest
    )
    write_file(path, page_bytes(*documents), force=force)


def _facts(
    plan: Plan, options: Options, receipt: Receipt | None, programme: str, lang: Lang, masked: bool
) -> dict[str, Any]:
    limit = options.time_limit_seconds
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "inputs": [] if receipt is None else [_input(file) for file in receipt.files],
        "counts": {} if receipt is None else dict(receipt.counts),
        "programme_sha256": programme,
        "reference_day": plan.programme.reference_day.isoformat(),
        "seed": plan.programme.seed,
        "work_limit": options.work_limit,
        "time_limit_milliseconds": None if limit is None else round(limit * 1000),
        "reproducible": limit is None,
        "status": plan.answer.status,
        "stopped_by": plan.answer.stopped_by,
        "route": plan.answer.route,
        "lang": lang,
        "masked": masked,
    }


def _input(file: Any) -> dict[str, Any]:
    tables = [table for sheet in file.sheets for table in sheet.tables]
    return {
        "file": file.file,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "rows_read": sum(table.rows_read for table in tables),
        "rows_skipped": sum(len(table.skipped) for table in tables),
        "reason": file.reason,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
