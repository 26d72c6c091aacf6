"""The table of texts and the fonts of an old workbook ([MS-XLS] 2.4.122, 2.4.265, 2.4.353), as far as a scan needs them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from optimizer.intake.readers.refusal import Refused

_EOF, _CONTINUE, _TABLE, _FONT, _FORMAT = 0x000A, 0x003C, 0x00FC, 0x0031, 0x00E0
_STRUCK = 0x0008


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(type, body) of every record from ``at`` on."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            raise Refused("intake.truncated")
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Pieces:
    """A record and its continuations, read as one; characters that are split begin again with a byte of flags."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    def take(self, count: int) -> bytes:
        found = b""
        while count > 0:
            if self._piece >= len(self._pieces):
                raise Refused("intake.truncated")
            part = self._pieces[self._piece][self._at : self._at + count]
            found += part
            count -= len(part)
            self._at += len(part)
            if self._at >= len(self._pieces[self._piece]):
                self._piece, self._at = self._piece + 1, 0
        return found

    def pass_over(self, count: int, wide: bool) -> None:
        """Pass over ``count`` characters."""
        while count > 0:
            if self._piece >= len(self._pieces):
                raise Refused("intake.truncated")
            room = (len(self._pieces[self._piece]) - self._at) // (2 if wide else 1)
            now = min(count, room)
            self.take(now * (2 if wide else 1))
            count -= now
            if count:
                if not now and self._at:
                    raise Refused("intake.truncated")
                wide = bool(self.take(1)[0] & 1)


class Texts:
    """What the global part of the workbook says: which shared texts are empty, which formats are struck through."""

    def __init__(self, stream: bytes) -> None:
        fonts: list[bool] = []
        styles: list[int] = []
        pieces: list[bytes] = []
        in_table = False
        for kind, body in records(stream, 0):
            if kind == _EOF:
                break
            if kind == _TABLE or (kind == _CONTINUE and in_table):
                pieces.append(body)
                in_table = True
                continue
            in_table = False
            if kind == _FONT:
                fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
                if len(fonts) == 4:
                    fonts.append(False)  # the number 4 is given to no font
            elif kind == _FORMAT:
                styles.append(struct.unpack_from("<H", body)[0])
        self._struck_fonts = frozenset(number for number, struck in enumerate(fonts) if struck)
        self.struck_styles = frozenset(n for n, font in enumerate(styles) if font in self._struck_fonts)
        self._texts = self._read(_Pieces(pieces)) if pieces else []

    def _read(self, source: _Pieces) -> list[tuple[bool, str]]:
        (count,) = struct.unpack("<4xI", source.take(8))
        return [self._text(source) for _ in range(count)]

    def _text(self, source: _Pieces) -> tuple[bool, str]:
        length, flags = struct.unpack("<HB", source.take(3))
        runs = struct.unpack("<H", source.take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", source.take(4))[0] if flags & 4 else 0
        source.pass_over(length, bool(flags & 1))
        starts = list(struct.iter_unpack("<HH", source.take(4 * runs)))
        source.take(more)
        struck = [font in self._struck_fonts for _, font in starts]
        how = "" if not any(struck) else "whole" if all(struck) and starts[0][0] == 0 else "part"
        return length == 0, how

    def shared(self, number: int) -> tuple[bool, str]:
        """(the text is empty, ``whole`` or ``part`` of it is struck through)."""
        if number >= len(self._texts):
            raise Refused("intake.truncated")
        return self._texts[number]
