"""Which part of an xlsx container holds which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from xml.parsers import expat

from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.xml_guard import whole

_MARKS = 400_000


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """(local name, attributes with local names) of every element."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rsplit(":", 1)[-1], {key.rsplit(":", 1)[-1]: v for key, v in attributes.items()}))

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Refused("intake.truncated") from None
    return found


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> name of its part, worksheets only, in workbook order."""
    names = {name.lower(): name for name in archive.namelist()}
    book = names.get("xl/workbook.xml")
    links = names.get("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        raise Refused("intake.truncated")
    targets: dict[str, str] = {}
    for name, attributes in elements(whole(archive, links, marks=_MARKS)):
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
    found: dict[str, str] = {}
    for name, attributes in elements(whole(archive, book, marks=_MARKS)):
        if "sheetId" in attributes and (name != "sheet" or attributes.get("name", "") in (*found, "")):
            raise Refused("intake.unreadable")
        target = targets.get(attributes.get("id", "")) if name == "sheet" else None
        if target is None:
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        part = names.get(path.lower())
        if part is None:
            raise Refused("intake.truncated", sheet=attributes.get("name", ""))
        found[attributes.get("name", "")] = part
    if not found:
        raise Refused("intake.unreadable")
    return found
