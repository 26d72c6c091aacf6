"""The written register of strange tables: tests/intake/strangers/*.txt, one table as a person would type it after another.

``== name`` begins a table. Lines before its rows say what must come of it: ``read`` (names, in any order) or ``refused``
(every error as code@cell, ``-`` for none), ``told`` (rows or cells that some remark or the receipt must name), ``said``
(codes), ``check`` (a field by name), and how it lies in its sheet: ``at`` (first row and column), ``sheet``, ``merge``.
``table`` names its kind where it is not that of the file. A row is ``| cell | cell``: digits are numbers, ``'`` makes
text, ``@2026-09-20`` a date, ``␣`` a blank at the edge, ``''`` an empty text, ``{3}`` the identity number of person 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl

from tests.intake.making import QUOTA, RULES, SETTINGS, book, id_number

FOLDER = Path(__file__).parent / "strangers"
IDS = [id_number(f"19{60 + i:02d}0{i % 9 + 1}1{i % 9 + 1}", 10 + i) for i in range(40)]
STAFF = [
    ["姓名", "部门", "职务"],
    ["尤试申", "教务处", "科员"],
    ["许样酉", "人事处", "科长"],
    ["何例戌", "总务处", "科员"],
]
HOMES = [
    ["户编号", "户主姓名", "所在村", "家庭人口"],
    ["BY000001", "吕示亥", "边岩村", 3],
    ["XZ000002", "施拟子", "小寨村", 4],
]
MENTORS = [
    ["教师姓名", "任教学科", "任教班级"],
    ["尤试申", "数学、英语", "七(1)班、七(2)班"],
    ["许样酉", "语文", "七(1)班"],
]
SUPPORTERS = [["支援学校", "学段", "优势学科"], ["示例一中", "初中", "数学"]]


@dataclass
class Stranger:
    """One table of the register."""

    name: str
    kind: str
    rows: list[list[object]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def listed(self, word: str) -> list[str]:
        return [part for part in re.split(r"[，\s]+" if word != "read" else "，", self.words.get(word, "")) if part]


def cell(text: str) -> object:
    """The value that a written cell stands for."""
    if text in ("", "''"):
        return None if not text else ""
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if text.startswith("float:"):
        return float(text[6:])
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    plain = text.removeprefix("'").replace("␣", " ").replace("\\n", "\n")
    return re.sub(r"\{(\d+)\}", lambda found: IDS[int(found[1])], plain)


def strangers() -> dict[str, Stranger]:
    """All tables, by name."""
    found: dict[str, Stranger] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("== "):
                now = found.setdefault(line[3:], Stranger(line[3:], file.stem.split("_")[0]))
                assert not now.rows, f"{line} stands twice"
            elif line.startswith("|"):
                now.rows.append([cell(part.strip()) for part in line[1:].split("|")])
            elif line:
                word, _, rest = line.partition(" ")
                now.words[word] = rest
    return found


def write(stranger: Stranger, folder: Path) -> None:
    """A programme around the table."""
    book(folder / "规则表.xlsx", {"基本信息": SETTINGS, "规则": RULES, "名额": QUOTA})
    kind = stranger.kind
    if kind == "students":
        book(folder / "导师.xlsx", {"导师": MENTORS})
    elif kind == "schools":
        book(folder / "支援.xlsx", {"支援": SUPPORTERS})
    elif kind != "staff":
        book(folder / "教职工.xlsx", {"花名册": STAFF})
    if kind in ("staff", "distances"):
        book(folder / "原有户.xlsx", {"贫困户": HOMES})
    usual = {"students": "学困生", "schools": "受援", "distances": "里程表"}
    sheet = stranger.words.get("sheet") or stranger.words.get("table") or usual.get(kind, "Sheet1")
    top, left = (int(part) for part in stranger.words.get("at", "1 1").split())
    files = {"households": "贫困户花名册", "staff": "教职工花名册", "distances": "里程表", "schools": "学校"}
    out = openpyxl.Workbook()
    page = out.active
    page.title = sheet
    for r, row in enumerate(stranger.rows):
        for c, value in enumerate(row):
            if value is not None:
                at = page.cell(top + r, left + c)
                at.value = value
                if isinstance(value, str) and not value.startswith("="):
                    at.data_type = "s"
    for reference in stranger.listed("merge"):
        page.merge_cells(reference)
    out.save(folder / f"{files.get(kind, sheet + '名单')}.xlsx")
