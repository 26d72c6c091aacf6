"""Hold calamine's reading of a row against the scan's, and name the cells that have no usable value."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable

from optimizer.intake.raw import Broken, Value, address
from optimizer.intake.readers import limits
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.xlsx_scan import REFERENCE, TYPE, SheetScan, cell_pattern, column_number
from optimizer.intake.readers.xml_guard import pieces, whole

_COUNTS = re.compile(rb"""\b(?:uniqueCount|count)\s*=\s*["'](\d{1,20})["']""")
_ITEM = re.compile(rb"</?(?:\w+:)?si\b[^>]*>")
_TAG = re.compile(rb"<[^>]*>")


def compare(scan: SheetScan, rows: list[list[Value]], strings: Callable[[int], bytes]) -> None:
    """Put Broken values into ``rows``. Raises Refused when the two readings of a cell cannot both be true."""
    counts = [sum(value is not None for value in row) for row in rows]
    wanted = set(scan.suspect)
    for row, count in scan.filled.items():
        if (counts[row] if row < len(counts) else 0) != count:
            wanted.add(row)
    for row, count in enumerate(counts):
        if count and row not in scan.filled:
            raise Refused("intake.readers_differ", sheet=scan.sheet, address=address(row, 0))
    if not wanted:
        return
    cells = cell_pattern(scan.prefix)
    p = re.escape(scan.prefix)
    value_pattern = re.compile(rb"<%sv\b[^>]*>(.*?)</%sv\s*>" % (p, p), re.DOTALL)
    for row, body in scan.bodies(wanted).items():
        seen: set[int] = set()
        column = -1
        for cell in cells.finditer(body):
            reference = REFERENCE.search(cell[1])
            column = column_number(reference[1]) if reference else column + 1
            if reference and int(reference[2]) != row + 1:
                raise Refused("intake.readers_differ", sheet=scan.sheet, address=address(row, column))
            trouble = _trouble(scan, cell[1], cell[2] or b"", value_pattern, strings)
            if trouble is None and b"<" + scan.prefix + b"v" not in (cell[2] or b"") and b"is>" not in (cell[2] or b""):
                continue
            if column in seen:
                raise Refused("intake.readers_differ", sheet=scan.sheet, address=address(row, column))
            seen.add(column)
            known = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            if isinstance(trouble, Broken) and (known is None or trouble.kind == "error"):
                _put(rows, row, column, trouble)
            elif trouble == "filled" and known is None:
                _put(rows, row, column, Broken("unread"))
        extra = [
            c for c, value in enumerate(rows[row] if row < len(rows) else []) if value is not None and c not in seen
        ]
        if extra:
            raise Refused("intake.readers_differ", sheet=scan.sheet, address=address(row, extra[0]))


def _trouble(
    scan: SheetScan,
    attributes: bytes,
    content: bytes,
    value_pattern: re.Pattern[bytes],
    strings: Callable[[int], bytes],
) -> Broken | str | None:
    """A Broken value, "filled" for a cell that must hold something, or None for one that may be empty."""
    kind = TYPE.search(attributes)
    found = value_pattern.search(content)
    text = html.unescape(found[1].decode("utf-8", "replace")) if found else ""
    if kind and kind[1] == b"e" and text:
        return Broken("error", text[:20])
    if b"<" + scan.prefix + b"f" in content and not text and not (kind and kind[1] == b"str" and found):
        return Broken("no_value")
    if kind and kind[1] == b"s":
        return "filled" if text.strip().isdigit() and _says(strings(int(text))) else None
    if kind and kind[1] == b"inlineStr":
        return "filled" if _says(content) else None
    return "filled" if text else None


def _says(xml: bytes) -> bool:
    """Whether a text holds more than white space."""
    return bool(_TAG.sub(b"", xml).decode("utf-8", "replace").strip())


def _put(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([None] * (column + 1 - len(line)))
    line[column] = value


def _texts(data: bytes) -> list[bytes]:
    """The inside of each si element, in one pass."""
    found: list[bytes] = []
    start = -1
    for mark in _ITEM.finditer(data):
        if mark[0].startswith(b"</"):
            if start >= 0:
                found.append(data[start : mark.start()])
            start = -1
        elif mark[0].endswith(b"/>"):
            found.append(b"")
        elif start < 0:
            start = mark.end()
    return found


class SharedStrings:
    """The shared strings part, split when first asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._items: list[bytes] | None = None

    def check_count(self) -> None:
        """Readers make room for as many texts as the part says it has: a lie far above the truth is refused."""
        names = {name.lower(): name for name in self._archive.namelist()}
        part = names.get("xl/sharedstrings.xml")
        if part is None:
            return
        head = next(pieces(self._archive, part, marks=limits.STRING_MARKS), b"")[:4096]
        declared = [int(number) for number in _COUNTS.findall(head)]
        if max(declared, default=0) > limits.SHEET_MARKS:
            raise Refused("intake.bomb", part=part)

    @property
    def struck(self) -> bool:
        """Whether some text has runs that are struck through."""
        names = {name.lower(): name for name in self._archive.namelist()}
        part = names.get("xl/sharedstrings.xml")
        return part is not None and any(
            b"strike" in piece for piece in pieces(self._archive, part, marks=limits.STRING_MARKS)
        )

    def __call__(self, number: int) -> bytes:
        if self._items is None:
            names = {name.lower(): name for name in self._archive.namelist()}
            part = names.get("xl/sharedstrings.xml")
            data = whole(self._archive, part, marks=limits.STRING_MARKS, most=512 << 20) if part else b""
            self._items = _texts(data)
        return self._items[number] if number < len(self._items) else b""
