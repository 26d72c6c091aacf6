"""The counter-check on paper: the form for the drawn sample, and the table of what the county found."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.messages import Lang, say
from optimizer.output.document import Block, Column, Document, Figure, Figures, Listing, Meta, Section, Table, Value
from scenarios.chain.book import Book
from scenarios.chain.chain import Chain
from scenarios.chain.check_form import COLUMNS, FILLED, Checked, CheckForm
from scenarios.chain.counter_check import ANSWERS, ASKED, GRADES, Draw, code_of, sample
from scenarios.chain.tree import Tree


def form_table(book: Book, draw: Draw) -> Table:
    """One line a drawn leaf; grades and answers are chosen from lists, and the code at the front ties the line to the draw."""
    kinds = {"owner": "person", "node": "person"}
    choices = {key: (ANSWERS if key == "agrees" else GRADES)[book.lang] for key in FILLED}
    columns = tuple(
        Column(key, book.word(key), kinds.get(key, "text"), choices=choices.get(key, ()))  # type: ignore[arg-type]
        for key in COLUMNS
    )
    chain, tree = book.found.chain, book.found.tree
    rows: list[tuple[Value, ...]] = []
    for top, leaves in sample(chain, tree, draw).items():
        for leaf in leaves:
            path = " › ".join(book.names[node] for node in tree.path(leaf)[1:][::-1])
            known = (code_of(chain, leaf), book.names.get(top, chain.root), path, book.names[leaf], book.who(leaf))
            rows.append((*known, *[None] * (len(COLUMNS) - len(known))))
    facts = {"seed": chain.levels[-1].programme.seed, "share": draw.share_percent, "least": draw.least}
    return Table(columns, tuple(rows), notes=(book.word("sampled", **facts), book.word("code_kept")))


def form_document(book: Book, draw: Draw) -> Document:
    """The form as a workbook of its own, which is sent out, filled in and read back."""
    chain = book.found.chain
    signatures = tuple(book.word(f"sign_{name}") for name in ("filled", "checked", "head", "day"))
    meta = Meta(
        chain.levels[0].programme.reference_day,
        form=((book.word("unit"), chain.root),),
        signatures=signatures,
        confidential=book.word("confidential"),
    )
    title = book.word("counter_check")
    section = Section("counter_check", title, (form_table(book, draw),), heading=title, signed=True)
    return Document(chain.title, book.lang, meta, (section,))


def results_table(chain: Chain, tree: Tree, form: CheckForm, lang: Lang) -> Table:
    """What was found under every node under the root, and in all: drawn, checked, agreeing, and how many of each grade."""

    def word(name: str) -> str:
        return say(f"chain.word_{name}", None, lang)

    columns = [Column("top", word("top")), *(Column(key, word(key), "int") for key in ("drawn", "checked", "agreeing"))]
    columns.append(Column("share", word("share_agreeing")))
    for asked in ASKED:
        columns += [
            Column(f"{asked}{place}", f"{word(asked)}·{grade}", "int") for place, grade in enumerate(GRADES[lang])
        ]
    names = {node.id: node.name for level in tree.levels for node in level.nodes}
    rows = [
        _counted(names.get(top, chain.root), len(leaves), [one for one in form.checked if one.top == top])
        for top, leaves in form.drawn.items()
    ]
    rows.append(_counted(word("in_all"), sum(map(len, form.drawn.values())), form.checked))
    return Table(tuple(columns), tuple(rows))


def _counted(name: str, drawn: int, checked: Sequence[Checked]) -> tuple[Value, ...]:
    agreeing = sum(one.agrees for one in checked)
    share = f"{agreeing * 100 // len(checked)} %" if checked else "—"
    grades = [
        sum(one.grades[asked] == place for one in checked) for asked in ASKED for place in range(len(GRADES["zh"]))
    ]
    return (name, drawn, len(checked), agreeing, share, *grades)


def results_document(chain: Chain, tree: Tree, form: CheckForm, lang: Lang, *, masked: bool = True) -> Document:
    """The county's results: in all, by node under the root, where county and township differ, and what is not filled in."""

    def word(name: str) -> str:
        return say(f"chain.word_{name}", None, lang)

    checked, drawn = len(form.checked), sum(map(len, form.drawn.values()))
    agreeing = sum(one.agrees for one in form.checked)
    figures = Figures(
        (
            Figure(word("checked"), f"{checked}/{drawn}"),
            Figure(word("agreeing"), f"{agreeing}/{checked}"),
        )
    )
    blocks: list[Block] = [figures, results_table(chain, tree, form, lang)]
    told = tuple(finding.say(lang, masked=masked) for finding in form.findings)
    meta = Meta(chain.levels[0].programme.reference_day, confidential=word("confidential"))
    sections = [Section("counter_check", word("counter_results"), tuple(blocks), heading=word("counter_results"))]
    if told:
        sections.append(Section("look", word("look"), (Listing(told),), heading=word("look")))
    return Document(chain.title, lang, meta, tuple(sections), word("counter_results"), "info")
