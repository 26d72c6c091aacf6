"""The roster workbook, read by another library than the one that wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.domain import Answer, Programme, Status
from optimizer.errors import UsageError
from optimizer.explain.documents import roster_document
from optimizer.output.document import Band, Chart, Column, Document, MapBlock, MapPoint, Meta, Section, Series, Table
from optimizer.output.xlsx import tables, workbook_bytes
from optimizer.output.xlsx.book import sheet_name
from optimizer.output.xlsx.grid import EVEN, fit
from tests.output import samples

SHEETS = ["说明", "按帮扶人", "按帮扶对象", "按村", "按部门", "未落实帮扶人", "帮扶任务分布", "规则与依据"]


def _book(plan: Programme, answer: Answer, **options: object) -> openpyxl.Workbook:
    document = roster_document(plan, answer, samples.findings(plan), **options)  # type: ignore[arg-type]
    return openpyxl.load_workbook(BytesIO(workbook_bytes(document)))


@pytest.fixture(scope="module")
def plan() -> Programme:
    return samples.programme(60, 70)


@pytest.fixture(scope="module")
def book(plan: Programme) -> openpyxl.Workbook:
    return _book(plan, samples.answer(plan))


def _header(sheet: Worksheet, word: str) -> tuple[int, int]:
    """Row and column of the cell that says ``word``."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == word:
                return cell.row, cell.column
    raise AssertionError(f"{sheet.title}: no cell says {word}")


def test_sheets_in_the_agreed_order(book: openpyxl.Workbook) -> None:
    """An office finds what it looks for without opening all of them."""
    assert book.sheetnames == SHEETS


def test_english_has_the_same_sheets(plan: Programme) -> None:
    """One source, two languages: no Chinese heading may be left in the English workbook."""
    english = _book(plan, samples.answer(plan), lang="en")
    assert len(english.sheetnames) == len(SHEETS)
    for sheet in english:
        row, _ = _header(sheet, sheet.cell(1, 1).value)
        assert row == 1
        title = sheet.cell(2 if sheet.title != "Summary" else 3, 1).value
        assert not re.search(r"[\u4e00-\u9fff]", title.split("\n")[1])


def test_first_line_says_what_was_proved(book: openpyxl.Workbook) -> None:
    """The sentence for somebody who reads nothing else: 60 households, helper 1 has two, so 59 helpers."""
    assert book["说明"]["A1"].value == (
        "60 户贫困户全部落实帮扶责任人，由 59 人结对帮扶；在现行规则下没有更好的结对方案，这一点已由另一个独立程序核验。"
    )


def test_every_recipient_stands_on_its_sheet(plan: Programme, book: openpyxl.Workbook) -> None:
    """按帮扶对象 has one row a household, with the full name and the shortened ID number as text."""
    sheet = book["按帮扶对象"]
    row, column = _header(sheet, "户主姓名")
    names = [sheet.cell(r, column).value for r in range(row + 1, row + 61)]
    assert sorted(names) == sorted(recipient.name for recipient in plan.recipients)
    _, column = _header(sheet, "身份证号码")
    cells = [sheet.cell(r, column) for r in range(row + 1, row + 61)]
    assert all(re.fullmatch(r"999999\*{8}[\dX]{4}", cell.value) for cell in cells)
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_full_id_numbers_only_when_asked(plan: Programme) -> None:
    """Unmasked on request, and then still text: 18 digits as a number lose the last three."""
    sheet = _book(plan, samples.answer(plan), masked=False)["按帮扶对象"]
    row, column = _header(sheet, "身份证号码")
    cells = [sheet.cell(r, column) for r in range(row + 1, row + 61)]
    assert sorted(cell.value for cell in cells) == sorted(recipient.id_number for recipient in plan.recipients)
    assert {cell.data_type for cell in cells} == {"s"}


def test_an_edited_workbook_can_be_read_back(plan: Programme) -> None:
    """A hidden column names each pairing; 锁定 offers a list, and rows without a helper can be filled in."""
    answer = samples.answer(plan.altered(helpers=plan.helpers[:40]))
    answer = answer.altered(programme=plan.id)
    sheet = _book(plan, answer)["按帮扶对象"]
    row, column = _header(sheet, "结对编号（勿改）")
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden
    found = {sheet.cell(r, column).value for r in range(row + 1, row + 61)}
    assert answer.roster is not None
    assert found == {p.key for p in answer.roster.pairings} | {f"{u.recipient}:0:" for u in answer.uncovered}
    # Sorting by the filter moves only the columns inside it, so the ids must be inside
    assert sheet.auto_filter.ref == f"A{row}:{openpyxl.utils.get_column_letter(column)}{row + 60}"
    _, lock = _header(sheet, "锁定")
    assert "不再调整" in sheet.cell(row, lock).comment.text
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"是,否"')
    assert (
        str(rule.sqref)
        == f"{openpyxl.utils.get_column_letter(lock)}{row + 1}:{openpyxl.utils.get_column_letter(lock)}{row + 60}"
    )


def test_the_sheets_agree_on_who_helps_whom(plan: Programme, book: openpyxl.Workbook) -> None:
    """Four sheets show the same pairings; a difference would start a quarrel."""
    seen = []
    for name in ("按帮扶人", "按帮扶对象", "按村", "按部门"):
        sheet = book[name]
        row, helper = _header(sheet, "帮扶责任人")
        _, number = _header(sheet, "户编号")
        pairs, last = set(), None
        for r in range(row + 1, sheet.max_row + 1):
            last = sheet.cell(r, helper).value or last
            if str(sheet.cell(r, number).value).startswith("0512"):
                pairs.add((last, sheet.cell(r, number).value))
        seen.append(pairs)
    assert len(seen[0]) == 60
    assert seen[0] == seen[1] == seen[2] == seen[3]


def test_ready_to_print(book: openpyxl.Workbook) -> None:
    """A4 across, one page wide, the header on every page, page x of y and the confidentiality line."""
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text.strip() == "第 &P 页 共 &N 页"
        assert sheet.oddFooter.left.text.strip() == "内部资料 注意保密"
    for name in ("按帮扶人", "按帮扶对象", "按村", "按部门"):
        row, _ = _header(book[name], "帮扶责任人")
        assert book[name].print_title_rows == f"${row}:${row}"
    for name in ("按帮扶人", "按帮扶对象"):
        row, _ = _header(book[name], "帮扶责任人")
        assert book[name].freeze_panes == f"A{row + 1}"
        assert book[name].auto_filter.ref.startswith(f"A{row}:")


def test_the_form_around_the_table(book: openpyxl.Workbook) -> None:
    """附件号, 填报单位, 填表人, 审核人, 日期 above, the signature line below."""
    for sheet in book:
        words = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        for needed in ("附件1", "填报单位：示例学院帮扶办", "填表人：赵试填", "审核人：钱样审", "日期：2026年9月20日"):
            assert needed in words
        assert "负责人（签字）：" in words


def test_each_village_begins_a_page(book: openpyxl.Workbook) -> None:
    """A village committee gets its own pages: four villages, three breaks between them."""
    assert len(book["按村"].row_breaks.brk) == 3
    bands = [c.value for c in book["按村"]["A"] if isinstance(c.value, str) and "15 户，帮扶人" in c.value]
    assert len(bands) == 4


def test_a_helper_with_two_stands_once_in_the_department_list(plan: Programme, book: openpyxl.Workbook) -> None:
    """The first helper has two households: one merged cell for the name."""
    sheet = book["按部门"]
    row, column = _header(sheet, "帮扶责任人")
    merged = [r for r in sheet.merged_cells.ranges if r.min_col == column == r.max_col and r.min_row > row]
    assert [(r.max_row - r.min_row + 1) for r in merged] == [2]
    first = min(plan.helpers, key=lambda h: h.origin.row if h.origin else 0)
    assert sheet.cell(merged[0].min_row, column).value == first.name


def test_reasons_stand_with_their_clause(plan: Programme, book: openpyxl.Workbook) -> None:
    """规则与依据: each rule's clause, each excluded person with month and track, and the 待确认 list."""
    words = [cell.value for row in book["规则与依据"].iter_rows() for cell in row if cell.value is not None]
    for entry in plan.rules:
        assert entry.clause in words
    assert "2027年3月" in words
    assert "待确认（2 项）" in words
    assert sum(isinstance(word, str) and word.startswith("R2 不参与") for word in words) == 1


def test_the_native_chart_reads_in_black_and_white(plan: Programme) -> None:
    """帮扶任务分布 has real charts; bars differ by pattern and outline, and carry their values."""
    archive = ZipFile(BytesIO(workbook_bytes(roster_document(plan, samples.answer(plan)))))
    charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    for chart in charts:
        assert '<c:showVal val="1"/>' in chart
        solid = set(re.findall(r'<c:spPr><a:solidFill><a:srgbClr val="(\w{6})"', chart))
        assert all(color[:2] == color[2:4] == color[4:] for color in solid)
    assert any("<a:pattFill" in chart for chart in charts)


def test_hostile_names_stay_text() -> None:
    """A formula in a name is a name: no formula, no link, nothing outside."""
    hostile = (samples.HOSTILE, "+SUM(1,1)", "-1+1", "@A1", "http://x.invalid/", "=cmd|' /C calc'!A0", "{=1}", "=1\n=2")
    plan = samples.programme(20, 30, special=hostile)
    data = workbook_bytes(roster_document(plan, samples.answer(plan), samples.findings(plan)))
    archive = ZipFile(BytesIO(data))
    for name in archive.namelist():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<f>" not in archive.read(name)
            assert b"hyperlink" not in archive.read(name)
        assert b"x.invalid" not in archive.read(name) or name == "xl/sharedStrings.xml"
        if name.endswith(".rels"):
            assert b"External" not in archive.read(name)
    sheet = openpyxl.load_workbook(BytesIO(data))["按帮扶对象"]
    row, column = _header(sheet, "户主姓名")
    cells = [sheet.cell(r, column) for r in range(row + 1, row + 21)]
    assert set(hostile) <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_same_document_gives_the_same_bytes(plan: Programme) -> None:
    """The day inside is the reference day; nothing else in the file knows the clock."""
    made = [workbook_bytes(roster_document(plan, samples.answer(plan))) for _ in range(2)]
    assert made[0] == made[1]
    core = ZipFile(BytesIO(made[0])).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-09-20T00:00:00Z"}


def _no_better(text: str) -> bool:
    return "没有更好" in text or "no better" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", list(Status))
def test_only_a_proof_says_that_nothing_is_better(plan: Programme, status: Status, lang: str) -> None:
    """The strongest sentence of the product is printed for status optimal and for nothing else."""
    make: dict[Status, Callable[[], Answer]] = {
        Status.OPTIMAL: lambda: samples.answer(plan),
        Status.FEASIBLE: lambda: samples.answer(plan, status=Status.FEASIBLE),
        Status.INFEASIBLE: lambda: samples.shortage(plan),
        Status.UNDECIDED: lambda: Answer(programme=plan.id, status=Status.UNDECIDED),
    }
    document = roster_document(plan, make[status](), lang=lang)  # type: ignore[arg-type]
    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes(document))).worksheets[0]
    assert _no_better(sheet["A1"].value) == (status is Status.OPTIMAL)


def _tiny(*blocks: object) -> bytes:
    section = Section("a", "A", blocks, signed=True)  # type: ignore[arg-type]
    return workbook_bytes(
        Document("t", "zh", Meta(date(2026, 9, 1), form=(("x", "y"),) * 5, signatures=("s",) * 5), (section,))
    )


def test_odd_documents_are_written() -> None:
    """Later rooms bring their own tables: one column, no rows, many columns, bands, maps and lines of charts."""
    one = Table((Column("a", "A"),), (("x",),))
    none = Table((Column("a", "A"), Column("b", "B", hidden=True)))
    many = Table(tuple(Column(f"c{i}", f"C{i}") for i in range(60)), (tuple(range(60)),))
    banded = Table(
        (Column("a", "A"), Column("b", "B")),
        (("x", 1), ("x", 2)),
        bands=(Band(0, "x", True),),
        merged=("a",),
        spans=((0, 2),),
    )
    chart = Chart("c", ("a", "b"), (Series("s", (1, 2)), Series("t", (3, 4))), form="line")
    place = MapBlock("m", (MapPoint("p", 30_000_000, 106_000_000),))
    for blocks in ((one,), (none,), (many,), (banded,), (one, banded, chart, place), (chart,), ()):
        book = openpyxl.load_workbook(BytesIO(_tiny(*blocks)))
        assert book.sheetnames == ["A"]


def test_too_many_rows_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond the last of a worksheet would be dropped in silence."""
    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    with pytest.raises(UsageError) as caught:
        _tiny(Table((Column("a", "A"),), (("x",),) * 6))
    assert "roster.csv" in caught.value.advice("zh")


def test_a_long_attachment_keeps_its_footer() -> None:
    """Excel drops a footer of more than 255 characters, and takes digits behind a size for more size."""
    section = Section("a", "A", (Table((Column("a", "A"),), (("x",),)),))
    meta = Meta(date(2026, 9, 1), attachment="2026年第3号附件" * 60, confidential="1号资料")
    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes(Document("t", "zh", meta, (section,))))).worksheets[0]
    assert sheet.oddFooter.left.size == 9
    assert sheet.oddFooter.right.size == 9
    assert sheet.oddFooter.right.text.strip().startswith("2026年第3号附件")


def test_sheet_names_are_made_acceptable() -> None:
    """A title with a slash, too long or used twice would make a broken workbook."""
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in ("a/b:c", "A/B:C", "x" * 40, "x" * 40, "'", "")]
    assert names[0] == "a b c"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_parts_of_the_grid_follow_their_weights() -> None:
    """Every part has a column, they join without a gap, and a part three times as heavy is about three times as wide."""
    assert fit([1], [5, 5]) == [(0, 1)]
    assert fit([1, 1, 1], [5, 5, 5]) == [(0, 0), (1, 1), (2, 2)]
    places = fit([10, 30, 1, 1, 1], EVEN)
    assert places[0][0] == 0
    assert places[-1][1] == len(EVEN) - 1
    assert all(left[1] + 1 == right[0] for left, right in pairwise(places))
    wide = [last - first + 1 for first, last in places]
    assert 2.5 < wide[1] / wide[0] < 3.5
    with pytest.raises(ValueError, match="more items"):
        fit([1, 1, 1], [5, 5])
