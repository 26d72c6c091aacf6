"""The JSON files of a run: name, version, what may be read, and their schemas.

Version policy: every file begins with ``format`` and ``version``. A reader accepts the current version and the one
before; a newer one is refused with :class:`FormatVersionError`, an older one with :class:`FormatError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError

from optimizer.domain import Answer, Fact
from optimizer.errors import FormatError, FormatVersionError


class RosterFile(Fact):
    """roster.json: the whole answer, by stable ids; names stay in the office's own tables."""

    format: Literal["jiedui.roster"] = "jiedui.roster"
    version: Literal[1] = 1
    title: str
    reference_day: date
    answer: Answer


class ManifestFile(Fact):
    """manifest.json: what the run was made from and with, and the hash of every other file of the folder."""

    format: Literal["jiedui.manifest"] = "jiedui.manifest"
    version: Literal[1] = 1
    facts: Mapping[str, Any] = Field(description="program and solver versions, input hashes, seed, limits, status")
    files: Mapping[str, str] = Field(description="file name -> SHA-256; times.json is not among them")


class TimesFile(Fact):
    """times.json: how long each step took; the only file that differs between two runs of the same input."""

    format: Literal["jiedui.times"] = "jiedui.times"
    version: Literal[1] = 1
    microseconds: Mapping[str, int]


FileModel = type[RosterFile] | type[ManifestFile] | type[TimesFile]


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: its model is that of the current version; ``upgrade`` is not needed before version 2."""

    name: str
    version: int
    model: FileModel


FORMATS: Mapping[str, Format] = {
    "roster": Format("jiedui.roster", 1, RosterFile),
    "manifest": Format("jiedui.manifest", 1, ManifestFile),
    "times": Format("jiedui.times", 1, TimesFile),
}


def schema(name: str) -> dict[str, Any]:
    """The JSON schema of format ``name`` (roster, manifest, times). Raises KeyError."""
    known = FORMATS[name]
    made = known.model.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{known.name} {known.version}",
        **{key: value for key, value in made.items() if key != "title"},
    }


def opened(data: bytes, format_name: str, version: int, file: str) -> dict[str, Any]:
    """The object in ``data``, after its format and version were checked.

    Raises FormatError when it is damaged or of another format, FormatVersionError when it is newer than ``version``.
    """

    def damaged(detail: str) -> FormatError:
        return FormatError(file=file, format=format_name, detail=detail)

    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise damaged(str(error)[:200]) from error
    if not isinstance(value, dict) or value.get("format") != format_name:
        raise damaged(f'it does not begin with "format": "{format_name}"')
    found = value.get("version")
    if type(found) is not int or found < 1:
        raise damaged("it has no version number")
    if found > version:
        raise FormatVersionError(file=file, format=format_name, version=found, known=version)
    if found < version - 1:
        raise damaged(f"version {found} is older than this program reads")
    return value


def read(name: str, data: bytes, file: str) -> RosterFile | ManifestFile | TimesFile:
    """The checked content of a file of format ``name``. Raises FormatError or FormatVersionError."""
    known = FORMATS[name]
    value = opened(data, known.name, known.version, file)
    try:
        return known.model.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FormatError(file=file, format=known.name, detail=f"{place}: {first['msg']}") from error
