"""Letters of responsibility: one for every edge, with parties, duties, term and room to sign."""

from __future__ import annotations

from pathlib import Path

from optimizer.output.document import Listing, Paragraph, Table
from optimizer.planning import Options
from scenarios.chain import solve_chain
from scenarios.chain.book import Book
from scenarios.chain.letters import letter_documents
from scenarios.chain.writing import write_chain
from tests.scenarios.chain.test_chain import uneven


def test_one_letter_an_edge_and_a_file_for_each_node_under_the_root(tmp_path: Path) -> None:
    """2 + 1 + 2 + 3 nodes: 8 edges. 000 holds the two to the bureau, then one file for each of the two."""
    found = solve_chain(uneven())
    documents = letter_documents(Book(found, "zh", masked=False))
    assert list(documents) == ["000", "001", "002"]
    assert [len(document.sections) for document in documents.values()] == [2, 3, 3]
    write_chain(tmp_path / "out", found, Options())
    assert sorted(path.name for path in (tmp_path / "out" / "letters").iterdir()) == [
        "000.html",
        "001.html",
        "002.html",
    ]


def test_a_letter_names_both_parties_the_clause_and_the_term() -> None:
    """吴试六's teacher answers to the leader of 县一班, under the plan's clause, from 2026-09 to 2027-08 (12 months)."""
    found = solve_chain(uneven())
    documents = letter_documents(Book(found, "zh", masked=False))
    letter = next(s for d in documents.values() for s in d.sections if "吴试六" in s.title)
    opening, term = (block.text for block in letter.blocks if isinstance(block, Paragraph))
    assert "冯示九" in opening
    assert "李示四" in opening
    assert "县一班" in opening
    assert (term.count("2026-09"), term.count("2027-08")) == (1, 1)
    assert next(block for block in letter.blocks if isinstance(block, Listing)).items == ("层层包干",)
    signing = next(block for block in letter.blocks if isinstance(block, Table))
    assert [row[1] for row in signing.rows] == ["李示四", "冯示九"]
    assert all(row[2:] == (None, None) for row in signing.rows)


def test_nobody_signs_for_what_is_not_decided() -> None:
    """A chain that is not covered has no letters."""
    found = solve_chain(uneven())
    short = type(found)(
        found.chain,
        found.tree,
        "open",
        found.levels[:1],
        (),
        (),
        type(found.coverage)(found.coverage.levels, 3, 0),
    )
    assert letter_documents(Book(short, "zh", masked=False)) == {}
