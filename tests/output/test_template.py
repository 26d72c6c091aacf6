"""Empty workbooks that an office fills in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from optimizer.domain import TemplateSheet
from optimizer.errors import ExistsError
from optimizer.output.xlsx import template_bytes, write_template

VILLAGES = tuple(f"示例县第{number}村民委员会" for number in range(40))
STAFF = TemplateSheet(
    name="教职工",
    title="教职工花名册",
    columns=("姓名", "身份证号码", "编制类别", "村"),
    required=("姓名",),
    choices={"编制类别": ("在编", "人事代理"), "村": VILLAGES},
    notes={"身份证号码": "18位，按文本填写"},
    text_columns=("身份证号码",),
    example_rows=(("张试甲", "999999197001010019", "在编", VILLAGES[0]),),
)
PLAIN = TemplateSheet(name="规则", columns=("规则",))


def _book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(template_bytes([STAFF, PLAIN])))


def test_headers_title_and_example() -> None:
    """What the reader of tables expects: a title line, the header, one row that shows how."""
    sheet = _book()["教职工"]
    assert sheet["A1"].value == "教职工花名册"
    assert [cell.value for cell in sheet[2]] == ["姓名", "身份证号码", "编制类别", "村"]
    assert [cell.value for cell in sheet[3]] == ["张试甲", "999999197001010019", "在编", VILLAGES[0]]
    assert _book()["规则"]["A1"].value == "规则"


def test_numbers_of_people_are_kept_as_text() -> None:
    """A cell format General turns an 18-digit ID number into 9.99999E+17."""
    sheet = _book()["教职工"]
    assert sheet["B3"].data_type == "s"
    assert sheet.column_dimensions["B"].number_format == "@"


def test_lists_to_choose_from() -> None:
    """Short lists stand in the rule, long ones (here 40 villages of 11 characters) on a hidden sheet."""
    book = _book()
    rules = {str(rule.sqref): rule.formula1 for rule in book["教职工"].data_validations.dataValidation}
    assert rules["C3:C2002"] == '"在编,人事代理"'
    assert rules["D3:D2002"] == "'选项'!$A$1:$A$40"
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"]["A"]] == list(VILLAGES)


def test_notes_say_what_belongs_in_a_column() -> None:
    """Required columns say so."""
    sheet = _book()["教职工"]
    assert "18位" in sheet["B2"].comment.text
    assert sheet["A2"].comment.text == "必填"
    assert sheet["C2"].comment is None


def test_same_bytes_and_no_overwriting(tmp_path: Path) -> None:
    """A template is a file like any other of ours."""
    assert template_bytes([STAFF]) == template_bytes([STAFF])
    write_template([STAFF], tmp_path / "t.xlsx")
    with pytest.raises(ExistsError):
        write_template([STAFF], tmp_path / "t.xlsx")
    write_template([STAFF, PLAIN], tmp_path / "t.xlsx", force=True)
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == ["教职工", "规则", "选项"]


@pytest.mark.parametrize(
    "wrong",
    [{"choices": {"x": ("a",)}}, {"notes": {"x": "a"}}, {"text_columns": ("x",)}, {"example_rows": (("a",) * 9,)}],
)
def test_a_template_that_names_no_column_is_refused(wrong: dict[str, object]) -> None:
    """A drop-down for a misspelt header would silently be missing."""
    with pytest.raises(ValueError):
        STAFF.altered(**wrong)
