"""The function that the contained child runs: every file of a programme, one after another."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from optimizer.contained.channel import Channel
from optimizer.intake.readers import limits
from optimizer.intake.readers.kinds import kind_of
from optimizer.intake.readers.refusal import Refused


def parse_files(payload: dict[str, Any], channel: Channel) -> list[dict[str, Any]]:
    """``payload["files"]`` lists [name, path]. One dict a file: sha256, bytes, kind, sheets or refusal."""
    found = []
    for name, path in payload["files"]:
        channel.progress({"file": name})
        found.append(_one(name, Path(path)))
    return found


def _one(name: str, path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = {"file": name, "sha256": "", "bytes": 0, "kind": "", "sheets": [], "refusal": None}
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise Refused("intake.no_regular_file")
        size = about.st_size
        answer["bytes"] = size
        if size > limits.FILE_BYTES:
            raise Refused("intake.file_large", megabytes=limits.FILE_BYTES >> 20)
        data = path.read_bytes()
        answer["sha256"] = sha256(data).hexdigest()
        answer["kind"] = kind_of(data)
        answer["sheets"] = reader_of(answer["kind"])(data, name)
    except Refused as refusal:
        answer["refusal"] = {
            "code": refusal.code,
            "sheet": refusal.sheet,
            "address": refusal.address,
            "facts": refusal.facts,
        }
    except OSError as error:
        answer["refusal"] = {
            "code": "intake.file_unopened",
            "sheet": "",
            "address": "",
            "facts": {"reason": error.strerror or ""},
        }
    return answer


def reader_of(kind: str) -> Callable[[bytes, str], list[dict[str, Any]]]:
    """The reader of a kind of file. Imported when first needed: most programmes have two or three kinds of files."""
    if kind == "xlsx":
        from optimizer.intake.readers.xlsx import read_xlsx

        return read_xlsx
    if kind == "xls":
        from optimizer.intake.readers.xls import read_xls

        return read_xls
    if kind == "xlsb":
        from optimizer.intake.readers.xlsb import read_xlsb

        return read_xlsb
    if kind == "ods":
        from optimizer.intake.readers.ods import read_ods

        return read_ods
    from optimizer.intake.readers.delimited import read_delimited

    return read_delimited
