"""Which kind of file this is, by its content; the ending is only an opinion."""

from __future__ import annotations

import io
import re
import zipfile

from optimizer.intake.readers.container import DAMAGE, part_of
from optimizer.intake.readers.ole import Ole
from optimizer.intake.readers.refusal import Refused

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)


def kind_of(data: bytes) -> str:
    """``xlsx``, ``xlsb``, ``ods``, ``xls`` or ``csv``. Raises Refused for what is none of these."""
    if not data:
        raise Refused("intake.file_empty")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        return _zip_kind(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _ole_kind(data)
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00"):
        raise Refused("intake.old_biff")
    for start, name in _MAGIC:
        if data.startswith(start):
            raise Refused("intake.not_a_table", found=name)
    head = _head(data)
    if head.startswith(("<?xml", "<workbook", "<office:", "<ss:")):
        raise Refused("intake.xml_table")
    if "<html" in head or (head.startswith("<") and _WEB.search(head)) or head.startswith("mime-version:"):
        raise Refused("intake.web_page")
    if re.match(r"id;p|table\r?\n0,1\r?\n", head):
        raise Refused("intake.not_a_table", found="SYLK / DIF")
    return "csv"


_WEB = re.compile(r"<(?:!doctype|!--|html|head|meta|style|body|table|tr|td|div|center|font|script)\b|<!--")


def _head(data: bytes) -> str:
    """The first characters, small letters, as far as marks of a web page or of XML can be told in any encoding."""
    start = data[:8192]
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = start.decode("utf-16" if wide else "latin-1", "replace")
    return text.lstrip("\xef\xbb\xbf\ufeff \t\r\n").lower()


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise Refused("intake.encrypted")
            mimetype = part_of(archive, "mimetype") if "mimetype" in names else b""
    except Refused:
        raise
    except DAMAGE:
        raise Refused("intake.truncated") from None
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if any(name.lower() == "[content_types].xml" for name in names) and any(n.startswith("xl/") for n in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mimetype:
        raise Refused("intake.not_a_table", found="Word")
    if any(name.startswith("ppt/") for name in names):
        raise Refused("intake.not_a_table", found="PowerPoint")
    if "Index/Document.iwa" in names or any(name.endswith(".iwa") for name in names):
        raise Refused("intake.not_a_table", found="Numbers")
    raise Refused("intake.not_a_table", found="zip")


def _ole_kind(data: bytes) -> str:
    names = Ole(data).names()
    if "EncryptedPackage" in names:
        raise Refused("intake.encrypted")
    if "Workbook" in names or "Book" in names:
        return "xls"
    if "WordDocument" in names:
        raise Refused("intake.not_a_table", found="Word")
    raise Refused("intake.not_a_table", found="OLE")
