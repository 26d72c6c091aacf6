"""Files as offices and strangers write them: each problem is named with its line or cell, in words of ours, with advice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from optimizer.errors import InputError
from scenarios.changes import findings_of, problems_of, read_scenario
from scenarios.changes.reading import as_far_as_read
from scenarios.rebalancing import read_events
from tests.builders.villages import village_programme

CHANGE = "changes:\n  - {change: %s}\n"
FILES = {
    "an alias": ("s.yaml", "x: &a {change: exclude, select: [样001]}\nchanges:\n  - *a\n", [("alias", "s.yaml!L3")]),
    "a key twice": (
        "s.yaml",
        "changes:\n  - change: set_quota\n    by: any\n    most: 1\n    most: 2\n",
        [("key_twice", "s.yaml!L5")],
    ),
    "one key by two words": (
        "s.yaml",
        CHANGE % "exclude, select: [样001], 对象: [样002]",
        [("key_twice", "s.yaml!L2")],
    ),
    "a tab": ("s.yaml", "changes:\n\t- {change: exclude}\n", [("file_syntax", "s.yaml!L2")]),
    "json broken off": ("s.json", '{\n"changes": [', [("file_syntax", "s.json!L2")]),
    "json key twice": (
        "s.json",
        '{"changes": [{"change": "exclude", "change": "liaison"}]}',
        [("key_twice", "s.json")],
    ),
    "NaN": (
        "s.json",
        '{"changes": [{"change": "set_quota", "by": "any", "most": NaN}]}',
        [("number_none", "s.json!changes[1]")],
    ),
    "infinite": (
        "s.json",
        '{"changes": [{"change": "set_quota", "by": "any", "most": 1e999}]}',
        [("number_large", "s.json!changes[1]")],
    ),
    "no change said": (
        "s.yaml",
        "changes:\n  - {chnage: exclude, select: [样001]}\n",
        [("no_change_said", "s.yaml!L2")],
    ),
    "not in words of a library": (
        "s.yaml",
        CHANGE % "set_quota, by: colour, most: two",
        [("value_choice", "s.yaml!L2"), ("value_integer", "s.yaml!L2")],
    ),
    "below zero": ("s.yaml", CHANGE % "set_leg, start: 东校区, end: 甲村, metres: -1", [("value_least", "s.yaml!L2")]),
    "a title that is a list": (
        "s.yaml",
        "title: [1]\n" + CHANGE % "set_quota, by: any, most: 1",
        [("head_text", "s.yaml")],
    ),
    "bytes of no encoding": ("s.yaml", b"changes: \xff\xff", [("file_encoding", "s.yaml")]),
}


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    """Code, place, advice; and no word of pydantic or of a parser that an office could not understand."""
    file, text, wanted = FILES[name]
    path = tmp_path / file
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _, findings = as_far_as_read(path)
    assert [(f.code.removeprefix("scenarios."), f.where()) for f in findings] == wanted
    assert all(f.advice("zh") and f.advice("en") for f in findings)
    assert not any("Input should" in f.say("zh") or "Field required" in f.say("zh") for f in findings)


def test_words_that_yaml_1_1_took_for_truth_values_stay_words(tmp_path: Path) -> None:
    """Somebody may be called No, a village Off; numbers with leading zeros in quotes stay as they are."""
    path = tmp_path / "s.yaml"
    path.write_text(
        "title: no\nreason: off\nchanges:\n"
        '  - {change: add_recipients, people: [{户主: yes, 村: 甲村, 组: off, 户编号: "0012"}]}\n',
        "utf-8",
    )
    scenario = read_scenario(path)
    assert (scenario.title, scenario.reason) == ("no", "off")
    changed, _ = findings_of(village_programme(), scenario)
    assert changed is not None
    assert [(r.name, r.group, r.number) for r in changed.recipients if r.name == "yes"] == [("yes", "off", "0012")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_files_are_read_in_the_encodings_that_offices_save(tmp_path: Path, encoding: str) -> None:
    """YAML and CSV alike."""
    yaml, sheet = tmp_path / "s.yaml", tmp_path / "s.csv"
    yaml.write_bytes("标题: 名额\nchanges:\n  - {change: 名额, 对象类型: any, 最多: 2}\n".encode(encoding))
    sheet.write_bytes("标题,名额\n变动类型,对象类型,最 多,备注\n名额,any,2,试\n合计,1,,\n".encode(encoding))
    read = [read_scenario(file) for file in (yaml, sheet)]
    assert [scenario.title for scenario in read] == ["名额", "名额"]
    assert len({scenario.fingerprint() for scenario in read}) == 1


CONTRADICTIONS = {
    "split and merged": (
        ["split_area, area: 甲村, select: [例000], into: 丁村", "merge_areas, areas: [甲村], into: 乙村"],
        [("split_and_merged", "s.yaml!L2, s.yaml!L3")],
    ),
    "unit split and merged": (
        ["split_unit, unit: 教务处, select: [样003], into: 考务办", "merge_units, units: [教务处], into: 后勤处"],
        [("split_and_merged", "s.yaml!L2, s.yaml!L3")],
    ),
    "merged into itself": (["merge_areas, areas: [甲村], into: 甲村"], [("merge_nothing", "s.yaml!L2")]),
    "three in a circle": (
        [
            "merge_areas, areas: [甲村], into: 乙村",
            "merge_areas, areas: [乙村], into: 丙村",
            "merge_areas, areas: [丙村], into: 甲村",
        ],
        [("merge_cycle", "s.yaml!L2, s.yaml!L3, s.yaml!L4")],
    ),
    "two quotas": (
        ["set_quota, by: any, most: 1", "set_quota, by: any, most: 2"],
        [("contradiction", "s.yaml!L2, s.yaml!L3")],
    ),
    "removed and excluded": (
        ["remove_helpers, select: [样001]", "exclude, select: [样001]"],
        [("altered_and_removed", "s.yaml!L2, s.yaml!L3")],
    ),
    "added twice": (
        ["add_helpers, people: [{姓名: 样新, 部门: 教务处}]", "add_helpers, people: [{姓名: 样新, 部门: 教务处}]"],
        [("added_twice", "s.yaml!L2, s.yaml!L3")],
    ),
    "liaison of a village that is not there": (
        ["liaison, select: [样001], area: 丁村"],
        [("no_such_group", "s.yaml!L2")],
    ),
    "everything at once": (
        [
            "remove_helpers, select: [样不在]",
            "add_helpers, people: [{姓名: 样新, 部门: 教务处, 出生年月: 2026-13}]",
            "alter_recipients, select: [例000], set: {weight: -1}",
            "add_rule, kind: distnce, mode: 2",
            "set_rule, rule: R4, parameters: {measur: worst}",
        ],
        [
            ("nobody_alike", "s.yaml!L2"),
            ("value_least", "s.yaml!L4"),
            ("value_month", "s.yaml!L3"),
            ("rules.unknown_parameter", "s.yaml!L6"),
            ("rules.unknown_kind", "s.yaml!L5"),
        ],
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions_name_every_line_that_takes_part(tmp_path: Path, name: str) -> None:
    """The whole file is judged, also what stands behind the first problem."""
    changes, wanted = CONTRADICTIONS[name]
    path = tmp_path / "s.yaml"
    path.write_text("changes:\n" + "".join(f"  - {{change: {change}}}\n" for change in changes), "utf-8")
    found = problems_of(village_programme(), read_scenario(path))
    assert [(f.code.removeprefix("scenarios."), f.where()) for f in found] == wanted
    assert all(f.advice("zh") for f in found if f.code.startswith("scenarios."))


def test_a_village_that_a_merge_or_split_makes_may_have_a_liaison(tmp_path: Path) -> None:
    """Order does not matter: the liaison of the new village is named before the village is there."""
    path = tmp_path / "s.yaml"
    path.write_text(
        "changes:\n  - {change: liaison, select: [样001], area: 丁村}\n"
        "  - {change: merge_areas, areas: [甲村, 乙村], into: 丁村}\n",
        "utf-8",
    )
    changed, findings = findings_of(village_programme(), read_scenario(path))
    assert changed is not None and not [f for f in findings if f.severity == "error"]


def test_a_workbook_of_events_with_a_title_odd_headers_and_a_total(tmp_path: Path) -> None:
    """Merged title, a line of the office, headers with spaces and other words, dates as dates, and a row that only counts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2027年变动登记表", None, None, None],
        ["填报：样例处", None, "单位：人", None],
        ["序号", "事 件", "帮扶人姓名", "生效日期"],
        [1, "调离", "样001", "2027.3"],
        [2, "病休", "样002", date(2027, 2, 1)],
        ["合计", 2, None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    book.save(tmp_path / "e.xlsx")
    events = read_events(tmp_path / "e.xlsx")
    assert [(event.kind, event.month % 12 + 1, event.address) for event in events] == [
        ("transfer_out", 3, "B4"),
        ("illness", 2, "B5"),
    ]


def test_a_misspelt_header_is_not_passed_over(tmp_path: Path) -> None:
    """生效时问 for 生效时间: without it every event would lack its month, with another column it would be lost in silence."""
    path = tmp_path / "e.csv"
    path.write_text("事件,帮扶人,生效时问,备柱\n调离,样001,2027-03,试\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_events(path)
    assert [(f.code.removeprefix("scenarios."), f.where()) for f in caught.value.findings] == [
        ("header_near", "e.csv!C1"),
        ("value_missing", "e.csv!A2"),
    ]
