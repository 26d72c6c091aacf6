"""Small programmes and workbooks for the tests; people are synthetic and look it."""

import csv
import io
from datetime import date
from pathlib import Path

import xlsxwriter

FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STAFF = [
    ["姓名", "部门", "职务"],
    ["赵试甲", "教务处", "科员"],
    ["钱样乙", "人事处", "科长"],
    ["孙例丙", "教务处", "副科长"],
]
HOMES = [
    ["户编号", "户主姓名", "所在村", "家庭人口"],
    ["BY000001", "李示丁", "边岩村", 3],
    ["XZ000002", "周拟戊", "小寨村", 4],
]
SETTINGS = [
    ["项目", "内容"],
    ["项目名称", "测试项目"],
    ["基准日", "2026-09-20"],
    ["本轮起始", "2026-10"],
    ["期限(月)", 36],
]
RULES = [
    ["编号", "规则", "方式", "参数", "条款"],
    ["R1", "全覆盖", "硬性", None, "不漏一户"],
    ["R2", "名额", "硬性", None, "每人一户"],
]
QUOTA = [["对象类型", "取值", "至少", "最多", "条款"], ["全体", None, 0, 1, "每人一户"]]


def id_number(birth: str = "19800101", sequence: int = 1) -> str:
    """A valid number of the region 999999, which was never assigned."""
    stem = f"999999{birth}{sequence:03d}"
    return stem + "10X98765432"[sum(f * int(d) for f, d in zip(FACTORS, stem, strict=True)) % 11]


def book(path: Path, sheets: dict[str, list[list]], *, merges: dict[str, list[str]] | None = None, edit=None) -> Path:
    """An xlsx workbook: strings as text, dates as date cells; ``merges`` by sheet; ``edit`` gets every worksheet."""
    out = xlsxwriter.Workbook(str(path))
    day = out.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets.items():
        page = out.add_worksheet(name)
        fill(page, rows, day)
        for reference in (merges or {}).get(name, ()):
            first = reference.split(":")[0]
            row = int("".join(c for c in first if c.isdigit())) - 1
            column = ord(first[0]) - 65
            value = rows[row][column]
            page.merge_range(reference, "")
            write(page, row, column, value, day)
        if edit:
            edit(out, page)
    out.close()
    return path


def fill(page, rows, day) -> None:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            write(page, r, c, value, day)


def write(page, r, c, value, day) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(r, c, value)
    elif isinstance(value, bool):
        page.write_boolean(r, c, value)
    elif isinstance(value, date):
        page.write_datetime(r, c, value, day)
    else:
        page.write_number(r, c, value)


def table(path: Path, rows: list[list], encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(["" if v is None else v for v in row] for row in rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def programme(folder: Path, *, staff=STAFF, homes=HOMES, settings=SETTINGS, rules=RULES, quota=QUOTA) -> Path:
    """A whole programme in CSV and one workbook; None leaves a table out."""
    folder.mkdir(parents=True, exist_ok=True)
    if staff is not None:
        book(folder / "教职工.xlsx", {"花名册": staff})
    if homes is not None:
        book(folder / "贫困户.xlsx", {"贫困户": homes})
    sheets = {"基本信息": settings, "规则": rules, "名额": quota}
    book(folder / "规则表.xlsx", {name: rows for name, rows in sheets.items() if rows is not None})
    return folder
