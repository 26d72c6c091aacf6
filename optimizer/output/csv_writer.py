"""A table as CSV for spreadsheets: UTF-8 with byte order mark, one header line, CRLF, no cell that runs as a formula."""

from __future__ import annotations

import csv
from io import StringIO

from optimizer.messages import Lang
from optimizer.output.cells import clean, guarded, one_line, shown
from optimizer.output.document import Column, Table, Value


def table_csv(table: Table, lang: Lang) -> bytes:
    """All columns of ``table``, hidden ones too; bands and notes are left out. A line break in a cell becomes a space."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(one_line(column.header, lang)) for column in table.columns])
    writer.writerows(
        [_field(value, column, lang) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    )
    return text.getvalue().encode("utf-8-sig")


def _field(value: Value, column: Column, lang: Lang) -> str:
    return _cell(shown(value, column.kind, lang), number=isinstance(value, int))


def _cell(text: str, *, number: bool = False) -> str:
    plain = " ".join(clean(text).split("\n"))
    return plain if number else guarded(plain)
