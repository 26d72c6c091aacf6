"""S3: honest tables in all the shapes that offices give them are read whole; what is doubtful in them is reported."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

from optimizer.contained import Channel
from optimizer.intake import programme as reading
from optimizer.intake import read_programme
from optimizer.intake.readers.parse import parse_files
from tests.intake.making import HOMES, id_number, programme, table

_SURNAMES = "赵钱孙李周吴郑王冯陈"
_UNITS = ("教务处", "人事处", "机电工程系", "图书馆")
_HEADERS = {
    "name": ("姓名", "教师姓名", "姓 名", "姓名*", "帮扶责任人姓名", "职工姓名："),
    "unit": ("部门", "所在单位", "单位", "工作单位", "部\n门", "处室"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "证件号码（必填）"),
    "birth": ("出生年月", "出生日期", "出生时间"),
    "days": ("可下乡天数", "可用天数（天）"),
    "phone": ("联系电话", "手机号码", "联系方式"),
}
_BIRTHS = (
    lambda y, m: f"{y}.{m}",
    lambda y, m: f"{y}年{m}月",
    lambda y, m: f"{y}-{m:02d}",
    lambda y, m: f"{y}{m:02d}",
    lambda y, m: f"{y}/{m}/15",
    lambda y, m: f"{y}.{m:02d}.01",
    lambda y, m: f"{y}年{m:02d}月3日",
    lambda y, m: f"{y}－{m:02d}",
)
_DAYS = (str, lambda n: f"{n}天", lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)), int, lambda n: f" {n} ")
SHAPES = ("xlsxwriter", "openpyxl", "xls", "ods", "csv", "gb18030", "validated", "blank_rows", "filtered", "prefixed")


def run(size: int = 1000, seed: int = 3) -> dict[str, Any]:
    """``size`` tables; ``refused`` and ``wrong`` must be empty. Control: a truth with one person more is noticed."""
    refused: list[str] = []
    wrong: list[str] = []
    noticed = 0
    parse, reading.parse = reading.parse, _in_process
    try:
        for number in range(size):
            rng = random.Random(seed * 1_000_003 + number)
            shape = SHAPES[number % len(SHAPES)]
            with tempfile.TemporaryDirectory() as folder:
                truth = make(Path(folder), rng, shape)
                intake = read_programme(folder)
            errors = [f"{f.code} {f.where()}" for f in intake.findings if f.severity == "error"]
            if intake.programme is None:
                refused.append(f"{number} {shape}: {errors[:2]}")
                continue
            found = {(h.name, h.unit, h.id_number, h.birth_month, h.available_days) for h in intake.programme.helpers}
            if found != truth:
                wrong.append(f"{number} {shape}: {sorted(found ^ truth, key=str)[:2]}")
            noticed += found != truth | {("某人", "", "", None, None)}
    finally:
        reading.parse = parse
    passed = not refused and not wrong and noticed == size
    return {"passed": passed, "files": size, "refused": refused, "wrong": wrong, "control_noticed": noticed}


def _in_process(files: list[tuple[str, Path]], progress: object = None) -> list[dict[str, Any]]:
    """The wall of the child is tried by S1; here thousands of reads would only wait for interpreters."""
    return parse_files({"files": [[name, str(path)] for name, path in files]}, Channel(lambda frame: None, 0))


def people(rng: random.Random) -> list[dict[str, Any]]:
    found = []
    for number in range(rng.randint(3, 30)):
        year, month = rng.randint(1965, 1999), rng.randint(1, 12)
        name = rng.choice(_SURNAMES) + "试" + chr(0x4E00 + 37 * number % 3000)
        identity = id_number(f"{year}{month:02d}{rng.randint(1, 28):02d}", number + 1)
        found.append(
            {
                "name": name,
                "unit": rng.choice(_UNITS),
                "id_number": identity,
                "birth": (year, month),
                "days": rng.randint(0, 60),
                "phone": f"100{rng.randrange(10**8):08d}",
            }
        )
    return sorted(found, key=lambda p: p["unit"])


def make(folder: Path, rng: random.Random, shape: str) -> set[tuple[Any, ...]]:
    """Write a programme whose staff table has random headers, order, titles, merges, footers; returns the truth."""
    programme(folder, staff=None, homes=HOMES)
    staff = people(rng)
    fields = ["name", *rng.sample([f for f in _HEADERS if f != "name"], rng.randint(2, 5))]
    if "id_number" not in fields and "unit" not in fields:
        fields.append("unit")
    rng.shuffle(fields)
    headers = [rng.choice(_HEADERS[f]) for f in fields]
    spelled, counted = rng.choice(_BIRTHS), rng.choice(_DAYS)
    rows: list[list[Any]] = []
    for _ in range(rng.randint(0, 3)):
        rows.append([rng.choice(["某某学院教职工花名册", "填报单位：人事处   日期：2026年9月", "（2026年度）"])])
    if rng.random() < 0.3:
        rows.append([])
    header = len(rows)
    serial = rng.random() < 0.4
    rows.append((["序号"] if serial else []) + headers)
    merges = []
    for number, person in enumerate(staff, 1):
        spaced = person["name"][0] + "　" + person["name"][1:] if rng.random() < 0.1 else person["name"]
        values = {
            "name": spaced,
            "unit": person["unit"],
            "id_number": person["id_number"],
            "birth": spelled(*person["birth"]),
            "days": counted(person["days"]),
            "phone": person["phone"],
        }
        rows.append(([number] if serial else []) + [values[f] for f in fields])
        if rng.random() < 0.05:
            rows.append([])
        if rng.random() < 0.04:
            rows.append(rows[header])
    if "unit" in fields and rng.random() < 0.5:
        merges = _merged_units(rows, header, fields.index("unit") + serial)
    if rng.random() < 0.5:
        rows.append(
            [
                rng.choice(["合计", "合  计", "总计", "共计"]),
                *[None] * (len(headers) - 1),
                f"{len(staff)}人" if serial else None,
            ]
        )
    if rng.random() < 0.5:
        rows.append(["填表人：", None, "审核人："])
    _write(folder, shape, rows, merges, rng)
    return {
        (
            p["name"],
            p["unit"] if "unit" in fields else "",
            p["id_number"] if "id_number" in fields else "",
            p["birth"][0] * 12 + p["birth"][1] - 1 if "birth" in fields else None,
            p["days"] if "days" in fields else None,
        )
        for p in staff
    }


def _merged_units(rows: list[list[Any]], header: int, column: int) -> list[tuple[int, int, int]]:
    """Merge equal units that stand together; (first row, last row, column)."""
    found = []
    start = header + 1
    while start < len(rows):
        stop = start
        while (
            stop + 1 < len(rows)
            and len(rows[stop + 1]) > column
            and len(rows[start]) > column
            and rows[stop + 1][column] == rows[start][column]
        ):
            stop += 1
        if stop > start:
            found.append((start, stop, column))
            for row in range(start + 1, stop + 1):
                rows[row] = [*rows[row][:column], None, *rows[row][column + 1 :]]
        start = stop + 1
    return found


def _write(
    folder: Path, shape: str, rows: list[list[Any]], merges: list[tuple[int, int, int]], rng: random.Random
) -> None:
    if shape in ("csv", "gb18030"):
        for first, last, column in merges:
            for row in range(first + 1, last + 1):
                rows[row] = [*rows[row][:column], rows[first][column], *rows[row][column + 1 :]]
        table(folder / "职工.csv", rows, "gb18030" if shape == "gb18030" else rng.choice(["utf-8", "utf-8-sig"]))
    elif shape == "xls":
        from tests.intake.odd import xls

        xls(folder / rng.choice(["职工.xls", "职工.et"]), rows, [(a, b, c, c) for a, b, c in merges])
    elif shape == "ods":
        from tests.intake.odd import ods

        ods(folder / "职工.ods", rows, {(a, c): b - a + 1 for a, b, c in merges})
    elif shape in ("openpyxl", "validated", "filtered", "prefixed"):
        _with_openpyxl(folder / "职工.xlsx", shape, rows, merges)
    else:
        _with_xlsxwriter(folder / "职工.xlsx", shape, rows, merges)


def _with_xlsxwriter(path: Path, shape: str, rows: list[list[Any]], merges: list[tuple[int, int, int]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    page = book.add_worksheet("花名册")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(r, c, value)
            elif value is not None:
                page.write_number(r, c, value)
    for first, last, column in merges:
        page.merge_range(first, column, last, column, rows[first][column])
    if shape == "blank_rows":
        border = book.add_format({"border": 1})
        for r in range(len(rows), len(rows) + 3000):
            for c in range(6):
                page.write_blank(r, c, None, border)
    book.close()


def _with_openpyxl(path: Path, shape: str, rows: list[list[Any]], merges: list[tuple[int, int, int]]) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                page.cell(r, c, value)
    for first, last, column in merges:
        page.merge_cells(start_row=first + 1, end_row=last + 1, start_column=column + 1, end_column=column + 1)
    if shape == "validated":
        choice = DataValidation(type="list", formula1='"男,女"')
        choice.add("C1:C1048576")
        page.add_data_validation(choice)
        page.conditional_formatting.add(
            "A1:XFD1048576", openpyxl.formatting.rule.CellIsRule(operator="equal", formula=["1"])
        )
    if shape == "filtered":
        page.auto_filter.ref = f"A1:F{len(rows)}"
        page.freeze_panes = "B2"
    book.save(path)
    if shape == "prefixed":
        _prefix(path)


def _prefix(path: Path) -> None:
    """The same workbook with namespace prefixes on every mark of its sheet, as some writers set them."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts[name]).replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=")
    parts[name] = text
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
