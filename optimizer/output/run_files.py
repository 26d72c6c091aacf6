"""The files of a run: what ``-o FOLDER`` holds when planning is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.domain import Answer, Programme
from optimizer.errors import ExistsError
from optimizer.messages import Lang
from optimizer.output.arrays import Arrays, arrays_npz
from optimizer.output.canonical import sha256_hex
from optimizer.output.csv_writer import table_csv
from optimizer.output.document import Document, Table
from optimizer.output.json_files import manifest_json, roster_json, times_json

RUN_FILES = (
    "roster.xlsx",
    "roster.json",
    "roster.csv",
    "report.html",
    "certificate.json",
    "manifest.json",
    "warm_start.npz",
    "times.json",
)
"""Every file that a run may write. Without a roster there are no roster.xlsx, roster.csv and warm_start.npz."""

MANIFEST = "manifest.json"
TIMES = "times.json"


@dataclass(frozen=True, slots=True)
class RunDocuments:
    """What is to be written for people; None: there is no roster, or it is too large for a workbook.

    ``translations``: the report in other languages, for the same page.
    """

    report: Document | None
    roster: Document | None = None
    table: Table | None = None
    translations: tuple[Document, ...] = ()


def run_files(
    answer: Answer,
    programme: Programme,
    certificate: bytes,
    manifest_facts: Mapping[str, Any],
    warm_start: Arrays,
    seconds: Mapping[str, float],
    documents: RunDocuments,
    *,
    lang: Lang = "zh",
) -> dict[str, bytes]:
    """The content of every file of the run, by name; the same input gives the same bytes, times.json excepted.

    ``certificate``: canonical JSON; ``seconds``: by step, for times.json. ``files.write_folder`` puts them into a folder.
    Raises UsageError when a table does not fit a worksheet.
    """
    files = {"roster.json": roster_json(answer, programme), "certificate.json": certificate}
    if documents.report is not None:
        from optimizer.output.html import page_bytes

        files["report.html"] = page_bytes(documents.report, *documents.translations)
    if answer.roster is not None:
        if documents.roster is not None:
            from optimizer.output.xlsx import workbook_bytes

            files["roster.xlsx"] = workbook_bytes(documents.roster)
        if documents.table is not None:
            files["roster.csv"] = table_csv(documents.table, lang)
        if warm_start:
            files["warm_start.npz"] = arrays_npz(warm_start)
    hashes = {name: sha256_hex(content) for name, content in files.items()}
    files[MANIFEST] = manifest_json(manifest_facts, hashes)
    files[TIMES] = times_json(seconds)
    return files


def refuse_existing(folder: Path, *, force: bool = False) -> None:
    """The same refusal before any work is done. Raises ExistsError when the folder holds files of a run."""
    if folder.exists() and not folder.is_dir():
        raise ExistsError(path=str(folder))
    present = [name for name in RUN_FILES if (folder / name).exists()]
    if present and not force:
        raise ExistsError(path=str(folder / present[0]))
