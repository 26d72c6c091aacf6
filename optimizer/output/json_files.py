"""Writers and readers of the JSON files of a run, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from optimizer.domain import Answer, Programme
from optimizer.output.canonical import canonical, canonical_bytes
from optimizer.output.formats import ManifestFile, RosterFile, TimesFile, read


def roster_json(answer: Answer, programme: Programme) -> bytes:
    """roster.json. Personal data inside rule facts are masked; people stand as stable ids."""
    safe = answer.altered(
        exclusions=tuple(item.altered(facts=canonical(item.facts)) for item in answer.exclusions),
        rules=tuple(item.altered(facts=canonical(item.facts)) for item in answer.rules),
    )
    file = RosterFile(title=programme.title, reference_day=programme.reference_day, answer=safe)
    return canonical_bytes(file.model_dump(mode="json"))


def read_roster_json(source: bytes | Path) -> Answer:
    """The answer that :func:`roster_json` wrote. Raises FormatError, FormatVersionError, OSError."""
    data, file = _content(source, "roster.json")
    return cast(RosterFile, read("roster", data, file)).answer


def manifest_json(facts: Mapping[str, Any], files: Mapping[str, str]) -> bytes:
    """manifest.json: facts of the run and SHA-256 of the files beside it."""
    file = ManifestFile(facts=canonical(facts), files=files)
    return canonical_bytes(file.model_dump(mode="json"))


def read_manifest_json(source: bytes | Path) -> ManifestFile:
    """Raises FormatError, FormatVersionError, OSError."""
    data, file = _content(source, "manifest.json")
    return cast(ManifestFile, read("manifest", data, file))


def times_json(seconds: Mapping[str, float]) -> bytes:
    """times.json, in whole microseconds."""
    file = TimesFile(microseconds={name: round(value * 1_000_000) for name, value in seconds.items()})
    return canonical_bytes(file.model_dump(mode="json"))


def read_times_json(source: bytes | Path) -> Mapping[str, int]:
    """Microseconds by step. Raises FormatError, FormatVersionError, OSError."""
    data, file = _content(source, "times.json")
    return cast(TimesFile, read("times", data, file)).microseconds


def _content(source: bytes | Path, name: str) -> tuple[bytes, str]:
    return (source, name) if isinstance(source, bytes) else (source.read_bytes(), source.name)
