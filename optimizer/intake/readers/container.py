"""Open a zip container whose table of contents makes sense."""

from __future__ import annotations

import io
import zipfile
import zlib

from optimizer.intake.readers import limits
from optimizer.intake.readers.refusal import Refused

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    KeyError,
    RuntimeError,
)
"""What reading a part of a damaged container may throw."""


def part_of(archive: zipfile.ZipFile, name: str, most: int = 1 << 20) -> bytes:
    """A part of at most ``most`` bytes; Refused("intake.truncated") when it is missing, damaged or longer."""
    try:
        with archive.open(name) as stream:
            data = stream.read(most + 1)
    except DAMAGE:
        raise Refused("intake.truncated") from None
    if len(data) > most:
        raise Refused("intake.bomb", part=name[:80])
    return data


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Raises Refused: intake.truncated, intake.encrypted, intake.bomb, intake.odd_container."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except DAMAGE:
        raise Refused("intake.truncated") from None
    if len(members) > limits.MEMBERS:
        raise Refused("intake.bomb", part=f"{len(members)}")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if member.flag_bits & 1:
            raise Refused("intake.encrypted")
        if name.lower() in seen:
            raise Refused("intake.odd_container", part=name[:80])
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\0" in name:
            raise Refused("intake.odd_container", part=name[:80])
        seen.add(name.lower())
        if member.file_size > limits.PART_BYTES:
            raise Refused("intake.bomb", part=name[:80])
    return archive
