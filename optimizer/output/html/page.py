"""A Document as one HTML file that needs nothing else: no network, no other file, a strict content policy.

The policy allows exactly the one style sheet and the one script of this page, by their hashes; everything that comes
from the office's tables is escaped text. Names that carry markup are shown, never run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from optimizer.messages import Lang, label, text_of
from optimizer.output.cells import clean, one_line, shown
from optimizer.output.document import (
    Block,
    Chart,
    Column,
    Document,
    Figures,
    Heading,
    Listing,
    MapBlock,
    Notice,
    Paragraph,
    Section,
    Table,
    Tree,
)
from optimizer.output.html.charts import NARROW, WIDE, chart_svg
from optimizer.output.html.maps import map_svg
from optimizer.output.html.trees import tree_svg

_HERE = Path(__file__).parent


def page_bytes(document: Document) -> bytes:
    """The page as UTF-8. The same document gives the same bytes."""
    from markupsafe import Markup

    style, script = _asset("page.css"), _asset("page.js")
    numbers = iter(range(1, 1_000_000))
    html: str = _template().render(
        document=document,
        lang=document.language,
        sections=[_section(section, document.language, numbers) for section in document.sections],
        words=_words(document.language),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )
    return html.encode("utf-8", "replace")


def policy(style: str, script: str) -> str:
    """The content security policy: nothing but this style sheet and this script."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").strip()


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(_HERE)
    room = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return room.get_template("page.html.j2")


def _words(lang: Lang) -> dict[str, str]:
    names = {
        "search": "search_label",
        "search_off": "search_off",
        "more": "search_more",
        "print": "print_button",
        "contents": "contents",
        "skip": "skip",
        "chart_data": "chart_data",
        "offline": "offline",
        "table": "table",
    }
    found = text_of("output.search_found")
    return {
        **{key: label(f"output.{code}", lang) for key, code in names.items()},
        "found": found.zh if lang == "zh" else found.en,
    }


def _section(section: Section, lang: Lang, numbers: Any) -> dict[str, Any]:
    blocks = [_block(block, lang, next(numbers)) for block in section.blocks]
    return {"key": section.key, "title": clean(section.title), "blocks": blocks}


def _block(block: Block, lang: Lang, number: int) -> dict[str, Any]:
    if isinstance(block, Table):
        return _search(block, lang, number) if block.searchable else {"kind": "table", **_table(block, lang, number)}
    if isinstance(block, Chart):
        pictures = {
            "wide": chart_svg(block, lang, f"w{number}", WIDE),
            "narrow": chart_svg(block, lang, f"n{number}", NARROW),
        }
        return _picture(block.title, "chart-block", pictures) | _table(_chart_table(block, lang), lang, number)
    if isinstance(block, MapBlock):
        pictures = {"wide": map_svg(block, lang, WIDE), "narrow": map_svg(block, lang, NARROW)}
        return _picture(block.title, "map", pictures) | {"caption": clean(block.caption), "columns": ()}
    if isinstance(block, Tree):
        pictures = {"wide": tree_svg(block, WIDE), "narrow": tree_svg(block, NARROW)}
        return _picture(block.title, "tree", pictures) | {"columns": ()}
    if isinstance(block, Figures):
        return {"kind": "figures", "entries": block.items}
    if isinstance(block, Listing):
        return {"kind": "listing", "entries": [clean(item) for item in block.items]}
    if isinstance(block, Notice):
        return {"kind": "notice", "text": clean(block.text), "tone": block.tone, "advice": clean(block.advice)}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": clean(block.text)}
    return _paragraph(block)


def _picture(title: str, form: str, pictures: dict[str, str]) -> dict[str, Any]:
    """A drawing for a wide and one for a narrow screen; the page shows one of them."""
    from markupsafe import Markup

    made = {size: Markup(svg) for size, svg in pictures.items()}
    return {"kind": "picture", "form": form, "title": clean(title), "caption": "", **made}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": clean(block.text), "lead": block.lead}


def _visible(table: Table) -> list[tuple[int, Column]]:
    return [(position, column) for position, column in enumerate(table.columns) if not column.hidden]


def _table(table: Table, lang: Lang, number: int) -> dict[str, Any]:
    columns = _visible(table)
    bands = {band.row: clean(band.text) for band in table.bands}
    labels = [one_line(column.header, lang) for _, column in columns]
    rows = [
        {
            "band": bands.get(place, ""),
            "cells": [
                {"text": clean(shown(row[position], column.kind, lang)), "align": column.alignment, "label": name}
                for (position, column), name in zip(columns, labels, strict=True)
            ],
        }
        for place, row in enumerate(table.rows)
    ]
    return {"table": table, "columns": [column for _, column in columns], "rows": rows, "number": number}


def _search(table: Table, lang: Lang, number: int) -> dict[str, Any]:
    """A table to look somebody up in: its rows travel as JSON and become text nodes."""
    from markupsafe import Markup

    columns = _visible(table)
    data = {
        "columns": [{"header": one_line(c.header, lang), "align": c.alignment} for _, c in columns],
        "rows": [[clean(shown(row[i], column.kind, lang)) for i, column in columns] for row in table.rows],
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        written = written.replace(character, escape)
    return {
        "kind": "search",
        "table": table,
        "columns": [column for _, column in columns],
        "data": Markup(written),
        "number": number,
    }


def _chart_table(chart: Chart, lang: Lang) -> Table:
    """A chart's numbers, for those who cannot see it and for copying."""
    first = Column("category", chart.category_title or label("output.category", lang))
    series = (Column(f"series{number}", item.name, chart.kind) for number, item in enumerate(chart.series))
    rows = zip(chart.categories, *(item.values for item in chart.series), strict=True)
    return Table((first, *series), tuple(rows))
