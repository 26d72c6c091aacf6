"""Tables on a screen: Chinese text wrapped by display width, columns that share the room, JSON and CSV for others."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from optimizer.messages import Private
from optimizer.output.cells import display_width
from optimizer.output.document import Column, Table
from optimizer.screen.tables import as_csv, as_json, for_screen, records, shared, wrapped

TABLE = Table((Column("name", "姓名", "person"), Column("metres", "距离", "km")), (("=李试", 1250), ("王样", None)))


def test_chinese_breaks_anywhere_and_english_at_spaces() -> None:
    """Four columns hold two characters; a comma never begins a line."""
    assert wrapped("结对帮扶责任人", 4) == "结对\n帮扶\n责任\n人"
    assert wrapped("结对，帮扶", 6) == "结对，\n帮扶"
    assert wrapped("结对帮，扶", 6) == "结对\n帮，扶"
    assert wrapped("two words here", 9) == "two words\nhere"
    assert wrapped("a\nb", 9) == "a\nb"
    assert wrapped("", 5) == ""


@given(st.text(alphabet="结对，。ab 1\n-", max_size=60), st.integers(4, 30))
def test_wrapping_keeps_the_text_and_the_width(text: str, width: int) -> None:
    """No character but spaces is lost, and no line is too wide."""
    lines = wrapped(text, width)
    assert "".join(lines.split()) == "".join(text.split())
    assert all(display_width(line) <= width for line in lines.split("\n"))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=8), st.integers(40, 200))
def test_columns_share_the_room(wanted: list[int], room: int) -> None:
    """Together they fit; nobody gets more than it wants; where all fit, all get it."""
    widths = shared(wanted, room)
    assert sum(widths) <= max(room, len(wanted))
    assert all(width <= max(1, want) for width, want in zip(widths, wanted, strict=True))
    if sum(max(1, want) for want in wanted) <= room:
        assert widths == [max(1, want) for want in wanted]


def test_narrow_columns_keep_theirs() -> None:
    """10 + 100 + 100 in 90: the first keeps its 10, the others share 80."""
    assert shared([10, 100, 100], 90) == [10, 40, 40]


def test_three_forms_of_one_table() -> None:
    """JSON keeps metres, CSV and screen show kilometres, and CSV runs no formula."""
    assert records(TABLE) == [{"name": "=李试", "metres": 1250}, {"name": "王样", "metres": None}]
    assert as_csv(TABLE, "zh").splitlines() == ["姓名,距离", "'=李试,1.3", "王样,"]
    assert for_screen(TABLE, "zh", 80).row_count == 2


def test_json_is_versioned_and_masked() -> None:
    """A program must know what it reads, and a stray name must not be in it."""
    shown = json.loads(as_json("check", {"who": Private("李试试")}))
    assert shown == {"format": "jiedui.check", "version": 1, "who": "李**"}
