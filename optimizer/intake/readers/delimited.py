"""Read comma-separated text: strict encodings, strict quotes, every cell as text."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from optimizer.intake.raw import Value, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.values import sheet_data

_DELIMITERS = (",", "\t", ";", "|", "，")
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_UNDONE = re.compile(r"''?[=+\-@\t\r]")


def decode(data: bytes) -> tuple[str, str]:
    """Text and encoding: UTF-8 (with or without mark), UTF-16 with its mark, else GB18030; Refused with both positions."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise Refused("intake.encoding", utf8=error.start, gb18030=error.start) from None
    if b"\0" in data:
        raise Refused("intake.not_a_table", found="binary")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        first = error.start
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise Refused("intake.encoding", utf8=first + 1, gb18030=error.start + 1) from None


def _delimiter(text: str) -> str:
    """The one that divides the first lines into the most columns, alike from line to line; comma when in doubt."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        wide = sorted(w for w in widths if w > 1)
        common = wide[len(wide) // 2] if wide else 0
        score = (sum(w == common for w in wide), common)
        if common and score > most:
            best, most = delimiter, score
    return best


def read_delimited(data: bytes, file: str) -> list[dict[str, Any]]:
    """One sheet without a name. Raises Refused: intake.encoding, intake.quotes, intake.too_many_cells."""
    text, encoding = decode(data)
    if not text.strip():
        raise Refused("intake.file_empty")
    odd = sum(not (c.isprintable() or c in "\r\n\t\x0b\x0c\x1a\u3000\xa0\u200b\ufeff") for c in text[:20_000])
    if odd > 8 + len(text[:20_000]) // 50:
        raise Refused("intake.not_a_table", found="binary")
    csv.field_size_limit(limits.TEXT_BYTES)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Value]] = []
    cells = 0
    line = 0
    try:
        for fields in reader:
            if len(fields) > limits.COLUMNS:
                raise Refused("intake.far_cell", address=address(len(rows), limits.COLUMNS))
            cells += len(fields)
            if cells > limits.CELLS or len(rows) >= limits.ROWS:
                raise Refused("intake.too_many_cells", part=file)
            if reader.line_num - line > 1:
                _check_swallowed(fields, delimiter, line)
            rows.append([_cell(value) for value in fields])
            line = reader.line_num
    except csv.Error:
        raise Refused("intake.quotes", line=line + 1) from None
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    notes = [f"encoding={encoding}"] + ([] if delimiter == "," else [f"delimiter={delimiter}"])
    return [sheet_data(file, "", rows, notes=notes)]


def _cell(value: str) -> Value:
    if not value:
        return None
    if value[0] == "=" and (kept := _KEPT_AS_TEXT.fullmatch(value)):
        return kept[1].replace('""', '"') or None
    return value[1:] if value[0] == "'" and _UNDONE.match(value) else value


def _check_swallowed(fields: list[str], delimiter: str, line: int) -> None:
    """A quote that closes only lines later has swallowed records: their delimiters stand inside one field."""
    for value in fields:
        inner = value.split("\n")[1:]
        if any(part.count(delimiter) >= max(2, len(fields) - 1) for part in inner) or (
            len(inner) > 1 and sum(delimiter in part for part in inner) > 1
        ):
            raise Refused("intake.quotes", line=line + 1)
