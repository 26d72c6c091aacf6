"""A register of odd workbooks: what offices really send, each with what must be found in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xlwt import Formula

from tests.intake.making import HOMES, QUOTA, RULES, SETTINGS, STAFF, book, id_number, programme, table
from tests.intake.xlsb import workbook

NAMES = ("赵试甲", "钱样乙", "孙例丙")
HEADS = ("李示丁", "周拟戊")
A, B, C = (id_number("19760315", n) for n in (1, 2, 3))


@dataclass
class Odd:
    """``errors``: exactly these (code, cell); ``said``: these codes among all findings; ``skipped``: (row, reason)."""

    make: Callable[[Path], object]
    helpers: tuple[str, ...] | None = NAMES
    recipients: tuple[str, ...] | None = HEADS
    errors: set[tuple[str, str]] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    skipped: set[tuple[int, str]] = field(default_factory=set)
    check: Callable | None = None


def staff(rows, **more) -> Callable[[Path], object]:
    """A programme whose staff workbook has these rows."""

    def make(folder: Path):
        programme(folder, staff=None)
        book(folder / "教职工.xlsx", {"花名册": rows}, **more)

    return make


def homes(rows, name="贫困户.xlsx", sheet="贫困户", **more) -> Callable[[Path], object]:
    def make(folder: Path):
        programme(folder, homes=None)
        book(folder / name, {sheet: rows}, **more)

    return make


def with_file(write: Callable[[Path], object], **parts) -> Callable[[Path], object]:
    def make(folder: Path):
        programme(folder, **parts)
        write(folder)

    return make


def refused(code, address, **more) -> dict:
    return {"helpers": None, "recipients": None, "errors": {(f"intake.{code}", address)}, **more}


def helper(intake, name):
    return next(h for h in intake.programme.helpers if h.name == name)


def home(intake, name):
    return next(r for r in intake.programme.recipients if r.name == name)


def xls(path: Path, rows, merges=()):
    import xlwt

    out = xlwt.Workbook(encoding="utf-8")
    page = out.add_sheet("花名册")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                page.write(r, c, value)
    for top, bottom, left, right in merges:
        page.merge(top, bottom, left, right)
    out.save(str(path))


def ods(path: Path, rows, spans=None):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    page = Table(name="花名册")
    spans = spans or {}
    covered = {(r + k, c) for (r, c), n in spans.items() for k in range(1, n)}
    for r, row in enumerate(rows):
        line = TableRow()
        for c, value in enumerate(row):
            if (r, c) in covered:
                line.addElement(CoveredTableCell())
                continue
            more = {"numberrowsspanned": str(spans[r, c]), "numbercolumnsspanned": "1"} if (r, c) in spans else {}
            if value is None:
                cell = TableCell(**more)
            elif isinstance(value, str):
                cell = TableCell(valuetype="string", **more)
                cell.addElement(P(text=value))
            else:
                cell = TableCell(valuetype="float", value=str(value), **more)
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        page.addElement(line)
    document.spreadsheet.addElement(page)
    document.save(str(path))


def noted(text):
    return [STAFF[0], [text, "教务处", "科员"], *STAFF[2:]]


def birth(value):
    return [
        ["姓名", "部门", "出生年月"],
        ["赵试甲", "教务处", value],
        ["钱样乙", "人事处", None],
        ["孙例丙", "教务处", None],
    ]


def born(year, month):
    def check(intake):
        assert helper(intake, "赵试甲").birth_month == year * 12 + month - 1

    return check


def people(value):
    return [HOMES[0], ["BY000001", "李示丁", "边岩村", value], HOMES[2]]


def counts(number):
    def check(intake):
        assert home(intake, "李示丁").people == number

    return check


def numbered(value):
    return [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", value], ["钱样乙", "人事处", B], ["孙例丙", "教务处", C]]


def rules_with(*line):
    return with_file(lambda f: None, rules=[*RULES, list(line)])


MERGED_UNITS = [
    ["姓名", "部门", "职务"],
    ["赵试甲", "教务处", "科员"],
    ["钱样乙", None, "科长"],
    ["孙例丙", "人事处", "副科长"],
]
FAMILY = [
    ["户编号", "户主姓名", "所在村", "家庭人口", "家庭成员姓名", "与户主关系", "身份证号码"],
    ["BY000001", "李示丁", "边岩村", 3, "李示丁", "户主", A],
    [None, None, None, None, "王试己", "配偶", B],
    [None, None, None, None, "李示庚", "长子", C],
    ["XZ000002", "周拟戊", "小寨村", 1, "周拟戊", "户主", id_number("19600101", 7)],
]
DISTANCES = [["出发地点", "边岩村", "小寨村"], ["主校区", 12.5, 30]]


def unit_of_second(intake):
    assert helper(intake, "钱样乙").unit == "教务处"


def one_family(intake):
    assert home(intake, "李示丁").id_number == A
    assert len(intake.programme.recipients) == 2


def leg(intake):
    assert {(x.start, x.end, x.metres) for x in intake.programme.legs} == {
        ("主校区", "边岩村", 12500),
        ("主校区", "小寨村", 30000),
    }


def areas(*names):
    def check(intake):
        assert tuple(sorted(r.area for r in intake.programme.recipients)) == tuple(sorted(names))

    return check


def remark_of_first(text):
    def check(intake):
        assert helper(intake, "赵试甲").remark == text

    return check


def trait(header, *words):
    def check(intake):
        assert helper(intake, "赵试甲").traits[header] == words

    return check


def formula_without_value(out, page):
    if page.get_name() == "花名册":
        page.write_formula("B2", '="教务"&"处"', None, "")


def error_cell(out, page):
    if page.get_name() == "花名册":
        page.write_formula("B2", "=NA()", None, "#N/A")


def village_sheets(folder: Path):
    programme(folder, homes=None)
    header = ["户编号", "户主姓名", "家庭人口"]
    book(
        folder / "各村.xlsx",
        {
            "边岩村": [header, ["BY000001", "李示丁", 3]],
            "小寨村": [header, ["XZ000002", "周拟戊", 4]],
            "汇总": [["村", "户数", "人口"], ["边岩村", 1, 3], ["小寨村", 1, 4]],
        },
    )
    book(folder / "里程.xlsx", {"里程表": [["里程表(单位:公里)", None, None], *DISTANCES]})


def village_sheet_unknown(folder: Path):
    programme(folder, homes=None)
    book(folder / "各村.xlsx", {"Sheet1": [["户编号", "户主姓名", "家庭人口"], ["BY000001", "李示丁", 3]]})


ODD: dict[str, Odd] = {
    # titles, headers, blocks
    "plain": Odd(lambda f: programme(f)),
    "two_titles": Odd(
        staff([["某学院花名册"], ["单位:人事处  日期:2026年9月"], *STAFF], merges={"花名册": ["A1:C1", "A2:C2"]})
    ),
    "header_in_row_12": Odd(staff([*[[f"说明第{n}条"] for n in range(11)], *STAFF])),
    "leading_blank_rows_and_columns": Odd(staff([[], [], *[[None, None, *row] for row in STAFF]])),
    "header_with_spaces_and_stars": Odd(staff([["姓 名*", "部\n门", "职务："], *STAFF[1:]])),
    "header_with_required_note": Odd(staff([["姓名（必填）", "部门[单位]", "职务"], *STAFF[1:]])),
    "numbered_headers": Odd(staff([["1.姓名", "2.部门", "3、职务"], *STAFF[1:]])),
    "full_width_headers": Odd(homes([["户编号", "户主姓名", "村（居）", "家庭人口（人）"], *HOMES[1:]])),
    "two_level_header": Odd(
        homes(
            [
                ["户编号", "户主", None, "家庭情况", None],
                [None, "姓名", "身份证号", "人口", "所在村"],
                ["BY000001", "李示丁", A, 3, "边岩村"],
                ["XZ000002", "周拟戊", B, 4, "小寨村"],
            ],
            merges={"贫困户": ["A1:A2", "B1:C1", "D1:E1"]},
        ),
        check=lambda i: (counts(3)(i), areas("边岩村", "小寨村")(i)),
    ),
    "two_level_header_with_helper_group": Odd(
        homes(
            [
                ["户主", None, None, "帮扶责任人", None, None],
                ["姓名", "所在村", "家庭人口", "姓名", "单位", "联系电话"],
                ["李示丁", "边岩村", 3, "赵试甲", "教务处", "10012345678"],
                ["周拟戊", "小寨村", 4, "钱样乙", "人事处", "10012345679"],
            ],
            merges={"贫困户": ["A1:C1", "D1:F1"]},
        ),
        check=lambda i: (home(i, "李示丁").phone == "" or 1 / 0, len(i.programme.incumbent.pairings) == 2 or 1 / 0),
    ),
    "two_level_header_csv": Odd(
        with_file(
            lambda f: table(
                f / "户.csv",
                [
                    ["户主", "", "家庭", ""],
                    ["姓名", "所在村", "人口", "劳动力"],
                    ["李示丁", "边岩村", 3, 1],
                    ["周拟戊", "小寨村", 4, 2],
                ],
            ),
            homes=None,
        ),
        check=counts(3),
    ),
    "header_repeated_in_the_middle": Odd(staff([*STAFF[:3], STAFF[0], STAFF[3]]), skipped={(4, "header")}),
    "side_by_side": Odd(
        staff(
            [
                ["序号", "姓名", "部门", "序号", "姓名", "部门"],
                [1, "赵试甲", "教务处", 3, "孙例丙", "教务处"],
                [2, "钱样乙", "人事处", None, None, None],
            ]
        )
    ),
    "side_by_side_with_gap": Odd(
        staff(
            [
                ["姓名", "部门", None, "姓名", "部门"],
                ["赵试甲", "教务处", None, "孙例丙", "教务处"],
                ["钱样乙", "人事处", None, None, None],
            ]
        )
    ),
    "two_kinds_side_by_side": Odd(
        with_file(
            lambda f: book(
                f / "合.xlsx",
                {
                    "表": [
                        ["姓名", "部门", "职务", None, "户编号", "户主姓名", "所在村"],
                        ["赵试甲", "教务处", "科员", None, "BY000001", "李示丁", "边岩村"],
                        ["钱样乙", "人事处", "科长", None, "XZ000002", "周拟戊", "小寨村"],
                        ["孙例丙", "教务处", "科员", None, None, None, None],
                    ]
                },
            ),
            staff=None,
            homes=None,
        )
    ),
    "two_tables_below_one_another": Odd(
        with_file(lambda f: book(f / "合.xlsx", {"表": [*STAFF, [], ["贫困户名单"], *HOMES]}), staff=None, homes=None),
    ),
    "everything_in_one_workbook": Odd(
        with_file(
            lambda f: book(
                f / "全部.xlsx", {"基本信息": SETTINGS, "规则": RULES, "名额": QUOTA, "教职工": STAFF, "贫困户": HOMES}
            ),
            staff=None,
            homes=None,
            settings=None,
            rules=None,
            quota=[["对象类型", "取值", "最多"]],
        ),
        said={"intake.no_rows"},
    ),
    "staff_in_two_files": Odd(
        with_file(
            lambda f: (
                table(f / "甲.csv", STAFF[:2]),
                table(
                    f / "乙.csv",
                    [["部门", "教师姓名", "职务"], ["人事处", "钱样乙", "科长"], ["教务处", "孙例丙", "科员"]],
                ),
            ),
            staff=None,
        )
    ),
    "sheet_a_village": Odd(village_sheets, check=areas("边岩村", "小寨村")),
    "sheet_names_no_village": Odd(village_sheet_unknown, **refused("area_not_named", "")),
    "file_names_the_village": Odd(
        with_file(
            lambda f: (
                table(f / "石盘乡边岩村名单.csv", [["户主姓名", "户编号"], ["李示丁", "BY000001"]]),
                table(f / "小寨村.csv", [["户主姓名", "户编号"], ["周拟戊", "XZ000002"]]),
                table(
                    f / "里程.csv",
                    [["出发地点", "到达村", "里程(公里)"], ["主校区", "边岩村", "12.5"], ["主校区", "小寨村", "30"]],
                ),
            ),
            homes=None,
        ),
        check=areas("边岩村", "小寨村"),
    ),
    "units_as_heading_lines": Odd(
        staff(
            [
                ["姓名", "职务", "联系电话"],
                ["一、教务处(2人)", None, None],
                ["赵试甲", "科员", "10011111111"],
                ["钱样乙", "科长", None],
                ["二、人事处", None, None],
                ["孙例丙", "科员", None],
            ],
            merges={"花名册": ["A2:C2", "A5:C5"]},
        ),
        skipped={(2, "heading"), (5, "heading")},
        said={"intake.heading_used"},
        check=unit_of_second,
    ),
    "units_as_lines_in_the_name_column": Odd(
        staff(
            [
                ["姓名", "职务", "联系电话"],
                ["教务处(2人)", None, None],
                ["赵试甲", "科员", "10011111111"],
                ["钱样乙", None, None],
                ["人事处", None, None],
                ["孙例丙", "科员", None],
            ]
        ),
        skipped={(2, "heading"), (5, "heading")},
        check=unit_of_second,
    ),
    "unit_alone_where_units_have_a_column": Odd(staff([*STAFF, ["后勤处", None, None]]), **refused("stray_row", "A5")),
    "villages_as_lines_in_the_name_column": Odd(
        with_file(
            lambda f: (
                book(
                    f / "户.xlsx",
                    {
                        "名单": [
                            ["户主姓名", "户编号", "家庭人口"],
                            ["边岩村（1户）", None, None],
                            ["李示丁", "BY000001", 3],
                            ["小寨村", None, None],
                            ["周拟戊", "XZ000002", 4],
                        ]
                    },
                ),
                book(f / "里程.xlsx", {"里程表": [["单位:公里"], *DISTANCES]}),
            ),
            homes=None,
        ),
        skipped={(2, "heading"), (4, "heading")},
        check=areas("边岩村", "小寨村"),
    ),
    # rows that are no records
    "of_which_lines_and_labels": Odd(
        staff([*STAFF, ["其中：女职工1人"], ["截止日期：2026年9月"], ["制表时间：2026.9.20", None, "联系电话：100"]]),
        skipped={(5, "total"), (6, "footer"), (7, "footer")},
    ),
    "totals_and_footers": Odd(
        staff(
            [
                *STAFF[:2],
                ["小计", "1人"],
                *STAFF[2:],
                ["合 计", "3人", None],
                ["填表人：王某", None, "审核人："],
                ["备注：以上人员均在岗"],
            ]
        ),
        skipped={(3, "total"), (6, "total"), (7, "footer"), (8, "footer")},
    ),
    "total_in_words": Odd(staff([*STAFF, ["共3人"]]), skipped={(5, "total")}),
    "total_beside_a_name": Odd(
        staff([["序号", "姓名", "部门"], [1, "赵试甲", "教务处"], ["合计", "钱样乙", "人事处"]]),
        **refused("doubtful_row", "A3"),
    ),
    "stray_words": Odd(staff([*STAFF, [None, None, "核对过"]]), **refused("stray_row", "C5")),
    "serial_numbers_without_people": Odd(
        staff([["序号", *STAFF[0]], *[[n, *row] for n, row in enumerate(STAFF[1:], 1)], [4], [5]])
    ),
    "blank_rows_between": Odd(staff([*STAFF[:2], [], [], *STAFF[2:]])),
    "merged_units": Odd(staff(MERGED_UNITS, merges={"花名册": ["B2:B3"]}), check=unit_of_second),
    "blank_units_are_not_filled": Odd(staff(MERGED_UNITS), check=lambda i: helper(i, "钱样乙").unit == "" or 1 / 0),
    "header_merged_over_two_rows": Odd(
        staff([STAFF[0], [], *STAFF[1:]], merges={"花名册": ["A1:A2", "B1:B2", "C1:C2"]}),
    ),
    "columns_numbered_below_the_header": Odd(staff([STAFF[0], [1, 2, 3], *STAFF[1:]]), skipped={(2, "header")}),
    "columns_numbered_in_brackets": Odd(
        staff([STAFF[0], ["（1）", "（2）", "（3）"], *STAFF[1:]]), skipped={(2, "header")}
    ),
    "english_header_below": Odd(
        staff([["姓名", "部门", "职务"], ["Name", "Department", "Post"], *STAFF[1:]]), skipped={(2, "header")}
    ),
    "bilingual_header": Odd(staff([["姓名 Name", "部门 Department", "职务/Post"], *STAFF[1:]])),
    "example_row": Odd(staff([STAFF[0], ["示例：吴例辛", "某处", "科员"], *STAFF[1:]]), skipped={(2, "footer")}),
    "page_break_with_title_and_header": Odd(
        staff([["某学院花名册"], *STAFF[:3], ["某学院花名册"], STAFF[0], STAFF[3], ["第2页 共2页"]]),
        skipped={(5, "heading"), (6, "header"), (8, "footer")},
    ),
    "signatures_and_seal": Odd(
        staff(
            [
                *STAFF,
                ["单位负责人签字：       填表人签字："],
                ["（盖章）"],
                [None, None, "年  月  日"],
                [None, None, "2026年9月20日"],
                ["以下空白"],
            ]
        ),
        skipped={(5, "footer"), (6, "footer"), (7, "footer"), (8, "footer"), (9, "footer")},
    ),
    "heading_in_the_serial_column": Odd(
        staff(
            [
                ["序号", "姓名", "联系电话"],
                ["教务处", None, None],
                [1, "赵试甲", "10011111111"],
                [2, "钱样乙", None],
                ["人事处", None, None],
                [3, "孙例丙", None],
            ]
        ),
        skipped={(2, "heading"), (5, "heading")},
        check=unit_of_second,
    ),
    "side_by_side_with_weak_headers": Odd(
        homes([["姓名", "所在村", "姓名", "所在村"], ["李示丁", "边岩村", "周拟戊", "小寨村"]]),
    ),
    "everybody_again_in_a_summing_sheet": Odd(
        with_file(
            lambda f: book(
                f / "x.xlsx",
                {"教务处": [STAFF[0], STAFF[1], STAFF[3]], "人事处": [STAFF[0], STAFF[2]], "全部人员": STAFF},
            ),
            staff=None,
        ),
        said={"intake.sheet_copy"},
    ),
    "summing_sheet_with_one_more": Odd(
        with_file(lambda f: book(f / "x.xlsx", {"教务处": [STAFF[0], STAFF[1]], "全部人员": STAFF}), staff=None),
        **refused("person_twice", "A2"),
    ),
    "empty_extra_sheets": Odd(
        with_file(lambda f: book(f / "x.xlsx", {"花名册": STAFF, "Sheet2": [], "Sheet3": []}), staff=None)
    ),
    "lists_for_drop_downs": Odd(
        with_file(lambda f: book(f / "x.xlsx", {"花名册": STAFF, "选项": [["男"], ["女"]]}), staff=None)
    ),
    "how_to_fill_in": Odd(
        with_file(
            lambda f: book(
                f / "x.xlsx", {"填表说明": [["一、请如实填写"], ["二、姓名与身份证一致", "注意"]], "花名册": STAFF}
            ),
            staff=None,
        )
    ),
    # families
    "families_repeated_in_every_row": Odd(
        homes(
            [
                ["户编号", "户主姓名", "姓名", "所在村"],
                ["BY000001", "李示丁", "李示丁", "边岩村"],
                ["BY000001", "李示丁", "王试己", "边岩村"],
                ["XZ000002", "周拟戊", "周拟戊", "小寨村"],
            ]
        ),
        skipped={(3, "member")},
    ),
    "families_with_blank_heads": Odd(
        homes(
            [
                ["户主姓名", "家庭成员姓名", "与户主关系", "所在村"],
                ["李示丁", "李示丁", "户主", "边岩村"],
                [None, "王试己", "妻", None],
                ["周拟戊", "周拟戊", "户主", "小寨村"],
            ]
        ),
        skipped={(3, "member")},
    ),
    "head_not_first_under_merged_name": Odd(
        homes(
            [
                FAMILY[0],
                ["BY000001", "李示丁", "边岩村", 2, "王试己", "妻", B],
                [None, None, None, None, "李示丁", "户主", A],
                ["XZ000002", "周拟戊", "小寨村", 1, "周拟戊", "户主", C],
            ],
            merges={"贫困户": ["A2:A3", "B2:B3", "C2:C3", "D2:D3"]},
        ),
        check=one_family,
    ),
    "id_with_apostrophe": Odd(staff(numbered("'" + A))),
    "families_under_merged_heads": Odd(
        homes(FAMILY, merges={"贫困户": ["A2:A4", "B2:B4", "C2:C4", "D2:D4"]}),
        skipped={(3, "member"), (4, "member")},
        check=one_family,
    ),
    "families_by_relation": Odd(
        homes(
            [
                ["姓名", "与户主关系", "所在村", "家庭人口"],
                ["李示丁", "户主", "边岩村", 2],
                ["王试己", "妻", "边岩村", None],
                ["周拟戊", "本人", "小寨村", 1],
            ]
        ),
        skipped={(3, "member")},
    ),
    "families_of_another_size": Odd(
        homes(
            [
                ["户主姓名", "家庭成员姓名", "与户主关系", "所在村", "家庭人口"],
                ["李示丁", "李示丁", "户主", "边岩村", 5],
                ["李示丁", "王试己", "妻", "边岩村", None],
                ["周拟戊", "周拟戊", "户主", "小寨村", 1],
            ]
        ),
        said={"intake.family_size"},
        skipped={(3, "member")},
    ),
    "member_before_any_head": Odd(
        homes([["姓名", "与户主关系", "所在村"], ["王试己", "妻", "边岩村"], ["周拟戊", "户主", "小寨村"]]),
        **refused("member_without_head", "A2"),
    ),
    # names
    "name_with_space": Odd(staff(noted("赵　试 甲"))),
    "name_with_note": Odd(staff(noted("赵试甲(党员)")), said={"intake.name_note"}),
    "name_with_star": Odd(staff(noted("赵试甲*"))),
    "name_of_somebody_gone": Odd(
        staff(noted("赵试甲（已调离）")),
        said={"intake.name_note"},
        check=lambda i: any(x.severity == "ask" for x in i.findings) or 1 / 0,
    ),
    "two_names_in_a_cell": Odd(staff(noted("赵试甲、吴例辛")), **refused("several_names", "A2")),
    "name_is_a_number": Odd(staff(noted(12)), **refused("bad_name", "A2")),
    "name_with_middle_dot": Odd(staff(noted("阿依试·古丽")), helpers=("阿依试·古丽", "钱样乙", "孙例丙")),
    "rare_ideograph": Odd(staff(noted("赵试䶮")), helpers=("赵试䶮", "钱样乙", "孙例丙")),
    "name_missing": Odd(staff([STAFF[0], [None, "教务处", "科员"]]), **refused("cell_empty", "A2")),
    # numbers and dates
    "full_width_digits": Odd(homes(people("３")), check=counts(3)),
    "number_with_unit": Odd(homes(people("3人")), check=counts(3)),
    "number_as_text": Odd(homes(people(" 3 ")), check=counts(3)),
    "number_as_words": Odd(homes(people("三口多")), **refused("bad_number", "D2")),
    "half_a_person": Odd(homes(people(2.5)), **refused("not_whole", "D2")),
    "negative_people": Odd(homes(people(-1)), **refused("negative", "D2")),
    "nothing_as_dash": Odd(homes(people("—")), check=counts(None)),
    "date_dotted": Odd(staff(birth("1976.3.5")), check=born(1976, 3)),
    "date_in_words": Odd(staff(birth("1976年3月")), check=born(1976, 3)),
    "date_compact": Odd(staff(birth("19760305")), check=born(1976, 3)),
    "date_month_compact_number": Odd(staff(birth(197603)), check=born(1976, 3)),
    "date_cell": Odd(staff(birth(date(1976, 3, 5))), check=born(1976, 3)),
    "date_serial": Odd(staff(birth(27824)), check=born(1976, 3)),
    "date_chinese_numerals": Odd(staff(birth("一九七六年十二月")), check=born(1976, 12)),
    "date_ambiguous_decimal": Odd(staff(birth(1976.1)), **refused("date_ambiguous", "C2")),
    "date_month_13": Odd(staff(birth("1976-13")), **refused("bad_date", "C2")),
    "date_31_february": Odd(staff(birth("1976-02-31")), **refused("bad_date", "C2")),
    "date_year_only": Odd(staff(birth("1976年")), **refused("month_missing", "C2")),
    "date_unreadable": Odd(staff(birth("七十年代")), **refused("bad_date", "C2")),
    # identity numbers
    "id_as_number": Odd(staff(numbered(510101199001011234)), **refused("id_as_number", "C2")),
    "id_in_scientific_text": Odd(staff(numbered("5.10101E+17")), **refused("id_as_number", "C2")),
    "id_wrong_check": Odd(staff(numbered(A[:-1] + ("1" if A[-1] != "1" else "2"))), **refused("id_check", "C2")),
    "id_impossible_birthday": Odd(staff(numbered("999999199013011234")), **refused("id_birth", "C2")),
    "id_of_15": Odd(staff(numbered("999999900101123")), **refused("id_fifteen", "C2")),
    "id_of_17": Odd(staff(numbered(A[:-1])), **refused("id_form", "C2")),
    "id_lower_x_and_spaces": Odd(staff(numbered(f" {A[:6]} {A[6:14]} {A[14:].lower()} "))),
    "id_full_width": Odd(staff(numbered("".join(chr(ord(c) + 0xFEE0) for c in A)))),
    "id_twice": Odd(staff(numbered(B)), helpers=None, recipients=None, errors={("intake.id_number_twice", "C2")}),
    "sex_contradicts_id": Odd(
        staff(
            [
                ["姓名", "部门", "身份证号", "性别"],
                ["赵试甲", "教务处", A, "女"],
                ["钱样乙", "人事处", None, None],
                ["孙例丙", "教务处", None, None],
            ]
        ),
        said={"intake.sex_differs"},
    ),
    "birth_contradicts_id": Odd(
        staff(
            [
                ["姓名", "部门", "身份证号", "出生年月"],
                ["赵试甲", "教务处", A, "1976-04"],
                ["钱样乙", "人事处", None, None],
                ["孙例丙", "教务处", None, None],
            ]
        ),
        said={"intake.birth_differs"},
        check=born(1976, 4),
    ),
    # doubles
    "same_name_two_units": Odd(
        staff([STAFF[0], ["赵试甲", "教务处", "科员"], ["赵试甲", "人事处", "科长"], ["孙例丙", "教务处", None]]),
        helpers=("赵试甲", "赵试甲", "孙例丙"),
    ),
    "same_name_same_unit_with_ids": Odd(
        staff(
            [["姓名", "部门", "身份证号"], ["赵试甲", "教务处", A], ["赵试甲", "教务处", B], ["孙例丙", "教务处", C]]
        ),
        helpers=("赵试甲", "赵试甲", "孙例丙"),
        said={"intake.same_name"},
    ),
    "same_name_same_unit_without_ids": Odd(
        staff([*STAFF[:2], ["赵试甲", "教务处", "科长"]]), **refused("person_twice", "A2")
    ),
    "household_number_twice": Odd(
        homes([*HOMES[:2], ["BY000001", "周拟戊", "小寨村", 4]]), **refused("number_twice", "A2")
    ),
    "serial_numbers_per_village": Odd(
        homes([HOMES[0], ["1", "李示丁", "边岩村", 3], ["1", "周拟戊", "小寨村", 4]]),
        check=lambda i: len({r.id for r in i.programme.recipients}) == 2 or 1 / 0,
    ),
    # headers that do not fit
    "no_header": Odd(staff(STAFF[1:]), **refused("no_header", "A1")),
    "header_beyond_row_15": Odd(staff([*[[f"第{n}行", "x"] for n in range(16)], *STAFF]), **refused("no_header", "A1")),
    "two_columns_one_field": Odd(
        staff([["姓名", "部门", "单位"], ["赵试甲", "教务处", "教务处"]]), **refused("two_columns", "B1")
    ),
    "weak_synonym_gives_way": Odd(
        staff([["姓名", "部门", "党支部"], *[[*row[:2], "一支部"] for row in STAFF[1:]]]),
        said={"intake.columns_unused"},
    ),
    "required_column_missing": Odd(
        homes([["户编号", "所在村", "家庭人口"], ["BY000001", "边岩村", 3]]), **refused("column_missing", "A1")
    ),
    "near_header_is_only_suggested": Odd(
        staff([["姓名", "部门", "预计退休时间段"], *[[*row[:2], "2030-01"] for row in STAFF[1:]]]),
        said={"intake.header_near"},
        check=lambda i: helper(i, "赵试甲").retirement_month is None or 1 / 0,
    ),
    "unknown_column_is_reported": Odd(
        staff([[*STAFF[0], "血型"], *[[*row, "O"] for row in STAFF[1:]]]),
        said={"intake.columns_unused"},
        check=lambda i: not helper(i, "赵试甲").traits or 1 / 0,
    ),
    "column_without_header": Odd(
        staff([STAFF[0], *[[*row, "x"] for row in STAFF[1:]]]), said={"intake.headless_column"}
    ),
    "asked_for_column": Odd(
        with_file(
            lambda f: None,
            staff=[[*STAFF[0], "特长"], *[[*row, "种植、养殖"] for row in STAFF[1:]]],
            settings=[*SETTINGS, ["附加列", "特长"]],
        ),
        check=trait("特长", "种植", "养殖"),
    ),
    "column_named_by_a_rule": Odd(
        with_file(
            lambda f: None,
            staff=[[*STAFF[0], "特长"], *[[*row, "种植"] for row in STAFF[1:]]],
            rules=[*RULES, ["R3", "因户制宜", "第3层", "帮扶人列=特长", None]],
        ),
        check=trait("特长", "种植"),
    ),
    # cells that lie
    "error_cell": Odd(staff(STAFF, edit=error_cell), **refused("cell_error", "B2")),
    "formula_without_value": Odd(staff(STAFF, edit=formula_without_value), **refused("cell_no_value", "B2")),
    "hidden_row": Odd(
        staff(STAFF, edit=lambda out, page: page.set_row(2, None, None, {"hidden": True})), said={"intake.hidden_rows"}
    ),
    "hidden_column": Odd(
        staff(STAFF, edit=lambda out, page: page.set_column(1, 1, 8, None, {"hidden": True})),
        said={"intake.hidden_columns"},
    ),
    "hidden_sheet": Odd(
        with_file(
            lambda f: book(
                f / "x.xlsx",
                {"显": [["说明文字"]], "花名册": [STAFF[0], ["吴例辛", "x", "y"]]},
                edit=lambda out, page: page.hide() if page.get_name() == "花名册" else None,
            )
        ),
        said={"intake.hidden_sheet"},
    ),
    "text_like_a_formula": Odd(
        staff([*STAFF[:3], ["孙例丙", "教务处", "=1+1"]]), check=lambda i: helper(i, "孙例丙").post == "=1+1" or 1 / 0
    ),
    # other formats
    "xls": Odd(with_file(lambda f: xls(f / "职工.xls", STAFF), staff=None)),
    "xls_formula_without_result": Odd(
        with_file(lambda f: xls(f / "职工.xls", [STAFF[0], [*STAFF[1][:2], Formula("1/0")], *STAFF[2:]]), staff=None),
        said={"intake.cell_blank_formula"},
    ),
    "et": Odd(with_file(lambda f: xls(f / "职工.et", MERGED_UNITS, [(1, 2, 1, 1)]), staff=None), check=unit_of_second),
    "ods": Odd(with_file(lambda f: ods(f / "职工.ods", MERGED_UNITS, {(1, 1): 2}), staff=None), check=unit_of_second),
    "xlsb": Odd(
        with_file(
            lambda f: (f / "职工.xlsb").write_bytes(workbook(MERGED_UNITS, merges=[(1, 1, 2, 1)], hidden=[2])),
            staff=None,
        ),
        said={"intake.hidden_rows"},
        check=unit_of_second,
    ),
    "xlsb_with_error_cell": Odd(
        with_file(
            lambda f: (f / "职工.xlsb").write_bytes(workbook([STAFF[0], ["赵试甲", "#N/A", "科员"]])), staff=None
        ),
        **refused("cell_error", "B2"),
    ),
    "xlsx_named_xls": Odd(
        with_file(lambda f: book(f / "教职工.xls", {"花名册": STAFF}).rename(f / "职工.xls"), staff=None)
    ),
    "csv_gb18030": Odd(with_file(lambda f: table(f / "职工.csv", STAFF, "gb18030"), staff=None)),
    "csv_utf8_without_mark": Odd(with_file(lambda f: table(f / "职工.csv", STAFF, "utf-8"), staff=None)),
    "csv_tabs_utf16": Odd(with_file(lambda f: table(f / "职工.txt", STAFF, "utf-16", "\t"), staff=None)),
    "csv_semicolons": Odd(with_file(lambda f: table(f / "职工.csv", STAFF, "utf-8", ";"), staff=None)),
    "csv_text_kept_by_equals": Odd(
        with_file(
            lambda f: (f / "职工.csv").write_text(
                "姓名,部门,身份证号\n"
                + "".join(f'{n},教务处,"=""{i}"""\n' for n, i in zip(NAMES, (A, B, C), strict=True)),
                "utf-8",
            ),
            staff=None,
        ),
        check=lambda i: helper(i, "赵试甲").id_number == A or 1 / 0,
    ),
    "csv_named_xlsx": Odd(with_file(lambda f: table(f / "职工.xlsx", STAFF), staff=None)),
    # distances and places
    "distance_matrix": Odd(
        with_file(lambda f: book(f / "里程.xlsx", {"里程表": [["里程表(单位:公里)"], *DISTANCES]})), check=leg
    ),
    "distance_matrix_turned": Odd(
        with_file(
            lambda f: book(
                f / "里程.xlsx", {"里程表": [["单位：公里"], ["村", "主校区"], ["边岩村", 12.5], ["小寨村", 30]]}
            )
        ),
        check=leg,
    ),
    "distance_long_form_with_units": Odd(
        with_file(
            lambda f: table(
                f / "里程.csv",
                [["出发地点", "目的地", "距离"], ["主校区", "边岩村", "12.5公里"], ["主校区", "小寨村", "30000米"]],
            )
        ),
        check=leg,
    ),
    "distance_without_unit": Odd(
        with_file(
            lambda f: table(
                f / "里程.csv",
                [["出发地点", "目的地", "距离"], ["主校区", "边岩村", "12.5"], ["主校区", "小寨村", "30公里"]],
            )
        ),
        **refused("unit_unknown", "C2"),
    ),
    "distance_twice": Odd(
        with_file(
            lambda f: table(
                f / "里程.csv",
                [
                    ["出发地点", "目的地", "里程(km)"],
                    ["甲", "边岩村", "12"],
                    ["甲", "边岩村", "13"],
                    ["甲", "小寨村", "1"],
                ],
            )
        ),
        **refused("leg_twice", "C2"),
    ),
    "unknown_village": Odd(
        with_file(
            lambda f: book(
                f / "里程.xlsx", {"里程表": [["单位:公里"], ["出发地点", "边岩村", "小赛村"], ["主校区", 12.5, 30]]}
            )
        ),
        **refused("area_unknown", "C3"),
    ),
    "places_without_system": Odd(
        with_file(
            lambda f: table(
                f / "地点.csv", [["名称", "经度", "纬度"], ["边岩村", "106.2", "30.4"], ["小寨村", "106.3", "30.2"]]
            )
        ),
        helpers=None,
        recipients=None,
        errors={("intake.system_missing", "A2"), ("intake.system_missing", "A3")},
    ),
    "places_swapped": Odd(
        with_file(
            lambda f: table(
                f / "地点.csv",
                [
                    ["名称", "经度", "纬度", "坐标系"],
                    ["边岩村", "30.4", "89.2", "gcj02"],
                    ["小寨村", "106.3", "30.2", "gcj02"],
                ],
            )
        ),
        **refused("coordinates_swapped", "B2"),
    ),
    "places_out_of_range": Odd(
        with_file(
            lambda f: table(
                f / "地点.csv",
                [
                    ["名称", "经度", "纬度", "坐标系"],
                    ["边岩村", "206.2", "30.4", "gps"],
                    ["小寨村", "106.3", "30.2", "gps"],
                ],
            )
        ),
        **refused("coordinate_range", "B2"),
    ),
    # rules, quota, settings
    "rule_unknown": Odd(rules_with("R9", "全覆改", "硬性", None, None), **refused("rule_unknown", "B4")),
    "rule_mode_unknown": Odd(rules_with("R9", "里程", "大概", None, None), **refused("bad_mode", "C4")),
    "rule_parameters_garbled": Odd(
        rules_with("R9", "里程", "第2层", "来源里程表", None), **refused("bad_parameters", "D4")
    ),
    "rule_parameter_twice": Odd(
        rules_with("R9", "里程", "第2层", "来源=里程表;来源=坐标", None), **refused("parameter_twice", "D4")
    ),
    "quota_least_above_most": Odd(
        with_file(lambda f: None, quota=[QUOTA[0], ["全体", None, 3, 1, None]]), **refused("least_above_most", "C2")
    ),
    "quota_negative": Odd(
        with_file(lambda f: None, quota=[QUOTA[0], ["全体", None, None, -1, None]]), **refused("negative", "D2")
    ),
    "quota_fits_nobody": Odd(
        with_file(lambda f: None, quota=[*QUOTA, ["部门", "教务出", None, 2, None]]), said={"intake.quota_unmatched"}
    ),
    "settings_missing": Odd(
        with_file(lambda f: None, settings=SETTINGS[:3] + SETTINGS[4:]), **refused("setting_missing", "")
    ),
    "settings_twice": Odd(
        with_file(lambda f: None, settings=[*SETTINGS, ["基准日", "2026-01-01"]]), **refused("key_twice", "B3")
    ),
    "women_without_track": Odd(
        staff(
            [
                ["姓名", "部门", "性别", "出生年月", "岗位类别"],
                ["赵试甲", "教务处", "女", "1976-03", "工勤"],
                ["钱样乙", "人事处", "男", "1980-01", "管理"],
                ["孙例丙", "教务处", "女", "1990-01", None],
            ]
        ),
        said={"intake.track_asked", "intake.track_open"},
        check=lambda i: (
            (helper(i, "赵试甲").retirement_track is None and helper(i, "钱样乙").retirement_track == "男") or 1 / 0
        ),
    ),
    "track_unknown": Odd(
        staff([["姓名", "部门", "退休类别"], ["赵试甲", "教务处", "女"]]), **refused("track_unknown", "C2")
    ),
    "state_besides_duty_is_a_remark": Odd(
        staff(
            [
                ["姓名", "部门", "在岗情况"],
                ["赵试甲", "教务处", "病休"],
                ["钱样乙", "人事处", "在岗"],
                ["孙例丙", "教务处", None],
            ]
        ),
        check=remark_of_first("病休"),
    ),
    "ambiguous_kind": Odd(
        with_file(
            lambda f: book(f / "x.xlsx", {"Sheet1": [["姓名", "身份证号", "联系电话"], ["赵试甲", A, "10011111111"]]}),
            staff=None,
        ),
        **refused("kind_ambiguous", "A1"),
    ),
}
