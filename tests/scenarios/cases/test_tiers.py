"""The tiers case: its files, its chain, its papers, and the holes that one damaged copy names at once."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

import cli
from optimizer.domain import Status
from optimizer.output.document import Table, Tree
from optimizer.planning import Options
from optimizer.runs import judge_run
from optimizer.screen.entry import enter
from scenarios.cases import tiers
from scenarios.cases.tiers.county import Sizes, make_county
from scenarios.cases.tiers.make import SEED, main, write_case
from scenarios.chain import ChainAnswer, check_chain, solve_chain
from scenarios.chain.counter_check import Draw, sample
from scenarios.chain.documents import report, workbook
from scenarios.chain.reading import read_chain
from scenarios.chain.writing import write_chain

FILES = Path(tiers.__file__).with_name("files")


def command(*words: str) -> int:
    return enter(cli.app, list(words))


@pytest.fixture(scope="module")
def solved() -> ChainAnswer:
    return solve_chain(read_chain(FILES).require())


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """Same seed, same bytes: the case can be made again anywhere."""
    for path in write_case(make_county(SEED, Sizes()), tmp_path, SEED):
        assert path.read_bytes() == (FILES / path.relative_to(tmp_path)).read_bytes()


def test_everybody_has_one_responsible_person_at_every_level(solved: ChainAnswer) -> None:
    """5 centre schools + 2 county schools, 9 village schools (14 - 5), 260 students; chains of 2 (leavers), 3 and 4."""
    assert solved.whole == "level_by_level"
    assert solved.coverage.complete
    assert [level.nodes for level in solved.coverage.levels][:2] == [7, 9]
    assert solved.coverage.covered == 260
    assert set(solved.coverage.depths) == {2, 3, 4}
    assert all(entry.answer.status is Status.OPTIMAL for entry in solved.levels)


@pytest.mark.parametrize("seed", range(6))
def test_other_counties_of_the_family_are_solved_or_proved_impossible(seed: int, tmp_path: Path) -> None:
    """Other seeds and sizes read without an error, and the conclusion is always a proof that agrees with the coverage."""
    main(["--seed", str(seed), "--townships", "3", "--schools", "7", "--students", "70", "-o", str(tmp_path)])
    found = solve_chain(read_chain(tmp_path).require())
    assert found.whole != "open"
    assert found.coverage.complete == (not found.whole.startswith("impossible"))


def test_the_papers_have_every_edge_every_node_and_the_drawn_sample(solved: ChainAnswer, tmp_path: Path) -> None:
    """Letters: one an edge (a node and its owner); roll-up: the root and every node above students; forms and sample."""
    document = workbook(solved)
    tables = {section.key: [t for t in section.blocks if isinstance(t, Table)][-1] for section in document.sections}
    nodes = [level.nodes for level in solved.coverage.levels]
    assert len(tables["letters"].rows) == sum(nodes)
    assert len(tables["rollup"].rows) == 1 + sum(nodes[:-1])
    assert tables["rollup"].rows[0][4:] == (0, *nodes[1:])
    assert len(tables["self_check"].rows) == nodes[0]
    assert len(tables["counter_check"].rows) == sum(map(len, sample(solved.chain, solved.tree, Draw()).values()))
    trees = [block for section in report(solved).sections for block in section.blocks if isinstance(block, Tree)]
    assert len(trees[0].nodes) == 1 + sum(nodes)
    write_chain(tmp_path / "out", solved, Options())
    book = openpyxl.load_workbook(tmp_path / "out" / "tiers.xlsx")
    assert len(book.sheetnames) == 5
    form = openpyxl.load_workbook(tmp_path / "out" / "counter-check.xlsx")
    assert form.sheetnames == ["复查抽样表"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    # every node above the students has some below it; the page holds both languages
    assert page.count("<details") == 2 * (1 + sum(nodes[:-1]))
    students = [r.name for r in solved.chain.levels[-1].programme.recipients]
    assert not any(name in page for name in students)
    for entry in solved.levels:
        assert judge_run(tmp_path / "out" / entry.level)[1].accepted
    stored = json.loads((tmp_path / "out" / "coverage.json").read_text(encoding="utf-8"))
    assert stored["whole"] == "level_by_level"
    assert stored["coverage"]["complete"] is True


def test_the_sample_depends_on_the_public_number_and_on_nothing_else(solved: ChainAnswer) -> None:
    """A tenth, rounded up, at least two, under each of the seven; the same draw again."""
    drawn = sample(solved.chain, solved.tree, Draw())
    again = sample(solved.chain, solved.tree, Draw())
    assert drawn == again
    under = Counter(solved.tree.path(node.id)[-1] for node in solved.tree.levels[-1].nodes)
    assert {top: len(leaves) for top, leaves in drawn.items()} == {
        top: min(count, max(2, (count + 9) // 10)) for top, count in under.items()
    }


def test_a_damaged_copy_names_every_hole_at_once(tmp_path: Path) -> None:
    """No head for a township's village schools, no teacher for a class, a student in two classes: all three, with cells."""
    county = make_county(SEED, Sizes())
    home = county[1].nodes[0].parent
    county[1].owners = [owner for owner in county[1].owners if owner.serves != home]
    room = county[2].nodes[0].number
    county[3].owners = [owner for owner in county[3].owners if room not in owner.serves.split("、")]
    twice = next(node for node in county[3].nodes if node.parent == county[2].nodes[1].number)
    county[3].nodes.append(type(twice)(twice.number, twice.name, county[2].nodes[2].number, twice.category))
    write_case(county, tmp_path, SEED)
    intake = read_chain(tmp_path)
    assert intake.chain is None
    holes = [f for f in intake.findings if f.code.startswith("chain.")]
    assert Counter(f.code for f in holes) == {"chain.nobody": 2, "chain.two_parents": 1}
    assert all(f.cells for f in holes)
    assert command("chain", "check", str(tmp_path)) == 3


def test_check_finds_nothing_wrong_with_the_case() -> None:
    """The committed chain has no hole, so the command ends with 0."""
    assert not [f for f in check_chain(read_chain(FILES).require()) if f.severity == "error"]
    assert command("chain", "check", str(FILES)) == 0
