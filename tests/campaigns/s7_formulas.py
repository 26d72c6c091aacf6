"""S7: texts that a spreadsheet would run as formulas come in, go out and come back as the same texts, never run."""

from __future__ import annotations

import html
import io
import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from optimizer.intake.readers.delimited import read_delimited
from optimizer.intake.readers.xlsx import read_xlsx
from optimizer.output.csv_writer import table_csv
from optimizer.output.document import Column, Document, Meta, Section, Table
from optimizer.output.xlsx.book import workbook_bytes

_STARTS = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠", '"', "\t=", "%", "!")
_BODIES = (
    "1+1",
    'HYPERLINK("http://127.0.0.1/x","点我")',
    "cmd|' /C calc'!A0",
    'WEBSERVICE("http://127.0.0.1/"&A1)',
    "SUM(A1:A9)",
    "IMPORTXML(A1)",
    'DDE("cmd";"/C calc";"x")',
    "2+5+cmd|' /C calc'!A0",
    "党员",
    "-1",
)


def payloads(count: int, seed: int) -> list[str]:
    """Different texts that begin with a sign of danger."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choice(_STARTS) + rng.choice(_BODIES) + (str(rng.randrange(1000)) if rng.random() < 0.8 else "")] = (
            None
        )
    return list(found)


def run(size: int = 500, seed: int = 7) -> dict[str, Any]:
    """``size`` texts through xlsx and CSV; ``changed``, ``formulas`` and ``links`` must be empty.

    ``opened``: how many came back as text from LibreOffice (-1: not installed). Control: the same texts written
    without protection become formulas.
    """
    texts = payloads(size, seed)
    columns = tuple(Column(key, key) for key in ("姓名", "备注"))
    rows = tuple((text, f"第{n}行") for n, text in enumerate(texts, 1))
    table = Table(columns, rows)
    data = workbook_bytes(_document(table))
    sheets = read_xlsx(data, "x.xlsx")
    back = {row[c] for s in sheets for row in s["rows"] for c in range(len(row)) if isinstance(row[c], str)}
    lines = read_delimited(table_csv(table, "zh"), "x.csv")[0]["rows"][1:]
    changed = [f"xlsx: {t!r}" for t in texts if t.strip() not in {b.strip() for b in back}]
    plain = [" ".join(t.split("\n")) for t in texts]
    changed += [f"csv: {t!r} -> {row[0]!r}" for t, row in zip(plain, lines, strict=True) if row[0] != t]
    formulas, links, opened = _formulas(data), _links(data), _opened(data, texts)
    control = len(_formulas(_unprotected(texts)))
    passed = not (changed or formulas or links) and opened in (-1, len(texts)) and control > 0
    return {
        "passed": passed,
        "texts": len(texts),
        "changed": changed,
        "formulas": formulas,
        "links": links,
        "opened": opened,
        "control_formulas": control,
    }


def _document(table: Table) -> Document:
    from datetime import date

    meta = Meta(reference_day=date(2026, 9, 20))
    return Document(title="试", language="zh", meta=meta, sections=(Section(key="t", title="试", blocks=(table,)),))


def _formulas(data: bytes) -> list[str]:
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if "worksheets/sheet" in name:
                found += [m.decode()[:60] for m in re.findall(rb"<f[ >][^<]*<", archive.read(name))]
    return found


def _links(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [n for n in archive.namelist() if "externalLink" in n or b'TargetMode="External"' in archive.read(n)]


def _opened(data: bytes, texts: list[str]) -> int:
    """LibreOffice opens the workbook and writes it again; the texts must come back as texts."""
    office = shutil.which("soffice")
    if office is None:
        return -1
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", folder, f"{folder}/a.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        content = zipfile.ZipFile(Path(folder) / "a.ods").read("content.xml").decode()
    if "table:formula=" in content:
        return 0
    shown = {html.unescape(re.sub(r"<[^>]*>", "", p)).strip() for p in re.findall(r"<text:p>(.*?)</text:p>", content)}
    return sum(text.strip() in shown for text in texts)


def _unprotected(texts: list[str]) -> bytes:
    """The same texts as a careless writer would put them."""
    import openpyxl

    careless = openpyxl.Workbook()
    page = careless.worksheets[0]
    for number, text in enumerate(texts, 1):
        page.cell(number, 1, text.strip())
    out = io.BytesIO()
    careless.save(out)
    return out.getvalue()
