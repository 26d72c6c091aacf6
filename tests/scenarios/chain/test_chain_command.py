"""``jiedui chain``: exit codes, languages, masking, nothing overwritten, and no traceback whatever the folder holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import cli
from optimizer.screen.entry import enter
from scenarios.cases import tiers
from scenarios.cases.tiers.make import main as make

Printed = pytest.CaptureFixture[str]
FILES = Path(tiers.__file__).with_name("files")


def jiedui(*words: object) -> int:
    return enter(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of 2 townships, 4 schools and 40 students."""
    folder = tmp_path_factory.mktemp("small") / "county"
    make(["--seed", "3", "--townships", "2", "--schools", "4", "--students", "40", "-o", str(folder)])
    return folder


@pytest.fixture(scope="module")
def solved(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("solved") / "out"
    assert jiedui("chain", "solve", small, "-o", out, "-q") == 0
    return out


def test_check_solve_verify(small: Path, solved: Path, capsys: Printed) -> None:
    """The three verbs on a sound chain; JSON on stdout holds numbers and ids, no name."""
    assert jiedui("chain", "check", small, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []
    assert jiedui("chain", "verify", solved, "--lang", "en") == 0
    shown = capsys.readouterr()
    assert "40/40" in shown.err
    assert shown.out.count("proved optimal") == 4
    names = {path.name for path in solved.iterdir()}
    assert {"report.html", "tiers.xlsx", "counter-check.xlsx", "coverage.json", "letters", "1-局领导"} <= names


def test_jointly_may_be_required_to_be_proved(small: Path, tmp_path: Path, capsys: Printed) -> None:
    """--jointly gives the proof of the whole here, so --require-optimal is content; level by level it is not asked for."""
    out = tmp_path / "out"
    assert jiedui("chain", "solve", small, "-o", out, "--jointly", "--require-optimal", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["whole"] == "optimal_jointly"
    assert shown["coverage"]["complete"] is True
    assert jiedui("chain", "verify", out) == 0


def test_nothing_is_overwritten_and_no_result_lies_among_the_levels(small: Path, solved: Path, tmp_path: Path) -> None:
    """Exit 2 before anything is solved; with --force the folder is written anew and still verifies."""
    assert jiedui("chain", "solve", small, "-o", solved) == 2
    assert jiedui("chain", "solve", small, "-o", small / "out") == 2
    assert jiedui("chain", "solve", small, "-o", small) == 2
    copy = tmp_path / "copy"
    shutil.copytree(solved, copy)
    assert jiedui("chain", "solve", small, "-o", copy, "--force", "--seed", "99", "-q") == 0
    assert jiedui("chain", "verify", copy, "-q") == 0


def test_the_same_bytes_again(small: Path, solved: Path, tmp_path: Path) -> None:
    """Two runs differ in times.json and nothing else."""
    assert jiedui("chain", "solve", small, "-o", tmp_path / "out", "-q") == 0
    files = {p.relative_to(solved) for p in solved.rglob("*") if p.is_file()}
    again = tmp_path / "out"
    assert files == {p.relative_to(again) for p in again.rglob("*") if p.is_file()}
    differing = {f.name for f in files if (solved / f).read_bytes() != (again / f).read_bytes()}
    assert differing <= {"times.json"}


def test_names_are_masked_on_screen_and_page(solved: Path) -> None:
    """Students and owners show their first character on the page; the office's own forms hold the names."""
    page = (solved / "report.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(solved / "4-学生" / "roster.xlsx", read_only=True)
    assert book.sheetnames
    form = openpyxl.load_workbook(solved / "counter-check.xlsx").worksheets[0]
    header = next(row for row in form.iter_rows(values_only=True) if row and row[0] == "抽样号")
    at = header.index("对象")
    names = [row[at] for row in form.iter_rows(values_only=True) if row[0] and len(str(row[0])) == 12]
    assert names
    assert not any(str(name) in page for name in names)


def edit(path: Path, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def circle(folder: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C3"], sheet["C4"] = sheet["B4"].value, sheet["B3"].value

    edit(folder / "2-村小" / "包保对象.xlsx", change)


def itself(folder: Path) -> None:
    edit(folder / "2-村小" / "包保对象.xlsx", lambda sheet: sheet.__setitem__("C3", sheet["B3"].value))


def orphan(folder: Path) -> None:
    edit(folder / "2-村小" / "包保对象.xlsx", lambda sheet: sheet.__setitem__("C3", "无此中心校"))


def two_levels(folder: Path) -> None:
    edit(folder / "4-学生" / "包保对象.xlsx", lambda sheet: sheet.__setitem__("B4", "Z01"))


def double_owner(folder: Path) -> None:
    edit(folder / "4-学生" / "包保责任人.xlsx", lambda sheet: sheet.__setitem__("B3", sheet["B2"].value))


def no_superior(folder: Path) -> None:
    edit(folder / "4-学生" / "包保责任人.xlsx", lambda sheet: sheet.__setitem__("F3", "查无此人"))


def no_place(folder: Path) -> None:
    edit(folder / "4-学生" / "包保责任人.xlsx", lambda sheet: sheet.__setitem__("E3", "无此班"))


def empty_level(folder: Path) -> None:
    (folder / "5-空").mkdir()


def no_nodes(folder: Path) -> None:
    edit(folder / "2-村小" / "包保对象.xlsx", lambda sheet: sheet.delete_rows(3, 100))


def no_owners(folder: Path) -> None:
    edit(folder / "2-村小" / "包保责任人.xlsx", lambda sheet: sheet.delete_rows(2, 100))


def wrong_order(folder: Path) -> None:
    (folder / "1-局领导").rename(folder / "9-局领导")


def binary(folder: Path) -> None:
    (folder / "3-班级" / "包保对象.csv").write_bytes(b"\x00\x01\x02" * 100)


def head_bytes(folder: Path) -> None:
    (folder / "tiers.toml").write_bytes(b"\xff\xfe title")


def head_key(folder: Path) -> None:
    (folder / "tiers.toml").write_text('titel = "x"', encoding="utf-8")


def head_folder(folder: Path) -> None:
    (folder / "tiers.toml").unlink()
    (folder / "tiers.toml").mkdir()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (circle, "2-村小/包保对象.xlsx[包保对象]!C3"),
        (itself, "2-村小/包保对象.xlsx[包保对象]!C3"),
        (orphan, "2-村小/包保对象.xlsx[包保对象]!C3"),
        (two_levels, "4-学生/包保对象.xlsx[包保对象]!C4"),
        (double_owner, "4-学生/包保责任人.xlsx[包保责任人]!B3"),
        (no_superior, "4-学生/包保责任人.xlsx[包保责任人]!F3"),
        (no_place, "4-学生/包保责任人.xlsx[包保责任人]!E3"),
        (empty_level, "5-空"),
        (no_nodes, "2-村小"),
        (no_owners, "2-村小"),
        (wrong_order, "2-村小/包保对象.xlsx"),
        (binary, "3-班级/包保对象.csv"),
        (head_bytes, ""),
        (head_key, ""),
    ],
)
def test_every_fault_of_the_folder_is_told_with_its_place(
    damage: Callable[[Path], None], told: str, small: Path, tmp_path: Path, capsys: Printed
) -> None:
    """Exit 3, with the cell."""
    folder = tmp_path / "county"
    shutil.copytree(small, folder)
    damage(folder)
    assert jiedui("chain", "check", folder, "--format", "json") == 3
    shown = capsys.readouterr().out
    assert told in shown


def test_solve_writes_nothing_for_a_chain_with_holes(small: Path, tmp_path: Path) -> None:
    """As check: exit 3, and no folder half full."""
    folder = tmp_path / "county"
    shutil.copytree(small, folder)
    orphan(folder)
    assert jiedui("chain", "solve", folder, "-o", tmp_path / "out") == 3
    assert not (tmp_path / "out").exists()


def test_a_head_that_is_a_folder_is_a_missing_resource(small: Path, tmp_path: Path) -> None:
    """What cannot be read ends with 8, as everywhere."""
    folder = tmp_path / "county"
    shutil.copytree(small, folder)
    head_folder(folder)
    assert jiedui("chain", "check", folder) == 8


def test_no_chain_there(tmp_path: Path) -> None:
    """A path that is not there, a file, an empty folder: usage, not a traceback."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("nothing", "file", "empty"):
        assert jiedui("chain", "check", tmp_path / name) == 2
        assert jiedui("chain", "solve", tmp_path / name, "-o", tmp_path / "out") == 2
    assert jiedui("chain", "verify", tmp_path / "empty") == 8


def test_hidden_folders_and_notes_are_no_levels(small: Path, tmp_path: Path) -> None:
    """What file managers and archives leave behind."""
    folder = tmp_path / "county"
    shutil.copytree(small, folder)
    (folder / "__MACOSX").mkdir()
    (folder / ".git").mkdir()
    (folder / "说明.txt").write_text("x", encoding="utf-8")
    assert jiedui("chain", "check", folder) == 0


def test_an_impossible_chain_ends_with_four_and_verifies(small: Path, tmp_path: Path, capsys: Printed) -> None:
    """Two bureau leaders with one place each for four nodes: proved impossible, and the proof stored."""
    folder = tmp_path / "county"
    shutil.copytree(small, folder)

    def one_each(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 7).value = 1

    edit(folder / "1-局领导" / "包保责任人.xlsx", one_each)
    out = tmp_path / "out"
    assert jiedui("chain", "solve", folder, "-o", out, "--format", "json") == 4
    shown = json.loads(capsys.readouterr().out)
    assert shown["whole"] == "impossible"
    assert jiedui("chain", "verify", out) == 0
    assert jiedui("chain", "counter-check", out, out / "tiers.xlsx") == 2
