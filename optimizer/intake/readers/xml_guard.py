"""Walk through a packed XML part in small steps and stop before it can hurt a reader."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from optimizer.intake.readers import limits
from optimizer.intake.readers.container import DAMAGE
from optimizer.intake.readers.refusal import Refused

STEP = 1 << 20
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml\b[^>]*?(?:encoding\s*=\s*["']([^"']*)["'][^>]*)?\?>""")


def pieces(archive: zipfile.ZipFile, name: str, *, marks: int, sheet: str = "") -> Iterator[bytes]:
    """The part in pieces of a megabyte; each was checked before it is handed out.

    Raises Refused for: a document type or entity (intake.entities), another encoding than UTF-8
    (intake.xml_encoding), too much between two marks (intake.giant_text), more than ``marks`` marks
    (intake.too_many_cells), a part too large (intake.bomb), damaged packing (intake.truncated).
    """
    total = counted = gap = 0
    last = b""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(STEP):
                if total == 0:
                    _check_encoding(piece, sheet)
                total += len(piece)
                if total > limits.PART_BYTES:
                    raise Refused("intake.bomb", sheet=sheet, part=name)
                counted += piece.count(b"<")
                if counted > marks:
                    raise Refused("intake.too_many_cells", sheet=sheet, part=name)
                gap = _check_gaps(piece, gap, name, sheet)
                seam = last + piece[:16]
                if b"<!D" in piece or b"<!E" in piece or b"<!D" in seam or b"<!E" in seam:
                    raise Refused("intake.entities", sheet=sheet, part=name)
                last = piece[-16:]
                yield piece
    except Refused:
        raise
    except DAMAGE:
        raise Refused("intake.truncated", sheet=sheet) from None


def _check_encoding(piece: bytes, sheet: str) -> None:
    head = piece[:200]
    declared = _DECLARED.match(head)
    named = declared is None or declared[1] is None or declared[1].lower() in (b"utf-8", b"us-ascii")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head or not named:
        raise Refused("intake.xml_encoding", sheet=sheet)


def _check_gaps(piece: bytes, before: int, name: str, sheet: str) -> int:
    """``before`` bytes without a mark precede this piece; returns how many end it."""
    at = 0
    while True:
        end = piece.find(b"<", at, at + limits.TEXT_BYTES + 1 - before)
        if end < 0:
            if len(piece) - at + before > limits.TEXT_BYTES:
                raise Refused("intake.giant_text", sheet=sheet, part=name)
            return before + len(piece) - at
        at, before = piece.rfind(b"<", end, end + limits.TEXT_BYTES) + 1, 0


def whole(archive: zipfile.ZipFile, name: str, *, marks: int, most: int = 64 << 20) -> bytes:
    """A checked part in one piece."""
    parts: list[bytes] = []
    size = 0
    for piece in pieces(archive, name, marks=marks):
        size += len(piece)
        if size > most:
            raise Refused("intake.bomb", part=name)
        parts.append(piece)
    return b"".join(parts)


def walk(archive: zipfile.ZipFile, name: str, *, marks: int) -> None:
    """Check a part without keeping it."""
    for _ in pieces(archive, name, marks=marks):
        pass
