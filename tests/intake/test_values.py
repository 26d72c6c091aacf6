"""Single cells: spellings that mean the same, and cells that must be refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.intake import parsers
from optimizer.intake.column import Unfit
from optimizer.intake.dates import month, month_or_year, year_month_day
from optimizer.intake.id_number import check_character, id_number
from optimizer.intake.modes import mode
from optimizer.intake.parameters import parameters
from optimizer.intake.text import header_forms, narrow
from tests.intake.making import id_number as made_id


def read(parse, value, unit=""):
    remarks = []
    return parse(value, unit, remarks), [remark.code for remark in remarks]


SPELLINGS = [
    lambda y, m, d: f"{y}-{m:02d}-{d:02d}",
    lambda y, m, d: f"{y}.{m}.{d}",
    lambda y, m, d: f"{y}/{m}/{d}",
    lambda y, m, d: f"{y}年{m}月{d}日",
    lambda y, m, d: f"{y}{m:02d}{d:02d}",
    lambda y, m, d: f" {y} 年 {m} 月 {d} 日 ",
    lambda y, m, d: f"{y}-{m:02d}-{d:02d} 00:00:00",
    lambda y, m, d: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{y}.{m}.{d}"),
    lambda y, m, d: date(y, m, d),
    lambda y, m, d: int(f"{y}{m:02d}{d:02d}"),
    lambda y, m, d: (date(y, m, d) - date(1899, 12, 30)).days,
]


@given(st.dates(date(1920, 1, 1), date(2089, 12, 31)), st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_that_day(day, spelled):
    """However a clerk writes a day, it is the same day."""
    assert year_month_day(spelled(day.year, day.month, day.day)) == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014年3月", (2014, 3)),
        ("二〇一四年三月", (2014, 3)),
        ("二○一四年十月", (2014, 10)),
        ("二零一四年十二月", (2014, 12)),
        ("2014.03", (2014, 3)),
        ("2014年3月份", (2014, 3)),
        ("2014年3月底", (2014, 3)),
        ("201403", (2014, 3)),
        (2014.03, (2014, 3)),
        (2014.12, (2014, 12)),
        (2014.2, (2014, 2)),
    ],
)
def test_months_in_words_and_figures(text, expected):
    """2014.2 can only be February: month 20 does not exist."""
    assert month(text, "", []) == expected[0] * 12 + expected[1] - 1


@pytest.mark.parametrize(
    "value", ["2014-13", "2014-00", "2014-02-30", "春天", "14.3", "2014", 2014, True, 2014.5678, "03/04/2014", "1976-"]
)
def test_what_is_no_month_is_refused(value):
    """Nothing is guessed: two-digit years, day-first orders and bare years are asked again."""
    with pytest.raises(Unfit):
        month(value, "", [])


def test_january_or_october_is_asked():
    """2026.1 in a number cell may have been 2026.10: the zero is gone."""
    with pytest.raises(Unfit) as caught:
        month(2026.1, "", [])
    assert caught.value.code == "intake.date_ambiguous"
    assert month("2026.1", "", []) == 2026 * 12


def test_a_bare_year_is_remarked_on():
    """识别年度 often has the year alone; January is taken, and said."""
    assert read(month_or_year, "2014年") == (2014 * 12, ["intake.year_only"])


@given(st.integers(0, 10**17 - 1))
def test_one_wrong_digit_never_passes(stem):
    """ISO 7064 MOD 11-2 finds every single wrong digit."""
    digits = f"{stem:017d}"
    check = check_character(digits)
    for at in (0, 5, 16):
        other = digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]
        assert check_character(other) != check


def test_check_characters_of_known_numbers():
    """Worked by hand: 11010519491231002 weighs 167 (mod 11 = 2), hence X; of seventeen zeros the sum is 0, hence 1."""
    assert check_character("11010519491231002") == "X"
    assert check_character("0" * 17) == "1"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (510101199001011234, "id_as_number"),
        (5.1e17, "id_as_number"),
        ("5.1E+17", "id_as_number"),
        ("123", "id_form"),
        ("99999919900101123A", "id_form"),
        ("999999900101123", "id_fifteen"),
        ("999999199013011234", "id_birth"),
        ("999999199001011111", "id_check"),
    ],
)
def test_numbers_that_cannot_be_true(value, code):
    """Each way to be wrong has a sentence of its own."""
    assert code != "id_check" or made_id("19900101", 111)[-1] != "1"
    with pytest.raises(Unfit) as caught:
        id_number(value, "", [])
    assert caught.value.code == f"intake.{code}"


@pytest.mark.parametrize(
    ("cell", "name", "codes"),
    [
        ("赵 试 甲", "赵试甲", []),
        ("赵　试甲*", "赵试甲", []),
        ("赵试甲（党员）", "赵试甲", ["intake.name_note"]),
        ("赵试甲(已故", "赵试甲", ["intake.name_note"]),
        ("赵试甲2", "赵试甲2", ["intake.odd_name"]),
        ("Anna  Maria Test", "Anna Maria Test", []),
        ("阿依·试", "阿依·试", []),
        ("欧阳 试甲", "欧阳试甲", []),
        ("无", None, []),
        ("和试甲", "和试甲", []),
    ],
)
def test_names(cell, name, codes):
    """What stands beside a name is not the name; what stands in it is."""
    assert read(parsers.name, cell) == (name, codes)


@pytest.mark.parametrize(
    "cell", ["赵试甲、钱样乙", "赵试甲/钱样乙", "赵试甲\n钱样乙", 12, "412户", "123", "赵试甲 钱样乙", "赵试甲和钱样乙"]
)
def test_cells_that_are_no_one_name(cell):
    """Two people in a cell, or a count, are refused."""
    with pytest.raises(Unfit):
        parsers.name(cell, "", [])


@pytest.mark.parametrize(
    ("cell", "number"), [("3人", 3), ("３", 3), (3.0, 3), ("1,200", 1200), ("—", None), (" 7 户 ", 7), ("3.0", 3)]
)
def test_counts(cell, number):
    """Digits of any width, with or without the unit."""
    assert read(parsers.count(), cell) == (number, [])


@pytest.mark.parametrize("cell", ["3.5", "三", "约3", -1, "-1", 2_000_000, True, "3-4", "1e3"])
def test_no_counts(cell):
    """Fractions, words, ranges and negative numbers are refused."""
    with pytest.raises(Unfit):
        parsers.count()(cell, "", [])


@pytest.mark.parametrize(
    ("cell", "unit", "metres"),
    [
        (12.5, "公里", 12500),
        ("12.5", "km", 12500),
        ("800米", "公里", 800),
        ("3 里", "", 1500),
        (0.0005, "公里", 0),
        (0.0015, "公里", 2),
        ("１２．５公里", "", 12500),
    ],
)
def test_lengths(cell, unit, metres):
    """The cell's own unit comes first; half a metre rounds to even (0.5 -> 0, 1.5 -> 2)."""
    assert parsers.metres(cell, unit, []) == metres


def test_a_length_without_unit_is_asked():
    """12.5 what? Kilometres are never assumed."""
    with pytest.raises(Unfit) as caught:
        parsers.metres(12.5, "", [])
    assert caught.value.code == "intake.unit_unknown"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("106.21", 106_210_000),
        (106.2100005, 106_210_000),
        ("106°12′36″", 106_210_000),
        ("106°12′36″E", 106_210_000),
        ("30度30分", 30_500_000),
    ],
)
def test_degrees(cell, expected):
    """106 degrees 12 minutes 36 seconds are 106 + 12/60 + 36/3600 = 106.21."""
    assert parsers.microdegrees(180)(cell, "", []) == expected


def test_codes_and_telephones():
    """Text stays text; a number cell may have lost zeros and says so; a large one is refused."""
    assert read(parsers.code, "007") == ("007", [])
    assert read(parsers.code, 7) == ("7", ["intake.code_number"])
    with pytest.raises(Unfit):
        parsers.code(1.2e19, "", [])
    assert read(parsers.phone, 10012345678) == ("10012345678", [])
    assert read(parsers.phone, 8351234)[1] == ["intake.phone_number"]
    assert read(parsers.phone, "打村委会电话")[1] == ["intake.odd_phone"]


def test_modes_and_parameters():
    """The rule table in the office's words and in ours."""
    assert [mode(w, "", []) for w in ("硬性", "必须", "hard", "第1层", "第二级", "tier 3", "2", "仅报告", None)] == [
        "hard", "hard", "hard", 1, 2, 3, 2, "report", None,
    ]  # fmt: skip
    assert parameters("每年天数=15；来源=里程表", "", []) == {"每年天数": "15", "来源": "里程表"}
    assert parameters('{"rows": [1, {"a": null}]}', "", []) == {"rows": [1, {"a": None}]}
    for garbled in ("无等号", "a=", "=b", "a=1;a=2", "{", '{"a": 1', 3):
        with pytest.raises(Unfit):
            parameters(garbled, "", [])


@pytest.mark.parametrize(
    ("header", "whole", "bare", "inside"),
    [
        ("距离（公里）", "距离(公里)", "距离", "公里"),
        (" 姓 名 * ", "姓名", "姓名", ""),
        ("联系\n电话", "联系电话", "联系电话", ""),
        ("里程/公里", "里程/公里", "里程", "公里"),
        ("职务/职级", "职务/职级", "职务/职级", ""),
        ("“部门”：", "部门", "部门", ""),
        ("1.姓名", "姓名", "姓名", ""),
        ("ＮＡＭＥ", "name", "name", ""),
    ],
)
def test_headers(header, whole, bare, inside):
    """Spaces, stars, quotes, width and numbering do not matter; the unit in brackets is kept."""
    assert header_forms(header) == (whole, bare, inside)


@given(st.text(alphabet="赵䶮㐂﨑𠮷阿ABC１２ 　\u200b", max_size=12))
def test_narrowing_keeps_ideographs(text):
    """Rare and compatibility ideographs are names of people: they are never folded into others."""
    kept = [c for c in text if c in "赵䶮㐂﨑𠮷阿"]
    assert [c for c in narrow(text) if c in "赵䶮㐂﨑𠮷阿"] == kept
    assert narrow(narrow(text)) == narrow(text)


@pytest.mark.parametrize(
    "header", ["3、职务", "３．职务", "(3)职务", "*3、职务", "三、职务", "（三）职务", "3 、职务", "职务"]
)
def test_numbered_headers_are_the_headers_themselves(header):
    """Offices number their columns with points, commas and brackets, in figures and in words."""
    assert header_forms(header)[0] == "职务"
