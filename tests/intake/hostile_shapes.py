"""More hostile files: lies in numbers, depth, texts that never end, entities in every part, overlapping packing, cuts."""

import struct
import zlib
from pathlib import Path

from tests.intake.hostile import LAUGHS, MAIN, ODS, READ, ods, package, roster_rows, sheet
from tests.intake.xlsb import workbook

LOCKED = Path(__file__).parent / "fixtures" / "locked.xlsx"
"""A workbook of two synthetic rows, encrypted with a password as Office does it (agile encryption)."""
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_ROWS = [["姓名", "部门", "职务"], ["赵试甲", "教务处", "科员"], ["钱样乙", "人事处", "科长"]]


def one_cell(reference: str, row: str) -> bytes:
    return package(sheet(roster_rows() + f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'.encode()))


def shared(strings: bytes, index: int = 0) -> bytes:
    return package(sheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'.encode()), strings=strings)


def deep(tag: bytes, count: int = 300_000) -> bytes:
    return b"<" + tag + b">" + (b"<x>" * count) + (b"</x>" * count) + b"</" + tag + b">"


def overlapping(parts: int = 3_000) -> bytes:
    """One packed kernel that three thousand entries of the table of contents claim: 15 GB in 300 kB."""
    raw = b"\0" * 5_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(raw) + packer.flush()
    sizes = (zlib.crc32(raw), len(kernel), len(raw))
    names = [b"[Content_Types].xml", b"xl/workbook.xml", *(b"xl/a%04d.xml" % n for n in range(parts))]
    body = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, len(names[0]), 0) + names[0] + kernel
    entries = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, len(n), 0, 0, 0, 0, 0, 0) + n
        for n in names
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(names), len(names), len(entries), len(body), 0)
    return body + entries + end


def tall_merges() -> bytes:
    """Fifty thousand merges over a million rows each, and one cell far down."""
    far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    merges = b"".join(b'<mergeCell ref="A%d:A1048576"/>' % n for n in range(2, 50_000))
    return package(sheet(roster_rows() + far, after=b"<mergeCells>" + merges + b"</mergeCells>"))


def laughing(part: str) -> bytes:
    return package(sheet(roster_rows()), extra={part: HEAD + LAUGHS + b"<x>&lol9;</x>"})


def cut(whole: bytes, twelfths: int) -> bytes:
    return whole[: len(whole) * twelfths // 12]


BAD = {"intake.truncated", "intake.unreadable", "intake.not_a_table", "intake.file_empty", "intake.encoding"}
SHAPES = {
    "office_password_real": ("x.xlsx", LOCKED.read_bytes, {"intake.encrypted"}),
    "office_password_as_xls": ("x.xls", LOCKED.read_bytes, {"intake.encrypted"}),
    "row_of_ten_digits": ("x.xlsx", lambda: one_cell("A4294967295", "4294967295"), {"intake.far_cell"}),
    "row_beyond_the_last": ("x.xlsx", lambda: one_cell("A1048577", "1048577"), {"intake.far_cell"}),
    "row_zero": ("x.xlsx", lambda: one_cell("A0", "0"), {"intake.rows_out_of_order"}),
    "column_zzz": ("x.xlsx", lambda: one_cell("ZZZ4", "4"), {"intake.far_cell"}),
    "texts_4_billion_declared": (
        "x.xlsx",
        lambda: shared(f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si/></sst>'.encode()),
        {"intake.bomb"},
    ),
    "text_99999999": (
        "x.xlsx",
        lambda: shared(f'<sst xmlns="{MAIN}"><si/></sst>'.encode(), 99_999_999),
        {"intake.unreadable"},
    ),
    "texts_never_closed": (
        "x.xlsx",
        lambda: shared(b"<sst>" + b"<si><r>strike" * 200_000 + b"</si></sst>"),
        {"intake.unreadable", "intake.no_header"},
    ),
    "rows_never_closed": (
        "x.xlsx",
        lambda: package(sheet(b'<row r="1"><c><v>1</v>' * 200_000)),
        {"intake.truncated"},
    ),
    "cells_never_closed": (
        "x.xlsx",
        lambda: package(sheet(b'<row r="1">' + b'<c r="A1"><f>' * 200_000 + b"</row>")),
        {"intake.unreadable"},
    ),
    "deep_sheet": ("x.xlsx", lambda: package(sheet(roster_rows(), before=deep(b"y"))), {READ}),
    "deep_styles": (
        "x.xlsx",
        lambda: package(sheet(roster_rows()), extra={"xl/styles.xml": HEAD + deep(b"strike")}),
        {READ, "intake.unreadable"},
    ),
    "deep_ods": ("x.ods", lambda: ods(ODS % deep(b"table:table", 100_000)), {"intake.sheet_empty", "intake.truncated"}),
    "merges_tall": ("x.xlsx", tall_merges, {"intake.giant_merge"}),
    "packing_overlaps": ("x.xlsx", overlapping, {"intake.truncated", "intake.bomb", "intake.unreadable"}),
    **{
        f"laughs_in_{part.rsplit('/', 1)[-1]}": ("x.xlsx", lambda part=part: laughing(part), {"intake.entities"})
        for part in (
            "xl/styles.xml",
            "xl/theme/theme1.xml",
            "docProps/app.xml",
            "xl/comments1.xml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "customXml/item1.xml",
        )
    },
    "macros": (
        "x.xlsm",
        lambda: package(sheet(roster_rows()), extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 2000}),
        {READ},
    ),
    "external_link": (
        "x.xlsx",
        lambda: package(
            sheet(roster_rows()),
            extra={
                "xl/externalLinks/externalLink1.xml": HEAD + b"<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": HEAD
                + b'<Relationships><Relationship Id="r" Target="file:///etc/hosts" TargetMode="External"/></Relationships>',
            },
        ),
        {READ},
    ),
    "noise_ff": ("x.xlsx", lambda: b"\xff" * 50_000, BAD),
    "noise_00": ("x.xls", lambda: b"\0" * 50_000, BAD),
    "html_behind_style": (
        "x.xls",
        lambda: b"<style>td{}</style><table><tr><td>1</td></tr></table>",
        {"intake.web_page"},
    ),
    "html_utf16": (
        "x.xls",
        lambda: "<html><table><tr><td>姓名</td></tr></table>".encode("utf-16"),
        {"intake.web_page"},
    ),
    "mhtml": ("x.xls", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", {"intake.web_page"}),
    "sylk": ("x.xls", lambda: b"ID;PWXL;N;E\r\nE\r\n", {"intake.not_a_table"}),
    **{
        f"cut_{ending}_{n}": (f"x.{ending}", lambda make=make, n=n: cut(make(), n), BAD)
        for ending, make in (
            ("xlsx", lambda: package(sheet(roster_rows()))),
            ("ods", lambda: ods(ODS % b"")),
            ("xlsb", lambda: workbook(_ROWS)),
        )
        for n in range(0, 12)
    },
}
