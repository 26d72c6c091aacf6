"""Staff tables that could be mentors' tables: the programme decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain.student_traits import LEAD, TASK
from optimizer.intake import Intake, read_programme
from tests.intake.making import HOMES, QUOTA, RULES, SETTINGS, book

TEACHERS = [
    ["姓名", "部门", "职务", "任教学科"],
    ["赵试甲", "数学组", "教师", "数学"],
    ["钱样乙", "语文组", "教师", "语文"],
]
LEADERS = [["姓名", "部门", "任教班级"], ["孙例丙", "政教处", "七(1)班"]]
AT_RISK = [["学生姓名", "班级", "学号", "辍学风险"], ["李示丁", "七(1)班", "20260001", "厌学"]]


def kinds(found: Intake) -> dict[str, str]:
    return {sheet.sheet: table.kind for file in found.receipt.files for sheet in file.sheets for table in sheet.tables}


@pytest.mark.parametrize("told", [True, False])
def test_teachers_who_pair_with_households_are_staff(tmp_path: Path, told: bool) -> None:
    """Schools list 任教学科 beside everybody; in a household programme, said or not, that makes no mentor of them."""
    settings = [*SETTINGS, ["项目类型", "household"]] if told else SETTINGS
    sheets = {"基本信息": settings, "教师": TEACHERS, "户": HOMES, "规则": RULES, "名额": QUOTA}
    found = read_programme(book(tmp_path / "p.xlsx", sheets))
    assert kinds(found)["教师"] == "helpers"
    assert [h.traits.get(TASK) for h in found.require().helpers] == [None, None]
    (note,) = [f for f in found.findings if f.code == "intake.staff_not_mentors"]
    assert [cell.address for cell in note.cells] == ["D1"]


@pytest.mark.parametrize("told", [True, False])
def test_lead_persons_need_no_subject(tmp_path: Path, told: bool) -> None:
    """控辍保学 alone asks for a lead person only: a table of 班主任 without 任教学科 is theirs."""
    settings = [*SETTINGS, ["项目类型", "students"]] if told else SETTINGS
    sheets = {"基本信息": settings, "班主任": LEADERS, "控辍保学": AT_RISK, "规则": RULES, "名额": QUOTA}
    found = read_programme(book(tmp_path / "p.xlsx", sheets))
    assert kinds(found)["班主任"] == "mentors"
    (person,) = found.require().helpers
    assert (person.traits[TASK], person.traits["班级"]) == ((LEAD,), ("七年级1班",))


def test_both_tables_of_a_school_are_read(tmp_path: Path) -> None:
    """Teachers with subjects and leaders without, in one programme for students: all may lead."""
    sheets = {"基本信息": SETTINGS, "任课教师": TEACHERS, "校领导": LEADERS, "控辍保学": AT_RISK}
    sheets |= {"规则": RULES, "名额": QUOTA}
    found = read_programme(book(tmp_path / "p.xlsx", sheets))
    assert {h.name: h.traits[TASK][-1] for h in found.require().helpers} == {
        "赵试甲": LEAD,
        "钱样乙": LEAD,
        "孙例丙": LEAD,
    }
