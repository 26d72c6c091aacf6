"""Judging a stored run: no file altered, nothing claimed that the certificate does not prove, the tables still the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.domain import Finding, Programme
from optimizer.errors import VerificationError
from optimizer.messages import Cell
from optimizer.output.canonical import sha256_hex
from optimizer.runs.folder import PROGRAMME_FILE, Run, read_run

if TYPE_CHECKING:
    from optimizer.verify import Verdict


def judge_run(folder: Path) -> tuple[Run, Verdict]:
    """The run and what the judge of rosters grants it.

    Raises VerificationError with every falsehood: altered or missing files, a roster or certificate that the judge
    rejects, a status or label above what is proved. Raises FormatError, ResourceError when files cannot be read.
    """
    from optimizer.verify import verify_roster

    run = read_run(folder)
    _refuse(_altered(folder, run))
    verdict = verify_roster(run.programme, run.answer, run.certificate)
    found = [finding for finding in verdict.findings if finding.severity == "error"]
    if not verdict.accepted:
        _refuse(found or [Finding("runs.rejected")])
    _refuse(_overstated(run, verdict))
    return run, verdict


def judge_tables(run: Run, read: Programme) -> None:
    """Is ``read``, the programme in the office's tables now, the one that the run was made from?

    The lottery seed is left out: a flag may have set it. Raises VerificationError that names what differs.
    """
    now = read.altered(seed=run.programme.seed)
    if now == run.programme:
        return
    parts = [name for name in Programme.model_fields if getattr(now, name) != getattr(run.programme, name)]
    _refuse([Finding("runs.tables_differ", facts={"parts": parts})])


def _altered(folder: Path, run: Run) -> list[Finding]:
    """Files of the manifest that are not what it says."""
    expected = {**run.manifest.files, PROGRAMME_FILE: str(run.manifest.facts.get("programme_sha256", ""))}
    found = []
    for name, digest in sorted(expected.items()):
        file = folder / name
        if not file.is_file():
            found.append(Finding("runs.gone", cells=(Cell(name),)))
        elif sha256_hex(file) != digest:
            found.append(Finding("runs.altered", cells=(Cell(name),)))
    return found


def _overstated(run: Run, verdict: Verdict) -> list[Finding]:
    """Claims of roster.json above what the judge grants."""
    found = []
    if run.answer.status != verdict.status:
        said = {"claimed": run.answer.status.value, "proved": verdict.status.value}
        found.append(Finding("runs.status", facts=said, cells=(Cell("roster.json"),)))
    granted = {tier.name: tier.label for tier in verdict.tiers}
    for tier in run.answer.tiers:
        proved = granted.get(tier.name, tier.label)
        if proved != tier.label:
            facts: dict[str, object] = {"tier": tier.number, "claimed": tier.label, "proved": proved}
            found.append(Finding("runs.label", facts=facts, cells=(Cell("roster.json"),)))
    return found


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise VerificationError(findings=findings, code="runs.not_verified", count=len(findings))
