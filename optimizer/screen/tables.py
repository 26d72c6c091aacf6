"""A table of the neutral document as text for a screen, a program (JSON) or a spreadsheet (CSV)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from optimizer.messages import Lang
from optimizer.output.canonical import canonical
from optimizer.output.cells import clean, display_width, shown
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


def for_screen(table: Table, lang: Lang, width: int) -> RichTable:
    """The visible columns in ``width`` columns of the screen, numbers to the right, long text on several lines."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    columns = [(index, column) for index, column in enumerate(table.columns) if not column.hidden]
    cells = [[clean(shown(row[index], column.kind, lang)) for index, column in columns] for row in table.rows]
    heads = [column.header for _, column in columns]
    wanted = [max(map(display_width, texts)) for texts in zip(heads, *cells, strict=True)]
    widths = shared(wanted, width - 3 * len(columns) - 1)
    grid = Grid(box=SIMPLE_HEAD, title=table.caption or None, title_justify="left", pad_edge=False)
    for (_, column), head, room in zip(columns, heads, widths, strict=True):
        grid.add_column(Text(wrapped(head, room)), justify=column.alignment, no_wrap=True, width=room)
    for row in cells:
        grid.add_row(*(Text(wrapped(text, room)) for text, room in zip(row, widths, strict=True)))
    return grid


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Widths that fit into ``room`` together: what is narrow keeps what it wants, the wide ones get equal shares."""
    given = [0] * len(wanted)
    for position, index in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        share = (room - sum(given)) // (len(wanted) - position)
        given[index] = max(1, min(wanted[index], share))
    return given


def wrapped(text: str, width: int) -> str:
    """``text`` with line breaks so that no line is wider than ``width``: anywhere between Chinese characters, else at spaces.

    Closing punctuation stays with what it closes; a word wider than a line is cut.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        full = ""
        for piece in (part for token in _PIECES.findall(line) for part in _cut(token, width)):
            if full and display_width((full + piece).rstrip()) > width:
                lines.append(full.rstrip())
                full = ""
            full += piece.lstrip() if not full else piece
        lines.append(full.rstrip())
    return "\n".join(lines)


_PIECES = re.compile(r"\s*(?:[!-~]+|[^\s!-~])[，。；：、）”》？！]*")


def _cut(token: str, width: int) -> list[str]:
    """``token`` in parts that fit a line."""
    parts = [""]
    for character in token:
        if parts[-1] and display_width((parts[-1] + character).lstrip()) > width:
            parts.append("")
        parts[-1] += character
    return parts
