"""A programme as a whole: all or nothing, ids, the roster in force, the receipt, kinds of other rooms."""

import os
from datetime import date

import pytest

from optimizer.domain import Programme, stable_id
from optimizer.errors import FormatError, FormatVersionError, InputError, UsageError
from optimizer.intake import Column, TableKind, kinds, parsers, read_programme, register
from optimizer.intake import column as registry
from optimizer.intake.mapping import Mappings, load_mapping, save_mapping
from optimizer.intake.people import build_recipient
from optimizer.intake.suggest import confirm, suggest_mapping
from tests.intake.making import HOMES, QUOTA, RULES, SETTINGS, STAFF, book, id_number, programme, table

A, B = id_number("19760315", 1), id_number("19800101", 2)


def test_a_plain_folder_becomes_a_programme(tmp_path):
    """Settings, people, rules and quota stand where they belong; rows are told in the receipt."""
    intake = read_programme(programme(tmp_path))
    made = intake.require()
    assert isinstance(made, Programme)
    assert (made.title, made.reference_day, made.term.months) == ("测试项目", date(2026, 9, 20), 36)
    assert made.term.start == 2026 * 12 + 9  # 2026-10
    (quota,) = [rule for rule in made.rules if rule.kind == "quota"]
    assert quota.parameters["rows"] == [{"by": "any", "value": "", "least": 0, "most": 1, "clause": "每人一户"}]
    assert quota.origin is not None and quota.origin.row == 3
    assert intake.receipt.counts["helpers"] == 3
    assert all(len(file.sha256) == 64 for file in intake.receipt.files)
    assert [h.id for h in made.helpers] == sorted(h.id for h in made.helpers)


def test_one_workbook_is_a_programme_too(tmp_path):
    """The same sheets in one file read the same."""
    sheets = {"基本信息": SETTINGS, "规则": RULES, "名额": QUOTA, "花名册": STAFF, "贫困户": HOMES}
    whole = read_programme(book(tmp_path / "全部.xlsx", sheets)).require()
    parts = read_programme(programme(tmp_path / "文件夹")).require()
    assert [h.id for h in whole.helpers] == [h.id for h in parts.helpers]
    assert [r.id for r in whole.recipients] == [r.id for r in parts.recipients]


def test_all_or_nothing_with_every_problem_at_once(tmp_path):
    """Three wrong cells in two files are three findings and no programme."""
    staff = [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", 5.1e17], [None, "人事处", B]]
    homes = [HOMES[0], ["BY000001", "李示丁", "边岩村", "很多"]]
    intake = read_programme(programme(tmp_path, staff=staff, homes=homes))
    assert intake.programme is None
    assert {(f.code, f.cells[0].address) for f in intake.findings if f.severity == "error"} == {
        ("intake.id_as_number", "C2"),
        ("intake.cell_empty", "A3"),
        ("intake.bad_number", "D2"),
    }
    with pytest.raises(InputError) as caught:
        intake.require()
    assert caught.value.facts["count"] == 3


def test_personal_data_are_masked_in_messages(tmp_path):
    """A list of problems is passed around: names and numbers in it are shortened unless asked for."""
    staff = [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", A], ["钱样乙", "人事处", A]]
    (twice,) = [f for f in read_programme(programme(tmp_path, staff=staff)).findings if f.severity == "error"]
    assert A not in twice.say() and A in twice.say(masked=False)


def test_ids_come_from_numbers_then_from_names(tmp_path):
    """Keyed by jiedui.key beside the tables; a new key makes new ids, row order does not."""
    staff = [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", A], ["钱样乙", "人事处", None]]
    folder = programme(tmp_path, staff=staff)
    public = {h.id for h in read_programme(folder).require().helpers}
    assert public == {stable_id("h", "id", A), stable_id("h", "name", "钱样乙", "人事处")}
    (folder / "jiedui.key").write_text("geheim\n", "utf-8")
    secret = read_programme(folder).require()
    assert {h.id for h in secret.helpers} == {
        stable_id("h", "id", A, key="geheim"),
        stable_id("h", "name", "钱样乙", "人事处", key="geheim"),
    }
    assert stable_id("r", "number", "BY000001", key="geheim") in {r.id for r in secret.recipients}


OLD = ["帮扶责任人", "部门", "责任人身份证号", "户编号", "户主姓名", "村", "结对时间", "状态"]


def old_roster(tmp_path, *rows, staff=None):
    staff = staff or [
        ["姓名", "部门", "身份证号"],
        ["赵试甲", "教务处", A],
        ["钱样乙", "人事处", None],
        ["钱样乙", "教务处", None],
    ]
    folder = programme(tmp_path, staff=staff)
    table(folder / "上轮结对名册.csv", [OLD, *rows])
    return read_programme(folder)


def test_the_old_roster_is_matched_by_number_then_by_name_and_unit(tmp_path):
    """Somebody gone keeps an id of his own; pairs that are over are told and left out."""
    intake = old_roster(
        tmp_path,
        ["赵试甲", "旧部门", A, "BY000001", "李示丁", "边岩村", "2025-10", "在帮"],
        ["钱样乙", "人事处", "", "XZ000002", "周拟戊", "小寨村", "2024.3", ""],
        ["吴例辛", "财务处", B, "BY000001", "李示丁", "边岩村", "2024-01", "期满"],
        ["郑示壬", "财务处", "", "ZZ000009", "冯拟癸", "边岩村", "2025-12", "已调离"],
    )
    pairs = {(p.helper, p.recipient): p for p in intake.require().incumbent.pairings}
    first = pairs[stable_id("h", "id", A), stable_id("r", "number", "BY000001")]
    assert (first.term.start, first.term.months) == (2025 * 12 + 9, 36)
    assert (stable_id("h", "name", "钱样乙", "人事处"), stable_id("r", "number", "XZ000002")) in pairs
    assert (stable_id("h", "name", "郑示壬", "财务处"), stable_id("r", "number", "ZZ000009")) in pairs
    assert len(pairs) == 3
    assert {"intake.helper_gone", "intake.recipient_gone"} <= {f.code for f in intake.findings}
    assert [row.reason for f in intake.receipt.files for s in f.sheets for t in s.tables for row in t.skipped] == [
        "ended"
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["钱样乙", "", "", "BY000001", "李示丁", "边岩村", "2025-10", "在帮"], "helper_ambiguous"),
        (["赵试甲", "教务处", A, "", "", "", "2025-10", "在帮"], "cell_empty"),
        (["赵试甲", "教务处", A, "BY000001", "李示丁", "边岩村", "2025-10", "大概还在"], "state_unknown"),
    ],
)
def test_doubtful_pairs_are_refused(tmp_path, row, code):
    """People are never matched by a name that two of them have, nor pairs guessed to be over."""
    assert {f.code for f in old_roster(tmp_path, row).findings if f.severity == "error"} == {f"intake.{code}"}


def test_a_change_of_unit_is_asked(tmp_path):
    """One person of that name in another unit is probably the same: taken, and asked."""
    staff = [["姓名", "部门", "职务"], ["赵试甲", "教务处", "科员"]]
    intake = old_roster(tmp_path, ["赵试甲", "人事处", "", "BY000001", "李示丁", "边岩村", "2025-10", ""], staff=staff)
    assert [f.severity for f in intake.findings if f.code == "intake.unit_changed"] == ["ask"]


def test_people_of_a_table_that_failed_are_not_called_gone(tmp_path):
    """One wrong header in the staff table must not bury its error under a note for every pair of the last roster."""
    last = [["责任人姓名", "所在部门", "户编号", "户主姓名", "所在村"]]
    last += [[f"赵试{sign}", "教务处", "BY000001", "李示丁", "边岩村"] for sign in "甲乙丙丁"]
    folder = programme(tmp_path, staff=[["职工大名", "部门", "职务"], ["赵试甲", "教务处", "科员"]])
    book(folder / "上轮结对名册.xlsx", {"结对名册": last})
    codes = [finding.code for finding in read_programme(folder).findings]
    assert codes.count("intake.helpers_unread") == 1
    assert "intake.helper_gone" not in codes
    book(folder / "教职工.xlsx", {"花名册": [["姓名", "部门", "职务"], ["赵试甲", "教务处", "科员"]]})
    found = read_programme(folder).findings
    assert [finding.code for finding in found].count("intake.helper_gone") == 3, [f.say() for f in found]


def test_mappings_are_remembered(tmp_path):
    """What a person confirmed once is applied the next time, exactly and only for that kind."""
    staff = [["职工大名", "部门", "党委职务"], ["赵试甲", "教务处", "委员"]]
    folder = programme(tmp_path, staff=staff)
    assert read_programme(folder).programme is None
    guesses = {guess.file: guess for guess in suggest_mapping(folder)}
    assert guesses["教职工.xlsx"].verdict == "refused"
    mapped = confirm(Mappings(), "helpers", {"职工大名": "name", "党委职务": "-"})
    save_mapping(folder, mapped)
    assert load_mapping(folder) == mapped
    (helper,) = read_programme(folder).require().helpers
    assert (helper.name, helper.post) == ("赵试甲", "")
    assert {h.how for h in suggest_mapping(folder)[0].headers} >= {"saved", "exact"}


def test_a_sheet_can_be_named_or_left_out(tmp_path):
    """mapping.yaml decides about sheets that headers do not tell."""
    folder = programme(tmp_path)
    book(folder / "杂项.xlsx", {"Sheet1": [["姓名", "身份证号"], ["吴例辛", B]], "Sheet2": [["一些", "别的"], [1, 2]]})
    assert read_programme(folder).programme is None
    named = Mappings(sheets={"杂项.xlsx[Sheet1]": "helpers", "杂项.xlsx[Sheet2]": "-"})
    assert {h.name for h in read_programme(folder, mapping=named).require().helpers} >= {"吴例辛"}
    wrong = Mappings(sheets={"杂项.xlsx[Sheet1]": "people", "杂项.xlsx[Sheet2]": "-"})
    assert "intake.mapping_kind" in {f.code for f in read_programme(folder, mapping=wrong).findings}


@pytest.mark.parametrize("text", ["version: [", "headers: 3", "colour: red", "version: 1\nheaders: {helpers: [a]}"])
def test_a_damaged_mapping_is_refused(tmp_path, text):
    """A decision that cannot be read must not be dropped."""
    (programme(tmp_path) / "mapping.yaml").write_text(text, "utf-8")
    with pytest.raises(FormatError):
        read_programme(tmp_path)


def test_a_mapping_of_a_newer_version_is_refused(tmp_path):
    """Readers accept the version before, and refuse newer ones with a sentence."""
    (programme(tmp_path) / "mapping.yaml").write_text("version: 9\n", "utf-8")
    with pytest.raises(FormatVersionError):
        read_programme(tmp_path)


def test_no_such_path():
    """A typing error in the path is a usage error, not an empty programme."""
    with pytest.raises(UsageError):
        read_programme("没有这个文件夹")


def test_what_lies_beside_the_tables_is_told(tmp_path):
    """Word files, folders, lock files: listed as not read, or left alone."""
    folder = programme(tmp_path)
    (folder / "通知.docx").write_bytes(b"PK")
    (folder / "旧").mkdir()
    (folder / "~$教职工.xlsx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"x")
    receipt = read_programme(folder).receipt
    assert {(f.file, f.reason) for f in receipt.files if f.reason} == {("通知.docx", "no_table"), ("旧/", "folder")}


def test_other_rooms_register_kinds(tmp_path, monkeypatch):
    """Campers are recipients of another programme: their room brings columns and a builder, intake the rest."""
    monkeypatch.setattr(registry, "_KINDS", {kind.name: kind for kind in kinds()})

    def build(record, key, findings):
        made = build_recipient(record, key, findings)
        return made | {"area": record.get("school_class"), "traits": {"强项": (record.get("subject"),)}}

    campers = TableKind(
        name="test_campers",
        zh="营员",
        en="campers",
        part="recipients",
        hints=("营员",),
        columns=(
            Column("name", "营员姓名", parsers.name, required=True),
            Column("number", "营号", parsers.code, required=True, text=True),
            Column("school_class", "营队", parsers.title, required=True),
            Column("subject", "强项", parsers.text, required=True),
        ),
        build=build,
    )
    register(campers)
    with pytest.raises(ValueError):
        register(TableKind("test_campers", "x", "x", ()))
    folder = programme(tmp_path, homes=None)
    table(folder / "营员.csv", [["营号", "营员姓名", "营队", "强项"], ["20260001", "李示丁", "一队", "游泳"]])
    intake = read_programme(folder)
    (camper,) = intake.require().recipients
    assert (camper.area, camper.traits["强项"]) == ("一队", ("游泳",))
    assert [r.get("name") for r in intake.tables["test_campers"]] == ["李示丁"]


def test_one_header_for_two_fields_is_a_bug_of_the_kind():
    """A kind that cannot tell its own columns apart is refused when it is registered."""
    with pytest.raises(ValueError):
        register(
            TableKind("test_double", "x", "x", (Column("a", "姓名", parsers.name), Column("b", "姓 名", parsers.name)))
        )


def test_the_same_files_give_the_same_findings(tmp_path):
    """Order of files, rows and findings is that of names and rows, never of chance."""
    folder = programme(tmp_path, staff=[*STAFF, ["赵试甲", "教务处", "科员"]])
    one, other = read_programme(folder), read_programme(folder)
    assert one.findings == other.findings and one.receipt == other.receipt
    assert one.receipt.model_dump_json() == other.receipt.model_dump_json()


def test_a_roster_of_ours_is_read_back_with_its_edits(tmp_path):
    """Pair ids carry the pairs; a name that somebody wrote over wins; an open row is no pair; other sheets are reports."""
    staff = [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", A], ["钱样乙", "人事处", B]]
    folder = programme(tmp_path, staff=staff)
    first, second = stable_id("h", "id", A), stable_id("h", "id", B)
    one, other = stable_id("r", "number", "BY000001"), stable_id("r", "number", "XZ000002")
    header = [
        "序号",
        "村",
        "户编号",
        "户主姓名",
        "身份证号码",
        "帮扶责任人",
        "部门",
        "结对期限",
        "锁定",
        "结对编号（勿改）",
    ]
    rows = [
        [
            1,
            "边岩村",
            "BY000001",
            "李示丁",
            "999999********0011",
            "赵试甲",
            "教务处",
            "2026.10—2029.09",
            "是",
            f"{one}:0:{first}",
        ],
        [2, "小寨村", "XZ000002", "周拟戊", None, "赵试甲", "教务处", "36个月", None, f"{other}:0:{second}"],
        [3, "小寨村", "XZ000009", "吴例己", None, None, None, None, None, None],
    ]
    report = [["序号", "部门", "帮扶责任人", "户编号", "户主姓名"], [1, "教务处", "赵试甲", "BY000001", "李示丁"]]
    book(folder / "上轮.xlsx", {"按帮扶人": report, "按帮扶对象": [["花名册"], header, *rows]})
    intake = read_programme(folder)
    pairs = {p.recipient: p for p in intake.require().incumbent.pairings}
    assert (pairs[one].helper, pairs[one].locked) == (first, True)
    assert (pairs[one].term.start, pairs[one].term.months) == (2026 * 12 + 9, 36)
    assert pairs[other].helper == first
    assert len(pairs) == 2
    reasons = {s.sheet: s.reason for f in intake.receipt.files for s in f.sheets}
    assert reasons["按帮扶人"] == "report"
    assert [r.reason for f in intake.receipt.files for s in f.sheets for t in s.tables for r in t.skipped] == ["open"]
    assert "intake.id_masked" in {f.code for f in intake.findings}


def test_a_file_name_of_another_system_is_read_and_printed(tmp_path):
    """Unpacked from an old archive: the bytes of 职工.xlsx in GB18030, which is no UTF-8."""
    folder = programme(tmp_path / "方案", staff=None)
    book(tmp_path / "x.xlsx", {"花名册": [["姓名", "部门"], ["赵试甲", "教务处"], ["赵试甲", "教务处"]]})
    os.rename(tmp_path / "x.xlsx", os.fsencode(folder) + b"/" + "职工.xlsx".encode("gb18030"))
    intake = read_programme(folder)
    (twice,) = [finding for finding in intake.findings if finding.code == "intake.person_twice"]
    assert {cell.file for cell in twice.cells} == {"职工.xlsx"}
    assert "职工.xlsx" in [file.file for file in intake.receipt.files]
