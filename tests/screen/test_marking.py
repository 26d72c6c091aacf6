"""`jiedui check --mark`: the office's own tables come back with what is wrong in them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import cli
from optimizer.screen.entry import enter
from tests.intake.making import book, programme

Printed = pytest.CaptureFixture[str]


def check(*words: object) -> int:
    return enter(cli.app, ["check", *map(str, words)])


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A folder whose staff table has a person twice."""
    folder = Path(programme(tmp_path / "方案", staff=None))
    book(folder / "职工.xlsx", {"花名册": [["姓名", "部门"], ["赵试甲", "教务处"], ["赵试甲", "教务处"]]})
    return folder


def test_wrong_tables_come_back_marked(wrong: Path, tmp_path: Path, capsys: Printed) -> None:
    """Exit 3 as without marking; the remark names the files to open; names stand in full in the copy."""
    assert check(wrong, "--mark", tmp_path / "标注") == 3
    said = capsys.readouterr().err
    assert "问题清单.xlsx" in said
    assert "职工-标注.xlsx" in said
    page = openpyxl.load_workbook(tmp_path / "标注" / "职工-标注.xlsx")["花名册"]
    assert "赵试甲" in page["A3"].comment.text


def test_nothing_is_overwritten_unless_forced(wrong: Path, tmp_path: Path) -> None:
    """Somebody may have begun to mend the copy."""
    assert check(wrong, "--mark", tmp_path / "标注") == 3
    kept = tmp_path / "标注" / "职工-标注.xlsx"
    kept.write_bytes(b"mended")
    assert check(wrong, "-o", tmp_path / "标注") == 2
    assert kept.read_bytes() == b"mended"
    assert check(wrong, "-o", tmp_path / "标注", "--force") == 3
    assert kept.read_bytes() != b"mended"


def test_whoever_only_checks_learns_of_the_marked_copy(wrong: Path, capsys: Printed) -> None:
    """The option is not found by those who need it most; the sentence stands below the list."""
    assert check(wrong) == 3
    assert "--mark" in capsys.readouterr().err


def test_tables_without_problems_have_no_copy(tmp_path: Path, capsys: Printed) -> None:
    """Nothing to mend, nothing written, and it is said."""
    folder = programme(tmp_path / "方案")
    assert check(folder, "--mark", tmp_path / "标注") == 0
    assert "未写" in capsys.readouterr().err
    assert not (tmp_path / "标注").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(wrong: Path, tmp_path: Path, capsys: Printed) -> None:
    """A file where the folder should be: a missing resource (8), not a bug of ours."""
    (tmp_path / "标注").write_text("x")
    assert check(wrong, "--mark", tmp_path / "标注") == 8
    assert "标注" in capsys.readouterr().err
