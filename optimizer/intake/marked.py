"""A copy of the user's tables with the wrong cells coloured and commented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from optimizer.contained import run_contained
from optimizer.errors import ExistsError
from optimizer.intake.programme import MEMORY_BYTES, files_of
from optimizer.messages import Finding, Lang

_COLOURS = {"error": "FFC7CE", "warning": "FFEB9C", "ask": "BDD7EE", "note": "E2EFDA"}
_ORDER = ("error", "warning", "ask", "note")


def mark_copy(
    path: Path | str,
    findings: Iterable[Finding],
    out: Path | str,
    *,
    lang: Lang = "zh",
    masked: bool = False,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write, into folder ``out``, a marked xlsx copy of every file that a finding names; returns the paths.

    Cells are coloured by severity and carry the sentence and the advice as a comment; a sheet 问题清单 lists all.
    The originals are not touched; files that the guard refused have no copy. Work is done in a contained child.
    Raises ExistsError unless ``force``, ContainedError.
    """
    files, _ = files_of(Path(path))
    folder = Path(out)
    marks: dict[str, list[dict[str, Any]]] = {}
    for finding in sorted(findings, key=lambda f: _ORDER.index(f.severity)):
        for cell in finding.cells:
            marks.setdefault(cell.file, []).append(
                {
                    "sheet": cell.sheet,
                    "address": cell.address,
                    "severity": finding.severity,
                    "colour": _COLOURS[finding.severity],
                    "text": finding.say(lang, masked=masked),
                    "advice": finding.advice(lang, masked=masked),
                }
            )
    written = []
    for name, file in files:
        if name not in marks:
            continue
        target = folder / f"{Path(name).stem}-标注.xlsx"
        if target.exists() and not force:
            raise ExistsError(path=str(target))
        folder.mkdir(parents=True, exist_ok=True)
        megabytes = file.stat().st_size / 1e6
        done = run_contained(
            "optimizer.intake.readers.mark:mark_file",
            {
                "name": name,
                "path": str(file.resolve()),
                "out": str(target.resolve()),
                "marks": marks[name],
                "lang": lang,
            },
            memory_bytes=2 * MEMORY_BYTES,
            cpu_seconds=20 + 20 * megabytes,
            wall_seconds=60 + 60 * megabytes,
        )
        if done:
            written.append(target)
    return tuple(written)
