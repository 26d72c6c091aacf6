"""A Document as one HTML file that needs nothing else: no network, no other file, a strict content policy.

The policy allows exactly the one style sheet and the one script of this page, by their hashes; everything that comes
from the office's tables is escaped text. Names that carry markup are shown, never run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
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
    Table,
    Tree,
)
from optimizer.output.html.charts import NARROW, WIDE, chart_svg
from optimizer.output.html.maps import map_svg
from optimizer.output.html.tongues import alike, said, search, visible
from optimizer.output.html.trees import tree_outline

_HERE = Path(__file__).parent


def page_bytes(document: Document, *others: Document) -> bytes:
    """The page as UTF-8. The same documents give the same bytes.

    ``others``: the same content in other languages. The page holds them all and opens in that of ``document``; a button
    switches, without a request and without remembering anything; what is printed is what is shown. Rows to search in and
    maps are written once, with the words of every language.
    """
    from markupsafe import Markup

    style, script = _asset("page.css"), _asset("page.js")
    documents = (document, *others)
    langs = [each.language for each in documents]
    html: str = _template().render(
        langs=langs,
        words={lang: _words(lang) for lang in langs},
        heads=[{"lang": each.language, "document": each, "words": _words(each.language)} for each in documents],
        names=[
            {"lang": lang, "title": each.title, "name": _NAMES[lang]}
            for lang, each in zip(langs, documents, strict=True)
        ],
        tone=document.tone,
        sections=_sections(documents),
        said={key: said(langs, [_words(lang)[key] for lang in langs]) for key in _words(langs[0])},
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )
    return html.encode("utf-8", "replace")


_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}


def _sections(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """The chapters, each block in every language; where a chapter is built otherwise in one, its blocks stand apart."""
    numbers = iter(range(1, 1_000_000))
    found = []
    for key in dict.fromkeys(section.key for document in documents for section in document.sections):
        held = [(d.language, part) for d in documents for part in d.sections if part.key == key]
        langs, versions = [lang for lang, _ in held], [part for _, part in held]
        if len(held) == len(documents) and len({tuple(map(type, version.blocks)) for version in versions}) == 1:
            blocks = [_blocks(langs, blocks, numbers) for blocks in zip(*(v.blocks for v in versions), strict=True)]
        else:
            apart = [(lang, block) for lang, version in held for block in version.blocks]
            blocks = [_apart([lang], [block], numbers) for lang, block in apart]
        title = said(langs, [clean(version.title) for version in versions])
        found.append({"key": key, "title": title, "new_page": versions[0].new_page, "blocks": blocks})
    return found


def _blocks(langs: Sequence[Lang], blocks: Sequence[Block], numbers: Iterator[int]) -> dict[str, Any]:
    """One block in all languages: maps and searches as one, everything else a version each."""
    if all(isinstance(block, MapBlock) for block in blocks):
        return _map(langs, [block for block in blocks if isinstance(block, MapBlock)])
    tables = [block for block in blocks if isinstance(block, Table) and block.searchable]
    if len(tables) == len(blocks) and alike(tables):
        return search(langs, tables, next(numbers))
    if len(blocks) == 1:
        return {"lang": langs[0], **_block(blocks[0], langs[0], next(numbers))}
    return _apart(langs, blocks, numbers)


def _apart(langs: Sequence[Lang], blocks: Sequence[Block], numbers: Iterator[int]) -> dict[str, Any]:
    """A version a language, of which the page shows one."""
    versions = [{"lang": lang, **_block(b, lang, next(numbers))} for lang, b in zip(langs, blocks, strict=True)]
    return {"kind": "versions", "versions": versions}


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
    return {**{key: label(f"output.{code}", lang) for key, code in names.items()}, "found": getattr(found, lang)}


def _block(block: Block, lang: Lang, number: int) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", **_table(block, lang, number)}
    if isinstance(block, Chart):
        pictures = {
            "wide": chart_svg(block, lang, f"w{number}", WIDE),
            "narrow": chart_svg(block, lang, f"n{number}", NARROW),
        }
        return _picture(block.title, "chart-block", pictures) | _table(_chart_table(block, lang), lang, number)
    if isinstance(block, MapBlock):
        return _map([lang], [block])
    if isinstance(block, Tree):
        from markupsafe import Markup

        return {"kind": "tree", "title": clean(block.title), "outline": Markup(tree_outline(block))}
    if isinstance(block, Figures):
        return {"kind": "figures", "entries": block.items}
    if isinstance(block, Listing):
        return {"kind": "listing", "entries": [clean(item) for item in block.items]}
    if isinstance(block, Notice):
        return {"kind": "notice", "text": clean(block.text), "tone": block.tone, "advice": clean(block.advice)}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": clean(block.text)}
    return _paragraph(block)


def _map(langs: Sequence[Lang], blocks: Sequence[MapBlock]) -> dict[str, Any]:
    pictures = {"wide": map_svg(blocks, langs, WIDE), "narrow": map_svg(blocks, langs, NARROW)}
    texts = {
        "title": said(langs, [clean(block.title) for block in blocks]),
        "caption": said(langs, [clean(block.caption) for block in blocks]),
    }
    return _picture("", "map", pictures) | texts | {"columns": ()}


def _picture(title: str, form: str, pictures: dict[str, str]) -> dict[str, Any]:
    """A drawing for a wide and one for a narrow screen; the page shows one of them."""
    from markupsafe import Markup

    made = {size: Markup(svg) for size, svg in pictures.items()}
    return {"kind": "picture", "form": form, "title": clean(title), "caption": "", **made}


def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": clean(block.text), "lead": block.lead}


def _table(table: Table, lang: Lang, number: int) -> dict[str, Any]:
    columns = visible(table)
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


def _chart_table(chart: Chart, lang: Lang) -> Table:
    """A chart's numbers, for those who cannot see it and for copying."""
    first = Column("category", chart.category_title or label("output.category", lang))
    series = (Column(f"series{number}", item.name, chart.kind) for number, item in enumerate(chart.series))
    rows = zip(chart.categories, *(item.values for item in chart.series), strict=True)
    return Table((first, *series), tuple(rows))
