"""The village of households whose table has no column for it: title, heading, sheet and file, never against one another."""

import pytest

from optimizer.intake import read_programme
from tests.intake.making import book, id_number, programme

HEADER = ["户主姓名", "身份证号码", "家庭人口"]
ONE, TWO = (["李示丁", id_number(sequence=1), 3], ["周拟戊", id_number(sequence=2), 2])
LEGS = [["出发地点", "到达村", "里程(公里)"], ["城关校区", "边岩村", 5], ["城关校区", "小寨村", 7]]


def reading(folder, sheets):
    programme(folder, homes=None)
    book(folder / "里程表.xlsx", {"里程表": LEGS})
    book(folder / "户.xlsx", sheets)
    return read_programme(folder)


@pytest.mark.parametrize(
    "sheets",
    [
        {"名单": [["边岩村贫困户名单"], HEADER, ONE, ["小寨村贫困户名单"], HEADER, TWO]},
        {"一": [["某某乡边岩村花名册"], HEADER, ONE], "二": [["行政村：小寨村", None, "2026年9月"], HEADER, TWO]},
        {"名单": [HEADER, ["边岩村"], ONE, ["小寨村"], TWO]},
        {"名单": [["序号", *HEADER], ["一、边岩村"], [1, *ONE], ["二、小寨村"], [1, *TWO]]},
        {"边岩村": [HEADER, ONE], "小寨村(新)": [HEADER, TWO]},
    ],
    ids=["title_per_block", "title_per_sheet", "headings", "numbered_headings", "sheets"],
)
def test_it_is_found_wherever_it_is_said(tmp_path, sheets):
    """Offices write the village once, above its households, in every one of these places."""
    found = reading(tmp_path, sheets).require().recipients
    assert {r.name: r.area for r in found} == {"李示丁": "边岩村", "周拟戊": "小寨村"}


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"边岩村": [HEADER, ONE], "边岩村 (2)": [["小寨村贫困户名单"], HEADER, TWO]}, "intake.area_title"),
        ({"名单": [["边岩村、小寨村贫困户名单"], HEADER, ONE]}, "intake.area_not_named"),
        ({"边岩村": [["序号", *HEADER], ["二、大坪村"], [1, *TWO]]}, "intake.area_not_named"),
    ],
    ids=["copied_sheet", "two_in_the_title", "heading_unknown"],
)
def test_a_contradiction_is_refused(tmp_path, sheets, code):
    """A copied sheet with the old name, a title for two villages, a heading nobody knows: nothing is guessed."""
    assert code in {f.code for f in reading(tmp_path, sheets).findings if f.severity == "error"}


def test_a_village_that_is_not_that_of_the_sheet_is_said(tmp_path):
    """Rows pasted into the wrong sheet keep their village, and somebody is told."""
    found = reading(tmp_path, {"边岩村": [[*HEADER, "所在村"], [*ONE, "小寨村"]]})
    assert {f.code: f.cells[0].address for f in found.findings}["intake.area_sheet"] == "D2"
