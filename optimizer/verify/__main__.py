"""``python -m optimizer.verify DIR``: judge a stored run with numpy and pydantic alone. Exit 0: accepted, 7: rejected, 3: unreadable."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optimizer.domain import Answer, Programme
from optimizer.errors import FormatError
from optimizer.messages import Finding, Lang, say
from optimizer.verify.certificate_file import read_text
from optimizer.verify.roster import verify_roster
from optimizer.verify.verdict import Verdict

ACCEPTED, UNREADABLE, REJECTED = 0, 3, 7


def judge_folder(folder: Path) -> Verdict:
    """Judge programme.json, roster.json and certificate.json of a run. Raises FormatError, OSError."""
    programme = _read(folder, "programme.json", "jiedui.programme", Programme, "programme")
    answer = _read(folder, "roster.json", "jiedui.roster", Answer, "answer")
    certificate = read_text((folder / "certificate.json").read_bytes(), "certificate.json")
    altered = _altered(folder)
    verdict = verify_roster(programme, answer, certificate)
    if altered:
        return Verdict(False, verdict.status, verdict.tiers, (*altered, *verdict.findings))
    return verdict


def _read(folder: Path, file: str, format_: str, kind: Any, field: str) -> Any:
    data = _json(folder / file)
    if not isinstance(data, dict) or data.get("format") != format_ or field not in data:
        raise FormatError(file=file, format=format_, detail="another format")
    try:
        return kind.model_validate(data[field])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise FormatError(file=file, format=format_, detail=f"{first['loc']}: {first['msg']}") from error


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise FormatError(file=path.name, format="JSON", detail=str(error)[:200]) from error


def _altered(folder: Path) -> list[Finding]:
    """Files that are not what the manifest says, when there is a manifest."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return []
    whole = _json(manifest)
    try:
        stated = {**whole["files"], "programme.json": whole["facts"]["programme_sha256"]}
    except (KeyError, TypeError) as error:
        raise FormatError(file=manifest.name, format="jiedui.manifest", detail="hashes are missing") from error
    found = []
    for name in ("programme.json", "roster.json", "certificate.json"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if stated.get(name) != digest:
            found.append(Finding("verify.file_altered", facts={"file": name}))
    return found


def main(arguments: Sequence[str], lang: Lang = "zh") -> int:
    """Print the verdict; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("python -m optimizer.verify DIR\n")
        return 2
    try:
        verdict = judge_folder(Path(arguments[0]))
    except FormatError as error:
        sys.stderr.write(error.say(lang) + "\n")
        return UNREADABLE
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    for finding in verdict.findings:
        sys.stderr.write(finding.say(lang) + "\n")
    facts = {"status": str(verdict.status)}
    sys.stdout.write(say("verify.accepted" if verdict.accepted else "verify.rejected", facts, lang) + "\n")
    for tier in verdict.tiers:
        sys.stdout.write(f"{tier.name}\t{tier.value}\t{tier.bound}\t{tier.label}\n")
    return ACCEPTED if verdict.accepted else REJECTED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
