"""Values as text."""

from __future__ import annotations

import pytest

from optimizer.domain import month_index
from optimizer.output.cells import clean, display_width, guarded, kilometres, lines_needed, shown


@pytest.mark.parametrize(
    ("metres", "words"), [(0, "0.0"), (49, "0.0"), (50, "0.1"), (1_250, "1.3"), (23_249, "23.2"), (7_822_900, "7822.9")]
)
def test_kilometres_round_halves_up(metres: int, words: str) -> None:
    """A float would round 1.25 to 1.2 on one machine and 1.3 on another; integers cannot."""
    assert kilometres(metres) == words


def test_no_minus_zero() -> None:
    """A difference of 20 metres the other way is nothing, not minus nothing."""
    assert (kilometres(-20), kilometres(-60)) == ("0.0", "-0.1")


def test_month_in_both_languages() -> None:
    """A month index must never reach a reader as 24320."""
    assert shown(month_index(2026, 9), "month", "zh") == "2026年9月"
    assert shown(month_index(2026, 9), "month", "en") == "2026-09"


def test_widths_count_chinese_twice() -> None:
    """Column widths and row heights depend on it: 3 Chinese characters and 2 digits fill 8 columns."""
    assert display_width("边岩村12") == 8
    assert display_width("abc\n边岩村") == 6
    # 20 characters of width 2 in 10 columns: 4 lines; an empty line still is a line
    assert lines_needed("村" * 20, 10) == 4
    assert lines_needed("\n", 10) == 2


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_leaders_are_guarded(text: str) -> None:
    """A CSV cell that begins so is run by spreadsheets."""
    assert guarded(text) == "'" + text


def test_ordinary_text_is_left_alone() -> None:
    """The guard must not change names, numbers or dates."""
    assert [guarded(text) for text in ("张试甲", "2026-09", "10:00", "")] == ["张试甲", "2026-09", "10:00", ""]


def test_characters_that_xml_cannot_hold_go() -> None:
    """One control character in a name would make a workbook that no program opens."""
    assert clean("张\x00试\x0b甲\ud800\ufffe\n") == "张试甲\n"
