"""The frames between parent and child: one letter, eight bytes of length, the content."""

from __future__ import annotations

import json
from typing import Any, Protocol

HEAD = 9
BYTES, JSON, PROGRESS, ERROR = b"B", b"J", b"P", b"E"
KINDS = (BYTES, JSON, PROGRESS, ERROR)

Payload = bytes | dict[str, Any] | list[Any] | str | int | float | bool | None


def pack(kind: bytes, content: bytes) -> bytes:
    """One frame."""
    return kind + len(content).to_bytes(8, "big") + content


def pack_value(value: Payload) -> bytes:
    """A frame that holds bytes as they are and anything else as JSON. Raises TypeError for what JSON cannot hold."""
    if isinstance(value, bytes):
        return pack(BYTES, value)
    return pack(JSON, to_json(value))


def to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack_value(kind: bytes, content: bytes) -> Any:
    """The value of a frame of kind B or J."""
    return content if kind == BYTES else json.loads(content.decode("utf-8", "surrogatepass"))


class Readable(Protocol):
    def read(self, count: int, /) -> bytes | None: ...


def read_exactly(stream: Readable, count: int) -> bytes:
    """``count`` bytes; fewer when the stream ends before."""
    parts: list[bytes] = []
    while count > 0:
        part = stream.read(min(count, 1 << 20))
        if not part:
            break
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
