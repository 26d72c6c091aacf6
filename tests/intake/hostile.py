"""A corpus of hostile files: each is made here, small on disk, and must be refused by name or read in bounds."""

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    b"</Types>"
)
RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    b"</Relationships>"
)
BOOK_RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    b"</Relationships>"
)
BOOK = (
    f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
).encode()
ROSTER = (("姓名", "部门", "职务"), ("赵试甲", "教务处", "科员"), ("钱样乙", "人事处", "科长"))


def inline(reference: str, text: str) -> bytes:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def roster_rows() -> bytes:
    """A header and two people."""
    return b"".join(
        f'<row r="{r}">'.encode() + b"".join(inline(f"{'ABC'[c]}{r}", t) for c, t in enumerate(row)) + b"</row>"
        for r, row in enumerate(ROSTER, 1)
    )


def sheet(
    rows: bytes, *, before: bytes = b"", after: bytes = b"", head: bytes = b'<?xml version="1.0" encoding="UTF-8"?>'
) -> bytes:
    opened = f'<worksheet xmlns="{MAIN}">'.encode()
    return head + opened + before + b"<sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def package(sheet_xml: bytes, *, extra: dict[str, bytes] | None = None, strings: bytes | None = None) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet_xml,
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>'.encode(),
    } | (extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def packed_stream(chunks, *, head: bytes, tail: bytes) -> bytes:
    """Like :func:`package`, the sheet written in pieces so that the test itself stays small."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_RELS),
            ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"/>'.encode()),
        ):
            archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(head)
            for chunk in chunks:
                part.write(chunk)
            part.write(tail)
    return out.getvalue()


_OPEN = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'.encode()
_CLOSE = b"</sheetData></worksheet>"


@cache
def spaces_bomb() -> bytes:
    """A gigabyte of blanks in one megabyte."""
    block = b" " * (1 << 20)
    return packed_stream((block for _ in range(1100)), head=_OPEN, tail=_CLOSE)


@cache
def giant_cell() -> bytes:
    """One cell of 500 MB."""
    block = b"A" * (1 << 20)
    head = _OPEN + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    return packed_stream((block for _ in range(500)), head=head, tail=b"</t></is></c></row>" + _CLOSE)


def giant_attribute() -> bytes:
    """60 MB in one attribute: quadratic in older expat."""
    block = b"a" * (1 << 20)
    return packed_stream((block for _ in range(60)), head=_OPEN + b'<row r="1" x="', tail=b'"></row>' + _CLOSE)


def empty_cells() -> bytes:
    """1,000 rows of 16,384 cells without content."""
    row = b"".join(b'<c r="A1" s="0"/>' for _ in range(16_384))
    return packed_stream((b"<row>" + row + b"</row>" for _ in range(1000)), head=_OPEN, tail=_CLOSE)


def many_strings() -> bytes:
    """Ten million shared strings."""
    parts = io.BytesIO()
    parts.write(f'<sst xmlns="{MAIN}">'.encode())
    block = b"<si><t/></si>" * 10_000
    for _ in range(1000):
        parts.write(block)
    parts.write(b"</sst>")
    return package(sheet(roster_rows()), strings=parts.getvalue())


def blank_rows(columns: int = 1) -> bytes:
    """A roster above 1,048,570 formatted blank rows, as people make them by filling borders down."""

    def chunks():
        yield roster_rows()
        for start in range(4, 1_048_577, 10_000):
            rows = []
            for r in range(start, min(start + 10_000, 1_048_577)):
                cells = "".join(f'<c r="{"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[c]}{r}" s="1"/>' for c in range(columns))
                rows.append(f'<row r="{r}" spans="1:{columns}">{cells}</row>')
            yield "".join(rows).encode()

    return packed_stream(chunks(), head=_OPEN, tail=_CLOSE)


def far_cells() -> bytes:
    return package(sheet(roster_rows() + b'<row r="1048576">' + inline("XFD1048576", "x") + b"</row>"))


def giant_merge(reference: str) -> bytes:
    merges = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
    return package(sheet(roster_rows(), after=merges))


def many_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (r, r) for r in range(10, 300_010))
    return package(sheet(roster_rows(), after=b"<mergeCells>" + merges + b"</mergeCells>"))


def long_number() -> bytes:
    return package(sheet(b'<row r="1"><c r="A1"><v>' + b"9" * 3_000_000 + b"</v></c></row>"))


def with_doctype(text: bytes) -> bytes:
    return package(sheet(roster_rows(), head=b'<?xml version="1.0" encoding="UTF-8"?>' + text))


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def utf16() -> bytes:
    text = sheet(roster_rows(), head=b'<?xml version="1.0" encoding="UTF-16"?>').decode()
    return package(text.encode("utf-16"))


def two_blocks() -> bytes:
    text = sheet(roster_rows()).replace(b"</worksheet>", b"<sheetData>" + roster_rows() + b"</sheetData></worksheet>")
    return package(text)


def twice_numbered() -> bytes:
    return package(sheet(roster_rows() + b'<row r="2">' + inline("A2", "x") + b"</row>"))


def cell_twice() -> bytes:
    return package(sheet(roster_rows() + b'<row r="4">' + inline("A4", "x") + inline("A4", "y") + b"</row>"))


def odd_name(name: str) -> bytes:
    return package(sheet(roster_rows()), extra={name: b"x"})


def part_twice() -> bytes:
    out = io.BytesIO(package(sheet(roster_rows())))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/Worksheets/sheet1.xml", sheet(b""))
    return out.getvalue()


def lying_size() -> bytes:
    """The table of contents declares another size than the part has."""
    data = bytearray(package(sheet(roster_rows())))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 99_999)
    return bytes(data)


def flipped_bytes() -> bytes:
    data = bytearray(package(sheet(roster_rows() * 40)))
    middle = len(data) // 2
    for at in range(middle, middle + 40):
        data[at] ^= 0xFF
    return bytes(data)


def truncated() -> bytes:
    data = package(sheet(roster_rows()))
    return data[: len(data) * 2 // 3]


def many_parts() -> bytes:
    return package(sheet(roster_rows()), extra={f"xl/media/{n}.bin": b"" for n in range(5000)})


def encrypted_zip() -> bytes:
    data = bytearray(package(sheet(roster_rows())))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def ole(*streams: tuple[str, bytes]) -> bytes:
    """A small compound file with the named streams ([MS-CFB]); each at least 4096 bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams:
        content = content.ljust(4096, b"\0")
        start = len(sectors)
        blocks = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        for number, block in enumerate(blocks):
            sectors.append(block)
            fat.append(start + number + 1 if number + 1 < len(blocks) else 0xFFFFFFFE)
        entries.append((name, 2, start, len(content)))
    directory = b""
    for name, kind, start, size in entries:
        raw = name.encode("utf-16-le") + b"\0\0"
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
        directory += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
        directory += b"\0" * 36 + struct.pack("<IQ", start, size)
    directory = directory.ljust(512 * (-(-len(directory) // 512)), b"\0")
    first_directory = len(sectors)
    for i in range(0, len(directory), 512):
        sectors.append(directory[i : i + 512])
        fat.append(len(sectors) if i + 512 < len(directory) else 0xFFFFFFFE)
    fat_sector = len(sectors)
    fat.append(0xFFFFFFFD)
    sectors.append(struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first_directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", fat_sector, *[0xFFFFFFFF] * 108)
    return head + b"".join(sectors)


def ole_circle() -> bytes:
    """A chain of sectors that bites its tail."""
    data = bytearray(ole(("Workbook", b"x" * 5000)))
    at = data.rfind(struct.pack("<I", 1))
    fat_at = len(data) - 512
    data[fat_at : fat_at + 4] = struct.pack("<I", 0)
    assert at
    return bytes(data)


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", b"<x/>")
    return out.getvalue()


def nested_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", b"\0" * 10_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(20):
            archive.writestr(f"{n}.zip", inner.getvalue())
    return out.getvalue()


def ods(content: bytes, manifest: bytes = b"<m/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    b'<table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)
_FILLED = b'<table:table-cell office:value-type="string" table:number-columns-repeated="%d"><text:p>x</text:p></table:table-cell>'


def ods_repeated(rows: int, columns: int) -> bytes:
    row = b'<table:table-row table:number-rows-repeated="%d">%s</table:table-row>' % (rows, _FILLED % columns)
    return ods(ODS % row)


READ = "read"
CASES: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "blanks_1gb": ("x.xlsx", spaces_bomb, {"intake.giant_text", "intake.bomb"}),
    "cell_500mb": ("x.xlsx", giant_cell, {"intake.giant_text"}),
    "attribute_60mb": ("x.xlsx", giant_attribute, {"intake.giant_text"}),
    "empty_cells_16m": ("x.xlsx", empty_cells, {"intake.too_many_cells", "intake.sheet_empty"}),
    "strings_10m": ("x.xlsx", many_strings, {"intake.too_many_cells"}),
    "blank_rows_1m": ("x.xlsx", blank_rows, {READ}),
    "far_cell": ("x.xlsx", far_cells, {"intake.far_cell"}),
    "merge_everything": ("x.xlsx", lambda: giant_merge("A1:XFD1048576"), {"intake.giant_merge"}),
    "merge_zz50000": ("x.xlsx", lambda: giant_merge("A1:ZZ50000"), {"intake.giant_merge"}),
    "merge_row": ("x.xlsx", lambda: giant_merge("A5:XFD5"), {READ}),
    "merge_column": ("x.xlsx", lambda: giant_merge("H1:H1048576"), {READ}),
    "merges_300k": ("x.xlsx", many_merges, {"intake.giant_merge"}),
    "number_3m_digits": ("x.xlsx", long_number, {"intake.giant_text"}),
    "billion_laughs": ("x.xlsx", lambda: with_doctype(LAUGHS), {"intake.entities"}),
    "external_entity": ("x.xlsx", lambda: with_doctype(EXTERNAL), {"intake.entities"}),
    "doctype": ("x.xlsx", lambda: with_doctype(b"<!DOCTYPE x>"), {"intake.entities"}),
    "utf16_part": ("x.xlsx", utf16, {"intake.xml_encoding"}),
    "two_data_blocks": ("x.xlsx", two_blocks, {"intake.two_data_blocks"}),
    "row_twice": ("x.xlsx", twice_numbered, {"intake.rows_out_of_order"}),
    "cell_twice": ("x.xlsx", cell_twice, {"intake.readers_differ"}),
    "zip_slip": ("x.xlsx", lambda: odd_name("../../evil.txt"), {"intake.odd_container"}),
    "absolute_name": ("x.xlsx", lambda: odd_name("/etc/evil"), {"intake.odd_container"}),
    "backslash_slip": ("x.xlsx", lambda: odd_name("..\\evil"), {"intake.odd_container"}),
    "part_twice": ("x.xlsx", part_twice, {"intake.odd_container"}),
    "lying_size": ("x.xlsx", lying_size, {"intake.truncated", READ}),
    "flipped_bytes": ("x.xlsx", flipped_bytes, {"intake.truncated", "intake.unreadable", "intake.rows_out_of_order"}),
    "truncated": ("x.xlsx", truncated, {"intake.truncated"}),
    "parts_5000": ("x.xlsx", many_parts, {"intake.bomb"}),
    "zip_password": ("x.xlsx", encrypted_zip, {"intake.encrypted"}),
    "office_password": (
        "x.xlsx",
        lambda: ole(("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")),
        {"intake.encrypted"},
    ),
    "xls_password": (
        "x.xls",
        lambda: ole(("Workbook", b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x2f\x00\x02\x00\0\0")),
        {"intake.encrypted"},
    ),
    "xls_cut_record": (
        "x.xls",
        lambda: ole(("Workbook", b"\x09\x08\x10\x00" + b"\0" * 16 + b"\x85\x00\xff\xff")),
        {"intake.truncated"},
    ),
    "xls_circle": ("x.xls", ole_circle, {"intake.truncated"}),
    "xls_head_only": ("x.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, {"intake.truncated"}),
    "word_in_xls": ("x.xls", lambda: ole(("WordDocument", b"x")), {"intake.not_a_table"}),
    "docx_renamed": ("x.xlsx", docx, {"intake.not_a_table"}),
    "zip_of_zips": ("x.xlsx", nested_zip, {"intake.not_a_table"}),
    "pdf_renamed": ("x.xlsx", lambda: b"%PDF-1.7\n...", {"intake.not_a_table"}),
    "png_renamed": ("x.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, {"intake.not_a_table"}),
    "html_as_xls": (
        "x.xls",
        lambda: "<html><table><tr><td>姓名</td></tr></table></html>".encode(),
        {"intake.web_page"},
    ),
    "xml_as_xls": ("x.xls", lambda: b'<?xml version="1.0"?><Workbook/>', {"intake.xml_table"}),
    "biff4": ("x.xls", lambda: b"\x09\x04\x06\x00" + b"\0" * 50, {"intake.old_biff"}),
    "empty": ("x.xlsx", lambda: b"", {"intake.file_empty"}),
    "blank_csv": ("x.csv", lambda: b"\r\n \r\n", {"intake.file_empty"}),
    "binary_csv": ("x.csv", lambda: bytes(range(1, 256)) * 50, {"intake.encoding", "intake.not_a_table"}),
    "nul_csv": ("x.csv", lambda: b"a\0b,c\n", {"intake.not_a_table"}),
    "csv_open_quote": (
        "x.csv",
        lambda: ('姓名,部门\n"赵试甲,教务处\n' + "钱样乙,人事处\n" * 400_000).encode(),
        {"intake.quotes"},
    ),
    "csv_swallowed": (
        "x.csv",
        lambda: '姓名,部门,职务\n"赵试甲,教务处,科员\n钱样乙,人事处,科员\n孙例丙",财务处,科员\n'.encode(),
        {"intake.quotes"},
    ),
    "csv_1m_columns": ("x.csv", lambda: b",".join([b"a"] * 1_000_000), {"intake.far_cell"}),
    "csv_6m_cells": ("x.csv", lambda: ("a,b,c,d,e,f,g,h,i,j\n" * 600_000).encode(), {"intake.too_many_cells"}),
    "csv_latin": ("x.csv", lambda: "姓名,部门\n".encode() + b"\xff\xff\xff,\x80\xff\n", {"intake.encoding"}),
    "ods_rows": ("x.ods", lambda: ods_repeated(1_048_576, 100), {"intake.far_cell"}),
    "ods_columns": ("x.ods", lambda: ods_repeated(1, 999_999), {"intake.far_cell"}),
    "ods_laughs": ("x.ods", lambda: ods(LAUGHS + ODS % b""), {"intake.entities"}),
    "ods_password": ("x.ods", lambda: ods(ODS % b"", b"<manifest:encryption-data/>"), {"intake.encrypted"}),
    "ods_cut": ("x.ods", lambda: ods((ODS % b"")[:150]), {"intake.truncated"}),
}
"""Name -> (file name, maker, codes of which one must be found; READ: no file-level refusal at all)."""
