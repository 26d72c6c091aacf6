"""Canonical JSON: the same data always as the same bytes (UTF-8, no floats but a gap's).

Keys are sorted, ``format`` and ``version`` first: whoever looks at the head of a file sees what it is.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from optimizer.messages import Private

_HEAD = ("format", "version")


def canonical(value: object) -> Any:
    """``value`` as plain JSON types. Personal data inside facts are masked; enums become their values.

    Floats are accepted only under the key ``gap``; raises TypeError for any other, for NaN and for unknown types.
    """
    return _plain(value, "")


def _plain(value: object, key: str) -> Any:
    if value is None or (isinstance(value, bool | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return _plain(value.value, key)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Private):
        return value.masked
    if isinstance(value, float):
        if key != "gap" or not math.isfinite(value):
            raise TypeError(f"a float under {key!r}: canonical JSON holds integers only")
        return value
    if isinstance(value, Mapping):
        plain = {str(name): _plain(item, str(name)) for name, item in value.items()}
        return dict(sorted(plain.items(), key=lambda entry: (entry[0] not in _HEAD, entry[0])))
    if isinstance(value, tuple | list):
        return [_plain(item, key) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(_plain(item, key) for item in value)
    raise TypeError(f"{type(value).__name__} under {key!r} has no canonical form")


def canonical_bytes(value: object, *, compact: bool = False) -> bytes:
    """Canonical JSON of ``value`` with one line feed at the end; ``compact`` for files that nobody reads by eye."""
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 1}
    text = json.dumps(canonical(value), ensure_ascii=False, allow_nan=False, **layout)
    return text.encode() + b"\n"


def sha256_hex(data: bytes | Path) -> str:
    """SHA-256 of bytes, or of a file's content."""
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
