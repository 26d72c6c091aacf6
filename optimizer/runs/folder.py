"""programme.json, and reading a run back.

programme.json holds the programme as it was read, people included, so that a run can be judged and reported without
the office's tables; like the roster it is for the office only (mode 0600). manifest.json and certificate.json hold ids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optimizer.contained.crossing import finding_in, finding_out
from optimizer.domain import Answer, Finding, Programme
from optimizer.errors import FormatError, ResourceError
from optimizer.output.canonical import canonical_bytes
from optimizer.output.formats import ManifestFile, opened
from optimizer.output.json_files import read_manifest_json, read_roster_json

PROGRAMME_FILE = "programme.json"
FORMAT, VERSION = "jiedui.programme", 1


@dataclass(frozen=True)
class Run:
    """What a folder holds; ``certificate`` is the JSON that the judge reads."""

    programme: Programme
    findings: tuple[Finding, ...]
    answer: Answer
    certificate: Mapping[str, Any]
    manifest: ManifestFile


def programme_json(programme: Programme, findings: tuple[Finding, ...]) -> bytes:
    """The programme and everything that was noticed about it."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "programme": programme.model_dump(mode="json"),
        "findings": [finding_out(finding) for finding in findings],
    }
    return canonical_bytes(content)


def read_programme_json(data: bytes, file: str) -> tuple[Programme, tuple[Finding, ...]]:
    """Raises FormatError, FormatVersionError."""
    content = opened(data, FORMAT, VERSION, file)
    try:
        findings = tuple(finding_in(finding) for finding in content["findings"])
        return Programme.model_validate(content["programme"]), findings
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FormatError(file=file, format=FORMAT, detail=f"{place}: {first['msg']}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(file=file, format=FORMAT, detail=type(error).__name__) from error


def read_run(folder: Path) -> Run:
    """Everything of the run in ``folder``. Raises ResourceError for a missing file, FormatError for a damaged one."""
    programme, findings = read_programme_json(_bytes(folder, PROGRAMME_FILE), PROGRAMME_FILE)
    answer = read_roster_json(_bytes(folder, "roster.json"))
    manifest = read_manifest_json(_bytes(folder, "manifest.json"))
    try:
        certificate = json.loads(_bytes(folder, "certificate.json"))
    except (ValueError, RecursionError) as error:
        raise FormatError(file="certificate.json", format="jiedui.certificate", detail=type(error).__name__) from error
    if not isinstance(certificate, dict):
        raise FormatError(file="certificate.json", format="jiedui.certificate", detail="{")
    return Run(programme, findings, answer, certificate, manifest)


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise ResourceError(code="runs.missing", folder=str(folder), file=name) from error
