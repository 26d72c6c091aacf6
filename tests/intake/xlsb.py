"""A small writer of the binary zip workbook ([MS-XLSB]), enough to test the reader: nothing else writes it here."""

import io
import struct
import zipfile


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, value) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, str) and value.startswith("#"):
        return record(3, place + bytes([42]))
    if isinstance(value, str):
        return record(6, place + wide(value))
    return record(5, place + struct.pack("<d", value))


def sheet(rows, hidden=(), merges=()) -> bytes:
    width = max((len(row) for row in rows), default=1)
    out = record(129) + record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)) + record(145)
    for r, row in enumerate(rows):
        flags = bytes([0, 0x10 if r in hidden else 0, 0])
        out += record(0, struct.pack("<IIH", r, 0, 300) + flags + struct.pack("<III", 1, 0, width - 1))
        out += b"".join(cell(c, value) for c, value in enumerate(row) if value is not None)
    out += record(146)
    if merges:
        out += record(177, struct.pack("<I", len(merges)))
        out += b"".join(record(176, struct.pack("<IIII", a, c, b, d)) for a, b, c, d in merges) + record(178)
    return out + record(130)


def workbook(rows, name: str = "花名册", **more) -> bytes:
    """One sheet; ``hidden`` rows; ``merges`` as (first row, first column, last row, last column)."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": (
            b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.bin"/></Relationships>'
        ).encode(),
        "xl/workbook.bin": record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name))
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": (
            '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.bin": sheet(rows, **more),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return out.getvalue()
