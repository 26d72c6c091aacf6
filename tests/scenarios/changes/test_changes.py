"""Changes are read with their lines, applied as a whole, and never touch the base."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.domain import programme_fingerprint
from optimizer.errors import InputError, UsageError
from scenarios.changes import CHANGES, apply, findings_of, read_scenario
from scenarios.changes.catalogue import TITLES
from tests.builders.villages import village_programme


def _file(folder: Path, text: str, name: str = "s.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _codes(folder: Path, text: str) -> list[tuple[str, str]]:
    """(code, place) of every finding of a scenario against the small programme."""
    _, findings = findings_of(village_programme(), read_scenario(_file(folder, text)))
    return [(f.code.removeprefix("scenarios."), f.where()) for f in findings if f.severity == "error"]


def test_every_change_makes_a_new_programme_and_leaves_the_base(tmp_path: Path) -> None:
    """A what-if that altered its base would poison every comparison after it."""
    base = village_programme()
    before = programme_fingerprint(base)
    text = """
title: 全部
changes:
  - {change: add_helpers, people: [{姓名: 样新, 部门: 教务处, 出发地: 东校区}]}
  - {change: remove_helpers, select: [样005]}
  - {change: alter_helpers, where: {部门: 后勤处}, set: {最多: 2}}
  - {change: add_recipients, people: [{姓名: 例新, 村: 甲村}]}
  - {change: remove_recipients, select: [例005(丙村)]}
  - {change: alter_recipients, select: [例000], set: {weight: 3}}
  - {change: exclude, select: [样006], reason: 外派, decided_by: 办公室}
  - {change: liaison, select: [样001], area: 乙村}
  - {change: set_quota, by: unit, value: 图书馆, most: 3}
  - {change: set_rule, rule: R4, mode: 2, parameters: {source: legs}}
  - {change: add_rule, kind: continuity, mode: 1}
  - {change: split_unit, unit: 教务处, select: [样003], into: 考务办}
  - {change: set_leg, start: 东校区, end: 甲村, metres: 4000}
  - {change: set_place, id: 甲村, latitude_microdegrees: 1, longitude_microdegrees: 2, system: wgs84}
"""
    changed = apply(base, read_scenario(_file(tmp_path, text)))
    helpers = {helper.name: helper for helper in changed.helpers}
    assert programme_fingerprint(base) == before
    assert "样005" not in helpers and helpers["样新"].unit == "教务处"
    assert helpers["样001"].most == 2 and helpers["样001"].liaison_area == "乙村"
    assert helpers["样006"].ruling is not None and not helpers["样006"].ruling.takes_part
    assert helpers["样003"].unit == "考务办"
    names = {recipient.name: recipient for recipient in changed.recipients}
    assert "例005" not in names and names["例000"].weight == 3 and names["例新"].needs == (1,)
    assert [rule.mode for rule in changed.rules if rule.id == "R4"] == [2]
    assert [rule.kind for rule in changed.rules][-1] == "continuity"
    assert next(leg.metres for leg in changed.legs if (leg.start, leg.end) == ("东校区", "甲村")) == 4000
    quota = next(rule for rule in changed.rules if rule.kind == "quota").parameters["rows"]
    assert quota[0]["by"] == "unit" and quota[0]["most"] == 3 and len(quota) == 3


def test_merged_villages_keep_their_distances_and_are_renamed_in_rules(tmp_path: Path) -> None:
    """The reform moves the village's name, not the household's house."""
    text = """
changes:
  - {change: add_rule, id: U, kind: unit_area, mode: 3, parameters: {rows: [{unit: 教务处, area: 甲村}]}}
"""
    base = apply(village_programme(), read_scenario(_file(tmp_path, text)))
    text = "changes:\n  - {change: merge_areas, areas: [甲村], into: 乙村}\n"
    changed = apply(base, read_scenario(_file(tmp_path, text)))
    moved = [r for r in changed.recipients if r.place == "甲村"]
    assert len(moved) == 2 and all(r.area == "乙村" for r in moved)
    assert next(r for r in changed.rules if r.id == "U").parameters["rows"] == [{"unit": "教务处", "area": "乙村"}]
    assert changed.helpers[0].liaison_area == "乙村"


def test_a_chain_of_merges_ends_in_one_village_and_a_circle_is_refused(tmp_path: Path) -> None:
    """甲 into 乙 and 乙 into 丙 is 丙 for all; 甲 into 乙 and 乙 into 甲 has no meaning and is named once with both lines."""
    chain = """
changes:
  - {change: merge_areas, areas: [甲村], into: 乙村}
  - {change: merge_areas, areas: [乙村], into: 丙村}
"""
    changed = apply(village_programme(), read_scenario(_file(tmp_path, chain)))
    assert {recipient.area for recipient in changed.recipients} == {"丙村"}
    circle = chain.replace("into: 丙村", "into: 甲村")
    assert _codes(tmp_path, circle) == [("merge_cycle", "s.yaml!L3, s.yaml!L4")]


def test_all_problems_come_at_once_with_file_and_line(tmp_path: Path) -> None:
    """An office corrects a file once, not once a problem."""
    text = """
changes:
  - {change: remove_helpers, select: [样不存在]}
  - {change: alter_helpers, select: [样001], set: {most: 2}}
  - {change: alter_helpers, select: [样001], set: {most: 3}}
  - {change: remove_helpers, select: [样001]}
  - {change: set_rule, rule: R99, mode: hard}
  - {change: merge_areas, areas: [丁村], into: 甲村}
  - {change: alter_recipients, where: {村: 戊村}, set: {weight: 2}}
  - {change: alter_recipients, select: [例000], set: {身高: 2}}
  - {change: lift_exclusion, basis: 退休}
  - {change: set_quota, by: unit, value: 不存在处, most: 1}
  - {change: add_helpers, people: [{姓名: 样新}]}
"""
    found = _codes(tmp_path, text)
    assert [code for code, _ in found] == [
        "nobody_alike",
        "contradiction",
        "altered_and_removed",
        "no_such_rule",
        "no_such_group",
        "nobody_where",
        "column",
        "no_such_basis",
        "quota_of_nobody",
        "new_incomplete",
    ]
    assert found[1][1] == "s.yaml!L4, s.yaml!L5"


def test_values_that_do_not_fit_are_named(tmp_path: Path) -> None:
    """A negative quota is caught when the person is built, with the person and the column."""
    text = "changes:\n  - {change: alter_helpers, select: [样001], set: {most: -1}}\n"
    assert _codes(tmp_path, text) == [("value_least", "s.yaml!L2")]


def test_unknown_words_name_the_nearest(tmp_path: Path) -> None:
    """Reading checks every item before anything is applied."""
    text = "changes:\n  - {change: remove_helper, select: [样001]}\n  - {change: set_rule, rule: R4, modus: 2}\n"
    with pytest.raises(InputError) as caught:
        read_scenario(_file(tmp_path, text))
    assert [f.code for f in caught.value.findings] == ["scenarios.unknown_change", "scenarios.unknown_key"]
    assert caught.value.findings[0].facts["near"] == "remove_helpers"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("broken.yaml", "changes: ["),
        ("broken.json", "{"),
        ("shape.yaml", "title: x\n"),
        ("shape.json", "3"),
        ("empty.yaml", "changes: []\n"),
        ("item.yaml", "changes: [3]\n"),
        ("circle.yaml", "changes: &a\n  - *a\n"),
        ("bomb.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nchanges: [*b]\n"),
        ("huge.yaml", "changes:\n  - {change: set_quota, by: any, most: 99999999999999999999}\n"),
        ("tab.yaml", "changes:\n\t- x"),
        ("nul.yaml", "\x00"),
        ("none.csv", "甲,乙\n1,2\n"),
    ],
)
def test_files_that_are_no_scenario_are_refused(tmp_path: Path, name: str, text: str) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    with pytest.raises(InputError) as caught:
        read_scenario(_file(tmp_path, text, name))
    assert caught.value.findings[0].cells[0].file == name if name != "empty.yaml" else caught.value.findings


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(UsageError):
        read_scenario(tmp_path / "none.yaml")


def test_yaml_json_and_sheet_say_the_same(tmp_path: Path) -> None:
    """One scenario in three forms has one fingerprint."""
    yaml = """
title: 三种写法
changes:
  - {change: set_quota, by: role_group, value: 领导, most: 3}
  - {change: alter_helpers, where: {部门: 教务处}, set: {most: 2}}
"""
    json = """{"title": "三种写法", "changes": [
  {"change": "set_quota", "by": "role_group", "value": "领导", "most": 3},
  {"change": "alter_helpers", "where": {"部门": "教务处"}, "set": {"most": 2}}]}"""
    sheet = (
        "标题,三种写法\n变动,对象类型,取值,最多,条件,改为\n名额,role_group,领导,3,,\n修改帮扶人,,,,部门=教务处,most=2\n"
    )
    read = [
        read_scenario(_file(tmp_path, text, name))
        for name, text in (("a.yaml", yaml), ("b.json", json), ("c.csv", sheet))
    ]
    assert {scenario.title for scenario in read} == {"三种写法"}
    assert len({scenario.fingerprint() for scenario in read}) == 1


def test_every_change_has_a_word_for_sheets() -> None:
    """The list of changes and the list of words are one."""
    assert set(TITLES) == set(CHANGES)
