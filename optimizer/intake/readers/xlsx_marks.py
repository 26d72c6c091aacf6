"""Cells of an xlsx sheet that are struck through, wholly or in part, and cells that carry comments."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable

from optimizer.intake.readers import limits
from optimizer.intake.readers.xlsx_parts import elements
from optimizer.intake.readers.xlsx_scan import REFERENCE, TYPE, SheetScan, cell_pattern, column_number
from optimizer.intake.readers.xml_guard import whole

Places = set[tuple[int, int]]

_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_STRUCK = re.compile(rb"""<(?:\w+:)?strike(?:\s+val\s*=\s*["'](\w+)["'])?\s*/?>""")
_RUN_END = re.compile(rb"</(?:\w+:)?r>")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>\s*[^<\s]")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST = 20_000
"""Struck cells beyond so many are not listed any more."""
_STYLES_BYTES = 64 << 20


def _on(value: bytes | str | None) -> bool:
    return value not in (b"0", b"false", "0", "false")


def struck_styles(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """Numbers of the cell formats whose font is struck through."""
    names = {name.lower(): name for name in archive.namelist()}
    part = names.get("xl/styles.xml")
    data = whole(archive, part, marks=limits.STRING_MARKS, most=_STYLES_BYTES) if part else b""
    if b"strike" not in data:
        return frozenset()
    fonts: set[int] = set()
    found: set[bytes] = set()
    inside, font, style = "", -1, -1
    for name, attributes in elements(data):
        if name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            inside = name
        elif name == "font" and inside == "fonts":
            font += 1
        elif name == "strike" and inside == "fonts" and _on(attributes.get("val")):
            fonts.add(font)
        elif name == "xf" and inside == "cellXfs":
            style += 1
            if attributes.get("fontId", "").isdigit() and int(attributes["fontId"]) in fonts:
                found.add(b"%d" % style)
    return frozenset(found)


def struck_text(xml: bytes) -> str:
    """``whole``, ``part`` or "": how much of a text made of runs is struck through."""
    if b"strike" not in xml:
        return ""
    runs = [run for run in _RUN_END.split(xml) if _TEXT.search(run)]
    struck = [bool((hit := _STRUCK.search(run)) and _on(hit[1])) for run in runs]
    return ("whole" if all(struck) else "part") if any(struck) else ""


def struck_cells(
    scan: SheetScan, styles: frozenset[bytes], strings: Callable[[int], bytes], rich: bool
) -> tuple[Places, Places]:
    """(cells struck through, cells of which a part is); ``rich``: the shared strings hold struck runs."""
    found: Places = set()
    half: Places = set()
    inline = any(b"strike" in piece for piece in scan.kept)
    if not (styles or rich or inline):
        return found, half
    cells = cell_pattern(scan.prefix)
    value = re.compile(rb"<%sv\b[^>]*>(\d+)<" % re.escape(scan.prefix))
    marked = rb"""\bs\s*=\s*["'](?:%s)["']""" % b"|".join(sorted(styles)) if styles else rb"(?!)"
    likely = re.compile(marked)
    for row, body in scan.bodies(set(scan.filled)).items():
        if len(found) > _MOST:
            break
        if not rich and b"strike" not in body and not likely.search(body):
            continue
        column = -1
        for cell in cells.finditer(body):
            reference = REFERENCE.search(cell[1])
            column = column_number(reference[1]) if reference else column + 1
            content = cell[2] or b""
            if not content:
                continue
            style = _STYLE.search(cell[1])
            kind = TYPE.search(cell[1])
            text = content if inline else b""
            if rich and kind and kind[1] == b"s" and (number := value.search(content)):
                text = strings(int(number[1]))
            how = struck_text(text)
            if how == "whole" or (not how and style and style[1] in styles):
                found.add((row, column))
            elif how:
                half.add((row, column))
    return found, half


def commented_cells(archive: zipfile.ZipFile, part: str) -> Places:
    """Cells with a note or a thread of comments."""
    folder, _, name = part.rpartition("/")
    names = {entry.lower(): entry for entry in archive.namelist()}
    links = names.get(f"{folder}/_rels/{name}.rels".lower())
    if links is None:
        return set()
    found: Places = set()
    for element, attributes in elements(whole(archive, links, marks=limits.STRING_MARKS)):
        if element != "Relationship" or not attributes.get("Type", "").lower().endswith("comments"):
            continue
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        comments = names.get(path.lower())
        if comments is None:
            continue
        for element_name, own in elements(whole(archive, comments, marks=limits.STRING_MARKS)):
            place = _CELL.fullmatch(own.get("ref", "")) if element_name in ("comment", "threadedComment") else None
            if place:
                found.add((int(place[2]) - 1, column_number(place[1].encode())))
    return found
