"""What a page in two languages writes once: short texts side by side, and the rows of a search with the words of both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from optimizer.messages import Lang
from optimizer.output.cells import clean, one_line, shown
from optimizer.output.document import Column, Table


def said(langs: Sequence[Lang], texts: Sequence[str]) -> Any:
    """One text where all languages say the same, else one a language, of which the page shows one. Escaped markup."""
    from markupsafe import Markup, escape

    if len(set(texts)) == 1:
        return escape(texts[0])
    versions = zip(langs, texts, strict=True)
    return Markup("").join(Markup('<span data-l="{}">{}</span>').format(lang, text) for lang, text in versions)


def visible(table: Table) -> list[tuple[int, Column]]:
    """The columns to show, with their positions."""
    return [(position, column) for position, column in enumerate(table.columns) if not column.hidden]


def alike(tables: Sequence[Table]) -> bool:
    """Whether the tables have the same columns and as many rows and notes, so that their rows can be written together."""
    shapes = {(tuple(c.key for _, c in visible(table)), len(table.rows), len(table.notes)) for table in tables}
    return len(shapes) == 1


def search(langs: Sequence[Lang], tables: Sequence[Table], number: int) -> dict[str, Any]:
    """A table to look somebody up in. Its rows travel once as JSON and become text nodes: a cell is its text, or, where
    the languages differ, the place of its words in a list of such words."""
    from markupsafe import Markup

    columns = [visible(table) for table in tables]
    headers = [[one_line(column.header, lang) for _, column in each] for each, lang in zip(columns, langs, strict=True)]
    words: dict[tuple[str, ...], int] = {}
    rows = []
    for lines in zip(*(table.rows for table in tables), strict=True):
        cells = zip(
            *(_texts(line, own, lang) for line, own, lang in zip(lines, columns, langs, strict=True)), strict=True
        )
        rows.append([c[0] if len(set(c)) == 1 else words.setdefault(c, len(words)) for c in cells])
    data = {
        "align": [column.alignment for _, column in columns[0]],
        "headers": dict(zip(langs, headers, strict=True)),
        "words": dict(zip(langs, zip(*words, strict=True), strict=True)) if words else {},
        "rows": rows,
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character, escape in _ESCAPES:
        written = written.replace(character, escape)
    return {
        "kind": "search",
        "caption": clean(tables[0].caption),
        "notes": [
            said(langs, [clean(note) for note in notes]) for notes in zip(*(t.notes for t in tables), strict=True)
        ],
        "columns": [
            {"alignment": own[0][1].alignment, "header": said(langs, [column.header for _, column in own])}
            for own in zip(*columns, strict=True)
        ],
        "data": Markup(written),
        "number": number,
    }


_ESCAPES = (
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)


def _texts(row: Sequence[Any], columns: Sequence[tuple[int, Column]], lang: Lang) -> list[str]:
    return [clean(shown(row[position], column.kind, lang)) for position, column in columns]
