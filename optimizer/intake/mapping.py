"""What a person decided about headers and sheets, kept as mapping.yaml beside the tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from optimizer.domain import Fact
from optimizer.errors import FormatError, FormatVersionError
from optimizer.intake.column import TableKind, kinds
from optimizer.intake.text import header_forms

FILE_NAME = "mapping.yaml"
LEFT_OUT = "-"
VERSION = 1
_MOST_BYTES = 1 << 20


class Mappings(Fact):
    """``headers``: kind -> header as written -> field, or "-" to leave the column out. ``header@C`` decides about that
    header in column C alone, for tables in which it stands twice.

    ``sheets``: ``file[sheet]`` (CSV: the file alone) -> kind, or "-" to leave the sheet out. A hidden sheet that is
    named here is read.
    """

    version: int = VERSION
    headers: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    sheets: Mapping[str, str] = Field(default_factory=dict)

    def saved(self) -> dict[str, dict[str, str]]:
        """Kind -> normalised header -> field."""
        return {
            kind: {form: name for header, name in headers.items() for form in header_forms(header)[:1]}
            for kind, headers in self.headers.items()
        }

    def sheet(self, file: str, name: str) -> str | None:
        """The kind that a person gave this sheet."""
        return self.sheets.get(f"{file}[{name}]" if name else file)


def place_of(path: Path) -> Path:
    """Where the mapping of a folder or workbook stands."""
    return (path if path.is_dir() else path.parent) / FILE_NAME


def load_mapping(path: Path) -> Mappings:
    """The mapping file of a folder or workbook; an empty one when there is none. Raises FormatError."""
    place = place_of(path)
    if not place.is_file():
        return Mappings()
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if place.stat().st_size > _MOST_BYTES:
        raise FormatError(file=place.name, format="jiedui-mapping", detail="> 1 MB")
    try:
        data: Any = YAML(typ="safe", pure=True).load(place.read_text("utf-8-sig"))
    except (YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(file=place.name, format="jiedui-mapping", detail=type(error).__name__) from None
    if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > VERSION:
        raise FormatVersionError(file=place.name, format="jiedui-mapping", version=data["version"], known=VERSION)
    try:
        return _by_name(Mappings.model_validate(data or {}), place.name)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise FormatError(file=place.name, format="jiedui-mapping", detail=f"{where}: {first['msg']}") from None


def _by_name(mappings: Mappings, file: str) -> Mappings:
    """Kinds and fields under their own names, where people wrote those of the template (帮扶责任人, 姓名)."""
    headers: dict[str, dict[str, str]] = {}
    for kind, decisions in mappings.headers.items():
        table = kind_called(kind)
        if table is None:
            raise FormatError(file=file, format="jiedui-mapping", detail=_nearest(kind, [k.zh for k in kinds()]))
        own = headers.setdefault(table.name, {})
        for header, name in decisions.items():
            found = field_called(table, name)
            if found is None:
                raise FormatError(
                    file=file, format="jiedui-mapping", detail=_nearest(name, [c.header for c in table.columns])
                )
            own[header] = found
    known = {kind.zh: kind.name for kind in kinds()}
    return mappings.altered(headers=headers, sheets={s: known.get(k, k) for s, k in mappings.sheets.items()})


def kind_called(name: str) -> TableKind | None:
    """The kind by its name or its Chinese title."""
    return next((kind for kind in kinds() if name in (kind.name, kind.zh)), None)


def field_called(kind: TableKind, name: str) -> str | None:
    """The field by its name, by the header that the template shows, or "-"."""
    if name == LEFT_OUT:
        return name
    return next((column.field for column in kind.columns if name in (column.field, column.header)), None)


def _nearest(name: str, known: list[str]) -> str:
    return f"{name} ≠ {get_close_matches(name, known, n=1, cutoff=0.0)[0]} ?"


def save_mapping(path: Path, mappings: Mappings) -> Path:
    """Write the mapping file beside the tables of ``path``; the old one is replaced in one step."""
    from ruamel.yaml import YAML

    place = place_of(path)
    draft = place.with_suffix(".yaml.tmp")
    writer = YAML()
    writer.allow_unicode = True
    with draft.open("w", encoding="utf-8") as stream:
        writer.dump(
            {
                "version": VERSION,
                "headers": {kind: dict(headers) for kind, headers in sorted(mappings.headers.items())},
                "sheets": dict(sorted(mappings.sheets.items())),
            },
            stream,
        )
    os.replace(draft, place)
    return place
