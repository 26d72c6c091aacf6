"""English sentences count: one pair, two pairs."""

from __future__ import annotations

import pytest

from optimizer.messages import say
from optimizer.messages.text import counted


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1 pair(s)", "1 pair"),
        ("2 pair(s)", "2 pairs"),
        ("0 matter(s) must be decided", "0 matters must be decided"),
        ("21 helper(s)", "21 helpers"),
        ("1.5 point(s)", "1.5 points"),
        ("3 row(s), 1 mentor(s)", "3 rows, 1 mentor"),
        ("the column(s) in row 7", "the column(s) in row 7"),
        ("R2: 4 of 5 (all) pair(s)", "R2: 4 of 5 (all) pair(s)"),
    ],
)
def test_the_number_before_it_decides(written: str, said: str) -> None:
    """Only a number that stands before the word, with nothing but words between."""
    assert counted(written) == said


def test_sentences_of_the_catalogue_are_counted() -> None:
    """The same in a sentence that somebody reads; Chinese has no such forms."""
    assert say("report.quantity", {"count": "1", "unit": "pair(s)"}, "en") == "1 pair"
    assert say("cli.doctor_summary", {"total": 1, "ok": 1, "warning": 0, "bad": 0}, "zh").startswith("共 1 项")
