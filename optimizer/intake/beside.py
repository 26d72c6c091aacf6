"""Files that lie beside the tables, look like tables, and are not read: named, so that none is forgotten in silence."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from optimizer.intake.file_names import readable
from optimizer.messages import Cell, Finding

_NO_TABLES = frozenset(
    [
        ".docx",
        ".doc",
        ".docm",
        ".dotx",
        ".wps",
        ".wpt",
        ".pptx",
        ".ppt",
        ".dps",
        ".pdf",
        ".ofd",
        ".zip",
        ".jar",
        ".epub",
        ".odt",
        ".odp",
        ".msg",
        ".md",
        ".yaml",
        ".yml",
        ".toml",
        ".json",
        ".html",
        ".htm",
        ".npz",
        ".geojson",
        ".log",
    ]
)
"""Endings of what may begin like a workbook or a web page and yet is none, or is a report of ours."""
_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml", b"<html", b"<table", b"MIME-Version")


def overlooked(place: Path, read: Collection[str], endings: Collection[str]) -> list[Finding]:
    """A warning for each file of the folder that begins like a table under an ending that is not read, and for folders."""
    if not place.is_dir():
        return []
    found = []
    for entry in sorted(place.iterdir(), key=lambda p: p.name):
        name = readable(entry.name)
        if name in read or name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            inside = sum(one.suffix.lower() in endings and not one.name.startswith("~$") for one in entry.iterdir())
            if inside:
                facts = {"folder": name, "count": inside}
                found.append(Finding("intake.folder_unread", "warning", facts, (Cell(name + "/"),)))
        elif entry.is_file() and entry.suffix.lower() not in _NO_TABLES and _begins_like_a_table(entry):
            found.append(Finding("intake.ending_unread", "warning", {"file": name}, (Cell(name),)))
    return found


def _begins_like_a_table(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            head = stream.read(64)
    except OSError:
        return False
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARKS)
