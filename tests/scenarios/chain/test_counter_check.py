"""The counter-check: written, filled in, read back; nobody swaps the sample, and every fault has its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

import cli
from optimizer.errors import InputError, UsageError
from optimizer.output.document import Table
from optimizer.planning import Options
from optimizer.screen.entry import enter
from scenarios.chain import ChainAnswer, solve_chain
from scenarios.chain.check_document import results_document, results_table
from scenarios.chain.check_form import CheckForm, read_check_form
from scenarios.chain.counter_check import Draw, code_of, sample
from scenarios.chain.writing import write_chain
from tests.scenarios.chain.chain_builder import chain, level

DRAW = Draw(share_percent=20, least=2)
GOOD = ("好", "好", "较好", "一般", "是", "查一", "2026-10-09", None)


@pytest.fixture(scope="module")
def solved() -> ChainAnswer:
    """Two townships, 20 students under the first and 4 under the second: 4 and 2 are drawn."""
    students = [(f"生{n:02d}", "甲乡" if n < 20 else "乙乡") for n in range(24)]
    return solve_chain(
        chain(
            level("乡", [("甲乡", ""), ("乙乡", "")], [("赵试一", "", "", 2)]),
            level("生", students, [("冯示九", "甲乡", "", 20), ("陈拟十", "乙乡", "", 4)]),
        ).seeded("2026")
    )


@pytest.fixture
def form(solved: ChainAnswer, tmp_path: Path) -> Path:
    write_chain(tmp_path / "out", solved, Options(), draw=DRAW)
    return tmp_path / "out" / "counter-check.xlsx"


def fill(path: Path, change: Callable[[list[list[object]]], None] | None = None) -> Path:
    """Every drawn line filled in with GOOD, then ``change`` on the lines (code first, answers from the sixth on)."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [row[0].row for row in sheet.iter_rows() if row[0].value and len(str(row[0].value)) == 12]
    lines: list[list[object]] = [[sheet.cell(row, column).value for column in range(1, 14)] for row in rows]
    for line in lines:
        line[5:] = list(GOOD)
    if change is not None:
        change(lines)
    for row in rows:
        for column in range(1, 14):
            sheet.cell(row, column).value = None
    for row, line in zip(range(rows[0], rows[0] + len(lines)), lines, strict=True):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value  # type: ignore[assignment]
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def read(solved: ChainAnswer, path: Path) -> CheckForm:
    return read_check_form(solved.chain, solved.tree, DRAW, path)


def codes(form: CheckForm) -> list[str]:
    return [finding.code for finding in form.findings]


def test_a_filled_form_gives_the_results(solved: ChainAnswer, form: Path) -> None:
    """4 of 20 (20 %) and 2 of 4 (at least 2); all agree; progress 好, quality 较好, results 一般 for each."""
    found = read(solved, fill(form)).require()
    assert codes(found) == []
    table = results_table(solved.chain, solved.tree, found, "zh")
    assert [row[:5] for row in table.rows] == [
        ("乙乡", 2, 2, 2, "100 %"),
        ("甲乡", 4, 4, 4, "100 %"),
        ("合计", 6, 6, 6, "100 %"),
    ]
    assert table.rows[-1][5:] == (6, 0, 0, 0, 0, 6, 0, 0, 0, 0, 6, 0)
    document = results_document(solved.chain, solved.tree, found, "en")
    assert any(isinstance(block, Table) for block in document.sections[0].blocks)


def test_every_school_is_drawn_by_the_number_alone(solved: ChainAnswer) -> None:
    """The codes of the form are those of the draw; another public number draws others."""
    drawn = sample(solved.chain, solved.tree, DRAW)
    assert [len(leaves) for leaves in drawn.values()] == [2, 4]  # by id: 乡-乙乡 before 乡-甲乡
    other = sample(solved.chain.seeded("2027"), solved.tree, DRAW)
    assert drawn != other
    marks = {code_of(solved.chain, node.id) for node in solved.tree.levels[-1].nodes}
    assert len(marks) == 24


def swap_code(lines: list[list[object]]) -> None:
    lines[0][0] = "0123456789AB"


def swap_name(lines: list[list[object]]) -> None:
    lines[0][3] = "某人"


def drop(lines: list[list[object]]) -> None:
    lines.pop()


def double(lines: list[list[object]]) -> None:
    lines[-1] = list(lines[0])


def wrong_grade(lines: list[list[object]]) -> None:
    lines[1][6] = "还行"


def no_answer(lines: list[list[object]]) -> None:
    lines[1][9] = None


def blank(lines: list[list[object]]) -> None:
    lines[1][5:] = [None] * 8


@pytest.mark.parametrize(
    ("change", "told", "column"),
    [
        (swap_code, ["chain.sample_strange", "chain.sample_gone"], "A"),
        (swap_name, ["chain.sample_name"], "D"),
        (drop, ["chain.sample_gone"], ""),
        (double, ["chain.sample_twice", "chain.sample_gone"], "A"),
        (wrong_grade, ["chain.sample_answer"], "G"),
        (no_answer, ["chain.sample_answer"], "J"),
        (blank, ["chain.sample_unfilled"], "F"),
    ],
)
def test_a_swapped_or_faulty_line_is_named_with_its_cell(
    change: Callable[[list[list[object]]], None],
    told: Sequence[str],
    column: str,
    solved: ChainAnswer,
    form: Path,
) -> None:
    """The rest of the form is read; only the line that is wrong does not count."""
    found = read(solved, fill(form, change))
    assert codes(found) == list(told)
    assert str(found.findings[0].cells[-1]).rpartition("!")[2].startswith(column)
    assert len(found.checked) == 5
    if change is not blank:
        with pytest.raises(InputError):
            found.require()


def test_a_form_filled_in_english_words_and_lower_case_codes(solved: ChainAnswer, form: Path) -> None:
    """Grades and answers are known in both languages; a code typed in lower case is the same code."""

    def change(lines: list[list[object]]) -> None:
        for line in lines:
            line[0] = str(line[0]).lower()
            line[5:10] = ["Good", "good", "fair", "poor", "no"]

    found = read(solved, fill(form, change)).require()
    assert Counter(one.agrees for one in found.checked) == {False: 6}


def test_another_workbook_is_refused(solved: ChainAnswer, form: Path) -> None:
    """No header, no such file: said, not guessed."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.save(form.with_name("other.xlsx"))
    assert codes(read(solved, form.with_name("other.xlsx"))) == ["chain.sample_header"]
    form.with_name("noise.xlsx").write_bytes(b"noise")
    assert codes(read(solved, form.with_name("noise.xlsx")))
    with pytest.raises(UsageError):
        read(solved, form.with_name("nothing.xlsx"))


def test_the_command_reads_back_and_writes_the_results(form: Path, tmp_path: Path) -> None:
    """Exit 0 with results, 3 for a swapped line; the stored sample parameters are used."""

    def jiedui(*words: object) -> int:
        return enter(cli.app, [str(word) for word in words])

    out = tmp_path / "results"
    assert jiedui("chain", "counter-check", form.parent, fill(form), "-o", out) == 0
    assert sorted(path.name for path in out.iterdir()) == ["results.html", "results.xlsx"]
    assert jiedui("chain", "counter-check", form.parent, fill(form, swap_code)) == 3
    assert jiedui("chain", "counter-check", form.parent, tmp_path / "none.xlsx") == 2
