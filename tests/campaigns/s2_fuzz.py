"""S2: workbooks broken at random, in the container and in the XML: nothing dies, hangs, or loses a cell in silence."""

from __future__ import annotations

import io
import random
import re
import time
import warnings
import zipfile
from typing import Any

from optimizer.contained import run_contained
from optimizer.errors import ContainedError
from tests.intake.hostile import ODS, ROSTER, ods, package, sheet

_BATCH = 500
_SECONDS = 10.0


def run(size: int = 20_000, seed: int = 2) -> dict[str, Any]:
    """``size`` broken files; ``slow`` and ``lost`` must be empty, ``walled`` (ended by the child's wall) is rare.

    Control: without the comparison of two readings cells are lost.
    """
    total: dict[str, Any] = {"files": 0, "read": 0, "refused": 0, "slow": 0, "lost": [], "walled": []}
    for start in range(0, size, _BATCH):
        for key, value in _in_child(seed, start, min(size, start + _BATCH), True).items():
            total[key] += value
    control = _in_child(seed, 0, min(size, 400), False)
    passed = not total["slow"] and not total["lost"] and len(total["walled"]) * 1000 <= size and bool(control["lost"])
    return {"passed": passed, **total, "control_lost": len(control["lost"])}


def _in_child(seed: int, start: int, stop: int, compared: bool) -> dict[str, Any]:
    """One batch; where the child dies, its halves, down to the single file to blame."""
    seconds = 30 + (stop - start) / 5
    try:
        found = run_contained(
            "tests.campaigns.s2_fuzz:batch",
            {"seed": seed, "start": start, "stop": stop, "compared": compared},
            memory_bytes=1 << 30,
            wall_seconds=4 * seconds,
            cpu_seconds=seconds,
        )
    except ContainedError as error:
        if stop - start == 1:
            return {"files": 1, "walled": [f"{seed}:{start} {error.code}"]}
        middle = (start + stop) // 2
        found = _in_child(seed, start, middle, compared)
        for key, value in _in_child(seed, middle, stop, compared).items():
            found[key] = found[key] + value if key in found else value
    return dict(found)


def batch(payload: dict[str, Any], channel: object) -> dict[str, Any]:
    """Break and read files ``start`` to ``stop`` in this process; a death here is the whole batch's."""
    from optimizer.intake.readers import parse, xlsx
    from optimizer.intake.readers.kinds import kind_of
    from optimizer.intake.readers.refusal import Refused

    if not payload["compared"]:
        xlsx.compare = lambda *arguments: None
    warnings.simplefilter("ignore")
    found: dict[str, Any] = {"files": 0, "read": 0, "refused": 0, "slow": 0, "lost": [], "walled": []}
    originals = [_plain(), _rich(), _plain(), _rich(), _old(), _open()]
    for number in range(payload["start"], payload["stop"]):
        rng = random.Random(payload["seed"] * 1_000_003 + number)
        data = broken(originals[number % len(originals)], rng)
        began = time.monotonic()
        found["files"] += 1
        try:
            kind = kind_of(data)
            sheets = parse.reader_of(kind)(data, "x")
        except Refused:
            found["refused"] += 1
            continue
        finally:
            found["slow"] += time.monotonic() - began > _SECONDS
        found["read"] += 1
        if kind == "xlsx" and (lost := _lost(data, sheets)) is not None:
            found["lost"].append(f"{payload['seed']}:{number} {lost}")
    return found


def broken(data: bytes, rng: random.Random) -> bytes:
    """One of: bytes changed, cut, doubled or removed in the container; the same inside one XML part, packed again."""
    if rng.random() < 0.4 or not data.startswith(b"PK"):
        return _bytes_broken(data, rng)
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    name = rng.choice([n for n in parts if "sheet" in n or n == "content.xml"] * 3 + list(parts))
    parts[name] = _xml_broken(parts[name], rng) if rng.random() < 0.8 else _bytes_broken(parts[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _bytes_broken(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(changed))
        way = rng.randrange(4)
        if way == 0:
            changed[at] = rng.randrange(256)
        elif way == 1:
            del changed[at : at + rng.randint(1, 40)]
        elif way == 2:
            changed[at:at] = changed[at : at + rng.randint(1, 40)]
        else:
            changed[at:at] = rng.randbytes(rng.randint(1, 8))
        if not changed:
            return b"\0"
    return bytes(changed)


def _xml_broken(data: bytes, rng: random.Random) -> bytes:
    """Marks removed, doubled, exchanged or renamed; attributes and numbers changed."""
    marks = list(re.finditer(rb"<[^>]*>", data))
    if not marks:
        return data
    one, other = rng.choice(marks), rng.choice(marks)
    way = rng.randrange(7)
    if way == 0:
        return data[: one.start()] + data[one.end() :]
    if way == 1:
        return data[: one.end()] + one[0] + data[one.end() :]
    if way == 2:
        return data[: one.start()] + other[0] + data[one.end() :]
    if way == 3:
        return (
            data[: one.start()]
            + re.sub(rb"\w+", rng.choice([b"row", b"c", b"v", b"f", b"x"]), one[0], count=1)
            + data[one.end() :]
        )
    if way == 4:
        return (
            data[: one.start()]
            + re.sub(rb"\d+", b"%d" % rng.choice([0, 1, 2, 7, 99, 70000]), one[0])
            + data[one.end() :]
        )
    if way == 5:
        return (
            data[: one.start()]
            + re.sub(rb'="[^"]*"', b'="%s"' % rng.choice([b"e", b"s", b"1", b"", b"n", b"inlineStr"]), one[0], count=1)
            + data[one.end() :]
        )
    low, high = sorted((one.start(), other.end()))
    return data[:high] + data[low:high] + data[high:]


def _plain() -> bytes:
    rows = b"".join(
        b'<row r="%d">' % r
        + b"".join(
            b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (b"ABC"[c : c + 1], r, t.encode())
            for c, t in enumerate(row)
        )
        + b"</row>"
        for r, row in enumerate(ROSTER * 4, 1)
    )
    return package(sheet(rows))


def _rich() -> bytes:
    """Shared strings, dates, numbers, a formula, an error cell, a merge, a hidden row."""
    from datetime import date

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("花名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r in range(12):
        page.write_row(r, 0, [f"赵试{chr(0x7532 + r)}", "教务处", 1976.5 + r])
        page.write_datetime(r, 3, date(1976, 3, 1 + r), day)
        page.write_formula(r, 4, f"=C{r + 1}+1", None, 1977.5 + r)
    page.write_formula(12, 0, "=NA()", None, "#N/A")
    page.merge_range("F1:F4", "组")
    page.set_row(5, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def _old() -> bytes:
    """The old binary format."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("花名册")
    for r, row in enumerate(ROSTER * 4):
        for c, value in enumerate(row):
            page.write(r, c, value)
        page.write(r, 3, r * 1.5)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _open() -> bytes:
    """An OpenDocument spreadsheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in row)
        + '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
        + "</table:table-row>"
        for row in ROSTER * 4
    )
    return ods(ODS % cells.encode())


def _lost(data: bytes, sheets: list[dict[str, Any]]) -> str | None:
    """A cell that openpyxl, a third reader, sees filled and we neither read nor name; None when there is none."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        theirs = {
            (page.title, cell.row - 1, cell.column - 1)
            for page in book.worksheets
            for row in page.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
    except Exception:
        return None  # a reader that gives up says nothing about us
    ours = {
        (s["name"], r, c) for s in sheets for r, row in enumerate(s["rows"]) for c, v in enumerate(row) if v is not None
    }
    missing = sorted(theirs - ours)
    return f"{missing[0]}" if missing else None
