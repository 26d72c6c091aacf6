"""Records, shared texts, fonts and comments of the binary zip workbook ([MS-XLSB]), as far as a scan needs them."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator

from optimizer.intake.readers.container import part_of
from optimizer.intake.readers.refusal import Refused

_TEXT_ITEM, _FONT, _FORMAT, _FORMATS, _FORMATS_END, _COMMENT = 19, 43, 47, 617, 618, 635
_STRUCK = 0x0008
_LINK = re.compile(r"""<Relationship\b[^>]*?Target\s*=\s*["']([^"']*comments[^"']*\.bin)["']""", re.IGNORECASE)


def binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, place of its body, size) of every record. Raises IndexError where the bytes end too early."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] << 7)
            at += 1
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        yield kind, at, size
        at += size


class BinaryTexts:
    """Which shared texts are empty or struck through, and which cell formats are."""

    def __init__(self, archive: zipfile.ZipFile, most: int) -> None:
        names = set(archive.namelist())
        fonts: set[int] = set()
        self.struck_styles: set[int] = set()
        self._texts: list[tuple[bool, str]] = []
        try:
            if "xl/styles.bin" in names:
                self._styles(part_of(archive, "xl/styles.bin", most), fonts)
            if "xl/sharedStrings.bin" in names:
                data = part_of(archive, "xl/sharedStrings.bin", most)
                self._texts = [_text(data, at, fonts) for kind, at, _ in binary_records(data) if kind == _TEXT_ITEM]
        except (IndexError, struct.error):
            raise Refused("intake.truncated") from None

    def _styles(self, data: bytes, fonts: set[int]) -> None:
        font = style = -1
        inside = False
        for kind, at, _ in binary_records(data):
            if kind == _FONT:
                font += 1
                if struct.unpack_from("<H", data, at + 2)[0] & _STRUCK:
                    fonts.add(font)
            elif kind in (_FORMATS, _FORMATS_END):
                inside = kind == _FORMATS
            elif kind == _FORMAT and inside:
                style += 1
                if struct.unpack_from("<H", data, at + 4)[0] in fonts:
                    self.struck_styles.add(style)

    def shared(self, number: int) -> tuple[bool, str]:
        """(the text is empty, ``whole`` or ``part`` of it is struck through). Raises IndexError for no such text."""
        return self._texts[number]


def _text(data: bytes, at: int, fonts: set[int]) -> tuple[bool, str]:
    (length,) = struct.unpack_from("<I", data, at + 1)
    if not data[at] & 1 or not fonts:
        return length == 0, ""
    place = at + 5 + 2 * length
    (count,) = struct.unpack_from("<I", data, place)
    runs = [struct.unpack_from("<HH", data, place + 4 + 4 * n) for n in range(min(count, 32_767))]
    struck = [font in fonts for _, font in runs]
    how = "" if not any(struck) else "whole" if all(struck) and runs[0][0] == 0 else "part"
    return length == 0, how


def commented_cells(archive: zipfile.ZipFile, part: str, most: int) -> set[tuple[int, int]]:
    """Cells of the sheet in ``part`` that carry a comment."""
    folder, _, name = part.rpartition("/")
    links = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    found: set[tuple[int, int]] = set()
    if links not in names:
        return found
    for target in _LINK.findall(part_of(archive, links).decode("utf-8", "replace")):
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if path not in names:
            continue
        data = part_of(archive, path, most)
        try:
            for kind, at, _ in binary_records(data):
                if kind == _COMMENT:
                    top, _, left, _ = struct.unpack_from("<4xIIII", data, at)
                    found.add((top, left))
        except (IndexError, struct.error):
            raise Refused("intake.truncated") from None
    return found
