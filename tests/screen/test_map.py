"""`jiedui map`: what headers stand for, what is asked, and that nothing counts before somebody has confirmed it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from optimizer.intake import read_programme
from optimizer.screen.entry import enter
from optimizer.screen.terminal import Terminal
from tests.intake.making import book, programme

Printed = pytest.CaptureFixture[str]
ODD_STAFF = [["职工大名", "工作部门", "手机", "手机"], ["赵试甲", "教务处", "13800000000", "13900000000"]]


def jiedui(*words: object) -> int:
    return enter(cli.app, [str(word) for word in words])


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Headers that nobody knows for certain, one of them twice."""
    return Path(programme(tmp_path / "方案", staff=ODD_STAFF))


@pytest.fixture
def typing_(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody at the terminal who types these words, one a question; the value fills with what was asked."""

    def at_terminal(*words: str) -> list[str]:
        asked: list[str] = []
        waiting = iter(words)

        def ask(_self: Terminal, text: str) -> str:
            asked.append(text)
            return next(waiting)

        monkeypatch.setattr(Terminal, "interactive", True)
        monkeypatch.setattr(Terminal, "ask", ask)
        return asked

    return at_terminal


def test_a_refused_sheet_is_shown_with_proposals_and_stays_refused(odd: Path, capsys: Printed) -> None:
    """Proposals are questions: nothing is written, and check refuses as before."""
    assert jiedui("map", odd) == 0
    shown = capsys.readouterr()
    assert "职工大名" in shown.out
    assert "建议，待确认" in shown.out
    assert '--set "帮扶责任人:职工大名=姓名"' in shown.err
    assert '--set "帮扶责任人:手机@D=-"' in shown.err
    assert not (odd / "mapping.yaml").exists()
    assert jiedui("check", odd) == 3


def test_confirmed_on_the_command_line_check_passes(odd: Path, capsys: Printed) -> None:
    """The very words that map proposes; kinds may be left out where one table has the header; the number kept is C's."""
    assert jiedui("map", odd, "--set", "职工大名=姓名", "--accept", "帮扶责任人:手机@D=-") == 0
    assert jiedui("check", odd) == 0
    (helper,) = read_programme(odd).require().helpers
    assert (helper.name, helper.unit, helper.phone) == ("赵试甲", "", "13800000000")
    assert jiedui("map", odd, "--set", "工作部门=unit") == 0
    assert read_programme(odd).require().helpers[0].unit == "教务处"
    capsys.readouterr()
    assert jiedui("map", odd, "--format", "json") == 0
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert shown["questions"] == []
    assert "columns_unused" not in [f.code for f in read_programme(odd).findings]


def test_asked_at_the_terminal(odd: Path, typing_: Callable[..., list[str]]) -> None:
    """Name yes, department no, of the two telephones the second; one file, read the next time without a question."""
    asked = typing_("y", "n", "2")
    assert jiedui("map", odd) == 0
    assert len(asked) == 3
    (helper,) = read_programme(odd).require().helpers
    assert (helper.name, helper.unit, helper.phone) == ("赵试甲", "", "13900000000")
    typing_("")  # the department again, which was not confirmed
    assert jiedui("map", odd) == 0


def test_enter_decides_nothing(odd: Path, typing_: Callable[..., list[str]]) -> None:
    """Somebody who only presses Enter has confirmed nothing; the name is asked a second way before it is left open."""
    typing_("", "", "", "", "", "")
    assert jiedui("map", odd) == 0
    assert not (odd / "mapping.yaml").exists()
    assert read_programme(odd).programme is None


def test_a_sheet_without_any_known_header(tmp_path: Path, typing_: Callable[..., list[str]]) -> None:
    """Its kind is asked, then which column is the name, then who lives where."""
    folder = programme(tmp_path / "方案", homes=None)
    book(folder / "x.xlsx", {"联系人": [["谁", "哪里"], ["李示丁", "边岩村"], ["周拟戊", "小寨村"]]})
    typing_("2", "1", "1")  # 帮扶对象; 谁 is the head of household; of what is left, 哪里 is the village
    assert jiedui("map", folder) == 0
    assert [(r.name, r.area) for r in read_programme(folder).require().recipients] == [
        ("李示丁", "边岩村"),
        ("周拟戊", "小寨村"),
    ]


def test_a_foreign_sheet_is_left_out(tmp_path: Path) -> None:
    """A sheet that has nothing to do with it must not be deleted by the office first."""
    folder = programme(tmp_path / "方案")
    book(folder / "杂.xlsx", {"值班": [["周一", "周二"], ["甲", "乙"]]})
    assert jiedui("check", folder) == 3
    assert jiedui("map", folder, "--table", "值班=-") == 0
    assert jiedui("check", folder) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "x"),
        ("--set", "职工小名=姓名"),
        ("--set", "帮扶责任人:职工小名=姓名"),
        ("--set", "人:职工大名=姓名"),
        ("--set", "职工大名=小名"),
        ("--table", "x"),
        ("--table", "Sheet9=帮扶责任人"),
        ("--table", "花名册=人"),
    ],
)
def test_a_decision_about_nothing_is_refused(odd: Path, words: tuple[str, ...]) -> None:
    """A slip of the pen must not be remembered as a decision."""
    assert jiedui("map", odd, *words) == 2
    assert not (odd / "mapping.yaml").exists()


def test_a_mapping_written_by_hand_may_use_the_words_of_the_template(odd: Path) -> None:
    """The file is small enough to write in Notepad."""
    text = "headers:\n  帮扶责任人:\n    职工大名: 姓名\n    手机@D: '-'\n"
    (odd / "mapping.yaml").write_text(text, encoding="utf-8")
    assert jiedui("check", odd) == 0
    (odd / "mapping.yaml").write_text(text.replace(" 姓名", " 姓命"), encoding="utf-8")
    assert jiedui("check", odd) == 3


def test_a_roster_that_looks_like_a_summary_can_be_confirmed(tmp_path: Path, capsys: Printed) -> None:
    """A column 人数 and an unknown word for the name make a table of households look like sums; map offers the way back,
    and a true table of sums is not asked about."""
    folder = programme(tmp_path / "方案", homes=None)
    rows = [["户主大名", "村子名称", "人数"], ["李示丁", "边岩村", 3], ["周拟戊", "小寨村", 4]]
    book(folder / "x.xlsx", {"Sheet1": rows, "Sheet2": [["村名", "户数", "人数"], ["边岩村", 1, 3], ["小寨村", 1, 4]]})
    assert jiedui("map", folder) == 0
    shown = capsys.readouterr().err
    assert '--set "帮扶对象:户主大名=户主姓名"' in shown
    assert "Sheet2]：" not in shown
    assert jiedui("map", folder, "--set", "户主大名=户主姓名", "--set", "村子名称=所在村") == 0
    assert [r.area for r in read_programme(folder).require().recipients] == ["边岩村", "小寨村"]
