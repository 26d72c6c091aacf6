"""What a chain prints: the report with its tree, and the workbook of roll-ups, letters, self-check and counter-check."""

from __future__ import annotations

from optimizer.domain import Finding
from optimizer.messages import Lang
from optimizer.output.document import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Listing,
    Meta,
    Notice,
    Section,
    Table,
    Tree,
    TreeNode,
    Value,
)
from optimizer.rules.ordering import LOTTERY
from scenarios.chain.book import Book
from scenarios.chain.check_document import form_table
from scenarios.chain.counter_check import Draw
from scenarios.chain.solving import ChainAnswer

SEARCHED = 30
"""Rows of a table from which on the page has a search for it."""
MOST_DRAWN = 5_000
"""Nodes that a tree shows; levels that would pass it are told as numbers on their parents. The page folds it and has a search."""


def report(
    found: ChainAnswer, lang: Lang = "zh", *, masked: bool = True, noticed: tuple[Finding, ...] = ()
) -> Document:
    """The page: what is proved, coverage level by level, the tree, roll-ups, and what to look at (``noticed``: what reading
    the tables found, is told too). Names of the last level and of owners show their first character only when ``masked``.
    """
    book = Book(found, lang, masked)
    sections = [
        Section("proved", book.word("proved"), (_figures(book), _proof(book), levels_table(found, lang))),
        Section("tree", book.word("tree"), (_tree(book),)),
        Section("rollup", book.word("rollup"), (_rollup(book),)),
        Section("rules", book.word("rules"), (_rules(book),)),
    ]
    if found.joint:
        sections.insert(1, Section("joint", book.word("joint"), (_joint(book),)))
    if told := tuple(finding.say(lang, masked=masked) for finding in (*noticed, *found.to_look_at)):
        sections.insert(1, Section("look", book.word("look"), (Listing(told),)))
    return _document(book, tuple(sections))


def workbook(found: ChainAnswer, lang: Lang = "zh", *, draw: Draw | None = None) -> Document:
    """The office's workbook: coverage, roll-ups, a letter of responsibility for every edge, the self-check form, and the
    county's counter-check of the sample that ``draw`` asks for.
    """
    book = Book(found, lang, masked=False)
    bodies: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("proved", (_proof(book), levels_table(found, lang))),
        ("rollup", (_rollup(book),)),
        ("letters", (_letters(book),)),
        ("self_check", (_self_check(book),)),
        ("counter_check", (form_table(book, draw or Draw()),)),
    )
    sections = (Section(key, book.word(key), blocks, heading=book.word(key), signed=True) for key, blocks in bodies)
    return _document(book, tuple(sections))


def _document(book: Book, sections: tuple[Section, ...]) -> Document:
    chain = book.found.chain
    signatures = tuple(book.word(f"sign_{name}") for name in ("filled", "checked", "head", "day"))
    meta = Meta(
        chain.levels[0].programme.reference_day,
        form=((book.word("unit"), chain.root),),
        signatures=signatures,
        confidential=book.word("confidential"),
    )
    good = book.found.coverage.complete
    headline = book.word(f"whole_{book.found.whole}")
    return Document(chain.title, book.lang, meta, sections, headline, "good" if good else "bad")


def _figures(book: Book) -> Figures:
    coverage = book.found.coverage
    depths = "、".join(f"{depth}: {count}" for depth, count in coverage.depths.items())
    covered = Figure(book.word("covered"), f"{coverage.covered}/{coverage.leaves}")
    return Figures((covered, Figure(book.word("depths"), depths)))


def _proof(book: Book) -> Notice:
    complete = book.found.coverage.complete
    return Notice(book.word("complete" if complete else "incomplete"), "good" if complete else "bad")


def levels_table(found: ChainAnswer, lang: Lang) -> Table:
    """One row a level: nodes, how many are covered once, not or twice, owners, and what is proved given what. No names."""
    book = Book(found, lang, masked=True)
    counted = ("nodes", "once", "without", "several", "owners", "span")
    columns = (
        Column("level", book.word("level")),
        *(Column(key, book.word(key), "int") for key in counted),
        *(Column(key, book.word(key)) for key in ("status", "given")),
    )
    answers = {entry.title: entry for entry in book.found.levels}
    titles = {level.id: level.title for level in book.found.chain.levels}
    rows = []
    for level in book.found.coverage.levels:
        entry = answers.get(level.level)
        status = "—" if entry is None else book.word(f"status_{entry.answer.status.value}")
        given = () if entry is None else entry.jointly or entry.given
        said = "、".join(titles[name] for name in given)
        if entry is not None and entry.jointly:
            said = book.word("jointly", levels=said)
        counts = (level.nodes, level.once, len(level.without), len(level.several), level.owners, level.span)
        rows.append((level.level, *counts, status, said))
    return Table(columns, tuple(rows), caption=book.word("levels"))


def _joint(book: Book) -> Table:
    """One row a part that was solved over several levels."""
    found = book.found
    columns = (
        Column("part", book.word("part")),
        Column("level", book.word("level")),
        Column("nodes", book.word("nodes"), "int"),
        Column("status", book.word("status")),
        Column("drawn_lots", book.word("drawn_lots")),
    )
    rows = []
    for joint in found.joint:
        top = sorted(book.names[node] for node in joint.part.nodes[joint.levels[0]])
        over = "、".join(found.chain.levels[number].title for number in joint.levels)
        said = "impossible" if joint.rosters is None else "proved" if joint.proved else "unproved"
        draws = {label for name, _, label in joint.values if name.endswith(f".{LOTTERY}")}
        lots = "none" if not draws else "proved" if draws == {"optimal"} else "open"
        part = book.word("parts", top=top[0], tops=len(top))
        nodes = sum(map(len, joint.part.nodes.values()))
        rows.append((part, over, nodes, book.word(f"joint_{said}"), book.word(f"draw_{lots}")))
    return Table(columns, tuple(rows), searchable=len(rows) > SEARCHED)


def _tree(book: Book) -> Tree:
    found = book.found
    shown = [TreeNode(found.chain.root)]
    place = {"": 0}
    for number in range(len(found.chain.levels)):
        nodes = book.nodes(number)
        if len(shown) + len(nodes) > MOST_DRAWN:
            break
        last = number == len(found.chain.levels) - 1
        for node in nodes:
            parent = found.tree.parent[node]
            place[node] = len(shown)
            detail = book.word("tree_leaf", who=book.who(node))
            if not last and book.below[node][-1]:
                detail = book.word(f"tree_detail_{book.leaves}", who=book.who(node), count=book.below[node][-1])
            shown.append(TreeNode(book.names[node], place[parent], detail))
    return Tree("", tuple(shown))


def _rollup(book: Book) -> Table:
    """Every node above the leaves: who answers for it, and what stands below it level by level."""
    levels = book.found.chain.levels
    columns = [
        Column("level", book.word("level")),
        Column("node", book.word("node")),
        Column("above", book.word("above")),
    ]
    columns += [Column("owner", book.word("owner"), "person"), Column("lacking", book.word("lacking"), "int")]
    columns += [Column(f"n{n}", level.title, "int") for n, level in enumerate(levels) if n]
    lacking = dict.fromkeys(book.below, 0)
    for node in book.found.tree.level_of:
        if node not in book.owner:
            for above in [*book.found.tree.path(node)[1:], ""]:
                lacking[above] += 1
    rows: list[tuple[Value, ...]] = [
        (book.found.chain.root, book.found.chain.root, "—", "—", lacking[""], *book.below[""][1:])
    ]
    for number, level in enumerate(levels[:-1]):
        for node in book.nodes(number):
            above = book.names.get(book.found.tree.parent[node], book.found.chain.root)
            rows.append((level.title, book.names[node], above, book.who(node), lacking[node], *book.below[node][1:]))
    return Table(tuple(columns), tuple(rows), filtered=True, searchable=len(rows) > SEARCHED)


def _letters(book: Book) -> Table:
    """One line an edge: who signs to whom for what. The last level's edges stand together, one line an owner and parent."""
    keys = ("serial", "level", "to", "owner", "post", "node", "number_below", "signed_on", "signature")
    kinds = {"serial": "int", "number_below": "int", "to": "person", "owner": "person"}
    words = {key: book.word(f"below_{book.leaves}" if key == "number_below" else key) for key in keys}
    columns = tuple(Column(key, words[key], kinds.get(key, "text")) for key in keys)  # type: ignore[arg-type]
    rows: list[tuple[Value, ...]] = []
    for number, level in enumerate(book.found.chain.levels):
        for node in book.nodes(number):
            helper = book.owner.get(node)
            if helper is None:
                continue
            parent = book.found.tree.parent[node]
            to = book.who(parent) if parent else book.found.chain.root
            count = book.below[node][-1] if number < len(book.found.chain.levels) - 1 else 1
            rows.append(
                (
                    len(rows) + 1,
                    level.title,
                    to,
                    book.people[helper],
                    book.post(helper),
                    book.names[node],
                    count,
                    None,
                    None,
                )
            )
    return Table(columns, tuple(rows), filtered=True)


def _self_check(book: Book) -> Table:
    """One line for every node under the root, with cells to fill in: progress, quality, results."""
    blank = ("progress", "quality", "results", "problems", "measures")
    columns = (
        Column("node", book.word("node")),
        Column("owner", book.word("owner"), "person"),
        Column("leaves", book.word(f"leaves_{book.leaves}"), "int"),
        *(Column(key, book.word(key), width=16) for key in blank),
    )
    rows = tuple(
        (book.names[node], book.who(node), book.below[node][-1], *[None] * len(blank)) for node in book.nodes(0)
    )
    return Table(columns, rows)


def _rules(book: Book) -> Table:
    """Every rule of every level with its clause."""
    columns = tuple(Column(key, book.word(key)) for key in ("level", "rule", "clause"))
    rows = tuple(
        (entry.title, rule.id, rule.clause) for entry in book.found.levels for rule in entry.plan.programme.rules
    )
    return Table(columns, rows)
