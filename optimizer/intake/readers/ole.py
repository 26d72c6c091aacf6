"""The old Office container ([MS-CFB]): names of its streams, and the bytes of one of them."""

from __future__ import annotations

import struct

from optimizer.intake.readers.refusal import Refused

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks: free, end of chain, FAT."""


class Ole:
    """Read-only. Raises Refused("intake.truncated") when chains leave the file or run in circles."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            head = struct.unpack_from("<HHHHH6xIIIIIIIII", data, 24)
        except struct.error:
            raise Refused("intake.truncated") from None
        self._size = 1 << head[3] if head[3] in (9, 12) else 0
        if not self._size:
            raise Refused("intake.truncated")
        self._small = 1 << head[4] if head[4] in (6,) else 64
        directory, self._cutoff, mini, self._minis, extra, extras = (
            head[7],
            head[9],
            head[10],
            head[11],
            head[12],
            head[13],
        )
        sectors = list(struct.unpack_from("<109I", data, 76))
        room = len(data) // self._size + 1
        while extra < _END and extras > 0:
            if len(sectors) > 109 + room:
                raise Refused("intake.truncated")
            block = self._sector(extra)
            sectors += struct.unpack(f"<{self._size // 4}I", block)[:-1]
            extra = struct.unpack_from("<I", block, self._size - 4)[0]
            extras -= 1
        self._fat: list[int] = []
        for sector in sectors[: 109 + room]:
            if sector < _END:
                if len(self._fat) > room * 2 + self._size:
                    raise Refused("intake.truncated")
                self._fat += struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        self._mini_first = mini
        self._entries = self._read_directory(directory)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        block = self._data[at : at + self._size]
        if not block:
            raise Refused("intake.truncated")
        return block.ljust(self._size, b"\0")  # some writers leave the last sector short

    def _chain(self, first: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while first < _END:
            if first >= len(table) or len(chain) > len(table):
                raise Refused("intake.truncated")
            chain.append(first)
            first = table[first]
        return chain

    def _read_directory(self, first: int) -> dict[str, tuple[int, int, int]]:
        raw = b"".join(self._sector(s) for s in self._chain(first, self._fat))
        entries: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind not in (2, 5) or not 2 <= length <= 64:
                continue
            name = raw[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, at + 116)
            entries.setdefault("/" if kind == 5 else name, (kind, start, size))
        return entries

    def names(self) -> set[str]:
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of one stream."""
        _, start, size = self._entries[name]
        if size >= self._cutoff:
            return b"".join(self._sector(s) for s in self._chain(start, self._fat))[:size]
        if "/" not in self._entries:
            raise Refused("intake.truncated")
        _, root, root_size = self._entries["/"]
        store = b"".join(self._sector(s) for s in self._chain(root, self._fat))[:root_size]
        table: list[int] = []
        for sector in self._chain(self._mini_first, self._fat):
            table += struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        parts = [store[s * self._small : (s + 1) * self._small] for s in self._chain(start, table)]
        return b"".join(parts)[:size]
