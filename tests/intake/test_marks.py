"""What stands in a sheet beside its values: strokes, comments, hidden and flattened rows, in each format that has them."""

import io
import struct
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font

from optimizer.intake import read_programme
from optimizer.intake.readers.ods import read_ods
from optimizer.intake.readers.refusal import Refused
from optimizer.intake.readers.xls import read_xls
from optimizer.intake.readers.xlsb import read_xlsb
from optimizer.intake.readers.xlsx import read_xlsx
from tests.intake.making import programme
from tests.intake.xlsb import record, wide, workbook

ROWS = [["姓名", "部门", "职务"], ["赵试甲", "教务处", "科员"], ["钱样乙", "人事处", "科长"]]
SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)


def xlsx(edit) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    edit(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str, styles: str = "") -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def row(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def text(value: str, more: str = "", style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{named}>{more}<text:p>{value}</text:p></table:table-cell>'


def strike(page) -> None:
    for cell in page[2]:
        cell.font = Font(strike=True)
    page["C3"].font = Font(strike=True)
    page["B3"].comment = Comment("借调中", "x")


def test_xlsx_strokes_and_comments():
    """A struck row, a struck cell and a commented cell stand in the answer by place."""
    (sheet,) = read_xlsx(xlsx(strike), "x")
    assert sheet["struck"] == [(1, 0), (1, 1), (1, 2), (2, 2)]
    assert sheet["commented"] == [(2, 1)]


def test_xlsx_half_struck_text():
    """A name crossed out with the successor's written behind it is no name: both would be read as one."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    def edit(page):
        page["A2"] = CellRichText(TextBlock(InlineFont(strike=True), "赵试甲"), TextBlock(InlineFont(), "孙例丙"))

    (sheet,) = read_xlsx(xlsx(edit), "x")
    assert sheet["half_struck"] == [(1, 0)] and sheet["struck"] == []


def test_a_struck_name_is_asked_about_and_half_a_name_refused(tmp_path):
    """People cross out who no longer counts; the row is read, and somebody must say what is meant."""
    programme(tmp_path, staff=None)
    (tmp_path / "教职工.xlsx").write_bytes(xlsx(strike))
    found = {f.code: f for f in read_programme(tmp_path).findings}
    assert found["intake.struck_rows"].severity == "ask" and found["intake.struck_rows"].cells[0].address == "A2"
    assert found["intake.comments"].cells[0].address == "B3"
    # B2, C2 and C3 are struck and no names
    assert [c.address for c in found["intake.struck_cells"].cells] == ["B2", "C2", "C3"]


@pytest.mark.parametrize(
    ("old", "new", "where"), [(b'ht="20"', b'ht="0"', "hidden_rows"), (b'width="20"', b'width="0"', "hidden_columns")]
)
def test_flattened_rows_and_columns_are_hidden_ones(old, new, where):
    """Nobody sees a row of height zero either."""

    def edit(page):
        page.row_dimensions[2].height = 20
        page.column_dimensions["B"].width = 20

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(edit))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    (sheet,) = read_xlsx(out.getvalue(), "x")
    assert sheet[where] == [1]


def test_xls_strokes_empty_texts_and_hidden_rows():
    """The fonts of the old format are counted without number 4; an empty text is no cell; height zero is hidden."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("S")
    struck = xlwt.easyxf("font: struck_out on")
    for r, values in enumerate(ROWS):
        for c, value in enumerate(values):
            page.write(r, c, value, struck if (r, c) in ((1, 0), (2, 2)) else xlwt.easyxf("font: bold on"))
    page.write(1, 5, "", struck)
    page.write(2, 6, 7, struck)
    plain, crossed = xlwt.easyfont(""), xlwt.easyfont("struck_out on")
    page.write_rich_text(3, 0, (("赵试甲", crossed), ("孙例丙", plain)))
    page.write_rich_text(3, 1, (("教务", crossed), ("处", crossed)))
    page.row(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read_xls(out.getvalue(), "x")
    assert sheet["struck"] == [(1, 0), (2, 2), (2, 6), (3, 1)]
    assert sheet["half_struck"] == [(3, 0)]
    assert sheet["hidden_rows"] == [2]
    assert len(sheet["rows"][1]) == 3


def test_xls_texts_that_go_on_in_another_record():
    """A long table of texts is split between records, also in the middle of a text; every cell is still counted."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("S")
    for r in range(400):
        page.write(r, 0, f"赵试{r}" + "长" * 97)
        page.write(r, 1, f"plain {r} " + "x" * 150)
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read_xls(out.getvalue(), "x")
    assert [len(values) for values in sheet["rows"]] == [2] * 400


STRUCK = '<style:style style:name="s" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'


def test_ods_strokes_comments_and_columns():
    """The style of a cell, of its column, or of a part of its text strikes it; a comment is no text of the cell."""
    note = "<office:annotation><text:p>借调中</text:p></office:annotation>"
    (sheet,) = read_ods(
        ods(
            '<table:table-column/><table:table-column table:default-cell-style-name="s"/>'
            + row(text("姓名"), text("部门", style="x"))
            + row(text("赵试甲", style="s"), text("教务处", note))
            + row(text('<text:span text:style-name="s">赵</text:span>试甲'), text("人事处", style="x")),
            STRUCK,
        ),
        "x",
    )
    assert sheet["rows"] == [["姓名", "部门"], ["赵试甲", "教务处"], ["赵试甲", "人事处"]]
    assert sheet["struck"] == [(1, 0), (1, 1)] and sheet["half_struck"] == [(2, 0)]
    assert sheet["commented"] == [(1, 1)]


def test_ods_counts_what_the_other_reader_counts():
    """Blanks, covered cells, formulas without a value, errors and comments alone: neither reader loses one."""
    (sheet,) = read_ods(
        ods(
            row(text("姓名"), text("<text:s/>"), text("　"))
            + row(
                text("赵试甲"),
                '<table:covered-table-cell office:value-type="string"><text:p>隐</text:p></table:covered-table-cell>',
            )
            + row('<table:table-cell table:formula="of:=1+1"/>', text("末"))
            + row(
                "<table:table-cell><office:annotation><text:p>批</text:p></office:annotation></table:table-cell>",
                text("末"),
            )
        ),
        "x",
    )
    assert sheet["rows"] == [["姓名", " ", "　"], ["赵试甲", "隐"], [["b", "no_value", ""], "末"], [None, "末"]]


def test_xlsb_strokes_hidden_columns_and_shared_texts():
    """Fonts, formats, shared texts and columns of the binary format say what those of xlsx say."""
    fonts = record(43, struct.pack("<HH", 200, 0)) + record(43, struct.pack("<HH", 200, 8))
    formats = record(617, struct.pack("<I", 2)) + b"".join(
        record(47, struct.pack("<HHH", 0, 0, font) + b"\0" * 10) for font in (0, 1)
    )
    styles = record(278) + fonts + formats + record(618) + record(279)
    texts = record(159, struct.pack("<II", 3, 3)) + record(19, b"\0" + wide("赵试甲")) + record(19, b"\0" + wide(""))
    runs = struct.pack("<I", 2) + struct.pack("<HHHH", 0, 1, 2, 0)
    texts += record(19, b"\1" + wide("钱样乙") + runs) + record(160)
    cells = [record(7, struct.pack("<III", column, style, column)) for column, style in ((0, 1), (1, 0), (2, 0))]
    data = bytearray(workbook([["姓名", "部门", "职务"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.bin"):
                head = record(0, struct.pack("<IIH", 1, 0, 300) + b"\0\0\0" + struct.pack("<III", 1, 0, 2))
                part = part.replace(record(146), head + b"".join(cells) + record(146))
                column = record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1))
                part = part.replace(record(145), record(390) + column + record(391) + record(145))
            target.writestr(name, part)
        target.writestr("xl/styles.bin", styles)
        target.writestr("xl/sharedStrings.bin", texts)
    (sheet,) = read_xlsb(out.getvalue(), "x")
    assert sheet["struck"] == [(1, 0)] and sheet["half_struck"] == [(1, 2)]
    assert sheet["hidden_columns"] == [1]
    assert sheet["rows"][1] == ["赵试甲", None, "钱样乙"]


@pytest.mark.parametrize("reader", ["xlsb", "ods", "xls"])
def test_a_cell_that_only_one_reader_sees_is_refused(reader, monkeypatch):
    """The count of our own scan is what notices a cell that the library drops."""
    from optimizer.intake.readers import ods as ods_room
    from optimizer.intake.readers import xls as xls_room
    from optimizer.intake.readers import xlsb as xlsb_room

    room = {"xlsb": xlsb_room, "ods": ods_room, "xls": xls_room}[reader]
    real = room.plain_rows

    def dropping(rows):
        found = real(rows)
        found[2][1] = None
        return found

    monkeypatch.setattr(room, "plain_rows", dropping)
    if reader == "xlsb":
        data, read = workbook(ROWS), read_xlsb
    elif reader == "ods":
        data, read = ods("".join(row(*(text(value) for value in values)) for values in ROWS)), read_ods
    else:
        book = xlwt.Workbook(encoding="utf-8")
        page = book.add_sheet("S")
        for r, values in enumerate(ROWS):
            for c, value in enumerate(values):
                page.write(r, c, value)
        out = io.BytesIO()
        book.save(out)
        data, read = out.getvalue(), read_xls
    with pytest.raises(Refused) as refused:
        read(data, "x")
    assert refused.value.code == "intake.readers_differ" and refused.value.address == "A3"
