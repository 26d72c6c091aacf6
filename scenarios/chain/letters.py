"""Letters of responsibility 责任状: one for every edge of the tree, ready to print, an upper node to a file."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.domain import month_text
from optimizer.output.document import Block, Column, Document, Listing, Meta, Paragraph, Section, Table
from scenarios.chain.book import Book
from scenarios.chain.linking import BELOW, PINNED, UNDER


def letter_documents(book: Book) -> dict[str, Document]:
    """File name without its ending -> the letters in it: those to the root, then one file for each node under the root with
    every letter below it. Nothing for a chain that is not covered: nobody signs for what is not decided.
    """
    found = book.found
    if not found.coverage.complete:
        return {}
    groups: dict[str, list[tuple[int, str]]] = {"": []}
    for number in range(len(found.chain.levels)):
        for node in book.nodes(number):
            top = found.tree.path(node)[-1]
            groups.setdefault("" if top == node else top, []).append((number, node))
    order = [""] + [node for node in book.nodes(0) if node in groups]
    order += sorted(set(groups) - set(order))
    return {f"{place:03d}": _document(book, top, groups[top]) for place, top in enumerate(order) if groups[top]}


def _document(book: Book, top: str, edges: Sequence[tuple[int, str]]) -> Document:
    chain = book.found.chain
    sections = tuple(_letter(book, place, number, node) for place, (number, node) in enumerate(edges, 1))
    meta = Meta(chain.levels[0].programme.reference_day, confidential=book.word("confidential"))
    return Document(f"{chain.title} · {book.names.get(top, chain.root)}", book.lang, meta, sections)


def _letter(book: Book, place: int, number: int, node: str) -> Section:
    """Parties, duties in the words of the rules' clauses, what stands below, the term, and room for two signatures."""
    found = book.found
    level, entry = found.chain.levels[number], found.levels[number]
    parent = found.tree.parent[node]
    superior = book.who(parent) if parent else found.chain.root
    helper = book.owner[node]
    kind = book.kind(book.node(node).category)
    facts = {
        "owner": book.people[helper],
        "post": book.post(helper),
        "node": book.names[node],
        "kind": f"（{kind}）" if kind and book.lang == "zh" else f" ({kind})" if kind else "",
        "superior": superior,
        "above": book.names.get(parent, found.chain.root),
    }
    term = level.programme.term
    clauses = [
        found.chain.clause,
        *(rule.clause for rule in entry.plan.programme.rules if rule.id not in _OWN and rule.kind not in _NO_DUTY),
    ]
    duties = tuple(dict.fromkeys(clause for clause in clauses if clause))
    blocks: list[Block] = [
        Paragraph(book.word("letter_opening", **facts), lead=True),
        Listing(duties or (book.word("letter_duty"),)),
    ]
    if number < len(found.chain.levels) - 1:
        below = [
            book.word("letter_below", count=count, level=found.chain.levels[k].title)
            for k, count in enumerate(book.below[node])
            if count
        ]
        blocks.append(Listing(tuple(below) or (book.word("letter_nothing_below"),)))
    blocks.append(Paragraph(book.word("letter_term", start=month_text(term.start), end=month_text(term.end))))
    signing = tuple(Column(key, book.word(key), width=20) for key in ("party", "name", "signature", "signed_on"))
    rows = (
        (book.word("party_to"), superior, None, None),
        (book.word("party_owner"), book.people[helper], None, None),
    )
    blocks.append(Table(signing, rows))
    title = f"{place}. {book.word('letter')} · {book.names[node]}"
    return Section(f"letter{place}", title, tuple(blocks), heading=title, new_page=True)


_OWN = (BELOW, UNDER, PINNED)
_NO_DUTY = ("fairness", "lottery", "continuity")
"""Rules about how the roster was made; nobody undertakes them."""
