"""roster.csv opens in a spreadsheet as it is."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from optimizer.explain.documents import csv_table
from optimizer.output.csv_writer import table_csv
from optimizer.output.document import Column, Table
from tests.output import samples


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_header_line_and_one_line_a_pair() -> None:
    """Machines count on it: 13 households, 20 helpers, so 13 pairings."""
    plan = samples.programme(13, 20)
    rows = _rows(table_csv(csv_table(plan, samples.answer(plan)), "zh"))
    assert len(rows) == 1 + 13
    assert rows[0][0] == "序号"
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_byte_order_mark_is_there() -> None:
    """Without it Excel reads UTF-8 as GBK and every name is rubbish."""
    assert table_csv(Table((Column("a", "村"),)), "zh") == b"\xef\xbb\xbf\xe6\x9d\x91\r\n"


def test_pairs_carry_stable_ids_and_full_names() -> None:
    """Names for people, ids for programs; ID numbers shortened unless asked for."""
    plan = samples.programme(13, 20)
    answer = samples.answer(plan)
    assert answer.roster is not None
    text = table_csv(csv_table(plan, answer), "zh").decode("utf-8-sig")
    for pairing in answer.roster.pairings:
        assert pairing.helper in text
        assert pairing.recipient in text
    for recipient in plan.recipients:
        assert recipient.name in text
        assert recipient.id_number not in text
    full = table_csv(csv_table(plan, answer, masked=False), "zh").decode("utf-8-sig")
    assert all(recipient.id_number in full for recipient in plan.recipients)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_no_cell_runs_as_a_formula(value: str) -> None:
    """Whatever an office types into a cell, the file keeps one line a row and no cell begins like a formula."""
    rows = _rows(table_csv(Table((Column("a", "A"), Column("b", "B")), ((value, "x"),)), "zh"))
    assert len(rows) == 2
    assert rows[1][1] == "x"
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_negative_numbers_stay_numbers() -> None:
    """A number of ours that is below zero is not an attack."""
    assert _rows(table_csv(Table((Column("a", "A", "int"),), ((-5,),)), "zh"))[1] == ["-5"]
