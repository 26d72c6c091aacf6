"""Which part of an xlsb container holds which sheet."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile

from optimizer.intake.readers.container import part_of
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.xlsb_texts import binary_records

_BUNDLE_SHEET = 156
_LINK = re.compile(r"<Relationship\b[^>]*>")


def _attribute(element: str, name: str) -> str:
    found = re.search(rf"""\b{name}\s*=\s*["']([^"']*)["']""", element)
    return found[1] if found else ""


def binary_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> name of its part, in workbook order."""
    names = set(archive.namelist())
    if "xl/_rels/workbook.bin.rels" not in names:
        raise Refused("intake.truncated")
    links = part_of(archive, "xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = {_attribute(link, "Id"): _attribute(link, "Target") for link in _LINK.findall(links)}
    found: dict[str, str] = {}
    data = part_of(archive, "xl/workbook.bin", 16 << 20)
    try:
        for kind, at, _ in binary_records(data):
            if kind == _BUNDLE_SHEET:
                link, after = _wide(data, at + 8)
                name, _ = _wide(data, after)
                part = posixpath.normpath(posixpath.join("xl", targets.get(link, "").removeprefix("/xl/")))
                if part in names and "worksheets" in part:
                    found[name] = part
    except (IndexError, struct.error):
        raise Refused("intake.truncated") from None
    return found


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 text and the place after it."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * min(length, 1 << 16)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
