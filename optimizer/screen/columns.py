"""What reading a table made of its columns, and what a person decides about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from optimizer.errors import UsageError
from optimizer.intake import Mappings, Receipt, TableKind
from optimizer.intake.column import kinds
from optimizer.messages import Lang, label, say
from optimizer.output.document import Column, Table

LEFT_OUT = "-"


def columns_table(receipt: Receipt, lang: Lang, sheet: str | None = None) -> Table:
    """One row a column of every table that was found: where it stands, its header, the field it fills."""
    keys = ("file", "sheet", "table", "row", "column", "header", "field")
    heads = tuple(Column(key, label(f"cli.column_{key}", lang)) for key in keys)
    titles = {kind.name: kind.zh if lang == "zh" else kind.en for kind in kinds()}
    rows = tuple(
        (file.file, part.sheet, titles.get(table.kind, table.kind), table.header_row, use.column, use.header, use.field)
        for file in receipt.files
        for part in file.sheets
        if sheet is None or part.sheet == sheet
        for table in part.tables
        for use in table.columns
    )
    return Table(heads, rows)


def decided(before: Mappings, decisions: Iterable[str]) -> Mappings:
    """``before`` with decisions of the form ``kind:header=field`` (``-``: leave the column out) added.

    Raises UsageError when a decision has another form or names a kind or field that is not there.
    """
    headers: dict[str, dict[str, str]] = {kind: dict(known) for kind, known in before.headers.items()}
    by_name = {kind.name: kind for kind in kinds()} | {kind.zh: kind for kind in kinds()}
    for decision in decisions:
        place, equals, field = decision.rpartition("=")
        kind_name, colon, header = place.partition(":")
        if not (equals and colon and header.strip()):
            raise UsageError(code="cli.decision_form", decision=decision)
        kind = _known(kind_name.strip(), by_name)
        headers.setdefault(kind.name, {})[header.strip()] = _field(kind, field.strip())
    return before.altered(headers=headers)


def _known(name: str, by_name: Mapping[str, TableKind]) -> TableKind:
    if name not in by_name:
        raise UsageError(code="cli.decision_unknown", name=name, near=_near(name, by_name))
    return by_name[name]


def _field(kind: TableKind, name: str) -> str:
    """The field by its name or by the header of our template."""
    by_name = (
        {LEFT_OUT: LEFT_OUT} | {c.header: c.field for c in kind.columns} | {c.field: c.field for c in kind.columns}
    )
    if name not in by_name:
        raise UsageError(code="cli.decision_unknown", name=name, near=_near(name, by_name))
    return by_name[name]


def _near(name: str, known: Iterable[str]) -> str:
    return get_close_matches(name, list(known), n=1, cutoff=0.0)[0]


def columns_summary(receipt: Receipt, lang: Lang) -> str:
    """How many tables and rows were read, and how many rows were not records."""
    tables = sum(len(sheet.tables) for file in receipt.files for sheet in file.sheets)
    return say("cli.map_summary", {"tables": tables, "read": receipt.rows_read, "skipped": receipt.rows_skipped}, lang)
