"""The import receipt: which files and rows were read, which were not, and why."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from optimizer.domain import Fact


class ColumnUse(Fact):
    """One column: its header, its field ("" when it was not used) and the letter of the column."""

    header: str
    field: str = ""
    column: str = ""


class SkippedRow(Fact):
    """A row that is no record. ``reason``: header, total, footer, heading, member, ended, copy, open."""

    row: int = Field(ge=1)
    reason: str


class TableReceipt(Fact):
    """One table of a sheet."""

    kind: str
    header_row: int = Field(ge=1)
    rows_read: int = Field(ge=0)
    columns: tuple[ColumnUse, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()


class SheetReceipt(Fact):
    """One sheet. ``reason`` says why it was not read: empty, hidden, summary, notes,
    mapping, copy, report, refused."""

    sheet: str
    reason: str = ""
    tables: tuple[TableReceipt, ...] = ()


class FileReceipt(Fact):
    """One file as it was on disk. ``reason`` says why it was not read."""

    file: str
    sha256: str = ""
    bytes: int = 0
    format: str = ""
    reason: str = ""
    sheets: tuple[SheetReceipt, ...] = ()


class Receipt(Fact):
    """What an import took in; ``counts``: records per part of the programme."""

    files: tuple[FileReceipt, ...] = ()
    counts: Mapping[str, int] = Field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        return sum(table.rows_read for file in self.files for sheet in file.sheets for table in sheet.tables)

    @property
    def rows_skipped(self) -> int:
        return sum(len(table.skipped) for file in self.files for sheet in file.sheets for table in sheet.tables)
