"""Lists of students as different hands keep them: a sheet a class, other headers, classes and relatives that nobody knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.domain.student_traits import LEAD
from optimizer.intake import Intake, read_programme
from optimizer.intake.supplied_class import classes_inside, grades_inside
from tests.intake.making import QUOTA, RULES, SETTINGS, book

TEACHERS = [
    ["姓名", "教研组", "任教学科", "任教班级"],
    ["赵试甲", "数学组", "数学", "七(1)班、七(2)班"],
    ["钱样乙", "语文组", "语文", "701"],
]
HEADER = ["学生姓名", "薄弱学科", "原因"]
ONE, TWO = ["李示丁", "数学", "基础不扎实"], ["周拟戊", "数学", "记忆力弱"]


def reading(folder: Path, **sheets: list[list[Any]]) -> Intake:
    settings = [*SETTINGS, ["项目类型", "students"]]
    return read_programme(
        book(folder / "p.xlsx", {"基本信息": settings, "规则": RULES, "名额": QUOTA, "教师": TEACHERS, **sheets})
    )


def placed(found: Intake) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Class and grade by name, of the lead rows."""
    rows = [r for r in found.require().recipients if r.category == LEAD]
    return {r.name: (r.area, r.traits.get("年级", ())) for r in rows}


BOTH = {"李示丁": ("七年级1班", ("七年级",)), "周拟戊": ("七年级2班", ("七年级",))}


@pytest.mark.parametrize(
    "sheets",
    [
        {"七(1)班": [HEADER, ONE], "七年级2班": [HEADER, TWO]},
        {"一": [["七（1）班学困生名单"], HEADER, ONE], "二": [["附件2", None, "702班帮扶名单"], HEADER, TWO]},
        {"学困生": [HEADER, ["七(1)班"], ONE, ["七(2)班"], TWO]},
        {"七年级学困生": [["姓名", "班级", "学科"], ["李示丁", "1", "数学"], ["周拟戊", "2班", "数学"]]},
        {"名单": [["徒弟", "年级班级", "不及格科目"], ["李示丁", "初一(1)班", "数学"], ["周拟戊", "7.2班", "数学"]]},
    ],
    ids=["sheets", "titles", "lines", "grade_of_the_sheet", "other_headers"],
)
def test_the_class_is_found_wherever_it_is_said(tmp_path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    """Schools keep one sheet a class as often as one list with a column; the same two students come out."""
    found = reading(tmp_path, **sheets)
    assert [f.code for f in found.findings if f.severity == "error"] == []
    assert placed(found) == BOTH


def test_a_sheet_that_names_no_class_or_two_is_refused_once(tmp_path: Path) -> None:
    """Nothing is guessed: one error a sheet, at the sheet."""
    found = reading(tmp_path, 名单=[HEADER, ONE, TWO], 七1班和七2班=[HEADER, ONE])
    errors = [f for f in found.findings if f.severity == "error"]
    assert {(f.code, f.cells[0].sheet) for f in errors} == {
        ("students.class_not_named", "名单"),
        ("students.class_not_named", "七1班和七2班"),
    }


def test_an_empty_class_is_an_error_at_its_cell(tmp_path: Path) -> None:
    """With a column for the class, a student without one is named."""
    found = reading(tmp_path, 学困生=[["姓名", "班级", "薄弱学科"], ["李示丁", None, "数学"]])
    (error,) = [f for f in found.findings if f.severity == "error"]
    assert (error.code, error.cells[0].address) == ("intake.cell_empty", "B2")


def test_a_class_without_grade_and_an_unknown_relative_are_asked(tmp_path: Path) -> None:
    """Both would make a rule look at nothing; a relative who is a mentor, and a class that a mentor has, are no question."""
    header = ["姓名", "班级", "薄弱学科", "回避教师"]
    rows = [["李示丁", "1班", "数学", "赵试甲"], ["周拟戊", "七2班", "数学", "孙例无"]]
    found = reading(tmp_path, 学困生=[header, *rows])
    asked = {(f.code, f.cells[0].address) for f in found.findings if f.severity == "ask"}
    assert asked == {("students.class_without_grade", "B2"), ("students.avoid_unknown", "D3")}


def test_classes_and_grades_inside_texts() -> None:
    """What counts as naming a class: a number with 班 or brackets; years and other numbers do not."""
    assert classes_inside("示例中学七(1)班2026年秋季学困生名单") == ["七年级1班"]
    assert classes_inside("2026年9月学困生名单") == []
    assert classes_inside("附件2：701班") == ["七年级1班"]
    assert classes_inside("七1班、七2班") == ["七年级1班", "七年级2班"]
    assert grades_inside("八年级") == ["八年级"]
    assert grades_inside("高一学困生") == ["高一"]
    assert grades_inside("名单") == []
