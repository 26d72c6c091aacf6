"""A table of the neutral document as text for a screen, a program (JSON) or a spreadsheet (CSV)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from optimizer.messages import Lang
from optimizer.output.canonical import canonical
from optimizer.output.cells import clean, shown
from optimizer.output.csv_writer import table_csv
from optimizer.output.document import Table

if TYPE_CHECKING:
    from rich.table import Table as RichTable

VERSION = 1


def as_json(name: str, payload: Mapping[str, Any]) -> str:
    """One object: ``format`` jiedui.<name>, ``version``, then the payload; personal data in it are masked."""
    head = {"format": f"jiedui.{name}", "version": VERSION}
    return json.dumps(head | canonical(payload), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def records(table: Table) -> list[dict[str, Any]]:
    """The rows as objects under the column keys; values stay what they are (metres, month indices)."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def as_csv(table: Table, lang: Lang) -> str:
    """As :func:`~optimizer.output.csv_writer.table_csv`, without its byte order mark: this goes to a pipe."""
    return table_csv(table, lang).decode("utf-8-sig")


def for_screen(table: Table, lang: Lang) -> RichTable:
    """The visible columns, numbers to the right, long text folded."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    columns = [(index, column) for index, column in enumerate(table.columns) if not column.hidden]
    grid = Grid(box=SIMPLE_HEAD, title=table.caption or None, title_justify="left", pad_edge=False)
    for _, column in columns:
        grid.add_column(Text(column.header), justify=column.alignment, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(clean(shown(row[index], column.kind, lang))) for index, column in columns))
    return grid
