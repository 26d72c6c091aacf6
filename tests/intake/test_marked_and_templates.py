"""What goes back to the office: its own tables with the wrong cells marked, and empty ones to fill in."""

import openpyxl
import pytest

from optimizer.errors import ExistsError, UsageError
from optimizer.intake import MarkedCopies, mark_copy, read_programme, template_of
from optimizer.output.xlsx.template import template_bytes
from tests.intake.making import STAFF, book, id_number, programme, table


def wrong_programme(tmp_path):
    folder = programme(tmp_path / "方案", staff=None)
    book(
        folder / "职工.xlsx",
        {
            "花名册": [
                ["姓名", "部门", "备注", "身份证号"],
                ["赵试甲", "教务处", "=1+1", 5.1e17],
                ["钱样乙", "教务处", None, id_number()],
            ]
        },
    )
    table(folder / "村.csv", [["户编号", "户主姓名", "所在村", "家庭人口"], ["BY000009", "吴例辛", "边岩村", "-3"]])
    return folder


def test_wrong_cells_are_coloured_and_commented(tmp_path):
    """The copy opens as a workbook, keeps everything else, and the original is not touched."""
    folder = wrong_programme(tmp_path)
    before = (folder / "职工.xlsx").read_bytes()
    findings = read_programme(folder).findings
    paths = mark_copy(folder, findings, tmp_path / "标注").written
    assert [p.name for p in paths] == ["村-标注.xlsx", "职工-标注.xlsx"]
    page = openpyxl.load_workbook(paths[1])["花名册"]
    assert page["D2"].fill.start_color.rgb.endswith("FFC7CE") and "数字" in page["D2"].comment.text
    assert page["A2"].comment is None and page["A2"].value == "赵试甲"
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")
    listed = openpyxl.load_workbook(paths[0])["问题清单"]
    assert "D2" in [row[2].value for row in listed.iter_rows()]
    assert (folder / "职工.xlsx").read_bytes() == before
    with pytest.raises(ExistsError):
        mark_copy(folder, findings, tmp_path / "标注")


def test_a_mended_copy_reads(tmp_path):
    """People mend the copy itself: the list of problems in it is no table."""
    folder = wrong_programme(tmp_path)
    copy = mark_copy(folder, read_programme(folder).findings, tmp_path / "标注").written[0]
    out = openpyxl.load_workbook(copy)
    assert out.sheetnames == ["问题清单", "村"]
    out["村"]["D2"] = 3
    out.save(folder / "村.xlsx")
    (folder / "村.csv").unlink()
    errors = {f.code for f in read_programme(folder).findings if f.severity == "error"}
    assert errors == {"intake.id_as_number"}


def test_a_file_that_the_guard_refused_has_no_copy(tmp_path):
    """The marker opens nothing that the reader would not."""
    folder = programme(tmp_path / "方案", staff=None)
    (folder / "坏.xlsx").write_bytes(b"%PDF-1.7")
    copies = mark_copy(folder, read_programme(folder).findings, tmp_path / "标注")
    assert (copies.written, copies.refused) == ((), ("坏.xlsx",))
    listed = openpyxl.load_workbook(tmp_path / "标注" / "问题清单.xlsx").worksheets[0]
    assert any(row[1].value == "坏.xlsx" and "PDF" in row[4].value for row in listed.iter_rows())
    alone = mark_copy(folder / "坏.xlsx", read_programme(folder / "坏.xlsx").findings, tmp_path / "另")
    assert alone.refused == ("坏.xlsx",)
    assert not (tmp_path / "另").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filled_template_reads_without_a_question_about_its_headers(tmp_path, lang):
    """What `jiedui new` hands out must come back: every column that we ask for is one that we read."""
    sheets = template_of("household", lang)
    path = tmp_path / "方案.xlsx"
    path.write_bytes(template_bytes(sheets, lang))
    out = openpyxl.load_workbook(path)
    for name, values in {
        "帮扶责任人": {
            "姓名": "赵试甲",
            "部门": "教务处",
            "编制类别": "在编",
            "出生年月": "1990-01",
            "性别": "男",
            "角色": "党委书记",
        },
        "帮扶对象": {"户主姓名": "李示丁", "户编号": "BY000001", "所在村": "边岩村"},
        "基本信息": {},
    }.items():
        page = out[name]
        header = next(row for row in page.iter_rows(max_row=6) if sum(cell.value is not None for cell in row) > 1)
        for cell in header:
            if cell.value in values:
                page.cell(cell.row + 1, cell.column, values[cell.value])
        if name == "基本信息":
            filled = {"项目名称": "测试", "基准日": "2026-09-20", "本轮起始": "2026-10"}
            for row in page.iter_rows():
                if row[0].value in filled:
                    row[1].value = filled[row[0].value]
    out.save(path)
    intake = read_programme(path)
    assert intake.programme is not None, [f.say() for f in intake.findings]
    assert len(intake.programme.rules) == 10
    assert not {"intake.header_near", "intake.columns_unused"} & {f.code for f in intake.findings}


def test_templates_keep_numbers_as_text_and_offer_choices():
    """The two habits that spoil tables, numbers as numbers and free spelling, are prevented where they begin."""
    by_name = {sheet.name: sheet for sheet in template_of()}
    assert {"身份证号", "联系电话"} <= set(by_name["帮扶责任人"].text_columns)
    assert by_name["帮扶责任人"].choices["退休类别"] == ("男", "女(原55)", "女(原50)")
    assert by_name["帮扶对象"].required == ("户主姓名", "所在村")
    with pytest.raises(UsageError):
        template_of("weddings")


def test_the_plain_roster_has_no_marks(tmp_path):
    """Nothing wrong, nothing written."""
    folder = programme(tmp_path / "方案", staff=STAFF)
    assert mark_copy(folder, read_programme(folder).findings, tmp_path / "标注") == MarkedCopies()
    assert not (tmp_path / "标注").exists()


def test_copies_are_no_tables_of_the_programme(tmp_path):
    """Written into the programme's own folder they would be read as a second roster of the same people."""
    folder = wrong_programme(tmp_path)
    with pytest.raises(UsageError):
        mark_copy(folder, read_programme(folder).findings, folder)


def test_two_files_of_one_name_have_two_copies(tmp_path):
    """村.csv beside 村.xlsx: neither copy may replace the other."""
    folder = wrong_programme(tmp_path)
    book(
        folder / "村.xlsx",
        {"村": [["户编号", "户主姓名", "所在村"], ["XZ000007", "吴例庚", "边岩村"], ["XZ000007", "吴例壬", "边岩村"]]},
    )
    names = [path.name for path in mark_copy(folder, read_programme(folder).findings, tmp_path / "标注").written]
    assert names == ["村.csv-标注.xlsx", "村.xlsx-标注.xlsx", "职工-标注.xlsx"]


def test_the_list_leads_to_the_cells_and_says_what_became_of_the_file(tmp_path):
    """A secretary opens the copy, reads the list and clicks; many cells of one problem are one line."""
    folder = programme(tmp_path / "方案")
    masked = "999999********123X"
    rows = [
        ["户编号", "户主姓名", "所在村", "家庭人口", "户主身份证号"],
        ["BY000010", "吴例甲", "边岩村", "-3", ""],
        *([f"BY00002{n}", f"吴例{name}", "边岩村", "3", masked] for n, name in enumerate("乙丙丁戊己庚辛壬癸")),
    ]
    table(folder / "村.csv", rows)
    copies = mark_copy(folder, read_programme(folder).findings, tmp_path / "标注").written
    copy = next(path for path in copies if path.name == "村-标注.xlsx")
    page = openpyxl.load_workbook(copy)["问题清单"]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    assert any(".csv" in str(line[0]) for line in lines[:4])
    links = {row[2].coordinate: row[2].hyperlink.location for row in page.iter_rows() if row[2].hyperlink}
    first = next(number for number, line in enumerate(lines, start=1) if line[2] == "D2")
    assert links[f"C{first}"] == "'村'!D2"
    odd = [line for line in lines if line[2] and line[2].endswith("等 9 处")]
    assert len(odd) == 1
    assert odd[0][2].startswith("E3, E4")


def test_a_workbook_with_broken_styles_is_marked_all_the_same(tmp_path):
    """Values are read without the styles; where the marker stumbles over those it writes the contents anew and says so."""
    import zipfile

    folder = wrong_programme(tmp_path)
    file = folder / "职工.xlsx"
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b"<fonts", b"<fonts_").replace(b"</fonts>", b"</fonts_>")
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<sheetFormatPr", b'<sheetFormatPr odd="x"'
    )
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    copies = mark_copy(folder, read_programme(folder).findings, tmp_path / "标注")
    page = openpyxl.load_workbook(next(path for path in copies.written if path.name.startswith("职工")))
    assert page["花名册"]["A2"].value == "赵试甲"
    assert any("只保留内容" in str(row[0].value) for row in page["问题清单"].iter_rows())


def test_rows_that_are_given_look_like_rows_and_say_what_belongs_beside_them(tmp_path):
    """Rules and keys of the template count as they stand; in grey italics they looked like examples to be deleted."""
    path = tmp_path / "方案.xlsx"
    path.write_bytes(template_bytes(template_of("household", "zh"), "zh"))
    out = openpyxl.load_workbook(path)
    keys = {row[0].value: row for row in out["基本信息"].iter_rows()}
    assert "2026-09-20" in keys["基准日"][0].comment.text
    assert keys["基准日"][0].font.bold
    assert not keys["填表人"][0].font.bold
    assert not any(cell.font.italic for page in out.worksheets for row in page.iter_rows() for cell in row)
    assert out["帮扶责任人"].column_dimensions["D"].width >= 20  # 18 digits of the identity number
    assert out["帮扶责任人"]["D1"].value == "身份证号"


def test_unused_sheets_of_the_template_are_no_warning(tmp_path):
    """Most programmes have no last roster or coordinates; a note is enough, and a role that nobody has names no neighbour."""
    folder = programme(tmp_path, staff=[["姓名", "部门", "角色"], ["赵试甲", "教务处", "院长"]])
    book(folder / "空.xlsx", {"上轮结对名册": [["帮扶责任人", "部门", "户编号", "户主姓名", "村"]]})
    quota = [["对象类型", "取值", "至少", "最多"], ["角色", "副科", 0, 2], ["全体", None, 0, 1]]
    book(folder / "名额.xlsx", {"名额": quota})
    said = {finding.code: finding for finding in read_programme(folder).findings}
    assert said["intake.no_rows"].severity == "note"
    assert "最接近" not in said["intake.quota_nobody"].say()


def save_xls(path, rows):
    import xlwt

    out = xlwt.Workbook(encoding="utf-8")
    page = out.add_sheet("花名册")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            page.write(r, c, value)
    out.save(str(path))


def save_ods(path, rows):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    out = OpenDocumentSpreadsheet()
    page = Table(name="花名册")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            line.addElement(cell)
        page.addElement(line)
    out.spreadsheet.addElement(page)
    out.save(str(path))


@pytest.mark.parametrize(("ending", "save"), [(".xls", save_xls), (".et", save_xls), (".ods", save_ods)])
def test_other_formats_come_back_as_a_workbook_that_says_so(tmp_path, ending, save):
    """Nobody can colour a cell of an .et file for WPS from here; the copy keeps sheet, cells and text, and reads like the original."""
    folder = programme(tmp_path / "方案", staff=None)
    save(folder / f"职工{ending}", [["姓名", "部门"], ["赵试甲", "教务处"], ["赵试甲", "教务处"]])
    findings = read_programme(folder).findings
    (copy,) = mark_copy(folder, findings, tmp_path / "标注").written
    out = openpyxl.load_workbook(copy)
    assert out.sheetnames == ["问题清单", "花名册"]
    assert "赵试甲" in out["花名册"]["A3"].comment.text
    assert any(ending in str(row[0].value) and "xlsx" in str(row[0].value) for row in out["问题清单"].iter_rows())
    (folder / f"职工{ending}").unlink()
    out["花名册"]["A3"] = "钱样乙"
    out.save(folder / "职工.xlsx")
    assert [helper.name for helper in read_programme(folder).require().helpers] != []


def test_the_list_reads_from_top_to_bottom(tmp_path):
    """Gravest first, then as the rows stand, 9 before 10; and no sentence is cut off at the end of its row."""
    rows = [["姓名", "部门", "身份证号"], *([f"赵试{sign}", "教务处", "12"] for sign in "甲乙丙丁戊己庚辛壬癸")]
    folder = programme(tmp_path / "方案", staff=rows)
    (copy,) = mark_copy(folder, read_programme(folder).findings, tmp_path / "标注").written
    page = openpyxl.load_workbook(copy)["问题清单"]
    places = [row[2].value for row in page.iter_rows() if row[0].value == "错误"]
    assert places == [f"C{row}" for row in range(2, 12)]
    for row in page.iter_rows(min_row=5):
        needed = max(len(str(row[3].value)) * 2 // 60, len(str(row[4].value)) * 2 // 54)
        assert (page.row_dimensions[row[0].row].height or 0) >= 15 * needed
