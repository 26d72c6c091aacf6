"""Text files as systems and people export them: divided, encoded, quoted and titled in every way, or no table at all."""

import csv
import io

import pytest

from optimizer.intake import read_programme
from tests.intake.making import id_number, programme

IDS = [id_number("19700101", n) for n in range(1, 4)]
NAMES = ("李示丁", "周拟戊", "吴样己")
HEAD = ["序号", "户主姓名", "身份证号码", "所在村", "家庭人口", "致贫原因", "联系电话"]
ROWS = [HEAD, *([n + 1, NAMES[n], IDS[n], "边岩村", 3, "因病", "10000000000"] for n in range(3))]
TITLES = [["某某乡贫困户花名册"], ["填报单位：某某乡", "", "", "", "", "2026年9月"]]


def text(rows=ROWS, delimiter=",", end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def web(rows=ROWS):
    lines = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows)
    return f"<html><body><table>{lines}</table></body></html>"


def sheet_xml():
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{v}</Data></Cell>' for v in r) + "</Row>" for r in ROWS
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Sheet1"><Table>{rows}</Table></Worksheet></Workbook>'
    )


TABLE = web()[12:-14]
READ = {
    "utf8_mark": (text(), "utf-8-sig"),
    "gb18030": (text(), "gb18030"),
    "utf16_tab": (text(delimiter="\t"), "utf-16"),
    "semicolon": (text(delimiter=";"), "utf-8"),
    "tab": (text(delimiter="\t"), "utf-8"),
    "pipe": (text(delimiter="|"), "utf-8"),
    "wide_comma": (text(delimiter="，"), "utf-8"),
    "sep_line": ("sep=;\r\n" + text(delimiter=";"), "utf-8"),
    "titles": (text([*TITLES, *ROWS, ["填表人：曹示丑"]]), "utf-8"),
    "titles_without_delimiters": ("某某乡贫困户花名册\r\n填报单位：某某乡\r\n" + text(), "utf-8"),
    "old_line_ends": (text(end="\r"), "utf-8"),
    "mixed_line_ends": (text(ROWS[:2]) + text(ROWS[2:], end="\n"), "utf-8"),
    "blank_lines": (text([HEAD, ROWS[1], [""] * 7, *ROWS[2:], [""] * 7, [""] * 7]), "utf-8"),
    "end_mark": (text() + "\x1a", "utf-8"),
    "number_kept_as_text": (text().replace(IDS[0], f'="{IDS[0]}"'), "utf-8"),
    "number_behind_tab": (text().replace(IDS[0], "\t" + IDS[0]), "utf-8"),
    "quoted_line_break": (text([[*HEAD, "备注"], *([*row, "一\n二"] for row in ROWS[1:])]), "utf-8"),
}
REFUSED = {
    "utf16_without_mark": (text().encode("utf-16-le"), "not_a_table"),
    "zeros": (text().encode() + b"\0\0\0", "not_a_table"),
    "cut_character": (text().encode("gb18030")[:-40] + b"\xff\xfe\xff\r\n", "encoding"),
    "two_encodings": (text(ROWS[:2]).encode() + text(ROWS[2:]).encode("gb18030"), "encoding"),
    "open_quote": (text().replace("边岩村", '"边岩村', 1).encode(), "quotes"),
    "lost_digits": (text().replace(IDS[0], "9.99999E+17").encode(), "id_as_number"),
    "shifted_by_a_comma": (text().replace("因病", "因病,因残", 1).encode(), "odd_phone"),
    "web_page": (web().encode(), "web_page"),
    "web_page_gbk": (web().encode("gb18030"), "web_page"),
    "web_page_utf16": (web().encode("utf-16"), "web_page"),
    "web_table_alone": (TABLE.encode(), "web_page"),
    "web_table_behind_style": (b"<style>td{}</style>" + TABLE.encode(), "web_page"),
    "web_table_behind_comment": ("<!-- 导出 -->".encode() + TABLE.encode(), "web_page"),
    "mail_page": (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n" + web().encode(), "web_page"),
    "xml_2003": (sheet_xml().encode(), "xml_table"),
    "xml_2003_utf16": (sheet_xml().encode("utf-16"), "xml_table"),
    "sylk": (b"ID;PWXL;N;E\r\nE\r\n", "not_a_table"),
    "divided_by_blanks": ("户主姓名  所在村\r\n李示丁  边岩村\r\n周拟戊  边岩村\r\n".encode(), "aside_notes"),
}


@pytest.mark.parametrize("name", READ)
def test_read(name, tmp_path):
    """However it is written, it is three households."""
    programme(tmp_path, homes=None)
    written, encoding = READ[name]
    (tmp_path / "贫困户.csv").write_bytes(written.encode(encoding))
    found = read_programme(tmp_path).require().recipients
    assert sorted((r.name, r.id_number) for r in found) == sorted(zip(NAMES, IDS, strict=True))


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("ending", ["csv", "xls"])
def test_refused_or_said(name, ending, tmp_path):
    """Each has its sentence, also beside tables that can be read: nothing passes for a note in silence."""
    programme(tmp_path)
    data, code = REFUSED[name]
    (tmp_path / f"别的户.{ending}").write_bytes(data)
    found = {f.code[7:]: f for f in read_programme(tmp_path).findings}
    assert found[code].cells[0].file == f"别的户.{ending}"
    assert found[code].severity in ("error", "warning") and found[code].say("zh") and found[code].say("en")
